"""Gives each project its capacities, companies, place and date of start."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from sokuho.model import Capacity
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.projects import Draft

_NEAR = 34  # how far from a capacity a word that speaks against it may stand, code points


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=_Placed)


def capacities(layout: Layout, found: Sequence[Capacity], scan: Scan) -> list[Capacity]:
    """The capacities of what is built, bought or delivered: no fleets, machine types or related links."""
    return [c for c in found if not layout.line(c.start).noise and not _foreign(layout, c, scan)]


def _foreign(layout: Layout, capacity: Capacity, scan: Scan) -> bool:
    low, high = layout.span(capacity.start)
    near = (max(low, capacity.start - _NEAR), min(high, capacity.end + _NEAR))
    if any(low <= m.start < high for m in scan.of("capacity_sentence")):
        return True
    body = layout.body
    for m in scan.of("capacity_before"):
        if near[0] <= m.start and m.end <= capacity.start and not re.search(r"[,;、。]", body[m.end : capacity.start]):
            return True
    return any(capacity.end <= m.start <= capacity.end + 2 for m in scan.of("capacity_after"))


def give(
    layout: Layout,
    drafts: Sequence[Draft],
    things: Sequence[Mention],
    found: Sequence[P],
    take: Callable[[Draft, P], None],
    *,
    all_when_one: bool = True,
) -> None:
    """Hands each item to the project that its text speaks of: the piece it stands in, the thing named
    in its sentence, else the project named last before it."""
    firsts: dict[int, int] = {}
    for item in found:
        if len(drafts) == 1:
            if all_when_one:
                take(drafts[0], item)
            continue
        sentence = layout.sentence(item.start)
        first = firsts.setdefault(sentence, item.start)
        owner = owner_of(layout, drafts, things, item.start, first)
        if owner is not None:
            take(owner, item)


def _governing(named: Sequence[Mention], at: int, first: int) -> Mention:
    """The thing an item goes with: the one before it, or after it where the sentence lists items first."""
    if first < named[0].start:
        return next((t for t in named if t.start >= at), named[-1])
    return next((t for t in reversed(named) if t.start <= at), named[0])


def owner_of(
    layout: Layout, drafts: Sequence[Draft], things: Sequence[Mention], at: int, first: int
) -> Draft | None:
    """The project that the text at an offset speaks of, None where that is open. `first`: where the
    first item of the sentence stands."""
    inside = [(high - low, i) for i, d in enumerate(drafts) for low, high in d.spans if low <= at < high]
    if inside:
        return drafts[min(inside)[1]]
    low, high = layout.span(at)
    sectors = {d.sector for d in drafts}
    named = [t for t in things if low <= t.start < high and t.value in sectors]
    if named:
        sector = _governing(named, at, first).value
        return min((d for d in drafts if d.sector == sector), key=lambda d: abs(d.at - at))
    line = layout.line(at)
    if line.item or layout.sentence(at) == 0:
        return None
    before = layout.sentences[layout.sentence(at) - 1]
    last = [d for d in drafts for s in d.spans if before[0] <= s[0] < before[1]]
    named_before = [d for d in drafts if any(t.value == d.sector and before[0] <= t.start < before[1] for t in things)]
    candidates = last or named_before
    return candidates[-1] if len({id(d) for d in candidates}) == 1 else None
