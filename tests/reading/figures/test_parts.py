"""The parts of a sum are what the sum is: of a pledge that is background they are background, too."""

from __future__ import annotations

import pytest

from tests.reading.figures.marked import passages, read, wanted


@pytest.mark.parametrize("passage", passages("parts.yaml"), ids=lambda p: p["text"][:40])
def test_parts_are_what_their_whole_is(passage: dict[str, str]) -> None:
    told, want = read(passage), wanted(passage)
    assert {amount: told.get(amount) for amount in want} == want
