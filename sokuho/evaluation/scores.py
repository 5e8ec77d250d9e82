"""Counts of what was right, by field, pooled over documents (micro-averaged), and what was not."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Doc = Mapping[str, Any]
Key = Hashable


@dataclass
class Overlap:
    """What was said against what is true: precision, recall and F1."""

    hit: int = 0
    said: int = 0
    true: int = 0

    @property
    def precision(self) -> float:
        return self.hit / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.true if self.true else 1.0

    @property
    def value(self) -> float:
        """F1."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def n(self) -> int:
        return self.true


@dataclass
class Share:
    """How many of n agree."""

    ok: int = 0
    n: int = 0

    @property
    def value(self) -> float:
        return self.ok / self.n if self.n else 1.0


@dataclass
class Means(Overlap):
    """Precision and recall that are means, not counts."""

    p: float = 1.0
    r: float = 1.0

    @property
    def precision(self) -> float:
        return self.p

    @property
    def recall(self) -> float:
        return self.r


Row = Overlap | Share


@dataclass(frozen=True)
class Miss:
    """A document that a field got wrong: what stands in the labels only, and what was read only."""

    id: str
    field: str
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass
class Scores:
    """Rows by field, in the order in which they are printed."""

    documents: int = 0
    rows: dict[str, Row] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def overlap(
        self,
        doc: str,
        name: str,
        true: Iterable[Key],
        said: Iterable[Key],
        matching: Callable[[set[Key], set[Key]], int] | None = None,
    ) -> None:
        gold, found = set(true), set(said)
        row = self.rows.setdefault(name, Overlap())
        assert isinstance(row, Overlap)
        row.hit += matching(gold, found) if matching else len(gold & found)
        row.said += len(found)
        row.true += len(gold)
        if gold != found:
            self.miss(doc, name, gold - found, found - gold)

    def share(self, doc: str, name: str, true: Any, said: Any) -> None:
        row = self.rows.setdefault(name, Share())
        assert isinstance(row, Share)
        row.ok += true == said
        row.n += 1
        if true != said:
            self.miss(doc, name, [true], [said])

    def miss(self, doc: str, name: str, missed: Iterable[Any], wrong: Iterable[Any]) -> None:
        self.misses.append(Miss(doc, name, tuple(sorted(map(str, missed))), tuple(sorted(map(str, wrong)))))
