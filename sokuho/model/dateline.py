"""Where and when a report was written, as its text opens with it: no place of what it is about."""

from __future__ import annotations

import re

_SEAT = (
    r"(?:[A-Z][A-Z.' ]{2,24}|[A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,15})?(?=[,(/—–-]| [(/—–-]))"
    r"(?:[,/] ?[A-Z][\w.]{1,12}){0,2}"
)
_PATTERN = re.compile(
    rf"{_SEAT}(?: and {_SEAT})?(?:,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, 20\d\d)?)?(?: ?\([^()\n]{{2,30}}\))?"
    r" ?(?:--|[–—]|- |: )"
    r"|[【［〔\[（(][^】［〕\])）\n]{2,30}[】］〕\])）]"
)
_BREAK = re.compile(r"^(?=[A-Z])", re.M)


def dateline(body: str, at: int) -> str:
    """The dateline at `at`, where a line begins: "SEOUL, July 2 (AJP) - ", "LONDON --", 【ロンドン共同】; no
    "Canada's plan - ", which tells of the place. Empty where there is none."""
    found = _PATTERN.match(body, at)
    return found[0] if found else ""


def first_dateline(body: str, start: int) -> str:
    """That of the first line from `start` on that has one."""
    return next((told for line in _BREAK.finditer(body, start) if (told := dateline(body, line.start()))), "")


def in_dateline(body: str, at: int) -> bool:
    """Whether the place named at `at` is a dateline's."""
    start = body.rfind("\n", 0, at) + 1
    return at < start + len(dateline(body, start))
