"""Addresses that get nothing more: mail to them came back, or their readers called it spam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select

from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import in_parts, insert_new

_T = schema.suppressions


@dataclass(frozen=True, slots=True)
class Suppression:
    """`reason` bounce, dropped, spamreport, unsubscribe or operator; `detail` in words."""

    address: str
    reason: str
    detail: str
    at: datetime


class Suppressions:
    """Addresses are compared in lower case."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def suppress(self, address: str, reason: str, detail: str, now: datetime) -> bool:
        """False where it was suppressed before, for whatever reason."""
        row = Suppression(address.lower(), reason, detail, now)
        with self._handle.write() as c:
            return insert_new(c, _T, [asdict(row)]) == 1

    def why(self, address: str) -> Suppression | None:
        """Why the address gets nothing; None where it may."""
        with self._handle.read() as c:
            row = c.execute(select(_T).where(_T.c.address == address.lower())).one_or_none()
        return Suppression(**row._mapping) if row else None

    def among(self, addresses: Sequence[str]) -> dict[str, Suppression]:
        """Those of the addresses that get nothing more, in lower case."""
        found: dict[str, Suppression] = {}
        with self._handle.read() as c:
            for part in in_parts([address.lower() for address in addresses]):
                rows = c.execute(select(_T).where(_T.c.address.in_(part)))
                found |= {row.address: Suppression(**row._mapping) for row in rows}
        return found

    def lift(self, address: str) -> bool:
        """False where it was not suppressed."""
        with self._handle.write() as c:
            return c.execute(delete(_T).where(_T.c.address == address.lower())).rowcount > 0

    def list_suppressions(self, limit: int = 1000) -> list[Suppression]:
        """The latest first."""
        query = select(_T).order_by(_T.c.at.desc(), _T.c.address).limit(limit)
        with self._handle.read() as c:
            return [Suppression(**row._mapping) for row in c.execute(query)]
