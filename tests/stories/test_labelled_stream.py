"""The labelled stream: how well following does on it, also where the readings are worse than ours."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from statistics import mean

import pytest
from harm import harmed

from sokuho.documents import article_of, read_records
from sokuho.evaluate import score_stories
from sokuho.following import load_follower
from sokuho.model import Article, Reading
from sokuho.scoring import Doc, gold_file
from sokuho.stories.memory import Memory
from sokuho.vocabulary import load_reader

FLOORS = {"pairs": 0.93, "pairs_ja_en": 0.93, "bcubed": 0.94, "updates": 0.92}
ROOFS = {"split": 0.11, "noise": 0.05}
HARMED = {"pairs": 0.82, "pairs_ja_en": 0.81, "bcubed": 0.86}
SEEDS = range(6)


@cache
def stream() -> list[tuple[Doc, Article, Reading]]:
    path = str(gold_file("stories-dev.jsonl"))
    reader = load_reader(Path.cwd())
    told = ((doc, article_of(doc, path)) for doc in read_records(path))
    return [(doc, article, reader.read(article)) for doc, article in told]


@cache
def scores(seed: int | None) -> dict[str, float]:
    memory, said = Memory(load_follower(Path.cwd())), {}
    chance = random.Random(seed)
    for _, article, told in stream():
        reading = told if seed is None else harmed(told, chance, seed)
        followed = memory.follow(article, reading, article.published)
        said[article.id] = {
            "story": followed.state.story.id if followed else None,
            "novelty": str(followed.novelty) if followed else "off_topic",
            "changed": list(followed.changed) if followed else [],
        }
    rows = score_stories([doc for doc, *_ in stream()], said).rows
    return {name: row.value for name, row in rows.items()}


@pytest.mark.parametrize(("field", "floor"), FLOORS.items(), ids=list(FLOORS))
def test_not_below_its_floor(field: str, floor: float) -> None:
    assert scores(None)[field] >= floor


@pytest.mark.parametrize(("field", "roof"), ROOFS.items(), ids=list(ROOFS))
def test_not_above_its_roof(field: str, roof: float) -> None:
    assert scores(None)[field] <= roof


@pytest.mark.parametrize(("field", "floor"), HARMED.items(), ids=list(HARMED))
def test_worse_readings_do_not_tear_stories_apart(field: str, floor: float) -> None:
    assert mean(scores(seed)[field] for seed in SEEDS) >= floor
