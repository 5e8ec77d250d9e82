"""Things of a batch that are called by a part of their name once they were named in full: "the power
project" for the gas-fired power, 発電 for ガス火力発電."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sokuho.reading.lexicon import Mention

RECALLED = "recalled"  # the kind of such a mention
_LAST = re.compile(r"[A-Za-z]{3,24}\Z|[一-龥]{2}\Z")
_PARTS = r" (?:project|scheme|venture|investment|deal|part|portion|component)s?\b"
_CALLED = r"(?:事業|案件|計画|投資|分野)?(?=[はがにへをでも、：:（(])"


def recalled(body: str, things: Sequence[Mention]) -> list[Mention]:
    """The things of a text and, in order, what recalls one by the last word of its name. A word that ends
    the names of things of two sectors recalls neither."""
    named: dict[str, Mention | None] = {}
    for thing in things:
        last = _LAST.search(thing.text)
        if thing.weak or last is None:
            continue
        word = last[0].lower().removesuffix("s")
        known = named.setdefault(word, thing)
        if known is not None and known.value != thing.value:
            named[word] = None
    taken = {place for t in things if not t.weak for place in range(t.start, t.end)}
    again = [m for word, thing in named.items() if thing for m in _again(body, word, thing)]
    found = [m for m in again if m.start not in taken]
    plain = {m.start for m in found}  # what names its sector only weakly elsewhere does not here
    return sorted([*(t for t in things if t.start not in plain), *found])


def _again(body: str, word: str, thing: Mention) -> Iterator[Mention]:
    """The places behind a thing where the last word of its name stands for it."""
    if word.isascii():
        pattern = re.compile(rf"\b{word}s?{_PARTS}", re.IGNORECASE)
    else:
        pattern = re.compile(rf"(?<![一-龥ァ-ヶー々]){word}{_CALLED}")
    for m in pattern.finditer(body, thing.end):
        yield thing._replace(start=m.start(), end=m.end(), text=m[0], kind=RECALLED)
