"""When a feed is asked again, and after which others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from sokuho.configuration import Feed, Polling
from sokuho.model import FeedState, digest_id

#: a server may ask for patience, not for being forgotten
_LONGEST_WAIT = timedelta(days=7)
_WITHOUT_NETWORK = 3600.0
#: how far the clocks of two machines may differ; a poll still later was noted by a wrong one
_SKEW = timedelta(hours=1)


def remembered(feed: Feed, state: FeedState | None, now: datetime | None = None) -> FeedState:
    """The feed's state; a fresh one where the configuration now points to another feed. Times noted while the
    clock was ahead are set back to `now`, so that nothing waits for them.

    The same page at another scheme or port is the same feed: only the address it had moved to is forgotten.
    """
    if state and now and state.last_polled and state.last_polled > now + _SKEW:
        state = _back(state, now)
    before = state.configured or state.url if state else ""
    if state is None or _page(before) != _page(feed.url):
        return FeedState(name=feed.name, url=feed.url, configured=feed.url)
    if before != feed.url:
        return replace(state, url=feed.url, configured=feed.url)
    return state


def _back(state: FeedState, now: datetime) -> FeedState:
    def by_now(when: datetime | None) -> datetime | None:
        return min(when, now) if when else None

    return replace(
        state,
        first_seen=by_now(state.first_seen),
        last_polled=now,
        last_ok=by_now(state.last_ok),
        last_new=by_now(state.last_new),
        next_due=by_now(state.next_due),
    )


def _page(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path, parts.query
    except ValueError:
        return url, "", ""


def by_host(feeds: Iterable[tuple[Feed, FeedState]]) -> dict[str, list[tuple[Feed, FeedState]]]:
    """The feeds in rows of one host each: in a row they follow each other."""
    hosts: defaultdict[str, list[tuple[Feed, FeedState]]] = defaultdict(list)
    for feed, state in feeds:
        try:
            host = urlsplit(state.url).netloc.lower()
        except ValueError:
            host = state.url
        hosts[host].append((feed, state))
    return hosts


def first_due(
    feeds: Iterable[Feed], state_of: Callable[[str], FeedState | None], now: datetime
) -> datetime | None:
    """When the next of the enabled feeds is due; `now` if one is due already, None if none will be."""
    states = [remembered(f, state_of(f.name), now) for f in feeds if f.enabled]
    return min((max(s.next_due or now, now) for s in states if not s.off), default=None)


def is_due(state: FeedState, now: datetime) -> bool:
    return not state.off and (state.next_due is None or state.next_due <= now)


def is_waiting(state: FeedState, now: datetime) -> bool:
    """Whether the server asked not to be asked before `next_due` (429, 503)."""
    throttled = (state.error or "").startswith("throttled")
    return throttled and state.next_due is not None and state.next_due > now


def next_due(
    feed: Feed,
    failures: int,
    now: datetime,
    rules: Polling,
    *,
    at_least: float = 0,
    unreachable: bool = False,
) -> datetime:
    """The feed's interval from now, doubled with each failure in a row up to `backoff_max_hours`, and at
    least `at_least` seconds.

    A host that cannot be reached is tried hourly: it may be we who are cut off, and should be back with
    the news soon after the network is. A jitter that depends on feed and time keeps feeds from marching
    in step.
    """
    longest = _WITHOUT_NETWORK if unreachable else rules.backoff_max_hours * 3600
    wait = min(feed.interval * 60 * 2 ** min(failures, 20), max(longest, feed.interval * 60))
    share = int(digest_id(feed.name, now.isoformat())[:8], 16) / 0xFFFFFFFF
    wait *= 1 + rules.jitter * (share * 2 - 1)
    return now + max(timedelta(seconds=wait), min(timedelta(seconds=at_least), _LONGEST_WAIT))


def retry_after(value: str | None, now: datetime) -> float:
    """Seconds that a Retry-After header asks for: a number of them, or a date. 0 where it is unusable.

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), _LONGEST_WAIT.total_seconds())
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, min((when - now).total_seconds(), _LONGEST_WAIT.total_seconds()))
