"""Folding moves nothing; sentences end where readers would end them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokuho.reading.text import fold, sentences


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_folding_writes_japanese_marks_as_english_ones_and_moves_nothing() -> None:
    text = "「JERA」：最大３０億ドル（約4500億円）、5～6％　増"
    folded = fold(text)
    assert folded.text == "「JERA」:最大30億ドル(約4500億円)、5~6% 増"
    assert folded.original is text


def test_plain_text_is_left_alone() -> None:
    text = "Plain ASCII, $5 billion."
    assert fold(text).text is text
    assert fold("日本の発電所").text == "日本の発電所"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It pays $1.5bn. It is new!", ["It pays $1.5bn.", "It is new!"]),
        ("Mitsubishi Corp. said on Jan. 5 that J. R. Hill of St. Louis agreed.", None),
        ("It grew in the U.S. The plant opens in 2028.", ["It grew in the U.S.", "The plant opens in 2028."]),
        ("U.S. President Trump and U.S. Steel met.", None),
        ('"We agree." He left.', ['"We agree."', "He left."]),
        ("買収する。投資する！額は？", ["買収する。", "投資する！", "額は？"]),
        ("社長は「建てる。早くだ。」と述べた。次へ。", ["社長は「建てる。早くだ。」と述べた。", "次へ。"]),
        ("Title without stop\nText starts.", ["Title without stop", "Text starts."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    assert parts(text) == ([text] if expected is None else expected)


@given(st.text(max_size=300))
def test_sentences_cover_all_that_is_not_space(text: str) -> None:
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
