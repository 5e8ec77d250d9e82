"""Who sells: the same deal is a sale for the investing side and a purchase for the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from sokuho.reading.deal.evidence import statements
from sokuho.reading.deal.selling import sellers
from sokuho.reading.layout import Layout
from sokuho.reading.topics import Topic
from sokuho.resources import read_model
from tests.reading.given import article, reader


def selling(title: str, text: str = "") -> bool:
    topic = read_model(Path("config/topics/japan-us-energy-ai.yaml"), Topic)
    one = article(title, text)
    scan = reader().lexicon.scan(one.body)
    found = statements(Layout(one, scan.of("noise")), scan, topic)
    return sellers(one.body, found, topic, "japan_to_us") > 0


@pytest.mark.parametrize(
    ("title", "sold"),
    [
        ("Chevron takes Texas wells from Inpex", True),
        ("Hitachi bows out of the Richardson plant", True),
        ("Thai group to join Texas plant as Inpex agrees to sell a 49% stake", True),
        ("Micron snaps up a Virginia DRAM fab next to Toshiba", False),
        ("Texas plant orders turbines from Toshiba", False),
        ("Toshiba buys Chevron's Texas wells", False),
    ],
)
def test_who_sells_what_he_has_abroad(title: str, sold: bool) -> None:
    assert selling(title) is sold


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Marubeni steps back from coal with $300 million Ohio solar investment",
            "Marubeni has quit coal. It will invest $300 million in an Ohio solar farm.",
        ),
        (
            "Kyushu Electric to invest $300 million in Texas solar",
            "Kyushu Electric has quit coal and will invest $300 million in a solar farm in Texas.",
        ),
        (
            "Kyushu Electric invests in Texas",
            "Kyushu Electric is leaving the coal business and will spend $300 million on a Texas solar farm.",
        ),
        (
            "In SoftBank's hands, Ampere chips find home",
            "In SoftBank's hands the chips will be used in data centers in Ohio.",
        ),
    ],
)
def test_who_leaves_something_else_or_takes_it_in_hand_sells_nothing(title: str, text: str) -> None:
    assert not selling(title, text)
