"""Troubles that last: kept here, so that clearing or repeating a run tells nobody twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import upsert

_T = schema.alarms
#: a row that stands for no trouble: when the last look was judged
_LAST = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """`seen`: how many looks in a row found the trouble. `told`: whether the operators heard of it."""

    text: str
    seen: int
    told: bool


class Alarms:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def all(self) -> dict[str, Alarm]:
        """By the trouble's key."""
        with self._handle.read() as c:
            rows = c.execute(select(_T).where(_T.c.key != _LAST)).all()
        return {row.key: Alarm(row.text, row.seen, row.told) for row in rows}

    def looked(self) -> datetime | None:
        """When the look that is remembered was taken."""
        with self._handle.read() as c:
            found: datetime | None = c.execute(select(func.max(_T.c.looked))).scalar()
        return found

    def remember(self, alarms: Mapping[str, Alarm], looked: datetime) -> None:
        """What that look found takes the place of all that was remembered."""
        found = {**alarms, _LAST: Alarm("", 0, False)}
        rows = [{"key": key, **asdict(alarm), "looked": looked} for key, alarm in found.items()]
        with self._handle.write() as c:
            c.execute(delete(_T).where(_T.c.key.not_in([*alarms, _LAST])))
            upsert(c, _T, rows)
