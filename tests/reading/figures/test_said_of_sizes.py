"""A capacity is the deal's or not by what is said of it, be it the only one that a report has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.model import Reading
from sokuho.vocabulary import article_of
from tests.reading.given import read, reader

WHEN = "2026-10-05T00:00:00Z"

SAID: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("said_of_sizes.yaml").read_text(encoding="utf-8")
)
# The least share read rightly; weights are fitted to sentences of their own (background_sizes.yaml).
FLOORS = {"own": 0.95, "other": 0.7}
# Gas is mostly the deal's where it is told of at all; a word more says little against that.
FLOORS_OF_GAS = {"own": 0.95, "other": 0.25}
FEW = 2  # readings of one sentence
POWER = ("en", "ja")


def report(deal: str, first: str, said: str) -> str:
    """A report that says it last. `first`: what it says of a capacity before."""
    if deal.isascii():
        return f"TOKYO, Oct. 5 - {deal}{first}, the company said on Monday. Operation starts in 2028. {said}."
    who, _, what = deal.partition("、")
    return f"{who}は5日、{what}すると発表した。{first}2028年に稼働する。{said}。"


def told(kind: str, whose: str) -> list[tuple[str, str]]:
    """Each sentence on a kind of capacity behind each deal."""
    said = SAID[kind]
    words = [w.format(said["size"]) for w in said[whose]]
    return [(deal, w[0].upper() + w[1:]) for deal in said["deals"] for w in words]


@pytest.mark.parametrize("whose", list(FLOORS))
@pytest.mark.parametrize("kind", list(SAID))
def test_a_lone_capacity(kind: str, whose: str) -> None:
    sentences = told(kind, whose)
    wrong = [words for deal, words in sentences if taken(kind, deal, "", words) != (whose == "own")]
    floors = FLOORS_OF_GAS if kind.endswith(("gas", "lng")) else FLOORS
    assert len(wrong) <= max(FEW, (1 - floors[whose]) * len(sentences)), wrong


@pytest.mark.parametrize("lang", POWER)
@pytest.mark.parametrize("kind", ["", " power"])
def test_one_beside_the_deals_own(lang: str, kind: str) -> None:
    first = " with a capacity of 150 megawatts" if lang == "en" else "出力は15万キロワット。"
    sentences = told(lang + kind, "other")
    assert [words for deal, words in sentences if taken(lang + kind, deal, first, words)] == []


@pytest.mark.parametrize("kind", list(SAID))
def test_one_of_a_brief(kind: str) -> None:
    """A title and a summary are all that most feeds give."""
    missed = []
    for title, words in told(kind, "own"):
        summary = report(title, "", words)
        found = reader().read(article_of({"title": title, "summary": summary, "text": "", "published": WHEN}))
        if not _sized(kind, found):
            missed.append(words)
    assert len(missed) <= FEW, missed


def taken(kind: str, deal: str, first: str, words: str) -> bool:
    return _sized(kind, read(deal, report(deal, first, words), date(2026, 10, 5)))


def _sized(kind: str, reading: Reading) -> bool:
    """Whether the deal has the size, or the first of two that go together."""
    return any(c.text in SAID[kind]["size"] for p in reading.projects for c in p.capacity)
