"""What a digest will tell: revisions that matched a reader who wants them together, until they are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select, update

from sokuho.model import Delivery, DeliveryState, delivery_id
from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import chosen, insert_new

_T = schema.digest_items
#: what a digest that is sent once more has for a story begins so
AGAIN = "digest again"


class Digests:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def add_items(self, subscriptions: Sequence[str], revision: str, now: datetime) -> int:
        """Note a revision for the next digests of subscriptions. Returns how many had not noted it before."""
        rows = [{"subscription": name, "revision": revision, "at": now} for name in subscriptions]
        with self._handle.write() as c:
            return insert_new(c, _T, rows)

    def noted(self, subscriptions: Sequence[str], revision: str) -> set[str]:
        """Those of the subscriptions whose digests have told the revision, or will."""
        query = select(_T.c.subscription).where(_T.c.revision == revision)
        with self._handle.read() as c:
            return chosen(c, query, _T.c.subscription, subscriptions)

    def told_of(self, story: str, subscriptions: Sequence[str]) -> set[str]:
        """Those of the subscriptions whose digests have told something of the story, or will."""
        of_story = select(schema.revisions.c.id).where(schema.revisions.c.story == story)
        query = select(_T.c.subscription).where(_T.c.revision.in_(of_story))
        with self._handle.read() as c:
            return chosen(c, query, _T.c.subscription, subscriptions)

    def take_items(self, subscription: str, delivery_id: str) -> list[str]:
        """The ids of the revisions that this digest tells: all not told yet, and those that it took
        before (a retry tells the same). Oldest first."""
        open_ = (_T.c.subscription == subscription, _T.c.told_in.is_(None))
        taken = (_T.c.subscription == subscription, _T.c.told_in == delivery_id)
        with self._handle.write() as c:
            c.execute(update(_T).where(*open_).values(told_in=delivery_id))
            return list(c.execute(select(_T.c.revision).where(*taken).order_by(_T.c.at)).scalars())

    def told_by(self, digest: Delivery) -> list[str]:
        """`told`; of a digest that is sent once more, what it told the first time."""
        first = delivery_id(digest.subscription, "digest", digest.revision)
        return self.told(first if digest.story.startswith(AGAIN) else digest.id)

    def told(self, delivery_id: str) -> list[str]:
        """The ids of the revisions in a digest, oldest first."""
        query = select(_T.c.revision).where(_T.c.told_in == delivery_id).order_by(_T.c.at)
        with self._handle.read() as c:
            return list(c.execute(query).scalars())

    def waiting(self) -> dict[str, int]:
        """How many revisions wait to be told, by subscription."""
        query = (
            select(_T.c.subscription, func.count().label("waiting"))
            .where(_T.c.told_in.is_(None))
            .group_by(_T.c.subscription)
        )
        with self._handle.read() as c:
            return {row.subscription: row.waiting for row in c.execute(query)}

    def without_digest(self) -> list[str]:
        """Subscriptions with revisions to tell but no digest waiting to be sent."""
        rows = schema.deliveries
        pending = exists().where(
            rows.c.subscription == _T.c.subscription,
            rows.c.kind == "digest",
            rows.c.state == str(DeliveryState.PENDING),
        )
        query = select(_T.c.subscription).where(_T.c.told_in.is_(None), ~pending).distinct()
        with self._handle.read() as c:
            return sorted(c.execute(query).scalars())

    def release(self, delivery_id: str) -> None:
        """A digest that was never sent leaves its revisions to the next one."""
        with self._handle.write() as c:
            c.execute(update(_T).where(_T.c.told_in == delivery_id).values(told_in=None))
