"""What a framework, a portfolio or a company has in all is no size of one deal."""

from __future__ import annotations

import pytest

from tests.reading.figures.marked import own_sizes, passages, wanted


@pytest.mark.parametrize("passage", passages("umbrellas.yaml"), ids=lambda p: p["text"][:40])
def test_sizes_of_more_than_the_deal_are_left_out(passage: dict[str, str]) -> None:
    assert own_sizes(passage) == {size for size, of in wanted(passage).items() if of == "own"}
