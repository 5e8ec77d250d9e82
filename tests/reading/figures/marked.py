"""Passages whose amounts, or sizes, stand as [[amount|what it is]]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from sokuho.documents import article_of
from sokuho.model import Reading
from sokuho.reading.read import Reader
from sokuho.vocabulary import load_reader

_MARKED = re.compile(r"\[\[([^|\]]+)\|(\w+)\]\]")


@cache
def _reader() -> Reader:
    return load_reader(Path.cwd())


def passages(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return found


def wanted(passage: Mapping[str, str]) -> dict[str, str]:
    """What each amount or size is said to be."""
    return dict(_MARKED.findall(passage["title"] + "\n" + passage["text"]))


def read(passage: Mapping[str, str]) -> dict[str, str]:
    """What each amount is read as: own, total or aside."""
    reading = _reading(passage)
    told = {m.text: "aside" for m in reading.other_amounts}
    if reading.programme_total:
        told[reading.programme_total.text] = "total"
    return told | {m.text: "own" for p in reading.projects for m in p.amounts}


def own_sizes(passage: Mapping[str, str]) -> set[str]:
    """The sizes that are read as the deal's."""
    return {c.text for p in _reading(passage).projects for c in p.capacity}


def _reading(passage: Mapping[str, str]) -> Reading:
    title, text = (_MARKED.sub(r"\1", passage[part]) for part in ("title", "text"))
    article = article_of({"id": "a", "title": title, "text": text, "published": "2026-02-18T00:00:00Z"})
    return _reader().read(article)
