"""What speaks for and against "the same story", each kind with its weight.

What both sides name speaks for one story, what they contradict each other in speaks against it. No
single likeness suffices, save that the text is a copy. The weights of the kinds are data, and
`bench/fit_following.py` fits them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Evidence:
    """The sum so far, and what it is made of: a kind, how often or how much of it, and what it is in the
    reports ("jera", "$3bn")."""

    weights: Mapping[str, float]
    total: float = 0.0
    found: list[tuple[str, float, str]] = field(default_factory=list)

    def add(self, kind: str, what: str, times: float = 1.0) -> None:
        """Raises KeyError for a kind without a weight."""
        self.total += self.weights[kind] * times
        self.found.append((kind, times, what))

    def told(self) -> str:
        """In words for a person, with the weights."""
        weighed = ((what, self.weights[kind] * times) for kind, times, what in self.found)
        return ", ".join(f"{what} {weight:+.1f}" for what, weight in weighed if weight)

    def values(self) -> dict[str, float]:
        """How much there is of each kind."""
        sums: dict[str, float] = {}
        for kind, times, _ in self.found:
            sums[kind] = sums.get(kind, 0.0) + times
        return sums
