"""Single sentences beside a deal (tests/reading/figures/asides.jsonl), each set into reports it fits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sokuho.model import Article
from sokuho.vocabulary import article_of

ASIDES = Path("tests/reading/figures/asides.jsonl")
_WHEN = "2026-02-18T00:00:00Z"


class Aside(NamedTuple):
    """A report and the sentence at [start, end) of its body. `said`: the sentence's line of the file."""

    article: Article
    start: int
    end: int
    said: dict[str, Any]


def asides(reports: int = 1) -> Iterator[Aside]:
    """Every sentence of the file, in so many of the reports that it fits."""
    lines = [json.loads(line) for line in ASIDES.read_text(encoding="utf-8").splitlines()]
    frames = [line for line in lines if "frame" in line]
    for i, said in enumerate(line for line in lines if "text" in line):
        fitting = [f for f in frames if f["lang"] == said["lang"] and f["deal"] in said["fits"]]
        for k in range(min(reports, len(fitting))):
            yield _set(said, fitting[(i + k) % len(fitting)])


def _set(said: dict[str, Any], frame: dict[str, Any]) -> Aside:
    text = ("" if said["lang"] == "ja" else " ").join((frame["before"], said["text"], frame["after"]))
    article = article_of({"id": frame["frame"], "title": frame["title"], "text": text, "published": _WHEN})
    start = article.body.index(said["text"], len(frame["title"]))
    return Aside(article, start, start + len(said["text"]), said)
