"""Stories, the index by which a new report finds them, and the revisions waiting to be published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from sokuho.codec import decode, encode
from sokuho.model import Revision, Story
from sokuho.store import schema, story_keys
from sokuho.store.dialect import lock_following, wait_for_following
from sokuho.store.handle import Handle
from sokuho.store.rows import insert_new, upsert

_T, _REV = schema.stories, schema.revisions


class Stories:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    # --- following ------------------------------------------------------------------------------

    def lock(self) -> None:
        """Within a transaction, before `candidates`: wait until no other follower is at work."""
        with self._handle.write() as c:
            lock_following(c)

    def wait(self) -> None:
        """Within a transaction, before `sharing`: wait until whoever is at work now is done."""
        with self._handle.write() as c:
            wait_for_following(c)

    def sharing(self, reports: Sequence[Mapping[str, Collection[str]]], least: int) -> set[int]:
        """Those of the reports, by their place, that have at least so much in common with one story. A report
        is its keys with the things that each of them says; what several keys say counts once."""
        with self._handle.read() as c:
            return story_keys.sharing(c, reports, least)

    def candidates(self, keys: Collection[str], since: datetime, limit: int) -> list[bytes]:
        """The followers' memories of the stories that share a key and were updated since then: most
        shared keys first, then the latest opened. At most `limit`."""
        with self._handle.read() as c:
            return story_keys.candidates(c, keys, since, limit)

    def save_story(self, story: Story, state: bytes, keys: Iterable[str]) -> None:
        """The story as it is now, the follower's memory of it, and its keys (the old ones go)."""
        with self._handle.write() as c:
            upsert(c, _T, [_row(story, state)], keep=("muted",))
            story_keys.replace(c, story.id, story.opened, keys)

    def save_new(self, stories: Sequence[tuple[Story, bytes, Iterable[str]]]) -> None:
        """Many stories that are not there yet, at once: what fills a store for a trial."""
        with self._handle.write() as c:
            c.execute(_T.insert(), [_row(story, state) for story, state, _ in stories])
            story_keys.add_many(c, [(story.id, story.opened, keys) for story, _, keys in stories])

    def mute(self, story_id: str, muted: bool = True) -> bool:
        """No more alerts of this story (or alerts again). False where there is no such story."""
        with self._handle.write() as c:
            return c.execute(update(_T).where(_T.c.id == story_id).values(muted=muted)).rowcount > 0

    # --- reading --------------------------------------------------------------------------------

    def state(self, story_id: str) -> bytes | None:
        """The follower's memory of a story."""
        query = select(_T.c.state).where(_T.c.id == story_id)
        with self._handle.read() as c:
            return c.execute(query).scalar()

    def story(self, story_id: str) -> Story | None:
        query = select(_T).where(_T.c.id == story_id)
        with self._handle.read() as c:
            row = c.execute(query).one_or_none()
        return _story(row) if row else None

    def list_stories(self, *, topic: str | None = None, limit: int = 100) -> list[Story]:
        """The latest updated first."""
        query = select(_T).order_by(_T.c.updated.desc(), _T.c.id).limit(limit)
        if topic is not None:
            query = query.where(_T.c.topic == topic)
        with self._handle.read() as c:
            return [_story(row) for row in c.execute(query)]

    # --- revisions ------------------------------------------------------------------------------

    def add_revision(self, revision: Revision) -> None:
        """In the transaction that changes the story: to be published after it, by whoever lives then."""
        row = {
            "id": revision.id,
            "story": revision.story.id,
            "number": revision.story.number,
            "article": revision.article_id,
            "novelty": str(revision.novelty),
            "at": revision.at,
            "published": False,
            "revision": encode(revision).decode(),
        }
        with self._handle.write() as c:
            insert_new(c, _REV, [row])

    def unpublished(self, story_ids: Collection[str] | None = None, limit: int = 100) -> list[Revision]:
        """Revisions that may not have reached the bus, those of a story in their order, the story first whose
        first is oldest; of some stories, or of all."""
        # two machines' clocks may differ by more than lies between two revisions
        oldest = func.min(_REV.c.at).over(partition_by=_REV.c.story)
        query = select(_REV.c.revision).where(_REV.c.published.is_(False))
        if story_ids is not None:
            query = query.where(_REV.c.story.in_(story_ids))
        query = query.order_by(oldest, _REV.c.story, _REV.c.number).limit(limit)
        with self._handle.read() as c:
            return list(_revisions(c, query))

    def mark_published(self, revision_ids: Collection[str]) -> None:
        with self._handle.write_soon() as c:  # lost, it is published twice
            c.execute(update(_REV).where(_REV.c.id.in_(revision_ids)).values(published=True))

    def revision(self, revision_id: str) -> Revision | None:
        found = self.revisions([revision_id])
        return found[0] if found else None

    def revisions(self, ids: Collection[str]) -> list[Revision]:
        """The revisions with these ids, oldest first."""
        query = select(_REV.c.revision).where(_REV.c.id.in_(ids)).order_by(_REV.c.at, _REV.c.id)
        with self._handle.read() as c:
            return list(_revisions(c, query))

    def revisions_since(self, since: datetime) -> Iterator[Revision]:
        """Every revision from that moment on, oldest first."""
        query = select(_REV.c.revision).where(_REV.c.at >= since).order_by(_REV.c.at, _REV.c.id)
        with self._handle.read() as c:
            yield from _revisions(c, query.execution_options(yield_per=100))

    def revisions_of(self, story_id: str) -> list[Revision]:
        """How a story came to be, oldest first."""
        query = select(_REV.c.revision).where(_REV.c.story == story_id).order_by(_REV.c.number)
        with self._handle.read() as c:
            return list(_revisions(c, query))


def _revisions(connection: Connection, query: Select[Any]) -> Iterator[Revision]:
    for body in connection.execute(query).scalars():
        yield decode(body.encode(), Revision)


def _row(story: Story, state: bytes) -> dict[str, object]:
    return {
        "id": story.id,
        "number": story.number,
        "topic": story.topic,
        "title": next(iter(story.titles.values()), "").replace("\0", ""),
        "direction": story.direction,
        "stage": story.stage,
        "opened": story.opened,
        "updated": story.updated,
        "muted": story.muted,
        "story": encode(story).decode(),
        "state": state,
    }


def _story(row: Row[tuple[object, ...]]) -> Story:
    return replace(decode(row.story.encode(), Story), muted=row.muted)
