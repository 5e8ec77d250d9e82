"""One live try of a feed, and what a person should do about what came back. Remembers nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sokuho.configuration import Feed
from sokuho.feeds import health
from sokuho.feeds.dates import plausible
from sokuho.feeds.fetch import Answer, Failure, FeedClient
from sokuho.feeds.parse import Document, parse
from sokuho.feeds.schedule import remembered

_NAMES = {
    "rss20": "RSS 2.0",
    "rss10": "RSS 1.0",
    "atom10": "Atom",
    "rss091n": "RSS 0.91",
    "rss092": "RSS 0.92",
}
_DEFAULT_REMEDY = "try again later; if it lasts, set `enabled: false`"
_REMEDIES = {
    "refused": "correct the address, or set `allow_private: true` if it is a feed of your own network",
    "redirects": "open the address in a browser and put the one where it ends into config/feeds.yaml",
    "too_large": "look for a shorter feed of the publisher, or raise polling.max_bytes in config/sokuho.yaml",
    "unreachable": "check the spelling of the host and this machine's network; else set `enabled: false`",
    "gone": "remove it from config/feeds.yaml",
    "not_a_feed": "look for the feed's address on the page, or set `enabled: false`",
    "throttled": "raise its `interval`",
    "empty": "look at it in a browser; a search that finds nothing is fine",
    "malformed": "nothing to do: what could be read was read; tell the publisher",
    "silent": "raise its `rhythm` if that is usual for it, else look for its successor",
    "401": "set `enabled: false`: feeds behind a login are not read",
    "403": "ask the publisher, or set `enabled: false`",
    "404": "look for its new address, or set `enabled: false`",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """How a feed did. `grade`: ok, note (it works, but something should be known) or bad.

    `found` describes the feed ("RSS 2.0, utf-8, 30 entries, newest 2026-11-22 04:00 UTC"); `remedies`
    say what to do, the most urgent first.
    """

    name: str
    grade: str
    found: str
    problems: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def check(feed: Feed, client: FeedClient, now: datetime) -> Checked:
    """Ask `feed` once, unconditionally. Never raises for what the feed does."""
    answer = client.get(feed.url, allow_private=feed.allow_private)
    if isinstance(answer, Failure):
        remedy = _REMEDIES.get(answer.kind, _DEFAULT_REMEDY)
        return Checked(feed.name, "bad", "", (answer.detail,), (remedy,))
    document = None
    if answer.status == 200:
        document = parse(answer.body, answer.content_type, answer.url, feed.language)
    if document is None or not document.version:
        return _useless(feed, answer, document)
    return _useful(feed, answer, document, now)


def _useless(feed: Feed, answer: Answer, document: Document | None) -> Checked:
    problem = health.refusal(answer, document)
    remedy = _REMEDIES.get(problem.code) or _REMEDIES.get(problem.kind, _DEFAULT_REMEDY)
    if document is not None and document.other_feeds:
        remedy = f"try the feed that the page names: {document.other_feeds[0]}"
    return Checked(feed.name, "bad", "", (problem.detail,), (remedy,))


def _useful(feed: Feed, answer: Answer, document: Document, now: datetime) -> Checked:
    dates = [d for e in document.entries if (d := plausible(e.published, now))]
    newest = max(dates, default=None)
    kind = _NAMES.get(document.version, document.version)
    entries = "1 entry" if len(document.entries) == 1 else f"{len(document.entries)} entries"
    found = f"{kind}, {document.encoding}, {entries}" + (
        f", newest {newest:%Y-%m-%d %H:%M} UTC" if newest else ""
    )
    problems = health.of_document(document)
    if newest:
        problems += health.silence(feed, replace(remembered(feed, None), last_new=newest), now)
    said = [p.detail for p in problems]
    remedies = [_REMEDIES[p.kind] for p in problems if p.kind in _REMEDIES]
    if document.entries and not dates:
        said.append("no entry has a usable date")
        remedies.append("nothing to do: the time of fetching is taken instead")
    if answer.moved_to and answer.moved_to != feed.url:
        said.append(f"it has moved for good to {answer.moved_to}")
        remedies.append("put the new address into config/feeds.yaml; until then it is remembered")
    if not answer.etag and not answer.modified:
        said.append("it cannot say 'not modified', so it is sent whole each time")
        remedies.append("an `interval` of 60 or more is polite")
    grade = "note" if said else "ok"
    if any(p.kind == "empty" for p in problems):
        grade = "bad"
    titles = tuple(e.title for e in document.entries[:3])
    return Checked(feed.name, grade, found, tuple(said), tuple(remedies), titles)
