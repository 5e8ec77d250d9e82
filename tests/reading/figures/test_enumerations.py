"""Which project each amount belongs to where a passage names several: lists, run-on or not, "the former",
respectively, amounts given in a later sentence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from sokuho.documents import article_of
from sokuho.reading.read import Reader
from sokuho.vocabulary import load_reader

PASSAGES = yaml.safe_load((Path(__file__).parent / "enumerations.yaml").read_text(encoding="utf-8"))
MARKED = re.compile(r"\[\[([^|\]]+)\|(\w+)\]\]")


@cache
def reader() -> Reader:
    return load_reader(Path.cwd())


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p["text"][:40])
def test_each_amount_belongs_to_its_own_project(passage: dict[str, str]) -> None:
    title, text = (MARKED.sub(r"\1", passage[part]) for part in ("title", "text"))
    article = article_of({"id": "a", "title": title, "text": text, "published": "2026-02-18T00:00:00Z"})
    told = {m.text: p.sector for p in reader().read(article).projects for m in p.amounts}
    want = dict(MARKED.findall(passage["title"] + passage["text"]))
    assert {amount: told.get(amount) for amount in want} == want
