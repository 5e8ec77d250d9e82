"""A sum is the deal's or not by what is said of it, be it the only one that a report has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.reading.given import read, sums

SAID: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("said_of_sums.yaml").read_text(encoding="utf-8")
)
DEALS = [(lang, deal) for lang, said in SAID.items() for deal in said["deals"]]
WHEN = date(2026, 10, 5)


def reported(lang: str, deal: str, said: str) -> str:
    """A report whose first sentence or the next says it."""
    if lang == "en":
        gap = "" if said[0] in ".," else " "
        return f"TOKYO, Oct. 5 - {deal}{gap}{said}. The company said on Monday that operation starts in 2028."
    who, _, what = deal.partition("、")
    return f"{who}は5日、{what}すると発表した{said}。2028年に稼働する。"


def beside(lang: str, deal: str, own: str, said: str) -> str:
    """A report that says it further down. `own`: what the first sentence says of a sum."""
    if lang == "en":
        first = f"TOKYO, Oct. 5 - {deal}{own}, the company said on Monday."
        return f"{first} Operation starts in 2028. It did not give further details. {said}."
    who, _, what = deal.partition("、")
    return f"{who}は5日、{what}すると発表した{own}。2028年に稼働する。詳細は明らかにしていない。{said}。"


@pytest.mark.parametrize(("lang", "deal"), DEALS)
def test_what_a_deal_costs(lang: str, deal: str) -> None:
    amount = SAID[lang]["sum"]
    missed = []
    for said in SAID[lang]["own"]:
        found = read(deal, reported(lang, deal, said.format(amount)), WHEN)
        if found.headline_amount is None or amount not in sums(found):
            missed.append(said)
    assert not missed


@pytest.mark.parametrize(("lang", "deal"), DEALS)
@pytest.mark.parametrize("told", [True, False], ids=["beside the deal's own", "alone"])
def test_what_it_does_not(lang: str, deal: str, told: bool) -> None:
    amount = SAID[lang]["sum"]
    own = (" for $90 million" if lang == "en" else "。投資額は90億円") if told else ""
    wrong = []
    for said in SAID[lang]["other"]:
        found = read(deal, beside(lang, deal, own, said.format(amount)), WHEN)
        leads = found.headline_amount
        if (leads is not None) != told or amount in sums(found):
            wrong.append(said)
    assert not wrong


@pytest.mark.parametrize(
    ("title", "text", "amount"),
    [
        (
            "Osaka Gas closes financing of Texas solar farm",
            "Osaka Gas said on Monday that its 300 MW solar farm in Texas has been financed. In 2025 it "
            "agreed to invest $410 million in the plant, and banks lent the rest this week.",
            "$410 million",
        ),
        (
            "大阪ガス、米テキサス州の太陽光発電所を完成",
            "大阪ガスは5日、米テキサス州の太陽光発電所が完成したと発表した。2024年に4億1000万ドルの投資を決めた。",
            "4億1000万ドル",
        ),
    ],
)
def test_a_deal_that_was_decided_years_ago(title: str, text: str, amount: str) -> None:
    assert amount in sums(read(title, text, WHEN))
