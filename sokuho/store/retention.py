"""What may be forgotten, table by table: the same condition counts and removes.

    off topic, old entries      readings, articles, outcomes  of stories that are silent as long, or of none
    what was told               deliveries (sent, failed), digest items (told), revisions but a story's last
    how a story is found        keys of stories that nothing can join any more
    what happened               events of feeds and providers, letters, parked records that were replayed

Stories themselves stay, with the figures, sources and quotations that they hold; so do deliveries whose
outcome a person must settle, and addresses that get nothing more. Entries seen are `Feeds.prune`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    and_,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    tuple_,
)

from sokuho.model import DeliveryState
from sokuho.store import schema
from sokuho.store.handle import Handle

#: rows removed in one transaction: on SQLite other writers wait for it
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Before:
    """What is older than these moments may go."""

    articles: datetime
    stories: datetime
    events: datetime


@dataclass(frozen=True, slots=True)
class _Rule:
    """`past` is never NULL, so that it can be turned round."""

    name: str
    table: Table
    past: ColumnElement[bool]

    @property
    def key(self) -> tuple[Column[object], ...]:
        return tuple(self.table.primary_key)


class Retention:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def count(self, before: Before) -> dict[str, int]:
        """How many rows `remove` would remove now, by what they are."""
        with self._handle.read() as c:
            found = {}
            for rule in _rules(before):
                query = select(func.count()).select_from(rule.table).where(rule.past)
                found[rule.name] = c.execute(query).scalar_one()
        return found

    def remove(self, before: Before, chunk: int = CHUNK) -> dict[str, int]:
        """Remove them, `chunk` rows a transaction. Returns how many. Cut off, the next time does the rest."""
        return {rule.name: self._remove(rule, chunk) for rule in _rules(before)}

    def _remove(self, rule: _Rule, chunk: int) -> int:
        key = rule.key[0] if len(rule.key) == 1 else tuple_(*rule.key)
        some = select(*rule.key).where(rule.past).limit(chunk)
        done = 0
        while True:
            with self._handle.write() as c:
                removed = c.execute(delete(rule.table).where(key.in_(some))).rowcount
            done += removed
            if removed < chunk:
                return done


def _rules(before: Before) -> Iterator[_Rule]:
    """In the order of their removing: what hangs on something goes before it."""
    yield from _articles(before)
    yield from _told(before)
    stories, keys = schema.stories.c, schema.story_keys.c
    silent = exists().where(stories.id == keys.story, stories.updated < before.stories)
    yield _Rule("keys of stories", schema.story_keys, silent)
    events, reports = schema.feed_events.c, schema.provider_events.c
    yield _Rule("events of feeds", schema.feed_events, events.at < before.events)
    yield _Rule("events of providers", schema.provider_events, reports.at < before.events)
    yield _Rule("letters", schema.letters, schema.letters.c.created < before.events)
    parked = schema.parked.c
    replayed = and_(parked.replayed.is_not(None), func.coalesce(parked.replayed, parked.at) < before.events)
    yield _Rule("parked records, replayed", schema.parked, replayed)


def _articles(before: Before) -> Iterator[_Rule]:
    articles, outcomes, stories = schema.articles.c, schema.outcomes.c, schema.stories.c
    lively = exists().where(
        outcomes.article == articles.id, outcomes.story == stories.id, stories.updated >= before.articles
    )
    past = and_(articles.fetched < before.articles, not_(lively))
    yield _Rule("readings", schema.readings, schema.readings.c.article.in_(select(articles.id).where(past)))
    yield _Rule("articles", schema.articles, past)
    kept = select(articles.id).where(not_(past))
    ended = and_(outcomes.at < before.articles, outcomes.article.not_in(kept))
    yield _Rule("outcomes of articles", schema.outcomes, ended)


def _told(before: Before) -> Iterator[_Rule]:
    rows, items, revisions = schema.deliveries.c, schema.digest_items.c, schema.revisions.c
    stories, later = schema.stories.c, schema.revisions.alias()
    # A story that goes on finds its thread by the delivery that began it.
    goes_on = exists().where(stories.id == rows.story, stories.updated >= before.stories)
    ended = rows.state.in_([str(DeliveryState.SENT), str(DeliveryState.FAILED)])
    settled = and_(ended, func.coalesce(rows.settled, rows.created) < before.stories, not_(goes_on))
    told = and_(items.told_in.is_not(None), items.at < before.stories)
    needed = or_(
        revisions.id.in_(select(rows.revision).where(not_(settled))),
        revisions.id.in_(select(items.revision).where(not_(told))),
        not_(exists().where(later.c.story == revisions.story, later.c.number > revisions.number)),
    )
    old = and_(revisions.at < before.stories, revisions.published, not_(needed))
    yield _Rule("revisions of stories", schema.revisions, old)
    yield _Rule("deliveries", schema.deliveries, settled)
    yield _Rule("told in digests", schema.digest_items, told)
