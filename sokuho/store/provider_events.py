"""What a mail provider reports of a delivery after taking it; it settles deliveries that are `unknown`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from sokuho.model import DeliveryState
from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import insert_new

_T = schema.provider_events
_D = schema.deliveries

#: events that only a mail which the provider took can have; "sent" means no more than that
TAKEN = ("processed", "deferred", "delivered", "open", "click", "spamreport", "unsubscribe")
#: events of a mail that never arrived
LOST = ("bounce", "blocked", "dropped")


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """`id` the provider's own, by which one that is reported twice is known."""

    id: str
    delivery: str
    event: str
    detail: str
    at: datetime


class ProviderEvents:
    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def add(self, events: Iterable[ProviderEvent]) -> int:
        """Note events; those known are left as they are. Returns how many are new."""
        with self._handle.write() as c:
            return insert_new(c, _T, [asdict(event) for event in events])

    def settle(self, now: datetime) -> int:
        """Deliveries that are `unknown` and of which the provider told: lost ones failed, others were
        sent. Returns how many. To be called after new events, and again later: an event may come before
        the worker that sent the mail has noted that it does not know."""
        query = (
            select(_D.c.id, _T.c.event, _T.c.detail)
            .join(_T, _T.c.delivery == _D.c.id)
            .where(_D.c.state == str(DeliveryState.UNKNOWN), _T.c.event.in_([*TAKEN, *LOST]))
        )
        with self._handle.read() as c:  # nothing to do is the rule, and needs no writer
            found = c.execute(query).all()
        told: dict[str, str | None] = {}
        for delivery, event, detail in found:
            lost = f"{event}: {detail}".rstrip(": ") if event in LOST else None
            told[delivery] = told.get(delivery) or lost
        if not told:
            return 0
        settled = 0
        with self._handle.write() as c:
            for delivery, error in told.items():
                state = DeliveryState.FAILED if error else DeliveryState.SENT
                still = (_D.c.id == delivery, _D.c.state == str(DeliveryState.UNKNOWN))
                values = {"state": str(state), "error": error, "settled": now}
                settled += c.execute(update(_D).where(*still).values(values)).rowcount
        return settled

    def of_delivery(self, delivery_id: str) -> list[ProviderEvent]:
        """Oldest first."""
        query = select(_T).where(_T.c.delivery == delivery_id).order_by(_T.c.at, _T.c.id)
        with self._handle.read() as c:
            return [ProviderEvent(**row._mapping) for row in c.execute(query)]

    def forget(self, before: datetime) -> int:
        """Remove old ones. Returns how many."""
        with self._handle.write() as c:
            return c.execute(delete(_T).where(_T.c.at < before)).rowcount
