"""Work that one process at a time may do: who does it now, and until when at the latest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import insert_new, upsert

_T = schema.leases


class Leases:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def take(
        self, name: str, holder: str, now: datetime, span: timedelta, gone: Callable[[str], bool]
    ) -> bool:
        """Take or renew the lease, until `now + span`. False while another holds it who is not `gone`. One
        that runs out much later than any taken now is of a time when the clock was ahead: it does not count.
        """
        row = {"name": name, "holder": holder, "until": now + span}
        with self._handle.write_soon() as c:
            if insert_new(c, _T, [row]):
                return True
            found = c.execute(select(_T).where(_T.c.name == name).with_for_update()).one()
            runs = now <= found.until <= now + 2 * span
            if found.holder != holder and runs and not gone(found.holder):
                return False
            upsert(c, _T, [row])
            return True

    def release(self, name: str, holder: str) -> None:
        with self._handle.write_soon() as c:
            c.execute(delete(_T).where(_T.c.name == name, _T.c.holder == holder))
