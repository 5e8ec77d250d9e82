"""Words of planning are acts of investing where a plant is their object."""

from __future__ import annotations

import pytest

from sokuho.reading.deal.planning import planned
from sokuho.reading.lexicon import Mention


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Google plans data center in Chiba", "plans", "plan"),
        ("It seeks a permit for a 40 MW wind farm", "permit for", "plan"),
        ("SoftBank proposes $500 million battery project", "proposes", "plan"),
        ("It plans to hire engineers for its data center", "plans", "develop"),
        ("Sony plans a camera", "plans", "develop"),
        ("Duke plans a training center for its staff", "plans", "develop"),
        ("Duke plans an AI training data center", "plans", "plan"),
        ("Intel plans a research center in Japan", "plans", "plan"),
        ("JERA considers bids by plants", "considers", "develop"),
        ("両社は発電所を共同開発する", "共同開発", "plan"),
        ("両社は半導体を共同開発する", "共同開発", "develop"),
    ],
)
def test_planned(text: str, word: str, kind: str) -> None:
    at = text.index(word)
    m = Mention(at, at + len(word), word, "act", word, None, "plan", weak=True)
    assert planned(text, m, {"plan", "develop"}).value == kind
    assert planned(text, m, {"develop"}).value == "develop"
