"""Whose dollar a bare "$" is, where the text says that it is not the American one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sokuho.model import Money
from sokuho.reading.notation.currencies import PER_DOLLAR

# The country of each dollar, as texts name it.
_DOLLARS = {
    "CAD": "canad", "AUD": "austral", "SGD": "singapore", "HKD": "hong kong", "TWD": "taiwan",
    "NZD": "new zealand",
}  # fmt: skip
_SLACK = 1.25  # a decade of exchange rates
_NATION = (
    r"(?P<nation>Canadian|Cdn|Australian|Aussie|Singapore|Singaporean|Hong Kong"
    r"|New Taiwan|Taiwan|New Zealand)"
)
_ALIKE = {"cdn": "CAD", "aussie": "AUD"}
# "$3 billion Canadian", "$3 billion (Canadian)"; a "$3 billion Canadian plant" is no such thing.
_BEHIND = re.compile(rf" \(?(?:in )?{_NATION}(?: dollars?\b|\)|(?= ?[.,;:\n]|\Z))", re.I)
# "All figures are in Canadian dollars unless otherwise stated."
_ALL = re.compile(
    r"(?:\b(?:figures?|amounts?|dollars?|sums|values|currency|prices)\b[^.;\n]{0,40}?"
    r"\b(?:(?:are|is)(?: \w+)? in|refers? to)"
    r"|\ball (?:\w+ )?(?:figures|amounts|sums|values|prices) in|\bdollars?(?: \w+)? are)"
    rf" (?:(?:thousands|millions|billions) of )?(?:the )?{_NATION}"
    r"(?: dollars?\b| currency\b|(?= ?[.,;)\n]|\Z| unless\b))",
    re.I,
)
# One class first, which the scan can look for.
_OWN = re.compile(r"[UuAa](?:(?<=[Uu])\.?[Ss]|(?<=[Aa])(?i:merican))")
_BRACKET = re.compile(r" ?[(\[](?:about |around |approximately |some |roughly |or )?")


def told_apart(text: str, found: Sequence[Money]) -> list[Money]:
    """The amounts of a folded text with the dollars that it says are another country's."""
    bare = {i for i, m in enumerate(found) if m.currency == "USD" and not _OWN.search(m.text)}
    if not bare:
        return list(found)
    whole = _of_all(text, found, bare)
    if whole:
        return [replace(m, currency=whole) if i in bare else m for i, m in enumerate(found)]
    return [_told_behind(text, m) if i in bare else m for i, m in enumerate(found)]


def _told_behind(text: str, m: Money) -> Money:
    match = _BEHIND.match(text, m.end)
    return replace(m, currency=_code(match["nation"])) if match else m


def _of_all(text: str, found: Sequence[Money], bare: set[int]) -> str | None:
    """The dollar that every bare sign of the text stands for: as it states itself, or as it converts."""
    match = _ALL.search(text) if "ollar" in text or "currency" in text else None
    if match:
        return _code(match["nation"])
    for local, own in _conversions(text, found, bare):
        lower = text.lower()
        times = local.value / own.value if own.value else 0
        for code, name in _DOLLARS.items():
            if 1 / _SLACK < times / PER_DOLLAR[code] < _SLACK and name in lower:
                return code
    return None


def _conversions(text: str, found: Sequence[Money], bare: set[int]) -> Iterator[tuple[Money, Money]]:
    """Pairs of a bare sign's amount and the American one that one of the two is in brackets for."""
    for (i, one), (j, other) in pairwise(enumerate(found)):
        if (i in bare) == (j in bare) or one.currency != other.currency:
            continue
        if _BRACKET.fullmatch(text, one.end, other.start):
            yield (one, other) if i in bare else (other, one)


def _code(nation: str) -> str:
    nation = nation.lower()
    return _ALIKE.get(nation) or next(code for code, name in _DOLLARS.items() if name in nation)
