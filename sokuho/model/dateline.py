"""Where and when a report was written, as its text opens with it: no place of what it is about.

Here because reading and following both ask for it, and following does not know the reader.
"""

from __future__ import annotations

import re

_SEAT = (
    r"(?:[A-Z][A-Z.' ]{2,24}|[A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,15})?(?=[,(/—–-]| [(/—–-]))"
    r"(?:[,/] ?[A-Z][\w.]{1,12}(?: [A-Z][a-z]{2,12})?){0,2}"
)
_PATTERN = re.compile(
    rf"{_SEAT}(?: and {_SEAT})?(?:,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, 20\d\d)?)?"
    r"(?: ?(?:\([^()\n]{2,30}\)|/[A-Za-z ]{4,24}/))?"
    r" ?(?:--|[–—]|- |: )"
    r"|[【［〔\[（(][^】［〕\])）\n]{2,30}[】］〕\])）]"
)
# Brackets tell who reports, or when; others are a list's heading: 【オハイオ州】.
_BRACKETS = frozenset("【［〔[（(")
_REPORTER = re.compile(
    r"共同|時事|通信|支局|記者|特派員|ロイター|AFP|UPI|(?<![A-Z])AP(?![A-Z])|Reuters|Kyodo|Jiji|[Ww]ire|WIRE|Bloomberg"
    r"|[=＝]|\d日|(?<!開)発.\Z"
)
_NEAR = 1200  # code points
_LONGEST = 240  # of a dateline
_OPENING = re.compile(r"^(?=[A-Z【［〔\[（(])", re.M)
_BREAK = re.compile(r"^(?=[A-Z])", re.M)


def dateline(body: str, at: int) -> str:
    """The dateline at `at`, where a line begins: "SEOUL, July 2 (AJP) - ", "LONDON --", 【ロンドン共同】; no
    "Canada's plan - ", which tells of the place. Empty where there is none."""
    found = _PATTERN.match(body, at)
    return found[0] if found else ""


def first_dateline(body: str, start: int) -> str:
    """That of the first line from `start` on that has one."""
    return next((told for line in _BREAK.finditer(body, start) if (told := dateline(body, line.start()))), "")


def signed_dateline(sentence: str) -> str:
    """The dateline that a sentence opens with, if it tells who reports."""
    told = dateline(sentence, 0)
    return told if _REPORTER.search(told) else ""


def in_dateline(body: str, at: int, *, signed: bool = False) -> bool:
    """Whether the place named at `at` is a dateline's; `signed`: only where it tells who reports.

    Where a line near opens in the same form with other words, both are headings of a list: "Ohio – a gas
    power plant", "Texas – an export terminal".
    """
    start = body.rfind("\n", 0, at) + 1
    if at - start > _LONGEST:
        return False
    told = dateline(body, start)
    if at >= start + len(told) or ((signed or told[0] in _BRACKETS) and not _REPORTER.search(told)):
        return False
    near = _OPENING.finditer(body, max(body.find("\n") + 1, start - _NEAR), start + _NEAR)
    others = (dateline(body, line.start()) for line in near)
    return all(other == told or _form(other) != _form(told) for other in others)


def _form(told: str) -> str:
    """How a dateline is set off from the report: its bracket or its last mark."""
    return told[:1] if told[:1] in _BRACKETS else told.rstrip()[-1:]
