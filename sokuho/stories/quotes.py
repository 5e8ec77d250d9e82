"""The sentence that a figure stands in."""

from __future__ import annotations

import re

from sokuho.model import Money

#: beginning with a class of characters, so that Python passes over all others at once
_END = re.compile(
    r"[。！？!?.\n](?:(?<=[。！？!?])[。！？!?]*[」』”\"')）]*"
    r"|(?<=[a-z0-9%)\"”]\.)[\"”')]*(?=\s+[A-Z\"“'(])|(?<=\n))"
)
_GAP = re.compile(r"[\s、，]+")
_LONGEST = 320  # a mail shows no more
_AROUND = 160  # what such a quotation has before its figure at most
_BEHIND = 40  # code points behind a figure in which its qualifier ends: "$3 billion or more"
_SHORT = 12  # what ends before is a dateline or a mark, no sentence


def sentence(body: str, start: int, end: int) -> str:
    """The sentence of `body` around `start:end`, verbatim; of a very long one what is nearest, cut at words,
    so that what stands there is within its first 320 characters."""
    begin, finish = 0, len(body)
    for found in _END.finditer(body, max(start - 1000, 0), min(end + 1000, len(body))):
        if found.end() <= start:
            begin = found.end()
        elif found.start() >= end:
            finish = found.start() if body[found.start()] == "\n" else found.end()
            break
    if end + _BEHIND - begin > _LONGEST:
        begin = _gap(body, max(begin, start - _AROUND), start)
    return body[begin : min(finish, end + _LONGEST)].strip()


def _gap(body: str, low: int, high: int) -> int:
    """Where a word begins from `low` on."""
    found = _GAP.search(body, low, high)
    return found.end() if found else low


def of_amount(body: str, money: Money) -> str:
    """The sentence of an amount that states its qualifier: readers see "about $3 billion" beside it."""
    start = money.start if money.qualified_at is None else money.qualified_at
    return sentence(body, start, start + money.end - money.start)


def lead(body: str, title: str, sentences: int) -> int:
    """The offset in `body` where its first so many sentences below the title end."""
    for found in _END.finditer(body, len(title) + 1):
        if found.end() - len(title) > _SHORT:
            sentences -= 1
        if not sentences:
            return found.end()
    return len(body)


def first(body: str, title: str) -> str:
    """The sentence that opens the text below the title."""
    rest = body[len(title) :].lstrip()
    offset = len(body) - len(rest)
    return sentence(body, offset, offset + 1) if rest else title
