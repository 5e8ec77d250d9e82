"""A capacity is the deal's or not by what is said of it, be it the only one that a report has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.vocabulary import article_of
from tests.reading.given import read, reader

WHEN = "2026-10-05T00:00:00Z"

SAID: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("said_of_sizes.yaml").read_text(encoding="utf-8")
)
# The least share read rightly; weights are fitted to sentences of their own (background_sizes.yaml).
FLOORS = {("en", "own"): 0.95, ("en", "other"): 0.7, ("ja", "own"): 0.95, ("ja", "other"): 0.7}


def report(lang: str, deal: str, first: str, said: str) -> str:
    """A report that says it last. `first`: what it says of a capacity before."""
    if lang == "en":
        return f"TOKYO, Oct. 5 - {deal}{first}, the company said on Monday. Operation starts in 2028. {said}."
    who, _, what = deal.partition("、")
    return f"{who}は5日、{what}すると発表した。{first}2028年に稼働する。{said}。"


@pytest.mark.parametrize(("lang", "kind"), list(FLOORS))
def test_a_lone_capacity(lang: str, kind: str) -> None:
    said = SAID[lang]
    told = [(deal, words.format(said["size"])) for deal in said["deals"] for words in said[kind]]
    wrong = [words for deal, words in told if taken(lang, deal, "", words) != (kind == "own")]
    assert 1 - len(wrong) / len(told) >= FLOORS[lang, kind], wrong


@pytest.mark.parametrize(
    ("lang", "first"), [("en", " with a capacity of 150 megawatts"), ("ja", "出力は15万キロワット。")]
)
def test_one_beside_the_deals_own(lang: str, first: str) -> None:
    said = SAID[lang]
    told = [(deal, words.format(said["size"])) for deal in said["deals"] for words in said["other"]]
    assert [words for deal, words in told if taken(lang, deal, first, words)] == []


@pytest.mark.parametrize("lang", SAID)
def test_one_of_a_brief(lang: str) -> None:
    """A title and a summary are all that most feeds give."""
    said, title = SAID[lang], SAID[lang]["deals"][0]
    missed = []
    for words in said["own"]:
        summary = report(lang, title, "", words.format(said["size"]))
        found = reader().read(article_of({"title": title, "summary": summary, "text": "", "published": WHEN}))
        if said["size"] not in [c.text for p in found.projects for c in p.capacity]:
            missed.append(words)
    assert not missed


def taken(lang: str, deal: str, first: str, words: str) -> bool:
    reading = read(deal, report(lang, deal, first, words), date(2026, 10, 5))
    return SAID[lang]["size"] in [c.text for p in reading.projects for c in p.capacity]
