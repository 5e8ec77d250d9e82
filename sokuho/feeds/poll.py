"""One round over the feeds.

    due feeds -> GET (threads, a host at a time) -> parse -> decide -> publish -> record as seen

Fetching and parsing happen on threads; deciding, publishing and recording on the caller's, so that the
store and the bus need not be shared between threads. Articles are published before their keys are
recorded: a crash in between publishes them again, under the same ids.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from queue import Empty, SimpleQueue

from sokuho.configuration import Feed, Polling
from sokuho.feeds.contract import FeedStore
from sokuho.feeds.crew import Crew
from sokuho.feeds.decide import Decision, decide
from sokuho.feeds.fetch import Answer, Failure, FeedClient
from sokuho.feeds.fulltext import enrich
from sokuho.feeds.identity import keys_of, to_look_up
from sokuho.feeds.parse import Document, parse
from sokuho.feeds.report import FeedResult, PollReport
from sokuho.feeds.schedule import by_host, is_due, is_waiting, remembered
from sokuho.model import Article, FeedState, Outcome

#: seconds between two looks at `stop`
_GLANCE = 0.2
#: a feed's article pages may take so many times as long as a feed
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a thread brings back of one feed."""

    feed: Feed
    state: FeedState
    answer: Answer | Failure
    document: Document | None


@dataclass(frozen=True, slots=True)
class _Enriched:
    """A decision whose articles have their pages' texts."""

    asked: _Asked
    decision: Decision
    articles: tuple[Article, ...]


#: what the threads send: a feed's answer, its articles' texts, or None: one job is done
_Arrival = _Asked | _Enriched | None


def poll(
    feeds: Iterable[Feed],
    store: FeedStore,
    publish: Callable[[Sequence[Article]], None],
    now: datetime,
    client: FeedClient,
    rules: Polling,
    *,
    due_only: bool = True,
    progress: Callable[[FeedResult], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> PollReport:
    """Ask every enabled feed that is due (with `due_only` False: all but those switched off or asked to
    wait), publish what is new, record what was seen.

    `publish` is called once a feed, with its new articles, and returns when they are safe. `progress` is
    called after each feed. Once `stop` says so the round ends; of feeds that are being asked nothing is
    recorded, so they are asked again. What a feed does never raises; what `publish` and `store` raise
    ends the round.
    """
    states = [(f, remembered(f, store.feed_state(f.name), now)) for f in feeds if f.enabled]
    asked = [(f, s) for f, s in states if (is_due(s, now) if due_only else not (s.off or is_waiting(s, now)))]
    if not asked:
        return PollReport((), skipped=len(states))
    results: list[FeedResult] = []
    arrivals: SimpleQueue[_Arrival] = SimpleQueue()
    # the longest row starts first
    hosts = sorted(by_host(asked).values(), key=len, reverse=True)
    with Crew(min(rules.workers, len(hosts))) as crew:

        def leave() -> bool:
            return crew.dismissed or stop()

        for group in hosts:
            crew.do(partial(_ask_in_turn, group, client, arrivals, leave))
        outstanding = len(hosts)
        while outstanding and not stop():
            try:
                arrival = arrivals.get(timeout=_GLANCE)
            except Empty:
                continue
            if arrival is None:
                outstanding -= 1
                continue
            if isinstance(arrival, _Asked):
                decision = _decide(arrival, store, now, rules)
                if arrival.feed.full_text and decision.articles:
                    outstanding += 1
                    crew.do(partial(_fetch_pages, arrival, decision, client, rules, arrivals, leave))
                    continue
                arrival = _Enriched(arrival, decision, decision.articles)
            result = _carry_out(arrival, store, publish, now)
            results.append(result)
            if progress:
                progress(result)
    done = {r.name for r in results}
    put_off = () if stop() else tuple(f.name for f, _ in asked if f.name not in done)
    return PollReport(tuple(results), len(states) - len(results), put_off)


def _ask_in_turn(
    group: Sequence[tuple[Feed, FeedState]],
    client: FeedClient,
    arrivals: SimpleQueue[_Arrival],
    leave: Callable[[], bool],
) -> None:
    try:
        for feed, state in group:
            if leave():
                break
            asked = _ask(feed, state, client)
            arrivals.put(asked)
            if isinstance(asked.answer, Failure) and asked.answer.kind in ("timeout", "unreachable"):
                # the others would wait as long; they stay due, and are asked in the next round
                break
    finally:
        arrivals.put(None)


def _ask(feed: Feed, state: FeedState, client: FeedClient) -> _Asked:
    document = None
    try:
        answer = client.get(
            state.url, etag=state.etag, modified=state.modified, allow_private=feed.allow_private
        )
        if isinstance(answer, Answer) and answer.status == 200:
            document = parse(answer.body, answer.content_type, answer.url, feed.language)
    except Exception as e:  # one hostile document must not keep the other feeds from being read
        answer = Failure("internal", f"reading it failed: {type(e).__name__}: {str(e)[:200]}", passing=False)
        document = None
    return _Asked(feed, state, answer, document)


def _decide(asked: _Asked, store: FeedStore, now: datetime, rules: Polling) -> Decision:
    seen: set[str] = set()
    if asked.document and asked.document.entries and isinstance(asked.answer, Answer):
        seen = store.seen(asked.feed.name, to_look_up(keys_of(asked.document, asked.answer.url)))
    return decide(asked.feed, asked.state, asked.answer, asked.document, seen, now, rules)


def _fetch_pages(
    asked: _Asked,
    decision: Decision,
    client: FeedClient,
    rules: Polling,
    arrivals: SimpleQueue[_Arrival],
    leave: Callable[[], bool],
) -> None:
    articles = list(decision.articles)
    until = time.monotonic() + rules.timeout_seconds * _PATIENCE
    try:
        # the newest stand last; they matter most if there are more than may be fetched
        for i in reversed(range(max(0, len(articles) - rules.max_pages), len(articles))):
            if leave() or time.monotonic() > until:
                break
            articles[i] = _enriched(articles[i], client, asked.feed)
    finally:
        arrivals.put(_Enriched(asked, decision, tuple(articles)))
        arrivals.put(None)


def _enriched(article: Article, client: FeedClient, feed: Feed) -> Article:
    try:
        return enrich(article, client, allow_private=feed.allow_private)
    except Exception:  # a page that cannot be read leaves the feed's own words
        return article


def _carry_out(
    done: _Enriched, store: FeedStore, publish: Callable[[Sequence[Article]], None], now: datetime
) -> FeedResult:
    decision, document = done.decision, done.asked.document
    if done.articles:
        publish(done.articles)
    store.record_poll(decision.state, decision.keys, decision.events, now, decision.settled)
    return FeedResult(
        name=done.asked.feed.name,
        status=_status(done),
        entries=len(document.entries) if document else 0,
        published=len(done.articles),
        baseline=sum(s.outcome is Outcome.BASELINE for s in decision.settled),
        error=decision.state.error,
        events=decision.events,
    )


def _status(done: _Enriched) -> str:
    if done.decision.state.failures or done.decision.state.off:
        return "failed"
    if done.articles:
        return "new"
    answer = done.asked.answer
    return "unchanged" if isinstance(answer, Answer) and answer.status == 304 else "nothing_new"
