"""Words of acts that do something else where they stand: "raises its forecast", "on sale"."""

from __future__ import annotations

import re

from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import Before

_WORDS = r"(?: (?!(?:to|for|from|in|at|by|with|on|over|amid|despite|and|as) )[a-z][\w'’-]*){0,4}?"
# What is raised and brings no money in.
_RAISED = re.compile(
    rf"{_WORDS} (?:forecasts?|guidance|outlooks?|estimates?|projections?|prices?|rates?|wages?|salaries"
    r"|dividends?|doubts?|questions?|concerns?|fears?|worries|hopes|expectations?|alarms?|eyebrows|objections?|ratings?"
    r"|tariffs?|price targets?|profile|awareness|temperatures?)\b",
    re.I,
)
# What is paid for no deal.
_PAID = re.compile(
    rf"{_WORDS} (?:dividends?|tax(?:es)?|tariffs?|dut(?:y|ies)|wages|salar(?:y|ies)|bonus(?:es)?|fines?"
    r"|visits?|attention|tribute|homage|bills)\b",
    re.I,
)
# "The chips go on sale", but no "put its stake on sale"
_ON_SALE = Before(
    r"(?:go|goes|going|went|gone|is|are|was|were|be|been|now|already) on ", reach=14, spaced=True
)
# 買いが入る, 買い注文: on the exchange
_JA_ORDERS = re.compile(
    r"(?:が(?:入|先行|優勢|集ま|広が|続|膨|殺到)|注文|戻し(?![たてま])|越し|気配|材料|を誘|を集め|安心感)"
)


def another(body: str, m: Mention) -> bool:
    """Whether a word of an act means another thing where it stands."""
    value = m.value
    if value == "raise":
        return m.text[:4].lower() == "rais" and _RAISED.match(body, m.end) is not None
    if value == "acquire":
        if m.text == "買い":
            return _JA_ORDERS.match(body, m.end) is not None
        return m.text[:3].lower() == "pay" and _PAID.match(body, m.end) is not None
    return value == "sell" and m.text == "sale" and _ON_SALE(body, m.start)
