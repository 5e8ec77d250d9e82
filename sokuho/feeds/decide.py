"""What follows from an answer: articles, outcomes, events, and what is remembered of the feed.

Pure: state, answer, document and the time go in, a `Decision` comes out; `poll.py` carries it out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sokuho.configuration import Feed, Polling
from sokuho.feeds import health
from sokuho.feeds.dates import plausible
from sokuho.feeds.fetch import Answer, Failure
from sokuho.feeds.health import Problem
from sokuho.feeds.identity import keys_of, without_tracking
from sokuho.feeds.parse import Document, Entry
from sokuho.feeds.schedule import next_due, retry_after
from sokuho.model import Article, FeedEvent, FeedState, Outcome, Settled, article_id

_LONGEST_TITLE = 500
_LONGEST_VALIDATOR = 1000
#: what servers answer that cannot bear the validators we send back: next time without
_DISLIKES_CONDITIONS = {400, 412, 431}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done after one poll of one feed. `articles` are to be published, oldest first;
    `keys` to be recorded as seen after that."""

    state: FeedState
    articles: tuple[Article, ...] = ()
    keys: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()
    events: tuple[FeedEvent, ...] = ()


def decide(
    feed: Feed,
    state: FeedState,
    answer: Answer | Failure,
    document: Document | None,
    seen: Collection[str],
    now: datetime,
    rules: Polling,
) -> Decision:
    """`document` is what the body of a 200 turned out to be, None for every other answer; `seen` are the
    recorded ones of `identity.to_look_up`."""
    if isinstance(answer, Failure):
        problem = Problem("failed", answer.kind, answer.detail, answer.passing)
        return _failed(feed, state, problem, now, rules)
    if answer.status == 304 and (state.etag or state.modified):
        return _unchanged(feed, state, answer, now, rules)
    if document is not None and document.version:
        return _read(feed, state, answer, document, set(seen), now, rules)
    problem = health.refusal(answer, document)
    wait = retry_after(answer.retry_after, now) if problem.kind in ("throttled", "failed") else 0
    if answer.status in _DISLIKES_CONDITIONS:
        state = replace(state, etag=None, modified=None)
    return _failed(feed, state, problem, now, rules, wait)


def _failed(
    feed: Feed, state: FeedState, problem: Problem, now: datetime, rules: Polling, wait: float = 0
) -> Decision:
    failures = state.failures + 1
    tell = not problem.passing or failures >= rules.tell_after
    lasting = [t for t in state.told if not tell or t in health.OF_CONTENT]
    told, events = health.report(feed.name, state.told, [problem] if tell else [], lasting, now)
    after = replace(
        state,
        failures=failures,
        error=f"{problem.kind}: {problem.detail}",
        last_polled=now,
        next_due=next_due(
            feed, failures, now, rules, at_least=wait, unreachable=problem.code == "unreachable"
        ),
        off=problem.kind == "gone",
        told=told,
    )
    if state.url != feed.url and failures >= rules.tell_after:
        # the move may have been a mistake of theirs: start again from where the operator pointed
        after = replace(after, url=feed.url, etag=None, modified=None)
    return Decision(after, events=events)


def _unchanged(feed: Feed, state: FeedState, answer: Answer, now: datetime, rules: Polling) -> Decision:
    lasting = [t for t in state.told if t in health.OF_CONTENT and t != "silent"]
    problems = health.silence(feed, state, now)
    told, events = health.report(feed.name, state.told, problems, lasting, now)
    after = replace(
        _succeeded(feed, state, now, rules), error=_first(problems) or _kept(state, lasting), told=told
    )
    if any(e.kind == "silent" for e in events):
        # some servers say "not modified" for ever: ask once without conditions
        after = replace(after, etag=None, modified=None)
    after, moved = _follow_move(after, answer, now)
    return Decision(after, events=(*moved, *events))


def _read(
    feed: Feed,
    state: FeedState,
    answer: Answer,
    document: Document,
    seen: set[str],
    now: datetime,
    rules: Polling,
) -> Decision:
    sorter = _Sorter(feed, document, answer.url, state, now, rules)
    keys = keys_of(document, answer.url)
    for entry, own in zip(document.entries, keys, strict=True):
        if not own.known(seen):
            sorter.add(entry, own.trusted(seen)[0])
        seen.update(own.all())
    after = _succeeded(feed, state, now, rules)
    after = replace(after, first_seen=state.first_seen or now, last_new=sorter.last_new())
    problems = [*health.of_document(document), *health.silence(feed, after, now)]
    told, events = health.report(feed.name, state.told, problems, [], now)
    # half a document must come again whole: no 304 for it
    whole = not document.cut
    after = replace(
        after,
        etag=_validator(answer.etag) if whole else None,
        modified=_validator(answer.modified) if whole else None,
        error=_first(problems),
        told=told,
    )
    after, moved = _follow_move(after, answer, now)
    return Decision(
        after,
        articles=tuple(sorted(sorter.articles, key=lambda a: a.published)),
        keys=tuple(dict.fromkeys(k for own in keys for k in own.all())),
        settled=tuple(sorter.settled),
        events=(*moved, *events),
    )


class _Sorter:
    """Parts new entries into articles to publish and entries that go no further."""

    def __init__(
        self, feed: Feed, document: Document, url: str, state: FeedState, now: datetime, rules: Polling
    ) -> None:
        self.feed, self.document, self.url, self.state, self.now = feed, document, url, state, now
        self.articles: list[Article] = []
        self.settled: list[Settled] = []
        self._window = timedelta(hours=rules.window_hours)
        self._first_sight = state.first_seen is None
        if self._first_sight:
            self._horizon = now - self._window
        else:
            # what came while nobody asked is still news, up to a limit
            asked = min(now, state.last_ok or now) - self._window
            self._horizon = max(asked, now - timedelta(hours=rules.catch_up_hours))

    def add(self, entry: Entry, key: str) -> None:
        article = self._article(entry, key)
        dated = plausible(entry.published, self.now) is not None
        if self._first_sight and not dated:
            self._settle(article, Outcome.BASELINE, "no usable date at the first sight of the feed")
        elif article.published >= self._horizon:
            self.articles.append(article)
        elif self._first_sight:
            hours = self._window.total_seconds() / 3600
            self._settle(article, Outcome.BASELINE, f"older than {hours:g} h at the first sight of the feed")
        else:
            since = self._horizon.strftime("%Y-%m-%d %H:%M UTC")
            self._settle(article, Outcome.TOO_OLD, f"appeared late, and is from before {since}")

    def last_new(self) -> datetime | None:
        """When the feed last had something new: now, or at first sight the date of its newest entry."""
        if not self._first_sight:
            return self.now if self.articles or self.settled else self.state.last_new
        dates = [d for e in self.document.entries if (d := plausible(e.published, self.now))]
        return max(dates) if dates else (self.now if self.document.entries else None)

    def _settle(self, article: Article, outcome: Outcome, reason: str) -> None:
        self.settled.append(Settled(article.id, outcome, reason))

    def _article(self, entry: Entry, key: str) -> Article:
        title = entry.title
        if len(title) > _LONGEST_TITLE:
            title = title[: _LONGEST_TITLE - 1] + "…"
        return Article(
            id=article_id(self.feed.name, key),
            url=without_tracking(entry.link or self.document.link or self.url),
            title=title,
            summary=entry.summary,
            text=entry.text,
            lang=entry.language,
            source=self.feed.source,
            published=plausible(entry.published, self.now) or self.now,
            fetched=self.now,
            feed=self.feed.name,
        )


def _succeeded(feed: Feed, state: FeedState, now: datetime, rules: Polling) -> FeedState:
    due = next_due(feed, 0, now, rules)
    return replace(state, failures=0, last_polled=now, last_ok=now, next_due=due)


def _follow_move(state: FeedState, answer: Answer, now: datetime) -> tuple[FeedState, tuple[FeedEvent, ...]]:
    if not answer.moved_to or answer.moved_to == state.url:
        return state, ()
    event = FeedEvent(state.name, "moved", f"{state.url} -> {answer.moved_to}", now)
    return replace(state, url=answer.moved_to), (event,)


def _validator(value: str | None) -> str | None:
    return value if value and len(value) <= _LONGEST_VALIDATOR else None


def _first(problems: list[Problem]) -> str | None:
    return f"{problems[0].kind}: {problems[0].detail}" if problems else None


def _kept(state: FeedState, lasting: list[str]) -> str | None:
    kind = (state.error or "").partition(":")[0]
    return state.error if kind in lasting else None
