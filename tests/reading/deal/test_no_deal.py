"""Adjacent news is told in as many wordings as deals: by its kinds, few may be taken for core, and few deals
that are worded alike for anything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.model import Relevance
from sokuho.vocabulary import article_of
from tests.reading.given import reader

SAID: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("said_of_no_deal.yaml").read_text(encoding="utf-8")
)
# Shares that are read wrongly. What is only mentioned in two sentences is what two sentences are about.
ROOFS = {
    ("en", "other_sector"): 0.03,
    ("en", "no_investment"): 0.14,
    ("en", "in_passing"): 0.25,
    ("en", "deals"): 0.17,
    ("ja", "other_sector"): 0.03,
    ("ja", "no_investment"): 0.08,
    ("ja", "in_passing"): 0.3,
    ("ja", "deals"): 0.07,
}


def reports(lang: str, kind: str) -> Iterator[dict[str, str]]:
    for said in SAID[lang][kind]:
        title, below = (said, "") if isinstance(said, str) else said
        for a, b, c in SAID[lang]["subjects"] if "{" in title + below else [("", "", "")]:
            told, more = (text.format(a=a, b=b, c=c) for text in (title, below))
            if lang == "en":
                text = f"Oct. 5 (Wire) - {told}, it was announced on Monday. {more}"
            else:
                text = f"{told.replace('　', '、')}ことが5日、分かった。{more}"
            yield {"id": told, "title": told, "text": text, "lang": lang, "published": "2026-10-05T00:00:00Z"}


@pytest.mark.parametrize(("lang", "kind"), list(ROOFS))
def test_few_of_each_kind_are_read_wrongly(lang: str, kind: str) -> None:
    articles = [article_of(row) for row in reports(lang, kind)]
    assert len(articles) >= 40
    read = reader().read_all(articles)
    wrong = [r.id for r in read if (r.relevance is Relevance.CORE) != (kind == "deals")]
    assert len(wrong) <= ROOFS[lang, kind] * len(articles), "\n".join(wrong)
