"""The way back from the plain form of an article to the one that was given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from sokuho.model import Capacity, Evidence, Money, Opening, Party, Project, Reading

Change = tuple[int, int, str]  # where it stands, and what stands there instead


def changed(text: str, changes: Sequence[Change]) -> str:
    """A text with its changes made."""
    pieces: list[str] = []
    last = 0
    for start, end, said in changes:
        pieces += (text[last:start], said)
        last = end
    return "".join((*pieces, text[last:]))


class Step:
    """Finds where things stood before changes that made the parts of a body longer or shorter."""

    def __init__(self, parts: Sequence[str], changes: Sequence[Sequence[Change]]) -> None:
        self._changes = list(_of_body(parts, changes))
        grown = accumulate((len(said) - (end - start) for start, end, said in self._changes), initial=0)
        self._starts = [start + more for (start, _, _), more in zip(self._changes, grown, strict=False)]

    def start(self, at: int) -> int:
        """Where the character stood that stands at an offset now."""
        which = bisect_right(self._starts, at) - 1
        if which < 0:
            return at
        start, end, said = self._changes[which]
        behind = at - self._starts[which] - len(said)
        return end + behind if behind >= 0 else start

    def end(self, at: int) -> int:
        """Where the character ended that ends at an offset now."""
        which = bisect_right(self._starts, at - 1) - 1
        if which < 0:
            return at
        _, end, said = self._changes[which]
        return end + max(0, at - self._starts[which] - len(said))


def _of_body(parts: Sequence[str], changes: Sequence[Sequence[Change]]) -> Iterator[Change]:
    """The changes of all parts, in the offsets of the body that has a line of each."""
    at = 0
    for part, found in zip(parts, changes, strict=True):
        for start, end, said in found:
            yield at + start, at + end, said
        at += len(part) + bool(part)


class Way:
    """Turns what was read in the `plain` form of an article into what stands in the `given` one."""

    def __init__(self, given: str, plain: str, steps: Sequence[Step]) -> None:
        self._given, self._plain = given, plain
        self._steps = steps[::-1]

    def reading(self, reading: Reading) -> Reading:
        """The same reading with the offsets and the characters of the article as it was given."""
        total, headline = reading.programme_total, reading.headline_amount
        return replace(
            reading,
            projects=tuple(map(self._project, reading.projects)),
            programme_total=total and self.money(total),
            headline_amount=headline and self.money(headline),
            other_amounts=tuple(map(self.money, reading.other_amounts)),
            companies=tuple(map(self._party, reading.companies)),
            evidence=tuple(map(self._evidence, reading.evidence)),
            capacities=tuple(map(self.capacity, reading.capacities)),
            starts=tuple(map(self.opening, reading.starts)),
        )

    def start(self, at: int) -> int:
        """Where the character at an offset of the plain body stands in the given one."""
        for step in self._steps:
            at = step.start(at)
        return at

    def end(self, at: int) -> int:
        """Where the character that ends at an offset of the plain body ends in the given one."""
        for step in self._steps:
            at = step.end(at)
        return at

    def _project(self, project: Project) -> Project:
        return replace(
            project,
            amounts=tuple(map(self.money, project.amounts)),
            capacity=tuple(map(self.capacity, project.capacity)),
            companies=tuple(map(self._written, project.companies)),
        )

    def money(self, m: Money) -> Money:
        start, end = self.start(m.start), self.end(m.end)
        at = None if m.qualified_at is None else self.start(m.qualified_at)
        return replace(m, text=self._given[start:end], start=start, end=end, qualified_at=at)

    def capacity(self, c: Capacity) -> Capacity:
        start, end = self.start(c.start), self.end(c.end)
        at = None if c.qualified_at is None else self.start(c.qualified_at)
        return replace(c, text=self._given[start:end], start=start, end=end, qualified_at=at)

    def _evidence(self, e: Evidence) -> Evidence:
        start, end = self.start(e.start), self.end(e.end)
        return replace(e, quote=self._given[start:end], start=start, end=end)

    def opening(self, opening: Opening) -> Opening:
        return replace(opening, start=self.start(opening.start), end=self.end(opening.end))

    def _party(self, party: Party) -> Party:
        return replace(party, text=self._written(party.text))

    def _written(self, name: str) -> str:
        """A name as it stands in the article, on one line."""
        at = self._plain.find(name)
        given = name if at < 0 else self._given[self.start(at) : self.end(at + len(name))]
        return name if "\n" in given else given
