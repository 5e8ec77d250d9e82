"""A sum is the deal's or not by what is said of it, whatever kind of deal it is: a loan, a sale, an order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.reading.figures.test_said_of_sums import SAID, WHEN, beside, reported
from tests.reading.given import read, sums

KINDS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("said_of_other_deals.yaml").read_text(encoding="utf-8")
)
CASES = [(lang, kind, deal) for lang, kinds in KINDS.items() for kind in kinds for deal in kind["deals"]]
DEALS = pytest.mark.parametrize(("lang", "kind", "deal"), CASES, ids=[deal for *_, deal in CASES])


@DEALS
def test_what_such_a_deal_costs(lang: str, kind: dict[str, Any], deal: str) -> None:
    amount, stop = SAID[lang]["sum"], ". " if lang == "en" else "。"
    every = [
        (said, read(deal, reported(lang, deal, stop + said.format(amount)), WHEN)) for said in kind["own"]
    ]
    assert [said for said, found in every if amount not in sums(found)] == []


@DEALS
def test_what_it_does_not(lang: str, kind: dict[str, Any], deal: str) -> None:
    amount = SAID[lang]["sum"]
    every = [(said, read(deal, beside(lang, deal, "", said.format(amount)), WHEN)) for said in kind["other"]]
    assert [said for said, found in every if amount in sums(found)] == []
