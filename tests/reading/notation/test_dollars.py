"""Whose dollar a bare "$" is."""

from __future__ import annotations

import pytest

from tests.reading.given import find_money


def currencies(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.currency) for m in find_money(text)]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("A $3 billion plant. All figures are in Canadian dollars unless otherwise stated.", "CAD"),
        ("The plant costs $3 billion (all amounts in Australian dollars).", "AUD"),
        ("It will invest $300 million. Dollar amounts are Canadian.", "CAD"),
        ("The fund raised $300 million. References to dollars refer to Singapore dollars.", "SGD"),
        ("The plant costs $3 billion Canadian, half of it lent.", "CAD"),
        ("The plant costs $3 billion (Canadian).", "CAD"),
        ("The mine costs $5 billion in Australian dollars", "AUD"),
        ("A stake of $20 million Cdn.", "CAD"),
        ("It pays $3 billion. Unless stated otherwise, prices are stated in Canadian dollars.", "CAD"),
        ("Canada's fund pays $1.35 billion (US$1 billion) for the farm.", "CAD"),
        ("Keppel of Singapore pays $1.3 billion (about US$1 billion) for it.", "SGD"),
        ("The Taiwan chip maker invests $31 billion (US$1 billion).", "TWD"),
        ("The Australian operator invests US$1 billion ($1.5 billion) in it.", "AUD"),
    ],
)
def test_dollars_of_others(text: str, currency: str) -> None:
    assert currencies(text)[0 if "invests US$" not in text else 1][1] == currency


@pytest.mark.parametrize(
    "text",
    [
        "A $3 billion Canadian plant will supply LNG to Japan.",
        "The Canadian firm invests $3 billion, or 4 billion Canadian dollars",
        "All figures are in U.S. dollars; the Canadian dollar fell. It costs $3 billion.",
        "At C$4 billion ($3 billion) it is Canada's largest.",
        "A US$600 million stake in the $1.4 billion project of Canada's fund",
        "The plant costs $2 billion (US$1 billion) in Canada",
        "It sells LNG at prices in Australian dollars and invests $3 billion in Ohio.",
        "The sums in Canadian dollars are large. JERA invests $3 billion in Ohio.",
    ],
)
def test_american_dollars(text: str) -> None:
    assert {c for t, c in currencies(text) if t.startswith("$")} == {"USD"}


def test_one_conversion_tells_of_all_signs() -> None:
    text = "Brookfield of Canada pays $1.35 billion (US$1 billion). A further $200 million is lent."
    assert [c for _, c in currencies(text)] == ["CAD", "USD", "CAD"]
