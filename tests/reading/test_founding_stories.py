"""The two stories that Sokuho was made for, each in six tellings: no figure, company or sector wrong
or missing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.documents import article_of
from sokuho.model import Project, Reading, Relevance
from tests.reading.given import reader

STORIES = yaml.safe_load((Path(__file__).parent / "founding_stories.yaml").read_text(encoding="utf-8"))
TELLINGS = [
    pytest.param(name, number, id=f"{name}-{number + 1}-{telling['lang']}")
    for name, story in STORIES.items()
    for number, telling in enumerate(story["tellings"])
]


@cache
def reading(name: str, number: int) -> Reading:
    telling = STORIES[name]["tellings"][number]
    return reader().read(article_of({"id": name, "published": "2026-02-18T03:00:00Z", **telling}))


def expected(name: str) -> dict[str, dict[str, Any]]:
    return {p["sector"]: p for p in STORIES[name]["expected"]["projects"]}


def with_amounts(read: Reading) -> dict[str, Project]:
    return {p.sector: p for p in read.projects if p.amounts}


@pytest.mark.parametrize(("name", "number"), TELLINGS)
def test_it_is_a_story_of_the_topic(name: str, number: int) -> None:
    read = reading(name, number)
    assert read.relevance is Relevance.CORE
    assert read.direction == STORIES[name]["expected"]["direction"]


@pytest.mark.parametrize(("name", "number"), TELLINGS)
def test_each_project_has_its_amount(name: str, number: int) -> None:
    read = with_amounts(reading(name, number))
    assert {s: {(m.currency, m.value) for m in p.amounts} for s, p in read.items()} == {
        s: {("USD", p["amount"])} for s, p in expected(name).items()
    }


@pytest.mark.parametrize(("name", "number"), TELLINGS)
def test_nothing_is_left_over_and_nothing_invented(name: str, number: int) -> None:
    read = reading(name, number)
    assert read.other_amounts == ()
    assert read.programme_total is None
    largest = max(p["amount"] for p in expected(name).values())
    assert read.headline_amount is not None
    assert read.headline_amount.value == largest


@pytest.mark.parametrize(("name", "number"), TELLINGS)
def test_each_project_has_its_companies(name: str, number: int) -> None:
    read = reading(name, number)
    names = {c.text: c.name for c in read.companies}
    for sector, project in with_amounts(read).items():
        wanted = expected(name)[sector]["companies"]
        said = {names.get(text, text) for text in project.companies}
        assert {w for w in wanted if not any(w in s or s in w for s in said)} == set()
        assert len(said) == len(wanted)


@pytest.mark.parametrize(("name", "number"), TELLINGS)
def test_the_date_of_start(name: str, number: int) -> None:
    for sector, project in with_amounts(reading(name, number)).items():
        assert project.start == expected(name)[sector].get("start")
