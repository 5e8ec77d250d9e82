"""What an article says beside its deal: history, rivals, markets, money of others."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.documents import article_of
from sokuho.reading.read import Reader
from sokuho.vocabulary import load_reader

REPORTS = yaml.safe_load((Path(__file__).parent / "background.yaml").read_text(encoding="utf-8"))


@cache
def reader() -> Reader:
    return load_reader(Path.cwd())


def invested(report: dict[str, Any], sentence: str) -> list[str]:
    """The amounts of a last sentence that are read as the deal's own."""
    text = f"{report['lead']}\n{sentence}"
    article = article_of(
        {"id": "a", "title": report["title"], "text": text, "published": "2026-02-18T00:00:00Z"}
    )
    start = article.body.index(sentence)
    return [m.text for p in reader().read(article).projects for m in p.amounts if m.start >= start]


@pytest.mark.parametrize(("report", "sentence"), [(r, s) for r in REPORTS for s in r["background"]])
def test_background_is_none_of_the_deal(report: dict[str, Any], sentence: str) -> None:
    assert invested(report, sentence) == []


@pytest.mark.parametrize(("report", "sentence"), [(r, s) for r in REPORTS for s in r["own"]])
def test_parts_and_shares_belong_to_the_deal(report: dict[str, Any], sentence: str) -> None:
    assert invested(report, sentence) != []
