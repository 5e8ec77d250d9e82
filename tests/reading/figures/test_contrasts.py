"""What a text compares with a deal, leaves out of it or counts it into is none of its sums."""

from __future__ import annotations

import pytest

from tests.reading.figures.marked import passages, read, wanted


@pytest.mark.parametrize("passage", passages("contrasts.yaml"), ids=lambda p: p["text"][:40])
def test_what_the_news_is_set_against_is_not_its_own(passage: dict[str, str]) -> None:
    told, want = read(passage), wanted(passage)
    assert {amount: told.get(amount) for amount in want} == want
