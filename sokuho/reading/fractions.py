"""Fractions of what is counted in millions or gigawatts: "$1 1/2 billion", "½ billion", "a 3/4 GW plant"."""

from __future__ import annotations

import re
from decimal import Decimal

from sokuho.reading.way import Change

_SIGNS = {"¼": "1/4", "½": "1/2", "¾": "3/4"}
_SLASHED = re.compile("/(?<=[1-7]/)[2458](?=[ GM-])")  # seldom there, and soon missed
# Thirds have no end behind the point.
_PART = r"(?:1/2|[13]/4|[1-4]/5|[1357]/8)"
_FRACTION = re.compile(
    rf"(?:(?<![0-9.,/][0-9]{{2}})(?<=[0-9])[ -](?:[¼½¾]|{_PART})|(?<![0-9./-]){_PART})"
    r"(?=(?:[ -](?:million|billion|trillion|bn|(?:gig|meg)awatts?)|[ -]?[GM]Wh?)\b)|[¼½¾]"
)


def fractions(text: str) -> list[Change]:
    """The fractions of a text, each with its value: .5 behind a whole number, 0.5 elsewhere."""
    signs = "½" in text or "¼" in text or "¾" in text
    if not signs and not ("/" in text and _SLASHED.search(text)):
        return []
    return [(*m.span(), _value(m)) for m in _FRACTION.finditer(text)]


def _value(found: re.Match[str]) -> str:
    written = found[0]
    whole = written[0] in " -" or found.string[found.start() - 1 : found.start()].isdigit()
    part = _SIGNS.get(written[-1], written[-3:])
    value = format(Decimal(part[0]) / int(part[-1]), "f")
    return value.removeprefix("0") if whole else value
