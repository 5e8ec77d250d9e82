"""Articles, what was read in them, and how the work on each ended."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, select

from sokuho.codec import decode, encode
from sokuho.model import Article, Outcome, Reading
from sokuho.store import schema
from sokuho.store.handle import Handle, Joined
from sokuho.store.rows import among, in_parts, insert_new, upsert

_T, _READ, _ENDED = schema.articles, schema.readings, schema.outcomes
_PAGE = 200
REPLAYABLE = (Outcome.PARKED, Outcome.OFF_TOPIC)
"""Outcomes that a second try may change."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the work on an article ended, and why."""

    article: str
    outcome: Outcome
    reason: str
    story: str | None
    at: datetime


class Articles:
    def __init__(self, handle: Handle, clock: Callable[[], datetime]) -> None:
        self._handle, self._clock = handle, clock

    def joined(self, connection: Connection) -> Articles:
        """The same, within a transaction already begun."""
        return Articles(Joined(connection), self._clock)

    def save(self, article: Article, reading: Reading) -> None:
        """The article with its reading; a second time changes nothing but the reading."""
        self.save_all([(article, reading)])

    def save_all(self, pairs: Sequence[tuple[Article, Reading]]) -> None:
        """Many at once; in the order of their ids, so that two who save the same do not lock each other."""
        pairs = sorted(pairs, key=lambda pair: pair[0].id)
        rows = [
            {
                "id": article.id,
                "feed": article.feed,
                "published": article.published,
                "fetched": article.fetched,
                "article": encode(article).decode(),
            }
            for article, _ in pairs
        ]
        read = [
            {
                "article": article.id,
                "relevance": str(reading.relevance),
                "reading": encode(reading).decode(),
            }
            for article, reading in pairs
        ]
        with self._handle.write() as c:
            insert_new(c, _T, rows)
            upsert(c, _READ, read)

    def article(self, article_id: str) -> Article | None:
        query = select(_T.c.article).where(_T.c.id == article_id)
        with self._handle.read() as c:
            body = c.execute(query).scalar()
        return decode(body.encode(), Article) if body else None

    def reading(self, article_id: str) -> Reading | None:
        query = select(_READ.c.reading).where(_READ.c.article == article_id)
        with self._handle.read() as c:
            body = c.execute(query).scalar()
        return decode(body.encode(), Reading) if body else None

    def span(self, start: datetime, end: datetime) -> Iterator[Article]:
        """The articles fetched from `start` to before `end`, in order of their fetching."""
        last: tuple[datetime, str] = (start, "")
        while True:
            after = (_T.c.fetched > last[0]) | ((_T.c.fetched == last[0]) & (_T.c.id > last[1]))
            query = select(_T).where(after, _T.c.fetched < end)
            with self._handle.read() as c:
                rows = c.execute(query.order_by(_T.c.fetched, _T.c.id).limit(_PAGE)).all()
            yield from (decode(row.article.encode(), Article) for row in rows)
            if len(rows) < _PAGE:
                return
            last = (rows[-1].fetched, rows[-1].id)

    # --- outcomes -------------------------------------------------------------------------------

    def outcome(self, article_id: str, outcome: Outcome, reason: str, story: str | None = None) -> None:
        """How the work on an article ended. The first outcome stays, unless it was `parked`, or
        `off_topic` and a replay found otherwise. Nothing that ended is parked after it."""
        self.outcomes([(article_id, outcome, reason, story)], self._clock())

    def outcomes(self, ended: Sequence[tuple[str, Outcome, str, str | None]], at: datetime) -> None:
        """Many at once: (article id, outcome, reason, story)."""
        rows = [
            {"article": article, "outcome": str(outcome), "reason": reason, "story": story, "at": at}
            for article, outcome, reason, story in ended
        ]
        open_to_change = _ENDED.c.outcome.in_([str(o) for o in REPLAYABLE])
        with self._handle.write() as c:
            if insert_new(c, _ENDED, rows) == len(rows):
                return  # as nearly always; else some had ended, and what is told them twice changes nothing
            for row in rows:
                if row["outcome"] != Outcome.PARKED:
                    same = _ENDED.c.article == row["article"]
                    c.execute(_ENDED.update().where(same, open_to_change).values(row))

    def ended_of(self, ids: Collection[str]) -> dict[str, Ended]:
        """How the work on these articles ended, by id; those that have not are left out."""
        found: dict[str, Ended] = {}
        with self._handle.read() as c:
            for part in in_parts(list(ids)):
                query = select(_ENDED).where(among(c, _ENDED.c.article, part))
                found |= {row.article: _ended(row) for row in c.execute(query)}
        return found

    def ended(self, article_id: str) -> Ended | None:
        """How the work on the article ended; None where it has not."""
        return self.ended_of([article_id]).get(article_id)

    def list_ended(self, limit: int = 100) -> list[Ended]:
        """The latest, newest first."""
        query = select(_ENDED).order_by(_ENDED.c.at.desc(), _ENDED.c.article).limit(limit)
        with self._handle.read() as c:
            return [_ended(row) for row in c.execute(query)]

    def count(self, since: datetime | None = None) -> dict[Outcome, int]:
        """How many articles ended in which way, since a time or ever."""
        query = select(_ENDED.c.outcome, func.count()).group_by(_ENDED.c.outcome)
        if since is not None:
            query = query.where(_ENDED.c.at >= since)
        with self._handle.read() as c:
            return {Outcome(name): count for name, count in c.execute(query)}


def _ended(row: Row[tuple[object, ...]]) -> Ended:
    return Ended(row.article, Outcome(row.outcome), row.reason, row.story, row.at)
