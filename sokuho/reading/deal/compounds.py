"""Which of two things that stand in one compound is meant: a hydrogen-ready gas plant is a gas plant, an
ammonia terminal is one for ammonia."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.lexicon import Mention

_ONE_WORD = re.compile(r"(?:-[a-z]{3,9})?[ -]?")
_REACH = 11  # code points between the two
# Whose weak words ("power plant", "mine", "pipeline") are of any kind, which the word before tells.
_OF_ANY_KIND = frozenset({"gas_power", "lng", "critical_minerals"})
# What is liquefied, shipped, piped or stored, and whose battery it is, is told by the word before.
_TOLD_BEFORE = frozenset(
    {("hydrogen", "lng"), ("oil", "lng"), ("autos", "storage"), ("lng", "storage"), ("oil", "storage")}
)


def heads(body: str, things: Sequence[Mention]) -> list[Mention]:
    """The things of a text without those that only tell of which kind the next one is, and without those
    that say less than the one before: "coal mine", "hydrogen pipeline"."""
    kept: list[Mention] = []
    end, value = -1 - _REACH, None
    for thing in things:
        near = thing.start - end <= _REACH and thing.value != value
        if near and _ONE_WORD.fullmatch(body, end, thing.start):
            if _says_less(thing, kept[-1]):
                continue
            if not thing.weak:
                kept.pop()
        kept.append(thing)
        end, value = thing.end, thing.value
    return kept


def _says_less(thing: Mention, first: Mention) -> bool:
    """Whether a thing says less of what it is than the word before it."""
    if thing.weak and not first.weak and thing.value in _OF_ANY_KIND:
        return True
    return (first.value, thing.value) in _TOLD_BEFORE
