"""Who gets what: the subscriptions of the configuration, and those added by command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from sokuho.codec import decode, encode
from sokuho.model import DeliveryState, Subscription
from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import in_parts, upsert

CONFIG, COMMAND, PAGES = "config", "command", "pages"
_T = schema.subscriptions


class Subscriptions:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def sync(self, configured: Iterable[Subscription]) -> None:
        """Bring the store up to the configuration: its subscriptions as they are now; those it no
        longer lists go. What was added by command stays, and so does a reader's unsubscribing."""
        configured = list(configured)
        rows = [_row(subscription, CONFIG) for subscription in configured]
        with self._handle.write() as c:
            there = set(c.execute(select(_T.c.id).where(_T.c.origin == CONFIG)).scalars())
            gone = sorted(there.difference(str(row["id"]) for row in rows))
            for part in in_parts(gone):
                c.execute(delete(_T).where(_T.c.id.in_(part)))
            upsert(c, _T, rows, keep=("stopped",))
            _redirect(c, configured)

    def add(self, subscription: Subscription, origin: str = COMMAND) -> None:
        """Add or change one, by command or on the pages; if it was stopped, it begins again."""
        with self._handle.write() as c:
            upsert(c, _T, [_row(subscription, origin)])
            _redirect(c, [subscription])

    def remove(self, subscription_id: str) -> bool:
        """False where there is none of this id. One from the configuration comes back with it."""
        with self._handle.write() as c:
            return c.execute(delete(_T).where(_T.c.id == subscription_id)).rowcount > 0

    def stop(self, subscription_id: str, now: datetime) -> bool:
        """The reader unsubscribed. False where there is none of this id."""
        with self._handle.write() as c:
            stop = update(_T).where(_T.c.id == subscription_id).values(stopped=now)
            return c.execute(stop).rowcount > 0

    def subscription(self, subscription_id: str) -> Subscription | None:
        with self._handle.read() as c:
            row = c.execute(select(_T).where(_T.c.id == subscription_id)).one_or_none()
        return _subscription(row.subscription, row.stopped) if row else None

    def named(self, ids: Sequence[str]) -> dict[str, Subscription]:
        """Those with these ids, by id."""
        found: dict[str, Subscription] = {}
        with self._handle.read() as c:
            for part in in_parts(ids):
                for row in c.execute(select(_T).where(_T.c.id.in_(part))):
                    found[row.id] = _subscription(row.subscription, row.stopped)
        return found

    def list_subscriptions(self, *, active: bool = False) -> list[Subscription]:
        """All, or the active ones only, by id."""
        with self._handle.read() as c:
            rows = c.execute(select(_T).order_by(_T.c.id)).all()
        found = [_subscription(row.subscription, row.stopped) for row in rows]
        return [s for s in found if s.active or not active]

    def origin(self, subscription_id: str) -> str | None:
        """ "config", "command" or "pages"; None where there is none of this id."""
        with self._handle.read() as c:
            found: str | None = c.execute(select(_T.c.origin).where(_T.c.id == subscription_id)).scalar()
        return found


def _redirect(connection: Connection, subscriptions: Sequence[Subscription]) -> None:
    """What waits for these readers goes where they are now, not where they were when it was written down."""
    rows, known = schema.deliveries, {s.id: s for s in subscriptions}
    waiting = (rows.c.state == str(DeliveryState.PENDING), rows.c.attempted.is_(None))
    query = select(rows.c.id, rows.c.subscription, rows.c.channel, rows.c.address).where(*waiting)
    if len(known) == 1:
        query = query.where(rows.c.subscription == next(iter(known)))
    for row in connection.execute(query).all():
        reader = known.get(row.subscription)
        if reader and (row.channel, row.address) != (reader.channel, reader.address):
            there = {"channel": reader.channel, "address": reader.address}
            connection.execute(update(rows).where(rows.c.id == row.id, *waiting).values(**there))


def _row(subscription: Subscription, origin: str) -> dict[str, object]:
    return {
        "id": subscription.id,
        "origin": origin,
        "active": subscription.active,
        "stopped": None,
        "subscription": encode(subscription).decode(),
    }


def _subscription(body: str, stopped: datetime | None) -> Subscription:
    subscription = decode(body.encode(), Subscription)
    return subscription if stopped is None else replace(subscription, active=False)
