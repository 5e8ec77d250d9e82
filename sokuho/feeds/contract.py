"""What polling asks of its surroundings: a feed's configuration, the rules, a store, a place to publish.

Protocols, so that this package needs neither settings nor a database: `configuration.Feed`,
`configuration.Polling` and the store fit as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sokuho.model import FeedEvent, FeedState, Outcome


class Feed(Protocol):
    """One feed as configured; the fields are explained at `configuration.Feed`. Times in minutes."""

    @property
    def name(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def interval(self) -> float: ...
    @property
    def rhythm(self) -> float: ...
    @property
    def enabled(self) -> bool: ...
    @property
    def full_text(self) -> bool: ...
    @property
    def allow_private(self) -> bool: ...


class Rules(Protocol):
    """The limits of `configuration.Polling`: seconds, bytes, counts, hours."""

    @property
    def window_hours(self) -> float: ...
    @property
    def catch_up_hours(self) -> float: ...
    @property
    def user_agent(self) -> str: ...
    @property
    def max_bytes(self) -> int: ...
    @property
    def timeout_seconds(self) -> float: ...
    @property
    def max_redirects(self) -> int: ...
    @property
    def workers(self) -> int: ...
    @property
    def jitter(self) -> float: ...
    @property
    def backoff_max_hours(self) -> float: ...
    @property
    def tell_after(self) -> int: ...
    @property
    def max_pages(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Settled:
    """An entry whose article goes no further than the poll, and why: baseline or too old."""

    article_id: str
    outcome: Outcome
    reason: str


class FeedStore(Protocol):
    """What polling remembers. All calls of one poll come from one thread."""

    def feed_state(self, name: str) -> FeedState | None:
        """What was recorded last of the feed; None at its first sight."""

    def seen(self, feed: str, keys: Sequence[str]) -> set[str]:
        """Those of `keys` (opaque strings of at most 40 characters) that were recorded for this feed.

        A feed of 1,000 entries asks for up to 4,000 keys at once.
        """

    def record_poll(
        self,
        state: FeedState,
        keys: Sequence[str],
        events: Sequence[FeedEvent],
        now: datetime,
        settled: Sequence[Settled] = (),
    ) -> None:
        """In one transaction: the feed's state, keys as seen (known ones may come again; their
        `last seen` becomes `now`), events, and the outcomes of entries that go no further."""
