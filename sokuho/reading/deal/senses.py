"""Words of acts that do something else where they stand: "raises its forecast", "pays taxes"."""

from __future__ import annotations

import re

from sokuho.reading.lexicon import Mention

# What is raised and brings no money in, nor is any of the deal's.
_NO_DEAL = (
    r"forecasts?|guidance|outlooks?|estimates?|projections?|prices?|rates?|wages?|salaries|dividends?|doubts?"
    r"|questions?|concerns?|fears?|worries|hopes|expectations?|alarms?|eyebrows|objections?|ratings?|tariffs?"
    r"|profile|awareness|temperatures?"
)
_WORDS = r"(?: (?!(?:to|for|from|in|at|by|with|on|over|amid|despite|and|as) )[a-z][\w'-]*){0,4}?"
_RAISED = re.compile(rf"{_WORDS} (?:{_NO_DEAL})\b", re.I)
_NO_FUNDS = re.compile(
    rf"[\w\s'$.-]{{0,36}}?\b(?:{_NO_DEAL}|costs?|output|capacity|stakes?|holdings?|targets?|spending"
    r"|investments?|budget|production|bill|outlays?|workforce|headcount|staff|payrolls?|presence|bid|offer|share"
    r"|plans?|commitment|pledge|no)\b",
    re.IGNORECASE,
)
# What is paid for no deal.
_PAID = re.compile(
    rf"{_WORDS} (?:dividends?|tax(?:es)?|tariffs?|dut(?:y|ies)|wages|salar(?:y|ies)|bonus(?:es)?|fines?)\b",
    re.I,
)


def another(body: str, m: Mention) -> bool:
    """Whether a word of an act means another thing where it stands."""
    if m.value == "raise":
        return m.text[:4].lower() == "rais" and _RAISED.match(body, m.end) is not None
    return m.value == "acquire" and m.text[:3].lower() == "pay" and _PAID.match(body, m.end) is not None


def no_funds(body: str, m: Mention) -> bool:
    """Whether "raises" lifts a cost, a stake or a target instead of bringing in money."""
    return _NO_FUNDS.match(body, m.end, m.end + 60) is not None
