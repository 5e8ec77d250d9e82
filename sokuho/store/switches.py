"""What operators pause and resume: sending (`alerts`) and asking the feeds (`polling`).

Who is about to send locks the row of `alerts` for reading, who pauses changes it: once `pause` has returned,
no message begins to leave, on any machine. One that had begun can't be called back (`in_flight`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from sokuho.model import WITHHELD, DeliveryState
from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import in_parts

ALERTS, POLLING = "alerts", "polling"
SWITCHES = (ALERTS, POLLING)

_T = schema.switches
_D = schema.deliveries
_WAITS = (_D.c.state == str(DeliveryState.PENDING), _D.c.attempted.is_(None))
#: a digest tells all that came until it leaves, so it does not age
_AGES = _D.c.kind != "digest"


@dataclass(frozen=True, slots=True)
class Pause:
    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that was not sent yet, and when it should have been."""

    id: str
    subscription: str
    revision: str
    due: datetime


def sending_paused(connection: Connection) -> bool:
    """Within the transaction that notes the beginning of a sending: whether it must not begin."""
    query = select(_T.c.paused).where(_T.c.name == ALERTS).with_for_update(read=True)
    return connection.execute(query).scalar() is not None


class Switches:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def pause(self, name: str, now: datetime, reason: str = "") -> Pause:
        """Paused from now on, or since it was paused before; a new reason replaces the old one."""
        mine = _T.c.name == name
        with self._handle.write() as c:
            c.execute(update(_T).where(mine, _T.c.paused.is_(None)).values(paused=now, reason=""))
            if reason:
                c.execute(update(_T).where(mine).values(reason=reason))
            row = c.execute(select(_T).where(mine)).one()
        return Pause(row.paused, row.reason)

    def resume(self, name: str) -> Pause | None:
        """What it was paused for; None where it was not."""
        with self._handle.write() as c:
            row = c.execute(select(_T).where(_T.c.name == name).with_for_update()).one()
            c.execute(update(_T).where(_T.c.name == name).values(paused=None, reason=""))
        return Pause(row.paused, row.reason) if row.paused else None

    def paused(self) -> dict[str, Pause]:
        """What is paused now, by name."""
        with self._handle.read() as c:
            rows = c.execute(select(_T).where(_T.c.paused.is_not(None)).order_by(_T.c.name)).all()
        return {row.name: Pause(row.paused, row.reason) for row in rows}

    # --- what waits -----------------------------------------------------------------------------

    def in_flight(self) -> list[Waiting]:
        """Those that a provider is being handed at this moment."""
        begun = (_D.c.state == str(DeliveryState.PENDING), _D.c.attempted.is_not(None))
        return self._waiting(*begun)

    def due(self, now: datetime) -> int:
        """How many should have left by now and have not begun to."""
        with self._handle.read() as c:
            query = select(func.count()).where(*_WAITS, _D.c.not_before <= now)
            return c.execute(query).scalar_one()

    def stale(self, before: datetime) -> list[Waiting]:
        """Those that should have left before that moment, oldest first; digests do not age."""
        return self._waiting(*_WAITS, _AGES, _D.c.not_before < before)

    def hold_back(self, ids: Collection[str], error: str, now: datetime) -> int:
        """They are not sent by themselves any more (withheld, with the reason). Returns how many: one
        that has begun meanwhile is left alone."""
        values = {"state": str(DeliveryState.FAILED), "error": WITHHELD + error, "settled": now}
        values |= {"worker": None, "lease_until": None}
        held = 0
        with self._handle.write() as c:
            for part in in_parts(list(ids)):
                held += c.execute(update(_D).where(_D.c.id.in_(part), *_WAITS).values(values)).rowcount
        return held

    def _waiting(self, *which: ColumnElement[bool]) -> list[Waiting]:
        query = select(_D.c.id, _D.c.subscription, _D.c.revision, _D.c.not_before).where(*which)
        with self._handle.read() as c:
            rows = c.execute(query.order_by(_D.c.not_before, _D.c.id)).all()
        return [Waiting(row.id, row.subscription, row.revision, row.not_before) for row in rows]
