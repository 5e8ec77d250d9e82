"""Quality does not slip: floors a little below what the reader reaches on the labelled set.

Raise a floor when quality has risen; lower one only with a reason in the commit.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sokuho.errors import ConfigError
from sokuho.evaluation import labelled
from sokuho.evaluation.readings import CEILINGS, TARGETS
from sokuho.evaluation.scores import Scores
from sokuho.vocabulary import article_of, load_reader

FLOORS = {
    "relevance": 0.98,
    "amounts": 0.995,
    "qualifier": 0.98,
    "investment": 0.93,
    "linked": 0.87,
    "headline": 0.92,
    "capacity": 0.915,
    "companies": 0.9,
    "sectors": 0.925,
    "direction": 0.96,
    "stage": 0.885,
}
WRITTEN = {
    "relevance": 0.95,
    "amounts": 0.99,
    "qualifier": 0.98,
    "investment": 0.865,
    "linked": 0.78,
    "headline": 0.88,
    "capacity": 0.85,
    "companies": 0.815,
    "sectors": 0.88,
    "direction": 0.93,
    "stage": 0.8,
}
# Items of two sentences, as most feeds give them.
BRIEFS = {
    "relevance": 0.82,
    "amounts": 0.99,
    "investment": 0.85,
    "capacity": 0.92,
    "companies": 0.85,
    "direction": 0.8,
    "stage": 0.62,
}
# Written by strangers after the weights were fitted: rules and vocabulary have seen them, weights have not.
LATER = {
    "relevance": 0.93,
    "amounts": 0.99,
    "qualifier": 0.98,
    "investment": 0.82,
    "linked": 0.74,
    "headline": 0.87,
    "capacity": 0.83,
    "companies": 0.88,
    "sectors": 0.88,
    "direction": 0.86,
    "stage": 0.78,
}
# Published pages told again with all that stands in them; names and parties are fitted to these too.
PAGES = {
    "relevance": 0.91,
    "amounts": 0.99,
    "qualifier": 0.97,
    "investment": 0.85,
    "linked": 0.78,
    "headline": 0.86,
    "capacity": 0.74,
    "companies": 0.83,
    "sectors": 0.78,
    "direction": 0.86,
    "stage": 0.57,
}
# More of them, held back.
PAGES_HELD = {
    "relevance": 0.9,
    "amounts": 0.98,
    "qualifier": 0.95,
    "investment": 0.74,
    "linked": 0.69,
    "headline": 0.84,
    "capacity": 0.77,
    "companies": 0.77,
    "sectors": 0.8,
    "direction": 0.77,
    "stage": 0.51,
}
# Articles of forty sentences; what the sentences far down show is fitted to these.
LONG = {
    "relevance": 0.95,
    "amounts": 0.98,
    "qualifier": 0.95,
    "investment": 0.65,
    "linked": 0.61,
    "headline": 0.68,
    "capacity": 0.68,
    "companies": 0.71,
    "sectors": 0.9,
    "direction": 0.91,
    "stage": 0.75,
}
# More of them, by others, held back.
LONG_HELD = {
    "relevance": 0.95,
    "amounts": 0.98,
    "qualifier": 0.95,
    "investment": 0.72,
    "linked": 0.58,
    "headline": 0.83,
    "capacity": 0.65,
    "companies": 0.77,
    "sectors": 0.82,
    "direction": 0.89,
    "stage": 0.69,
}
# The part that nobody made rules from: lower, and the truest.
HELD = {
    "relevance": 0.96,
    "amounts": 0.98,
    "qualifier": 0.97,
    "investment": 0.79,
    "linked": 0.65,
    "headline": 0.69,
    "capacity": 0.83,
    "companies": 0.78,
    "sectors": 0.75,
    "direction": 0.94,
    "stage": 0.72,
}
ROOFS = {"adjacent_as_core": 0.25}
LANGUAGES_APART = 0.12


SETS = {
    "dev": FLOORS,
    "written": WRITTEN,
    "briefs": BRIEFS,
    "later": LATER,
    "pages": PAGES,
    "pages-held": PAGES_HELD,
    "long": LONG,
    "long-held": LONG_HELD,
    "held": HELD,
}


@cache
def scores(name: str) -> dict[str, Scores]:
    return labelled.read_and_score(Path.cwd(), labelled.gold_file(f"{name}.jsonl"))


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, floors in SETS.items() for field in floors]
)
def test_not_below_its_floor(name: str, field: str) -> None:
    assert scores(name)["all"].rows[field].value >= SETS[name][field]


@pytest.mark.parametrize(("field", "roof"), ROOFS.items(), ids=list(ROOFS))
def test_not_above_its_roof(field: str, roof: float) -> None:
    assert scores("dev")["all"].rows[field].value <= roof


@pytest.mark.parametrize("field", FLOORS)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_language_far_behind(field: str, lang: str) -> None:
    assert scores("dev")[lang].rows[field].value >= scores("dev")["all"].rows[field].value - LANGUAGES_APART


def test_a_floor_stands_for_every_target() -> None:
    assert FLOORS.keys() == WRITTEN.keys() == LATER.keys() == HELD.keys() == TARGETS.keys()
    assert ROOFS.keys() == CEILINGS.keys()


def test_the_two_parts_make_up_the_set() -> None:
    path = labelled.gold_file("dev.jsonl")
    docs = list(labelled.read_records(str(path)))
    tune, check = (labelled.select(docs, path, part) for part in labelled.PARTS)
    assert {d["id"] for d in tune} | {d["id"] for d in check} == {d["id"] for d in docs}
    assert not {d["event"] for d in tune} & {d["event"] for d in check}


def test_an_unknown_part_is_refused() -> None:
    path = labelled.gold_file("dev.jsonl")
    with pytest.raises(ConfigError, match="tune, check"):
        labelled.select([], path, "train")


@pytest.mark.parametrize("more", [(), ("briefs", "later", "pages", "long")])
def test_of_readings_near_a_score_about_that_share_is_core(more: tuple[str, ...]) -> None:
    """Over what weights were fitted to first, and over all that is labelled and not held back, by parts of
    the scale that hold enough articles."""
    reader = load_reader(Path.cwd())
    sets = (*(f"gold/{name}.jsonl" for name in ("dev", "written", *more)), "reading/deal/articles.jsonl")
    docs = [d for name in sets for d in labelled.read_records(str(Path(__file__).parent / name))]
    told = [(reader.read(article_of(d)).score, d["relevance"] == "core") for d in docs]
    for low, high in ((0.0, 0.3), (0.3, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = [(score, core) for score, core in told if low <= score < high]
        share = sum(core for _, core in inside) / len(inside)
        mean = sum(score for score, _ in inside) / len(inside)
        assert abs(share - mean) < 0.12, (low, share, mean)
