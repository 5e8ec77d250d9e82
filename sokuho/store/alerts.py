"""What readers were told by alerts, as the deliveries table has it; digests are kept in `digests`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from sokuho.model import Delivery, DeliveryState
from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import chosen, in_parts

_T = schema.deliveries


class Alerts:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def alerted(self, subscription: str, revisions: Collection[str]) -> frozenset[str]:
        """Those of the revisions that the subscription was told by alerts of their own."""
        told = (_T.c.subscription == subscription, _T.c.kind == "alert", _T.c.revision.in_(revisions))
        query = select(_T.c.revision).where(*told, _T.c.state == str(DeliveryState.SENT))
        with self._handle.read() as c:
            return frozenset(c.execute(query).scalars())

    def since(
        self, subscriptions: Sequence[str], since: datetime, story: str
    ) -> list[tuple[str, str, datetime]]:
        """Alerts of these subscriptions that were due since then, or are of `story` whenever they were:
        subscription, revision, `not_before`. Those that failed told nobody and are left out."""
        alerts = (_T.c.kind == "alert", _T.c.state != str(DeliveryState.FAILED))
        wanted = or_(_T.c.not_before >= since, _T.c.story == story)
        query = select(_T.c.subscription, _T.c.revision, _T.c.not_before).where(*alerts, wanted)
        found: list[tuple[str, str, datetime]] = []
        with self._handle.read() as c:
            for part in in_parts(subscriptions):
                found += [tuple(row) for row in c.execute(query.where(_T.c.subscription.in_(part)))]
        return found

    def told_of(self, story: str, subscriptions: Sequence[str], *, waiting: bool = True) -> set[str]:
        """Those of the subscriptions that an alert told of the story, or, `waiting`, will."""
        untold = [str(DeliveryState.FAILED), *([] if waiting else [str(DeliveryState.PENDING)])]
        alerts = (_T.c.story == story, _T.c.kind == "alert", _T.c.state.not_in(untold))
        query = select(_T.c.subscription).where(*alerts)
        with self._handle.read() as c:
            return chosen(c, query, _T.c.subscription, subscriptions)

    def told_with(self, delivery: Delivery) -> list[str]:
        """The revisions that one sent message told, its own among them: they were marked at one moment."""
        own = _T.alias()
        query = select(_T.c.revision).where(
            own.c.id == delivery.id,
            _T.c.subscription == own.c.subscription,
            _T.c.story == own.c.story,
            _T.c.settled == own.c.settled,
            _T.c.state == str(DeliveryState.SENT),
        )
        with self._handle.read() as c:
            return sorted({delivery.revision, *c.execute(query).scalars()})

    def thread(self, delivery: Delivery, via: str) -> str | None:
        """Where the story's first message to this reader stands, if it went the same way."""
        same = (
            _T.c.subscription == delivery.subscription,
            _T.c.story == delivery.story,
            _T.c.address == delivery.address,
            _T.c.via == via,
            _T.c.thread.is_not(None),
        )
        query = select(_T.c.thread).where(*same).order_by(_T.c.number).limit(1)
        with self._handle.read() as c:
            found: str | None = c.execute(query).scalar()
        return found
