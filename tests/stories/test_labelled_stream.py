"""The labelled streams: how well following does on them, also where the readings are worse than ours."""

from __future__ import annotations

import random
from dataclasses import asdict
from functools import cache
from pathlib import Path
from statistics import mean

import pytest
from harm import harmed

from sokuho.documents import article_of, read_records
from sokuho.evaluation.labelled import gold_file
from sokuho.evaluation.scores import Doc
from sokuho.evaluation.stories import score_stories
from sokuho.following import follow_one, load_follower
from sokuho.model import Article, Reading
from sokuho.stories.memory import Memory
from sokuho.vocabulary import load_reader

DEV, WRITTEN = "stories-dev.jsonl", "stories-written.jsonl"
OFF_TOPIC = "stories-off-topic.jsonl"
FLOORS = {
    DEV: {"pairs": 0.95, "pairs_ja_en": 0.95, "bcubed": 0.95, "updates": 0.94},
    WRITTEN: {"pairs": 0.91, "pairs_ja_en": 0.92, "bcubed": 0.95, "first": 0.93, "updates": 0.82},
}
ROOFS = {
    DEV: {"split": 0.04, "noise": 0.01, "lost": 0.07},
    WRITTEN: {"split": 0.08, "noise": 0.07, "lost": 0.02},
}
HARMED = {"pairs": 0.87, "pairs_ja_en": 0.87, "bcubed": 0.89}
SEEDS = range(6)


@cache
def stream(name: str) -> list[tuple[Doc, Article, Reading]]:
    path = str(gold_file(name))
    reader = load_reader(Path.cwd())
    told = ((doc, article_of(doc, path)) for doc in read_records(path))
    return [(doc, article, reader.read(article)) for doc, article in told]


def test_what_is_off_topic_stays_so_beside_the_stories() -> None:
    """Reports of the streams' own parties and places that are about something else."""
    told = [*stream(WRITTEN), *stream(OFF_TOPIC)]
    memory, joined = Memory(load_follower(Path.cwd())), []
    for doc, article, reading in sorted(told, key=lambda one: one[1].published):
        followed = memory.follow(article, reading, article.published)
        if followed and doc["novelty"] == "off_topic":
            joined.append(f"{article.id} {article.title}: {followed.reason}")
    assert joined == []


@cache
def scores(name: str, seed: int | None = None) -> dict[str, float]:
    memory, said = Memory(load_follower(Path.cwd())), {}
    chance = random.Random(seed)
    for _, article, told in stream(name):
        reading = told if seed is None else harmed(told, chance, seed)
        said[article.id] = asdict(follow_one(memory, article, reading))
    rows = score_stories([doc for doc, *_ in stream(name)], said).rows
    return {name: row.value for name, row in rows.items()}


def each(table: dict[str, dict[str, float]]) -> list[tuple[str, str, float]]:
    return [(name, field, mark) for name, marks in table.items() for field, mark in marks.items()]


@pytest.mark.parametrize(("name", "field", "floor"), each(FLOORS))
def test_not_below_its_floor(name: str, field: str, floor: float) -> None:
    assert scores(name)[field] >= floor


@pytest.mark.parametrize(("name", "field", "roof"), each(ROOFS))
def test_not_above_its_roof(name: str, field: str, roof: float) -> None:
    assert scores(name)[field] <= roof


@pytest.mark.parametrize(("field", "floor"), HARMED.items(), ids=list(HARMED))
def test_worse_readings_do_not_tear_stories_apart(field: str, floor: float) -> None:
    assert mean(scores(DEV, seed)[field] for seed in SEEDS) >= floor
