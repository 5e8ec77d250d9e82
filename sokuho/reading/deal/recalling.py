"""Things of a batch that are called by a part of their name once they were named in full: "the power
project" for the gas-fired power, 発電 for ガス火力発電."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sokuho.reading.lexicon import Mention

RECALLED = "recalled"  # the kind of such a mention
_LONGEST = 24  # letters of a word
_LAST = re.compile(r"[A-Za-z]{3,24}\Z|[一-龥]{2}\Z")
# The words of a thing's name and of what it goes on with: "plant" behind "solar power".
_WORDS = re.compile(r"[A-Za-z]{3,24}|(?=([一-龥]{2}))")
_ON = re.compile(r"[ -][A-Za-z]{3,24}|[一-龥]{1,3}")
_AGAIN = re.compile(r" (?:project|scheme|venture|investment|deal|part|portion|component)s?\b")
_WORD_AGAIN = re.compile(r"\b[A-Za-z]{3,24}\Z")
_JA_AGAIN = re.compile(
    r"(?<![一-龥ァ-ヶー々])([一-龥]{2})(?:事業|案件|計画|投資|分野)?(?=[はがにへをでも、：:（(])"
)


def recalled(body: str, things: Sequence[Mention]) -> list[Mention]:
    """The things of a text and, in order, what recalls one by the last word of its name. A word in the
    names of things of two sectors recalls neither."""
    named: dict[str, Mention | None] = {}
    phrases: set[tuple[str | None, frozenset[str]]] = set()
    for thing in things:
        last = _LAST.search(thing.text)
        if thing.weak or last is None:
            continue
        word = last[0].lower().removesuffix("s")
        named.setdefault(word, thing)
        phrases.add((thing.value, _phrase(body, thing)))
    for word in list(named):
        if len({value for value, words in phrases if word in words}) > 1:
            named[word] = None
    taken = {place for t in things if not t.weak for place in range(t.start, t.end)}
    found = [m for m in _again(body, named) if m.start not in taken]
    plain = {m.start for m in found}  # what names its sector only weakly elsewhere does not here
    return sorted([*(t for t in things if t.start not in plain), *found])


def _phrase(body: str, thing: Mention) -> frozenset[str]:
    """The words of a thing's name as it stands in the text."""
    on = _ON.match(body, thing.end)
    text = body[thing.start : on.end() if on else thing.end].lower()
    return frozenset((m[0] or m[1]).removesuffix("s") for m in _WORDS.finditer(text))


def _again(body: str, named: Mapping[str, Mention | None]) -> Iterator[Mention]:
    """The places behind a thing where the last word of its name stands for it."""
    for word, start, end in _called(body) if named else ():
        thing = named.get(word.lower().removesuffix("s"))
        if thing is not None and start >= thing.end:
            yield thing._replace(start=start, end=end, text=body[start:end], kind=RECALLED)


def _called(body: str) -> Iterator[tuple[str, int, int]]:
    """The words that stand for a thing if it was named by them, and what is called by each."""
    for m in _AGAIN.finditer(body):
        word = _WORD_AGAIN.search(body, max(0, m.start() - _LONGEST), m.start())
        if word is not None:
            yield word[0], word.start(), m.end()
    for m in _JA_AGAIN.finditer(body) if not body.isascii() else ():
        yield m[1], m.start(), m.end()
