"""Which sums are parts of another; what that makes of them show parts.yaml and test_passages.py."""

from __future__ import annotations

import pytest

from tests.reading.given import article, reader


@pytest.mark.parametrize(
    "text",
    [
        "Sumitomo, whose revenue was $48 billion, including $3 billion from energy, will invest $200 million"
        " in a battery park in Texas.",
        "前期の売上高が4兆円で、うち米国が7000億円を占めた同社は、米国のケーブル工場に500億円を投じる。",
    ],
)
def test_a_list_of_parts_ends_where_the_sentence_goes_on(text: str) -> None:
    amounts = reader().amounts(article("Texas battery", text))
    wholes = [chain.whole is not None for amount in amounts for chain in amount.chains]
    assert wholes == [False, True, False]
