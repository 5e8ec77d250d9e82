"""What is the article's own, and what stands below its pictures."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sokuho.reading.read import Reader
from sokuho.vocabulary import article_of, load_reader


@cache
def reader() -> Reader:
    return load_reader(Path.cwd())


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (
            "SoftBank Group will invest $30 billion in a data center in Ohio, the largest bet on AI seen in"
            " this state.\nThe campus will use 2 GW.",
            ["$30 billion"],
        ),
        (
            "The pact is a year old.\nSoftBank Group will invest $3 billion in a data center in Ohio, one of"
            " the biggest deals shown in this year's trade pact.",
            ["$3 billion"],
        ),
        (
            "日米の協定から1年がたつ。\n"
            "三菱商事は22日、米バージニア州のデータセンターに10億ドルを投じると発表した＝共同",
            ["10億ドル"],
        ),
        ("JERA will buy a 1 GW gas plant in Ohio for $1.2 billion, it said. Tokyo/AP", ["$1.2 billion"]),
    ],
)
def test_a_sentence_with_an_amount_is_no_caption(text: str, amounts: list[str]) -> None:
    found = reader().read(
        article_of({"title": "Japanese company invests in the United States", "text": text})
    )
    assert [m.text for p in found.projects for m in p.amounts] == amounts
