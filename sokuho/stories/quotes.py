"""The sentence that a figure stands in."""

from __future__ import annotations

import re

from sokuho.model import Capacity, Money

#: beginning with a class of characters, so that Python passes over all others at once
_END = re.compile(
    r"[。！？!?.\n](?:(?<=[。！？!?])[。！？!?]*[」』”\"')）]*"
    r"|(?<=[a-z0-9%)\"”]\.)[\"”')]*(?=\s+[A-Z\"“'(])|(?<=\n))"
)
_GAP = re.compile(r"[\s、，]+")
_LONGEST = 320  # a mail shows no more
_AROUND = 160  # what such a quotation has before its figure at most
_BEHIND = 40  # code points behind a figure in which its qualifier ends: "$3 billion or more"
# Of an item of a list.
_MARK = re.compile(r"\A(?:[*•·▪●○◆◇■□▶▷►▽▼★☆・※→✓>][ \u3000]*|[-–—]{1,2}[ \u3000]+)+(?=\S)")
_STOP = re.compile(r"[。！？.!?][」』”\"')）]*\Z")
_DATED = re.compile(r"\d{4}[年/-]|(?:[A-Z][a-z]+day,? )?[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}")
_SENTENCE, _LINE = 24, 40  # widths from which a sentence, or a line without a full stop, says something
_WIDE = "\u2e80"  # Japanese characters behind it say as much as two of English
_FURNITURE = 600  # code points below the title in which the text must begin
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
    return _MARK.sub("", body[begin : min(finish, end + _LONGEST)].strip(), count=1)


def _gap(body: str, low: int, high: int) -> int:
    """Where a word begins from `low` on."""
    found = _GAP.search(body, low, high)
    return found.end() if found else low


def of_figure(body: str, figure: Money | Capacity) -> str:
    """The sentence of a figure that states its qualifier: readers see "about $3 billion" beside it."""
    start = figure.start if figure.qualified_at is None else figure.qualified_at
    return sentence(body, start, start + figure.end - figure.start)


def lead(body: str, title: str, sentences: int) -> int:
    """The offset in `body` where its first so many sentences below the title end."""
    for found in _END.finditer(body, len(title) + 1):
        if found.end() - len(title) > _SHORT:
            sentences -= 1
        if not sentences:
            return found.end()
    return len(body)


def first(body: str, title: str) -> str:
    """The sentence that opens the text below the title: no label, byline, date or note in brackets before
    it, where the text has more than those."""
    opening = ""
    at = len(title)
    while at < len(body) and at - len(title) < _FURNITURE:
        at += len(body[at:]) - len(body[at:].lstrip())
        if at >= len(body):
            break
        found = sentence(body, at, at + 1)
        if _tells(found):
            return found
        opening = opening or found
        at = body.index(found, at) + len(found)
    return opening or title


def _tells(text: str) -> bool:
    """Whether a line or sentence says something."""
    if text[0] in "(（[［" and text[-1] in ")）]］":
        return False
    width = len(text) + sum(char > _WIDE for char in text)
    if _STOP.search(text):
        return width >= _SENTENCE
    return width >= _LINE and " | " not in text and not _DATED.match(text)
