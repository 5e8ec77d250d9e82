"""What is known of the feeds between polls: state, entries seen, events, and entries not published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select

from sokuho.codec import decode, encode
from sokuho.model import FeedEvent, FeedState, Settled
from sokuho.store import schema
from sokuho.store.articles import Articles
from sokuho.store.handle import Handle
from sokuho.store.rows import chosen, upsert


class Feeds:
    def __init__(self, handle: Handle, articles: Articles) -> None:
        self._handle, self._articles = handle, articles

    def feed_state(self, name: str) -> FeedState | None:
        with self._handle.read() as c:
            row = c.execute(select(schema.feeds.c.state).where(schema.feeds.c.name == name)).scalar()
        return decode(row.encode(), FeedState) if row else None

    def feed_states(self) -> dict[str, FeedState]:
        """The state of every feed that was ever polled, by name."""
        with self._handle.read() as c:
            rows = c.execute(select(schema.feeds.c.name, schema.feeds.c.state)).all()
        return {name: decode(state.encode(), FeedState) for name, state in rows}

    def seen(self, feed: str, keys: Sequence[str]) -> set[str]:
        """Which of the keys are known already."""
        table = schema.seen
        with self._handle.read() as c:
            return chosen(c, select(table.c.key).where(table.c.feed == feed), table.c.key, keys)

    def record_poll(
        self,
        state: FeedState,
        keys: Sequence[str],
        events: Sequence[FeedEvent],
        now: datetime,
        settled: Sequence[Settled] = (),
    ) -> None:
        """The end of one poll, in one transaction: the feed's new state, the keys of all entries that it
        showed, what the operators should know, and the outcomes of the entries that are not published
        (baseline, too old)."""
        with self._handle.write() as c:
            row = {
                "name": state.name,
                "state": encode(state).decode(),
                "next_due": state.next_due,
                "is_off": state.off,
            }
            upsert(c, schema.feeds, [row])
            shown = [
                {"feed": state.name, "key": key, "first_at": now, "last_at": now}
                for key in dict.fromkeys(keys)
            ]
            upsert(c, schema.seen, shown, keep=("first_at",))
            if events:
                c.execute(
                    insert(schema.feed_events),
                    [asdict(event) for event in events],
                )
            ended = [(entry.article_id, entry.outcome, entry.reason, None) for entry in settled]
            self._articles.joined(c).outcomes(ended, now)

    def events(self, feed: str | None = None, limit: int = 100) -> list[FeedEvent]:
        """The latest events, newest first."""
        table = schema.feed_events
        query = select(table).order_by(table.c.at.desc(), table.c.id.desc()).limit(limit)
        if feed is not None:
            query = query.where(table.c.feed == feed)
        with self._handle.read() as c:
            return [FeedEvent(r.feed, r.kind, r.detail, r.at) for r in c.execute(query)]

    def prune(self, unseen_for: timedelta, *, dry_run: bool = False) -> int:
        """Forget (with `dry_run`: only count) entries that their feed stopped showing that long before its
        latest entries; a feed that only answers "not modified" forgets nothing. Returns how many."""
        table = schema.seen
        count = 0
        with self._handle.read() if dry_run else self._handle.write() as c:
            latest = select(table.c.feed, func.max(table.c.last_at)).group_by(table.c.feed)
            for feed, last in c.execute(latest).all():
                old = (table.c.feed == feed, table.c.last_at < last - unseen_for)
                if dry_run:
                    count += c.execute(select(func.count()).where(*old)).scalar_one()
                else:
                    count += c.execute(table.delete().where(*old)).rowcount
        return count
