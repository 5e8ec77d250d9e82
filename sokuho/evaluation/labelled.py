"""Reads and follows labelled articles for `sokuho evaluate` and the tests: loads, reads, measures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from sokuho.documents import article_of, read_records
from sokuho.errors import ConfigError
from sokuho.evaluation.readings import score_readings
from sokuho.evaluation.scores import Doc, Scores
from sokuho.evaluation.stories import score_stories
from sokuho.following import follow_stream, load_follower
from sokuho.resources import defaults
from sokuho.vocabulary import load_reader

PARTS = ("tune", "check")


def gold_file(name: str) -> Path:
    """A labelled set of the checkout. Raises ConfigError where Sokuho runs from a wheel."""
    path = defaults() / "tests" / "gold" / name
    if not path.is_file():
        raise ConfigError("the labelled sets come with the source only: name a FILE", path=path)
    return path


def select(docs: Sequence[Doc], path: Path, part: str | None) -> list[Doc]:
    """The documents of one part. The events of the check part stand in a file beside the set:
    "dev.check" beside "dev.jsonl"; all documents of one event are on one side."""
    if part is None:
        return list(docs)
    if part not in PARTS:
        raise ConfigError(f"no part {part!r}; parts: {', '.join(PARTS)}")
    beside = path.with_suffix(".check")
    if not beside.is_file():
        raise ConfigError("this set has no parts", path=beside)
    check = set(beside.read_text(encoding="utf-8").split("\n"))
    return [d for d in docs if (d["event"] in check) == (part == "check")]


def read_and_score(home: Path, file: Path | None = None, part: str | None = None) -> dict[str, Scores]:
    """Scores of all languages together ("all") and of each."""
    path = file or gold_file("dev.jsonl")
    docs = select(list(read_records(str(path))), path, part)
    reader = load_reader(home)
    if not docs and part is None:
        raise ConfigError("no labelled documents", path=path)
    if nameless := next((n for n, d in enumerate(docs, 1) if "id" not in d), None):
        raise ConfigError(f"document {nameless} has no 'id'", path=path)
    articles = (article_of(d, str(path)) for d in docs)
    readings = {d["id"]: _plain(r) for d, r in zip(docs, reader.read_all(articles), strict=True)}
    try:
        tables = {"all": score_readings(docs, readings)}
        for lang in sorted({d["lang"] for d in docs}):
            tables[lang] = score_readings([d for d in docs if d["lang"] == lang], readings)
    except KeyError as e:
        raise ConfigError(f"a document has no label {e}; docs/labels.md names them all", path=path) from e
    return tables


def _plain(value: object) -> Any:
    return orjson.loads(orjson.dumps(value))


def follow_and_score(home: Path, file: Path | None = None) -> Scores:
    """Scores of following a labelled stream, read as it comes."""
    path = file or gold_file("stories-dev.jsonl")
    docs = list(read_records(str(path)))
    reader, follower = load_reader(home), load_follower(home)
    articles = (article_of(d, str(path)) for d in docs)
    followed = {f["id"]: f for f in map(_plain, follow_stream(reader, follower, articles))}
    return score_stories(docs, followed)
