"""What could not be handled: where it came from, why, and the bytes, so that it can be tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import upsert

_T = schema.parked


@dataclass(frozen=True, slots=True)
class Parked:
    """One record of the bus that was put aside."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    reason: str
    at: datetime


class Parking:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def park(self, item: Parked) -> None:
        """Put aside; the same place again overwrites."""
        row = {
            "topic": item.topic,
            "part": item.partition,
            "position": item.offset,
            "key": item.key,
            "reason": item.reason,
            "at": item.at,
            "replayed": None,
            "value": item.value,
        }
        with self._handle.write() as c:
            upsert(c, _T, [row])

    def list_parked(self, limit: int = 100) -> list[Parked]:
        """What was not replayed yet, oldest first."""
        query = select(_T).where(_T.c.replayed.is_(None))
        query = query.order_by(_T.c.at, _T.c.topic, _T.c.part, _T.c.position).limit(limit)
        with self._handle.read() as c:
            rows = c.execute(query).all()
        return [Parked(r.topic, r.part, r.position, r.key, r.value, r.reason, r.at) for r in rows]

    def count(self) -> int:
        """How many were not replayed yet."""
        with self._handle.read() as c:
            return c.execute(select(func.count()).where(_T.c.replayed.is_(None))).scalar_one()

    def mark_replayed(self, item: Parked, now: datetime) -> None:
        place = (_T.c.topic == item.topic, _T.c.part == item.partition, _T.c.position == item.offset)
        with self._handle.write() as c:
            c.execute(update(_T).where(*place).values(replayed=now))
