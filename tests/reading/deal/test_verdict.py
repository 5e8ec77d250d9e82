"""The second look at relevance: everyday news of the same companies is no deal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sokuho.documents import article_of
from sokuho.model import Relevance
from sokuho.reading.read import Reader
from tests.reading.given import read, reader


def rows(name: str) -> list[dict[str, Any]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


LEARNT, HELD = rows("everyday.jsonl"), rows("everyday-held.jsonl")
FEED = rows("feed-items.jsonl")


@pytest.mark.parametrize("items", [LEARNT, HELD], ids=["learnt", "held"])
def test_everyday_news_is_seldom_taken_for_a_deal(items: list[dict[str, Any]]) -> None:
    """Half of it was by the first look alone."""
    everyday = [row for row in items if row["relevance"] != "core"]
    assert len(everyday) > 40
    wrong = sum(reader().read(article_of(row)).relevance is Relevance.CORE for row in everyday)
    assert wrong <= 0.25 * len(everyday)


def test_of_what_a_feed_has_all_day_nothing_is_taken_for_a_deal() -> None:
    read = {row["id"]: reader().read(article_of(row)).relevance is Relevance.CORE for row in FEED}
    deals = [row["id"] for row in FEED if row["relevance"] == "core"]
    assert sum(read[i] for i in deals) >= 0.85 * len(deals)
    assert [i for i, core in read.items() if core and i not in deals] == []


@pytest.mark.parametrize("items", [LEARNT, HELD], ids=["learnt", "held"])
def test_deals_of_the_same_companies_are_found(items: list[dict[str, Any]]) -> None:
    deals = [row for row in items if row["relevance"] == "core"]
    assert len(deals) > 16
    found = sum(reader().read(article_of(row)).relevance is Relevance.CORE for row in deals)
    assert found >= 0.95 * len(deals)


@pytest.mark.parametrize(
    ("title", "text", "about"),
    [
        (
            "Mitsubishi Power Americas names new chief to lead its turbine supply business",
            "Mitsubishi Power Americas has named Dan Rowe to lead its turbine supply business, "
            "which sells to US utilities. He succeeds Ann Moore.",
            "who does what",
        ),
        (
            "Panasonic recalls home batteries in the US after fire",
            "Panasonic recalls 2,000 home batteries sold in the United States after a fire in Nevada.",
            "went wrong",
        ),
        (
            "関西電力、米提携先の技術展示会で講演",
            "関西電力の役員が米ヒューストンの電力展示会で基調講演し、蓄電池の将来を語った。",
            "somebody says",
        ),
    ],
)
def test_the_reason_says_what_it_is_about(title: str, text: str, about: str) -> None:
    reading = read(title, text)
    assert reading.relevance is not Relevance.CORE
    assert about in reading.reason
    assert (reading.direction, reading.stage, reading.projects) == (None, None, ())


def test_a_sum_in_the_title_outweighs_the_kind_of_news() -> None:
    reading = read(
        "Hitachi Energy's new US chief brings $600 million transformer plant to Virginia",
        "Hitachi Energy will build a $600 million transformer plant in Virginia, its new chief said.",
    )
    assert reading.relevance is Relevance.CORE
    reading = read(
        "Court ruling clears way for SoftBank's $900 million Ohio data center",
        "A state court on Tuesday dismissed a lawsuit by neighbours, clearing the way for a $900 million "
        "data center that SoftBank's SB Energy will build near Lordstown, Ohio.",
    )
    assert reading.relevance is Relevance.CORE


def test_a_topic_without_a_verdict_stays_with_the_first_look() -> None:
    topic = reader().topics[0]
    bare = Reader(reader().lexicon, [topic.model_copy(update={"verdict": {}})], reader().weights)
    row = next(row for row in LEARNT if row["relevance"] == "core")
    first = bare.read(article_of(row))
    assert first.relevance is Relevance.CORE
    assert first.score != reader().read(article_of(row)).score
