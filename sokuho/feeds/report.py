"""What came of a round over the feeds."""

from __future__ import annotations

from dataclasses import dataclass

from sokuho.model import FeedEvent


@dataclass(frozen=True, slots=True)
class FeedResult:
    """How one feed did. `status`: new (articles were published), nothing_new (200), unchanged (304),
    failed. `error` is what is wrong with the feed now, also where it was read all the same."""

    name: str
    status: str
    entries: int = 0
    published: int = 0
    baseline: int = 0
    error: str | None = None
    events: tuple[FeedEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class PollReport:
    """One round: a result for each feed that was asked, in the order in which they finished.

    `skipped`: all that were not asked. `put_off`: those of them that were due, but whose host did not
    answer for another feed; they stay due.
    """

    results: tuple[FeedResult, ...]
    skipped: int = 0
    put_off: tuple[str, ...] = ()

    @property
    def polled(self) -> int:
        return len(self.results)

    @property
    def new(self) -> int:
        """How many articles were published."""
        return sum(r.published for r in self.results)

    @property
    def unchanged(self) -> int:
        return sum(r.status == "unchanged" for r in self.results)

    @property
    def failed(self) -> dict[str, str]:
        """Why a feed could not be read, by its name."""
        return {r.name: r.error or "failed" for r in self.results if r.status == "failed"}

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong with a feed now, by its name."""
        return {r.name: r.error for r in self.results if r.error}
