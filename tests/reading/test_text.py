"""Folding keeps a way back to the original; sentences end where readers would end them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokuho.reading.text import fold, sentences


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_folding_maps_every_character_back() -> None:
    text = "A&amp;yen;５・５兆円ｶﾞｽ㌦x&nbsp;y&#36;3 &foo; \u200bz"
    folded = fold(text)
    assert folded.text == "A¥5・5兆円ガスドルx y$3 &foo; z"
    at = folded.text.index("¥")
    end = folded.text.index("円") + 1
    assert text[folded.start(at) : folded.end(end)] == "&amp;yen;５・５兆円"
    assert text[folded.start(len(folded.text) - 1) :] == "z"


def test_plain_text_is_left_alone() -> None:
    text = "Plain ASCII, $5 billion."
    assert fold(text).text is text
    assert fold("日本の発電所").text == "日本の発電所"


@given(st.text(alphabet=st.sampled_from("ab１．＄&amp;#36;ｶﾞ㌦㎿\u200b\u00a0円;x"), max_size=60))
def test_offsets_never_leave_the_text_nor_go_backwards(text: str) -> None:
    folded = fold(text)
    starts = [folded.start(i) for i in range(len(folded.text))]
    ends = [folded.end(i + 1) for i in range(len(folded.text))]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= s <= e <= len(text) for s, e in zip(starts, ends, strict=True))


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
