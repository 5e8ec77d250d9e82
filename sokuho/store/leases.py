"""Work that one process at a time may do: who does it now, and until when at the latest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from sokuho.store import schema
from sokuho.store.dialect import insert_new, upsert
from sokuho.store.handle import Handle

_T = schema.leases


class Leases:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def take(
        self, name: str, holder: str, now: datetime, span: timedelta, gone: Callable[[str], bool]
    ) -> bool:
        """Take or renew the lease, until `now + span`. False while another holds it who is not `gone`."""
        row = {"name": name, "holder": holder, "until": now + span}
        with self._handle.write_soon() as c:
            if insert_new(c, _T, [row]):
                return True
            found = c.execute(select(_T).where(_T.c.name == name).with_for_update()).one()
            if found.holder != holder and found.until >= now and not gone(found.holder):
                return False
            upsert(c, _T, [row])
            return True

    def release(self, name: str, holder: str) -> None:
        with self._handle.write_soon() as c:
            c.execute(delete(_T).where(_T.c.name == name, _T.c.holder == holder))
