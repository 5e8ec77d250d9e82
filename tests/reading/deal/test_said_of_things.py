"""The trade has many names for what is built, bought or funded: each tells its sector, and its sum's,
whatever else the report speaks of: customers, neighbours, what stood there before, what else is owned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.vocabulary import article_of
from tests.reading.given import reader

SAID: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("said_of_things.yaml").read_text(encoding="utf-8")
)
EACH = 3  # a thing stands in every third report
RIGHT = 0.995  # of all reports of a language


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_name_of_a_thing_tells_its_sector(lang: str) -> None:
    told = [
        (sector, {"id": "a", "lang": lang, "published": "2026-10-05T00:00:00Z"}, thing, report)
        for sector, things in SAID[lang].items()
        for i, thing in enumerate(things.split("; "))
        for report in SAID["reports"][lang][i % EACH :: EACH]
        if sector not in report.get("not", ())
    ]
    articles = [
        article_of(kept | {"title": report["title"].format(thing), "text": report["text"].format(thing)})
        for _, kept, thing, report in told
    ]
    wrong = [
        f"{sector}: {article.title}: {article.text}: {read.sectors}"
        for (sector, *_), article, read in zip(told, articles, reader().read_all(articles), strict=True)
        if read.sectors != (sector,) or any(p.sector != sector for p in read.projects if p.amounts)
    ]
    assert len(wrong) <= (1 - RIGHT) * len(told), "\n".join(wrong)
