"""What is found in a text as it was given: by the finders of figures, or by the whole reader."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from sokuho.documents import article_of
from sokuho.model import Article, Capacity, Money, Reading
from sokuho.reading.notation import dates, money, quantities
from sokuho.reading.notation.dates import Start
from sokuho.reading.plain import plain
from sokuho.reading.read import Reader
from sokuho.reading.text import Folded, fold
from sokuho.reading.way import Way
from sokuho.vocabulary import load_reader

NOW = datetime(2026, 2, 18, tzinfo=UTC)


def _plain(text: str) -> tuple[Folded, Way | None]:
    view, way = plain(Article("a", "", "", None, text, "en", "", NOW, NOW))
    return fold(view.text), way


def find_money(text: str) -> list[Money]:
    view, way = _plain(text)
    found = money.find_money(view)
    return [way.money(m) for m in found] if way else found


def find_capacities(text: str) -> list[Capacity]:
    view, way = _plain(text)
    found = quantities.find_capacities(view)
    return [way.capacity(c) for c in found] if way else found


def find_starts(text: str, published: date | None = None) -> list[Start]:
    view, way = _plain(text)
    found = dates.find_starts(view, published)
    return [s._replace(start=way.start(s.start), end=way.end(s.end)) for s in found] if way else found


@cache
def reader() -> Reader:
    """The reader with the shipped vocabulary."""
    return load_reader(Path.cwd())


def article(title: str, text: str, published: date = NOW) -> Article:
    return article_of({"title": title, "text": text, "published": f"{published:%Y-%m-%d}T00:00:00Z"})


def read(title: str, text: str, published: date = NOW) -> Reading:
    return reader().read(article(title, text, published))


def sums(reading: Reading) -> list[str]:
    """The amounts of a reading's projects as written."""
    return [m.text for p in reading.projects for m in p.amounts]
