"""The sentence that a figure stands in."""

from __future__ import annotations

import re

#: beginning with a class of characters, so that Python passes over all others at once
_END = re.compile(
    r"[。！？!?.\n](?:(?<=[。！？!?])[。！？!?]*[」』”\"')）]*"
    r"|(?<=[a-z0-9%)\"”]\.)[\"”')]*(?=\s+[A-Z\"“'(])|(?<=\n))"
)
_LONGEST = 320
_SHORT = 12  # what ends before is a dateline or a mark, no sentence


def sentence(body: str, start: int, end: int) -> str:
    """The sentence of `body` around `start:end`, verbatim; cut at words where it is very long."""
    begin, finish = 0, len(body)
    for found in _END.finditer(body, max(start - 1000, 0), min(end + 1000, len(body))):
        if found.end() <= start:
            begin = found.end()
        elif found.start() >= end:
            finish = found.start() if body[found.start()] == "\n" else found.end()
            break
    begin, finish = max(begin, start - _LONGEST), min(finish, end + _LONGEST)
    return body[begin:finish].strip()


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
