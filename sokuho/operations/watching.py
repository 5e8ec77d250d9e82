"""What the operators should know now: every problem that the store, the bus and the feeds show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sokuho import settings
from sokuho.configuration import Feed
from sokuho.errors import SokuhoError
from sokuho.model import DeliveryState, FeedState
from sokuho.operations.switching import said
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.settings import Settings
from sokuho.store.clock import utc_now
from sokuho.store.switches import ALERTS, POLLING

#: the key of the problem that the store cannot remember, being away
STORE = "store"
#: how long a message that failed is reported
RECENT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Problem:
    """`key` stays the same while the problem lasts; `text` says what is wrong and what to do."""

    key: str
    text: str


def run_look() -> dict[str, Any]:
    """Every problem there is now: {"at": when, "problems": [{"key", "text"}]}. A store or bus that is away
    is one of them."""
    conf = settings.load()
    try:
        with open_pipeline(conf) as pipeline:
            found = list(look(pipeline))
    except SokuhoError as e:
        found = [Problem(STORE, f"the store or the bus cannot be opened: {e}")]
    problems = [{"key": problem.key, "text": problem.text} for problem in found]
    return {"at": utc_now().isoformat(), "problems": problems}


def look(pipeline: Pipeline) -> Iterator[Problem]:
    conf, store, now = pipeline.settings, pipeline.store, pipeline.clock()
    paused = store.switches.paused()
    for what, pause in paused.items():
        yield Problem(f"paused {what}", said(what, pause))
    yield from _bus(pipeline)
    states = store.feeds.feed_states()
    for feed in conf.feeds:
        if feed.enabled and POLLING not in paused and (state := states.get(feed.name)) is not None:
            yield from judge_feed(feed, state, now, conf.polling.tell_after)
    if POLLING not in paused:
        yield from _polling([s for s in states.values() if not s.off], conf, now)
    if waiting := store.parking.count():
        last = store.parking.list_parked(limit=1)[0]
        yield Problem("parked", f"{waiting} messages are parked; the oldest: {last.reason}. See replay")
    due = store.deliveries.next_due()
    if (
        ALERTS not in paused
        and due is not None
        and now - due > timedelta(minutes=conf.operating.late_minutes)
    ):
        yield Problem("deliveries", f"deliveries stand still since {_clock(due)}: is a delivery consumer up?")
    if unknown := store.deliveries.count().get(DeliveryState.UNKNOWN):
        yield Problem("unknown", f"{unknown} deliveries may or may not have been sent: a person must look")
    failed, why = store.deliveries.given_up(now - RECENT)
    if failed:
        yield Problem("failed", f"{failed} messages failed within a day, the last: {why}. A person must look")
    yield from _stories(pipeline, now)


def judge_feed(feed: Feed, state: FeedState, now: datetime, tell_after: int) -> Iterator[Problem]:
    """A feed that is gone, keeps failing, or is silent beyond its rhythm."""
    if state.off:
        yield Problem(f"feed {feed.name} gone", f"{feed.name} is gone for good ({state.error or '410'})")
    elif state.failures >= tell_after:
        since = f"since {_clock(state.last_ok)}" if state.last_ok else "and never answered"
        yield Problem(
            f"feed {feed.name} failing", f"{feed.name} fails {since}, {state.failures} times: {state.error}"
        )
    else:
        last = state.last_new or state.first_seen
        if last is not None and now - last > timedelta(minutes=feed.rhythm):
            yield Problem(f"feed {feed.name} silent", f"{feed.name} shows nothing new since {_clock(last)}")


def _bus(pipeline: Pipeline) -> Iterator[Problem]:
    limit = pipeline.settings.operating.max_lag
    try:
        lags = pipeline.bus.lag()
    except SokuhoError as e:
        yield Problem("bus", f"the bus does not answer: {e}")
        return
    behind: dict[tuple[str, str], int] = defaultdict(int)
    for lag in lags:
        behind[lag.group, lag.topic] += lag.behind
    for (group, topic), count in sorted(behind.items()):
        if count > limit:
            yield Problem(f"lag {group}", f"{group} is {count:,} records behind on {topic} (limit {limit:,})")


def _polling(states: Sequence[FeedState], conf: Settings, now: datetime) -> Iterator[Problem]:
    polled = [state.last_polled for state in states if state.last_polled]
    if not polled:
        return
    shortest = min((feed.interval for feed in conf.feeds if feed.enabled), default=15)
    if now - max(polled) > timedelta(minutes=max(4 * shortest, 60)):
        yield Problem("polling", f"no feed was polled since {_clock(max(polled))}: is poll_feeds on?")


def _stories(pipeline: Pipeline, now: datetime) -> Iterator[Problem]:
    days = pipeline.settings.operating.quiet_story_days
    latest = pipeline.store.stories.list_stories(limit=1)
    if latest and now - latest[0].updated > timedelta(days=days):
        yield Problem("stories", f"no story since {_clock(latest[0].updated)}: is the vocabulary stale?")


def _clock(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"
