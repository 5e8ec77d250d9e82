"""What a feed said, and what we know of the feed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sokuho.model.value import value


class Outcome(StrEnum):
    """How the work on an article ended; every article has exactly one."""

    ALERTED = "alerted"  # opened a story, or changed one
    JOINED = "joined"  # repeats what its story already says
    OFF_TOPIC = "off_topic"
    BASELINE = "baseline"  # was there at the first sight of its feed
    TOO_OLD = "too_old"
    PARKED = "parked"


@value
class Article:
    """One item of a feed. `lang` is "en" or "ja"; `source` names the outlet, not the address."""

    id: str
    url: str
    title: str
    summary: str | None
    text: str
    lang: str
    source: str
    published: datetime
    fetched: datetime
    feed: str | None = None

    @property
    def body(self) -> str:
        """The text that every offset counts in: title, summary and text, a line each."""
        return "\n".join(filter(None, (self.title, self.summary, self.text)))


@value
class Settled:
    """An entry whose article goes no further than the poll, and why: baseline or too old."""

    article_id: str
    outcome: Outcome
    reason: str


@value
class FeedState:
    """What we know of a feed between two polls. `url` differs from the `configured` one after a
    permanent redirect; `etag` and `modified` go back to the server unchanged. `error` is what is wrong
    now; `told` the problems that operators have been told of and that have not gone away since."""

    name: str
    url: str
    etag: str | None = None
    modified: str | None = None
    first_seen: datetime | None = None
    last_polled: datetime | None = None
    last_ok: datetime | None = None
    last_new: datetime | None = None
    next_due: datetime | None = None
    failures: int = 0
    error: str | None = None
    off: bool = False
    configured: str | None = None
    told: tuple[str, ...] = ()


@value
class FeedEvent:
    """Something about a feed that an operator should know. `kind`: failed, recovered, moved, gone,
    not_a_feed, empty, silent, malformed, throttled."""

    feed: str
    kind: str
    detail: str
    at: datetime
