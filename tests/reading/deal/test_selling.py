"""Who sells: the same deal is a sale for the investing side and a purchase for the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from sokuho.reading.deal.evidence import statements
from sokuho.reading.deal.selling import sellers
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Lexicon
from sokuho.reading.topics import Topic
from sokuho.resources import read_model
from sokuho.vocabulary import article_of, load_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(Path())


@pytest.mark.parametrize(
    ("title", "sold"),
    [
        ("Micron snaps up Toshiba's Virginia DRAM fab", True),
        ("Chevron takes Texas wells from Inpex", True),
        ("Hitachi bows out of the Richardson plant", True),
        ("Thai group to join Texas plant as Inpex agrees to sell a 49% stake", True),
        ("Texas array leaves the hands of Marubeni", True),
        ("Micron snaps up a Virginia DRAM fab next to Toshiba", False),
        ("Texas plant orders turbines from Toshiba", False),
        ("Toshiba buys Chevron's Texas wells", False),
    ],
)
def test_who_sells_what_he_has_abroad(lexicon: Lexicon, title: str, sold: bool) -> None:
    topic = read_model(Path("config/topics/japan-us-energy-ai.yaml"), Topic)
    article = article_of({"title": title, "text": ""})
    scan = lexicon.scan(article.body)
    found = statements(Layout(article, scan.of("noise")), scan, topic)
    assert (sellers(article.body, found, topic, "japan_to_us") > 0) is sold
