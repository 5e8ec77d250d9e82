"""What is wrong with a feed, and what of it operators have not been told yet.

A problem is told once, however long it lasts; one that may pass only after some failures in a row; and
its end is told if it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sokuho.configuration import Feed
from sokuho.feeds.fetch import Answer
from sokuho.feeds.parse import Document
from sokuho.model import FeedEvent, FeedState

#: problems of what the feed says, which last while it answers 304 or not at all
OF_CONTENT = ("empty", "malformed", "silent")

#: what an operator can do about a status
_ADVICE = {
    304: "it says 'not modified' to a request that had nothing to compare with",
    401: "it wants a login",
    403: "it refuses this program; ask the publisher, or use another feed",
    404: "no such page; the feed may have moved",
    406: "it has nothing in a form that was asked for",
    451: "withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind` as in `FeedEvent`; `code` tells problems of a kind apart and does not change while one lasts."""

    kind: str
    code: str
    detail: str
    passing: bool = False

    @property
    def key(self) -> str:
        return self.kind if self.kind in OF_CONTENT else f"{self.kind}:{self.code}"


def refusal(answer: Answer, document: Document | None) -> Problem:
    """Why an answer is of no use: its status, or what its body is instead of a feed."""
    status = answer.status
    if status == 200 and document is not None:
        detail = f"answered {document.instead or 'no feed'} instead of a feed"
        if document.other_feeds:
            detail += f"; the page names {document.other_feeds[0]}"
        return Problem("not_a_feed", "body", detail)
    if status == 410:
        return Problem("gone", "410", "the publisher has closed the feed (HTTP 410); it is switched off")
    if status in (429, 503):
        wait = f", asks to wait {answer.retry_after}" if answer.retry_after else ""
        said = "too many requests" if status == 429 else "not available"
        return Problem("throttled", str(status), f"{said} (HTTP {status}){wait}", passing=True)
    advice = f" ({_ADVICE[status]})" if status in _ADVICE else ""
    return Problem(
        "failed", str(status), f"HTTP {status}{advice}", passing=status not in (401, 404, 406, 451)
    )


def of_document(document: Document) -> list[Problem]:
    """What is wrong with a document that is a feed."""
    if not document.entries:
        what = document.malformed or ("the end is missing" if document.cut else "")
        return [Problem("empty", "", f"a feed without entries{f' ({what})' if what else ''}")]
    if document.cut:
        return [Problem("malformed", "", "the end is missing; the entry cut in two is left for later")]
    if document.malformed:
        n = len(document.entries)
        return [
            Problem("malformed", "", f"not well-formed ({document.malformed}); read {n} entries all the same")
        ]
    return []


def silence(feed: Feed, state: FeedState, now: datetime) -> list[Problem]:
    """Nothing new for longer than the feed's rhythm, counted from its first sight if need be."""
    since = state.last_new or state.first_seen
    if since is None or now - since <= timedelta(minutes=feed.rhythm):
        return []
    day = since.strftime("%Y-%m-%d %H:%M UTC")
    return [Problem("silent", "", f"nothing new since {day}; expected every {_span(feed.rhythm)}")]


def report(
    name: str, told: Sequence[str], problems: Sequence[Problem], lasting: Sequence[str], now: datetime
) -> tuple[tuple[str, ...], tuple[FeedEvent, ...]]:
    """What has been told after this poll, and the events that tell it.

    `lasting` are told problems that this poll could say nothing about.
    """
    current = {p.key: p for p in problems}
    events = [FeedEvent(name, p.kind, p.detail, now) for key, p in current.items() if key not in told]
    after = tuple(dict.fromkeys([*lasting, *current]))
    ended = [t for t in told if t not in after]
    failing = any(p.kind not in OF_CONTENT for p in problems)
    if ended and not failing:
        words = ", ".join(t.partition(":")[0].replace("_", " ") for t in ended)
        events.append(FeedEvent(name, "recovered", f"no longer: {words}", now))
    return after, tuple(events)


def _span(minutes: float) -> str:
    if minutes >= 2880:
        return f"{minutes / 1440:g} days"
    return f"{minutes / 60:g} h" if minutes >= 120 else f"{minutes:g} min"
