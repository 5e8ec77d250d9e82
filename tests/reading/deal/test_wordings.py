"""A deal is told in a hundred wordings, mostly without a sum: each names it core, its direction and stage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.vocabulary import article_of
from tests.reading.given import reader

WORDINGS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("wordings.yaml").read_text(encoding="utf-8")
)
SUBJECTS = [(lang, *row) for lang, rows in WORDINGS["subjects"].items() for row in rows]


def brief(title: str, lang: str) -> dict[str, str]:
    if lang == "en":
        text = f"Oct. 5 (Wire) - {title}, the company said on Monday."
    else:
        who, _, what = title.partition("、")
        text = f"{who}は5日、{what}と発表した。"
    return {"id": "a", "title": title, "text": text, "lang": lang, "published": "2026-10-05T00:00:00Z"}


@pytest.mark.parametrize(("lang", "subject", "direction"), SUBJECTS)
def test_every_wording_of_a_deal(lang: str, subject: str, direction: str) -> None:
    wrong = []
    for words, stages in WORDINGS[lang]:
        read = reader().read(article_of(brief(subject.format(words), lang)))
        if (read.relevance, read.direction) != ("core", direction) or read.stage not in stages:
            wrong.append((words, str(read.relevance), read.score, read.direction, read.stage))
    assert not wrong
