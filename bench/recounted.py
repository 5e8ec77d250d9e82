"""Articles with other sums, units and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from bench.changed import PARTS, Changed, Doc, Told, mapped, replaced
from sokuho.model import Money, Reading
from sokuho.reading.notation.money import find_money
from sokuho.reading.text import fold

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CHAIN = re.compile(r"(\d+)兆(\d+)億")
_NAMED = re.compile(r"\$5[05]0|5[05]0 ?(?:billion|bn)|5[05]00億ドル|５[０５]００億ドル|[8８][0０]兆円")
_FACTORS = ("1.3", "0.7", "1.2", "0.8")


def scaled(doc: Doc, _: Reading) -> Changed | None:
    """All sums times the same number; None where one of them would become a digit longer or shorter, or is
    known by name: the $550 billion of the two governments, the $500 billion of Stargate."""
    if _NAMED.search(doc["title"] + doc["text"]):
        return None
    for factor in _FACTORS:
        values: dict[tuple[str, Any], tuple[str, Any]] = {}
        try:
            new = replaced(doc, partial(_times, factor=Decimal(factor), values=values))
        except ValueError:
            continue
        return Changed(new, partial(_worth, values=values)) if values else None
    return None


def _times(text: str, factor: Decimal, values: dict[tuple[str, Any], tuple[str, Any]]) -> str:
    """The text with its sums multiplied. Raises ValueError if one cannot be written alike."""
    made = text
    for m in reversed(found := find_money(fold(text))):
        made = made[: m.start] + _multiplied(m, factor) + made[m.end :]
    for old, new in zip(found, again := find_money(fold(made)), strict=True):
        values[old.currency, old.value] = new.currency, new.value
    if any(old.currency != new.currency for old, new in zip(found, again, strict=True)):
        raise ValueError("read as another currency")
    return made


def _multiplied(m: Money, factor: Decimal) -> str:
    numbers = _NUMBER.findall(m.text)
    if chain := _CHAIN.search(m.text):
        hundreds = int((int(chain[1]) * 10_000 + int(chain[2])) * factor)
        new, numbers = f"{hundreds // 10_000}兆{hundreds % 10_000}億", numbers[:1]
        if hundreds < 10_000 or hundreds % 10_000 == 0:
            raise ValueError("of another magnitude")
        return m.text.replace(chain[0], new)
    if len(numbers) != 1 or any(char in m.text for char in "０１２３４５６７８９"):
        raise ValueError("not one number")
    old = Decimal(numbers[0].replace(",", ""))
    value = (old * factor).normalize()
    new = f"{value:,f}" if "," in numbers[0] else f"{value:f}"
    if len(new.partition(".")[0]) != len(numbers[0].partition(".")[0]):
        raise ValueError("of another magnitude")
    return m.text.replace(numbers[0], new)


def _worth(told: Told, values: Mapping[tuple[str, Any], tuple[str, Any]]) -> Told:
    told = mapped(told, "amounts", lambda found: {(s, *values.get((c, v), (c, v))) for s, c, v in found})
    return mapped(told, "headline", lambda head: head and values.get(head, head))


_POWER = re.compile(r"\b(\d{3}|\d,\d{3})(?: MW|MW| megawatts|-megawatt|-MW)\b(?!h|-hour)")
_POWER_JA = re.compile(r"(\d{2,3})万(?:キロワット|kW|KW|㎾)(?!時|h)")


def gigawatts(doc: Doc, _: Reading) -> Changed | None:
    """Capacities written in GW; in the reading all are compared in one unit."""

    def said(value: Decimal) -> str:
        return f"{(value / 1000).normalize():f}"

    def make(text: str) -> str:
        text = _POWER.sub(lambda m: f"{said(Decimal(m[1].replace(',', '')))} GW", text)
        return _POWER_JA.sub(lambda m: f"{said(Decimal(m[1]) * 10)}GW", text)

    def one_unit(told: Told) -> Told:
        units = {"GW": 1000, "kW": 0.001}
        return mapped(
            told,
            "capacity",
            lambda found: {("MW" if u in units else u, round(v * units.get(u, 1), 3)) for u, v in found},
        ) | {"name": [_POWER.sub("", re.sub(r"[\d.]+ ?gw", "", make(n))) for n in told["name"]]}

    new = replaced(doc, make)
    return None if new == doc else Changed(new, one_unit, one_unit)


_YEAR = re.compile(r"(?<![\d$.,¥-])(?:19|20)\d\d(?![\d,.]\d|億|万|兆| ?[mM](?:W|egawatt)|-)")
_SHORT_YEAR = re.compile(
    r"(?<![\d０-９])(?:\d\d|[０-９]{2}|[０-９]{4})年(?![間前後度]|以上)|令和|平成|’\d\d|FY\d\d\b"
)


def next_year(doc: Doc, _: Reading) -> Changed | None:
    """Everything a year later, the day of publication, too."""
    whole = "".join(doc[part] for part in PARTS)
    if _SHORT_YEAR.search(whole) or not _YEAR.search(whole):
        return None

    def later(text: str | None) -> str | None:
        return text and _YEAR.sub(lambda m: str(int(m[0]) + 1), text)

    def told_later(told: Told) -> Told:
        for field in ("start", "name", "place"):
            told = mapped(told, field, lambda texts: [later(text) for text in texts])
        return told

    when = datetime.fromisoformat(doc["published"])
    day = min(when.day, 28) if when.month == 2 else when.day
    new = replaced(doc, lambda text: later(text) or "")
    return Changed(new | {"published": when.replace(year=when.year + 1, day=day).isoformat()}, told_later)
