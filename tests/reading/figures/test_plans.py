"""What a company plans for all of its trades is no deal of its own, unless the plan is the news."""

from __future__ import annotations

import pytest

from tests.reading.figures.marked import passages, read, wanted


@pytest.mark.parametrize("passage", passages("plans.yaml"), ids=lambda p: p["text"][:40])
def test_plans_of_a_company_are_told_from_its_deals(passage: dict[str, str]) -> None:
    told, want = read(passage), wanted(passage)
    assert {amount: told.get(amount) for amount in want} == want
