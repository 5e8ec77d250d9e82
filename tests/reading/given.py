"""What the finders of figures find in a text as it was given, read in its plain form."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sokuho.model import Article, Capacity, Money
from sokuho.reading.notation import dates, money, quantities
from sokuho.reading.notation.dates import Start
from sokuho.reading.plain import plain
from sokuho.reading.text import Folded, fold
from sokuho.reading.way import Way

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
