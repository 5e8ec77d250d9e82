"""The parts of a sum are what the sum is: of a pledge that is background they are background, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from sokuho.documents import article_of
from sokuho.vocabulary import load_reader
from tests.reading.figures.marked import passages, read, wanted


@pytest.mark.parametrize("passage", passages("parts.yaml"), ids=lambda p: p["text"][:40])
def test_parts_are_what_their_whole_is(passage: dict[str, str]) -> None:
    told, want = read(passage), wanted(passage)
    assert {amount: told.get(amount) for amount in want} == want


@pytest.mark.parametrize(
    "text",
    [
        "Sumitomo, whose revenue was $48 billion, including $3 billion from energy, will invest $200 million"
        " in a battery park in Texas.",
        "前期の売上高が4兆円で、うち米国が7000億円を占めた同社は、米国のケーブル工場に500億円を投じる。",
    ],
)
def test_a_list_of_parts_ends_where_the_sentence_goes_on(text: str) -> None:
    article = article_of({"title": "Texas battery", "text": text, "published": "2026-02-18T00:00:00Z"})
    amounts = load_reader(Path.cwd()).amounts(article)
    wholes = [chain.whole is not None for amount in amounts for chain in amount.chains]
    assert wholes == [False, True, False]
