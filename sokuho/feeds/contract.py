"""What polling asks of the store: a protocol, so that this package needs no database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sokuho.model import FeedEvent, FeedState, Settled


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
