"""How exact a capacity is said to be: "up to 1.2 GW", 最大100万キロワット, "100-150 MW"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sokuho.model import Capacity, Number, Qualifier
from sokuho.reading.notation.qualifiers import qualifier
from sokuho.reading.notation.units import measured
from sokuho.reading.numbers import japanese, number

_MANY = 100  # capacities looked at; a text with more is a table or an attack
_REACH = 24  # characters before a capacity in which the lower end of its range begins
# "between 100 and 150 MW"; "from 100 to 150 MW" is more often what a plant grows by.
_LOW = re.compile(
    r"(?<![A-Za-z0-9.,$€£¥-])(?P<from>(?:between|from) )?(?P<low>[0-9][0-9,.]{0,8}[百千万億]{0,2})"
    r"(?: ?(?P<mark>[-–~]|から|ないし) ?約?|-? (?P<word>to|and) )\Z"
)
_LEAST = 20  # times the lower end that the upper one is at most: "Unit 2-500 MW" is no range


def bounded(text: str, found: Sequence[Capacity]) -> list[Capacity]:
    """The capacities of a folded text with their qualifiers. As with amounts, a size that is qualified in
    one place is so wherever it stands bare."""
    said = [*(_said(text, c) for c in _joined(text, found[:_MANY])), *found[_MANY:]]
    known: dict[tuple[Number, str], Capacity] = {}
    for c in said:
        if c.qualifier not in (Qualifier.EXACT, Qualifier.RANGE):
            known.setdefault(c.size, c)
    if not known:
        return said
    return [
        replace(c, qualifier=like.qualifier, qualified_at=like.start)
        if c.qualifier is Qualifier.EXACT and (like := known.get(c.size))
        else c
        for c in said
    ]


# "500 MW-1 GW", "between 500 MW and 1 GW": both ends have their unit; "500 MW to 1 GW" is growth as often
_LINK = re.compile(r" ?[-–~] ?| (?P<word>to|and) ")
_FROM = re.compile(r"(?P<from>(?:between|from) )\Z")


def _joined(text: str, found: Sequence[Capacity]) -> list[Capacity]:
    """The capacities, two that are the ends of a range as one: the upper end, as where only that has a
    unit."""
    made: list[Capacity] = []
    for c in found:
        last = made[-1] if made else None
        low = _end_before(text, last, c) if last else None
        if low is None:
            made.append(c)
        else:
            made[-1] = replace(c, qualifier=Qualifier.RANGE, value_min=low)
    return made


def _end_before(text: str, one: Capacity, other: Capacity) -> Number | None:
    """The lower end of a range, in the unit of the upper, where `one` and `other` are its two ends."""
    link = _LINK.fullmatch(text, one.end, other.start)
    if link is None or one.value_min is not None:
        return None
    said = _FROM.search(text, max(0, one.start - 8), one.start)
    if bool(said) != bool(link["word"]):
        return None
    if said and not _ranges(text, said.start(), said["from"], link["word"]):
        return None
    (kind, low), (same, high) = measured(one.value, one.unit), measured(other.value, other.unit)
    if kind != same or not high / _LEAST <= low < high:
        return None
    return _times(other.value, Decimal(str(low / high)))


def _said(text: str, c: Capacity) -> Capacity:
    if c.qualifier is not Qualifier.EXACT:
        return c
    low = _lower_end(text, c)
    if low is not None:
        return replace(c, qualifier=Qualifier.RANGE, value_min=low)
    kind = qualifier(text, c.start, c.end)
    return c if kind is Qualifier.EXACT else replace(c, qualifier=kind)


def _lower_end(text: str, c: Capacity) -> Number | None:
    """The lower end of a range in the capacity's unit; the scale of the upper one is that of both."""
    match = _LOW.search(text, max(0, c.start - _REACH), c.start)
    if match is None or not _ranges(text, match.start(), match["from"], match["word"]):
        return None
    high, low = japanese(text, c.start), japanese(text, match.start("low"))
    if high is None or low is None or not high.value:
        return None
    start = low.value * high.unit if low.bare else low.value
    if not high.value / _LEAST <= start < high.value:
        return None
    return _times(c.value, start / high.value)


def _times(value: Number, factor: Decimal) -> Number:
    return number(round(Decimal(str(value)) * factor, 6))


_RANGING = re.compile(r"\brang(?:es?|ed|ing) \Z")


def _ranges(text: str, start: int, said: str | None, word: str | None) -> bool:
    """Whether two numbers are the ends of a range, by the word before them and the one between."""
    if word == "and":
        return said == "between "
    if said == "from ":
        return _RANGING.search(text, max(0, start - 9), start) is not None
    return said is None
