"""Stages told by two words: what is done, and with what ("begins ... commercial operation", 工事に…着手).

Journalists vary both and put words in between, so no list of phrases holds them all. `steps.txt` lists the
steps (begin, close, sign, get, give, halt, seek) and the matters (operation, construction, agreement ...).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from sokuho.reading.lexicon import Mention, Scan

_ALLOW, _AUTHORITY = "allow", "authority"  # who allows stands before the verb, what is done behind it
# What each pair of step and matter tells; a pair that is not here tells nothing.
_TOLD: dict[tuple[str | None, str | None], str] = {
    (step, matter): stage
    for stage, pairs in {
        "proposed": {
            "begin take open sign get give": "intent",
            "begin take open sign": "talks",
            "seek": "agreement acquisition approval financing sale construction project",
        },
        "agreed": {"begin take open sign finalize get give": "agreement", "sign": "acquisition"},
        "completed": {"close": "agreement acquisition", "finalize": "acquisition", "become": "ownership"},
        "approved": {"begin take open sign finalize get give": "approval", _ALLOW: _AUTHORITY},
        "financed": {"begin open close sign finalize get give float": "financing"},
        "under_construction": {"begin": "construction"},
        "operating": {"begin": "operation", "open": "operation construction", "close": "construction"},
        "cancelled": {
            "halt": "operation construction agreement acquisition financing sale project talks",
            "shut": "operation construction project",
        },
        "sold": {"begin open close sign finalize": "sale"},
    }.items()
    for steps, matters in pairs.items()
    for step in steps.split()
    for matter in matters.split()
}
_REACH, _NEAR, _JA_REACH = 56, 24, 14
_AUXILIARY = 8  # letters that a phrase may begin behind its pair
_FEW = 3  # matters before a step that are looked at: "construction of the plant has begun"
_STOP = (
    r"(?!(?:and|but|which|that|as|after|before|when|while|if|to|for|of|by|from|with|in|on|at|until|not)\b)"
)
_GAP = re.compile(
    rf"(?:[ -](?:up to|as much as|(?:(?:b|m|tr)illion|yen) (?:of|in)"
    rf"|{_STOP}[\w.$€£¥%'&]+(?:,\d+)*)){{0,6}}[ -]"
)
# "construction of the 9.2-GW plant in Ohio has begun"
_BACK = re.compile(
    r"(?:[ -](?!(?:and|but|which|that|as|after|before|when|while|if|to|for|not|by)\b)[\w.$%'&]+){0,9} "
)
_COMPOUND = re.compile(r"[ -](?:and )?")
_JA_GAP = re.compile(r"[^。、「」\s]{0,12}")
_LATER = re.compile(
    r"\b(?:will|shall|would|could|may|might|should|can|expected|due|set|scheduled|planned|slated)\b"
)


class Pair(NamedTuple):
    """A stage told by two words, as a mention of kind "stage" from the first to the last of them. `seam`:
    where the second begins."""

    said: Mention
    seam: int


def told(body: str, scan: Scan) -> list[Pair]:
    """The stages that a step and its matter tell together, in order."""
    steps = scan.of("step")
    if not steps:
        return []
    matters = list(unnamed(scan.of("matter"), scan.names))
    what = _Line([m for m in matters if m.value != _AUTHORITY])
    allowed = any(step.value == _ALLOW for step in steps)
    who = _Line(_authorities(matters, scan.names) if allowed else ())
    return [m for step in steps if (m := _pair(body, step, what, who))]


def _authorities(matters: Sequence[Mention], names: Sequence[Mention]) -> list[Mention]:
    agencies = [m._replace(value=_AUTHORITY) for m in names if m.kind == "agency"]
    return sorted([*agencies, *(m for m in matters if m.value == _AUTHORITY)], key=_start)


class _Line:
    """Mentions in order, to be asked what stands next to a place."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self.starts = [m.start for m in mentions]
        self.ends = [m.end for m in mentions]

    def before(self, at: int, reach: int) -> list[Mention]:
        """The last few that end before that place and within reach, the nearest first."""
        i = bisect_right(self.ends, at)
        return [m for m in reversed(self.mentions[max(0, i - _FEW) : i]) if at - m.end <= reach]


def unnamed(words: Sequence[Mention], names: Sequence[Mention]) -> Iterator[Mention]:
    """The words that are no part of a company's name: "Venture Global"."""
    starts = [n.start for n in names]
    for m in words:
        i = bisect_right(starts, m.start) - 1
        if i < 0 or m.end > names[i].end or names[i].kind == "place":
            yield m


def merged(words: Sequence[Mention], pairs: Sequence[Pair]) -> list[Mention]:
    """Both in order. A pair stands for the words within it; a phrase that joins both says more than the pair,
    and one that ends in its first word says something else ("ends talks on the plant")."""
    if not pairs:
        return list(words)
    phrases = [m for m in words if not m.weak and (" " in m.text or not m.text[:1].isascii())]
    starts = [m.start for m in phrases]

    def joined(pair: Pair) -> bool:
        i = bisect_left(starts, pair.seam) - 1
        start = pair.said.start + (_AUXILIARY if pair.said.text[:1].isascii() else 0)
        return i >= 0 and phrases[i].end > pair.seam and phrases[i].start <= start

    kept = [p.said for p in pairs if not joined(p)]
    starts_of = [p.start for p in kept]

    def covered(m: Mention) -> bool:
        i = bisect_left(starts_of, m.end) - 1
        if i < 0 or m.start >= kept[i].end:
            return False
        within = m.start >= kept[i].start and m.end <= kept[i].end
        return within or m.value != "cancelled"

    return sorted([*(m for m in words if not covered(m)), *kept], key=_start)


_start = attrgetter("start")


def _pair(body: str, step: Mention, what: _Line, who: _Line) -> Pair | None:
    matter = _before(body, step, who) if step.value == _ALLOW else _near(body, step, what)
    stage = _TOLD.get((step.value, matter.value)) if matter else None
    if matter is None or stage is None:
        return None
    if stage == "agreed" and matter.text.lower() == "investment":
        stage = "pledged"
    start, end = min(step.start, matter.start), max(step.end, matter.end)
    said = Mention(start, end, body[start:end], "stage", step.name, step.country, stage, step.weak)
    return Pair(said, max(step.start, matter.start))


def _near(body: str, step: Mention, what: _Line) -> Mention | None:
    """The matter that a step is done with: what follows it, else what comes before it."""
    if step.text[:1].isascii():
        after = bisect_left(what.starts, step.end)
        if (
            after < len(what.mentions)
            and what.starts[after] - step.end <= _REACH
            and _GAP.fullmatch(body, step.end, what.starts[after])
        ):
            while after + 1 < len(what.mentions) and _COMPOUND.fullmatch(
                body, what.ends[after], what.starts[after + 1]
            ):
                after += 1
            return what.mentions[after]
    return _before(body, step, what)


def _before(body: str, step: Mention, line: _Line) -> Mention | None:
    if not step.text[:1].isascii():
        near = line.before(step.start, _JA_REACH)[:1]
        return next((m for m in near if _JA_GAP.fullmatch(body, m.end, step.start)), None)
    for m in line.before(step.start, _NEAR if step.value in ("get", "give") else _REACH):
        if (step.value, m.value) in _TOLD:
            gap = body[m.end : step.start]
            if _BACK.fullmatch(gap) and not _LATER.search(gap):
                return m
    return None
