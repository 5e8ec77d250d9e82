"""Words of acts that do something else where they stand: "raises its forecast", "pays taxes"."""

from __future__ import annotations

import re

from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import words_before

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
# Who is told to pay buys nothing.
_TOLD_TO = words_before(
    r"(?:order(?:s|ed)?|must|ha[sd] to|liable to|tells?|told)(?: (?!for|and|or|as)[\w'-]+){0,4}? (?:to )?",
    reach=60,
    spaced=True,
)
# 出資する米発電所で火災: whose it has been; 出資する方針 is what will be done.
_STATE = re.compile(
    r"(?:する|している)(?!方|こと|予定|計画|見|考え|意|契約|覚書|形|案|合意|基本|交渉|協議|構え|調整|可能性|最終|旨|枠)"
    r"[一-龥ァ-ヶA-Z]"
)


def another(body: str, m: Mention) -> bool:
    """Whether a word of an act means another thing where it stands."""
    kind, text = m.value, m.text
    if kind == "raise":
        return text[:4].lower() == "rais" and _RAISED.match(body, m.end) is not None
    if kind == "stake":
        return text == "出資" and _STATE.match(body, m.end) is not None
    if kind == "finance":
        return text == "backed" and body[m.start - 1 : m.start] == "-"  # "a SoftBank-backed developer"
    if kind != "acquire":
        return False
    if text.lower() in ("pay", "to pay") and _TOLD_TO(body, m.start):
        return True
    return text[:3].lower() == "pay" and _PAID.match(body, m.end) is not None


def no_funds(body: str, m: Mention) -> bool:
    """Whether "raises" lifts a cost, a stake or a target instead of bringing in money."""
    return _NO_FUNDS.match(body, m.end, m.end + 60) is not None
