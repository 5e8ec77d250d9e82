"""The deliveries table: one row for each reader and revision, written before anything is sent.

    pending --claim--> leased --start--> attempted --mark_*--> sent | failed | unknown, or postponed
                                                                                  (pending again)

`start_all` is written before the provider is called. A worker that dies leaves its row leased or attempted;
`recover` frees the first kind, and of the second those whose sending can be repeated without harm (the
outbox). The others become `unknown`: they may have been sent, and only a person can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, FromClause, Row, exists, func, literal_column, or_, select, true, update

from sokuho.model import WITHHELD, Delivery, DeliveryState, Receipt
from sokuho.store import schema
from sokuho.store.handle import Handle
from sokuho.store.rows import chosen, in_parts, insert_new
from sokuho.store.switches import sending_paused

_T = schema.deliveries
_LATER = _T.alias()
_FIELDS = tuple(field.name for field in fields(Delivery))
_OPEN = _T.c.state == str(DeliveryState.PENDING)
_FAILED = _T.c.state == str(DeliveryState.FAILED)
# of a row that no worker holds, and of one that is to be sent from the beginning
_FREE: dict[str, object] = {"worker": None, "lease_until": None}
_ANEW = _FREE | {"state": str(DeliveryState.PENDING), "attempted": None, "settled": None}
_WITHHELD = func.coalesce(_T.c.error, "").startswith(WITHHELD)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of the rows that dead workers left: to be sent, to be sent again, to be looked at."""

    released: int
    repeated: int
    unknown: int


class Deliveries:
    def __init__(self, handle: Handle, clock: Callable[[], datetime]) -> None:
        self._handle, self._clock = handle, clock

    # --- writing them down ----------------------------------------------------------------------

    def add_deliveries(self, rows: Sequence[Delivery]) -> int:
        """Write rows down; those that exist already (subscription, story, revision) are left as they
        are. Returns how many are new."""
        created = self._clock()
        with self._handle.write() as c:
            return insert_new(c, _T, [_row(delivery, created) for delivery in rows])

    # --- sending --------------------------------------------------------------------------------

    def claim(
        self,
        now: datetime,
        lease: timedelta,
        limit: int,
        worker: str,
        kind: str | None = None,
        like: Delivery | None = None,
    ) -> list[Delivery]:
        """Up to `limit` due rows, all, of one `kind`, or of the kind, revision and channel of the row that
        they should be `like`, which are this worker's until `now + lease`. The updates of a story wait
        until the reader has been told what came before."""
        alike = (
            (true(),)
            if like is None
            else (_T.c.kind == like.kind, _T.c.revision == like.revision, _T.c.channel == like.channel)
        )
        before = _T.alias()
        waits = exists().where(
            before.c.subscription == _T.c.subscription,
            before.c.story == _T.c.story,
            before.c.number < _T.c.number,
            before.c.state == literal_column("'pending'"),  # written out, for its index holds these only
        )
        free = or_(_T.c.lease_until.is_(None), _T.c.lease_until < now)
        due = (
            select(_T.c.id)
            .where(_OPEN, _T.c.not_before <= now, free, _T.c.attempted.is_(None), ~waits)
            .where(true() if kind is None else _T.c.kind == kind, *alike)
            .order_by(_T.c.not_before, _T.c.created, _T.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=_T)
        )
        with self._handle.write() as c:
            ids = list(c.execute(due).scalars())
            if not ids:
                return []
            mine = _T.c.id.in_(ids)  # of at most some thousands
            c.execute(update(_T).where(mine).values(worker=worker, lease_until=now + lease))
            rows = c.execute(select(_T).where(mine).order_by(_T.c.not_before, _T.c.created, _T.c.id)).all()
            return [_delivery(row) for row in rows]

    def leading(self, rows: Sequence[Delivery], now: datetime) -> set[str]:
        """Which of these are followed by another due message about the same story to the same reader."""
        query = select(_T.c.id).where(exists().where(*_follows(_T, _LATER, now)))
        with self._handle.read() as c:
            return chosen(c, query, _T.c.id, [row.id for row in rows if row.kind == "alert"])

    def join(self, leader: Delivery, worker: str, now: datetime, lease: timedelta) -> list[Delivery]:
        """Claim what follows a claimed row, to be told in the same message; oldest first."""
        first = _T.alias()
        query = select(_LATER).where(first.c.id == leader.id, *_follows(first, _LATER, now))
        with self._handle.write() as c:
            rows = c.execute(query.order_by(_LATER.c.number)).all()
            mine = _T.c.id.in_([row.id for row in rows])
            c.execute(update(_T).where(mine).values(worker=worker, lease_until=now + lease))
        return [_delivery(row) for row in rows]

    def start_all(
        self, ids: Sequence[str], worker: str, now: datetime, lease: timedelta, via: str
    ) -> set[str]:
        """To be written right before sending rows through `via`. Returns those that may be sent: none while
        alerts are paused, none whose lease was lost."""
        open_ = (_T.c.worker == worker, _OPEN, _T.c.attempted.is_(None))
        values = {"attempted": now, "attempts": _T.c.attempts + 1, "via": via, "lease_until": now + lease}
        begun: set[str] = set()
        with self._handle.write() as c:
            if sending_paused(c):
                return begun
            for part in in_parts(ids):
                begin = update(_T).where(_T.c.id.in_(part), *open_).values(values).returning(_T.c.id)
                begun |= set(c.execute(begin).scalars())
        return begun

    def settle_all(
        self,
        ids: Sequence[str],
        state: DeliveryState,
        now: datetime,
        *,
        receipt: Receipt | None = None,
        error: str | None = None,
    ) -> None:
        """What became of rows that were sent together."""
        values: dict[str, object] = {"state": str(state), "settled": now, "error": error, **_FREE}
        if receipt is not None:
            values |= {"provider_id": receipt.provider_id, "thread": receipt.thread}
        unsent = _T.c.state != str(DeliveryState.SENT)
        with self._handle.write_soon() as c:  # lost, it leaves an unknown, never a double
            for part in in_parts(ids):
                c.execute(update(_T).where(_T.c.id.in_(part), unsent).values(values))

    def mark_sent(self, delivery_id: str, receipt: Receipt, now: datetime) -> None:
        """The provider accepted it."""
        self.settle_all([delivery_id], DeliveryState.SENT, now, receipt=receipt)

    def mark_failed(self, delivery_id: str, error: str, now: datetime) -> None:
        """It was refused for good, or its retries are used up."""
        self.settle_all([delivery_id], DeliveryState.FAILED, now, error=error)

    def withhold(self, delivery_id: str, why: str, now: datetime) -> None:
        """Nobody is to get it any more (unsubscribed, a muted story): no failure, and not counted as one."""
        self.settle_all([delivery_id], DeliveryState.FAILED, now, error=WITHHELD + why)

    def mark_unknown(self, delivery_id: str, error: str, now: datetime) -> None:
        """It may have been sent; it is not sent again by itself."""
        self.settle_all([delivery_id], DeliveryState.UNKNOWN, now, error=error)

    def postpone(
        self, delivery_id: str, not_before: datetime, error: str | None = None, *, count: bool = False
    ) -> None:
        """It was certainly not sent: once more, later. `count` it as an attempt where `start_all` did not."""
        values = {"not_before": not_before, "error": error, "attempts": _T.c.attempts + int(count)}
        unsent = _T.c.state.in_([str(DeliveryState.PENDING), str(DeliveryState.UNKNOWN)])
        with self._handle.write() as c:
            c.execute(update(_T).where(_T.c.id == delivery_id, unsent).values(_ANEW | values))

    def reopen(self, delivery_id: str, now: datetime) -> None:
        """A person says of an unknown or failed one: send it again, its attempts counted anew."""
        ended = _T.c.state.in_([str(DeliveryState.UNKNOWN), str(DeliveryState.FAILED)])
        values = {"not_before": now, "error": None, "attempts": 0}
        with self._handle.write() as c:
            c.execute(update(_T).where(_T.c.id == delivery_id, ended).values(_ANEW | values))

    def hasten(self, kind: str, period: str, now: datetime) -> int:
        """Pending rows of a kind, with periods up to `period`, become due. Returns how many."""
        early = (_OPEN, _T.c.kind == kind, _T.c.revision <= period, _T.c.not_before > now)
        with self._handle.write() as c:
            return c.execute(update(_T).where(*early).values(not_before=now)).rowcount

    def release(self, delivery_id: str, worker: str) -> None:
        """Give back a claimed row that was not begun."""
        mine = (_T.c.id == delivery_id, _T.c.worker == worker, _OPEN, _T.c.attempted.is_(None))
        with self._handle.write() as c:
            c.execute(update(_T).where(*mine).values(_FREE))

    def recover(self, now: datetime, gone: Callable[[str], bool], repeatable: Collection[str]) -> Recovered:
        """Rows whose lease ran out, or whose worker is `gone`. Those begun through a sender in
        `repeatable` are sent again, other begun ones become unknown."""
        released = repeated = unknown = 0
        held = select(_T).where(_OPEN, _T.c.worker.is_not(None)).with_for_update(skip_locked=True)
        with self._handle.write() as c:
            for row in c.execute(held).all():
                if row.lease_until >= now and not gone(row.worker):
                    continue
                values: dict[str, object] = {"attempted": None, **_FREE}
                if row.attempted is None:
                    released += 1
                elif row.via in repeatable:
                    repeated += 1
                else:
                    unknown += 1
                    words = f"cut off while being sent through {row.via}"
                    values = {"state": str(DeliveryState.UNKNOWN), "error": words, "settled": now, **_FREE}
                c.execute(update(_T).where(_T.c.id == row.id).values(values))
        return Recovered(released, repeated, unknown)

    # --- looking --------------------------------------------------------------------------------

    def delivery(self, delivery_id: str) -> Delivery | None:
        with self._handle.read() as c:
            row = c.execute(select(_T).where(_T.c.id == delivery_id)).one_or_none()
        return _delivery(row) if row else None

    def list_deliveries(
        self,
        *,
        state: DeliveryState | None = None,
        subscription: str | None = None,
        withheld: bool | None = None,
        limit: int = 100,
    ) -> list[Delivery]:
        """The latest written first; `withheld` only, or all but those."""
        query = select(_T).order_by(_T.c.created.desc(), _T.c.id).limit(limit)
        if state is not None:
            query = query.where(_T.c.state == str(state))
        if subscription is not None:
            query = query.where(_T.c.subscription == subscription)
        if withheld is not None:
            query = query.where(_WITHHELD if withheld else ~_WITHHELD)
        with self._handle.read() as c:
            return [_delivery(row) for row in c.execute(query)]

    def count(self) -> dict[str, int]:
        """How many there are by state, those that were withheld apart from those that failed."""
        query = select(_T.c.state, func.count().label("rows")).group_by(_T.c.state)
        withheld = select(func.count()).where(_FAILED, _WITHHELD)
        with self._handle.read() as c:
            found: dict[str, int] = {row.state: row.rows for row in c.execute(query)}
            apart = c.execute(withheld).scalar_one() if DeliveryState.FAILED in found else 0
        if apart:
            found |= {"withheld": apart, "failed": found["failed"] - apart}
        return {name: count for name, count in found.items() if count}

    def waiting(self) -> int:
        """How many rows are still to be sent."""
        with self._handle.read() as c:
            return c.execute(select(func.count()).where(_OPEN)).scalar_one()

    def held_up(self) -> list[tuple[str, int, Delivery]]:
        """What keeps rows from being sent that were tried already, how many of them, and one of these."""
        tried = (_OPEN, _T.c.error.is_not(None))
        query = select(_T.c.error, func.count().label("held"), func.min(_T.c.id).label("one")).where(*tried)
        found = query.group_by(_T.c.error).subquery()
        rows = select(_T, found.c.held).join(found, found.c.one == _T.c.id).order_by(_T.c.error)
        with self._handle.read() as c:
            return [(row.error, row.held, _delivery(row)) for row in c.execute(rows)]

    def given_up(self, since: datetime) -> tuple[int, str]:
        """How many failed since then, and why the last one did; what was withheld did not fail."""
        lost = (_FAILED, _T.c.settled >= since, ~_WITHHELD)
        query = select(func.count().over(), _T.c.error).where(*lost).order_by(_T.c.settled.desc()).limit(1)
        with self._handle.read() as c:
            found = c.execute(query).one_or_none()
        return (found[0], found[1] or "") if found else (0, "")

    def next_due(self) -> datetime | None:
        """When the next row that nobody holds becomes due; None where nothing waits."""
        query = select(func.min(_T.c.not_before)).where(_OPEN, _T.c.worker.is_(None))
        with self._handle.read() as c:
            found: datetime | None = c.execute(query).scalar()
        return found


def _follows(first: FromClause, later: FromClause, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Of two rows: the later is about the same story, for the same reader, and due by now."""
    return (
        later.c.subscription == first.c.subscription,
        later.c.story == first.c.story,
        later.c.number > first.c.number,
        later.c.address == first.c.address,
        later.c.state == literal_column("'pending'"),
        later.c.not_before <= now,
        later.c.attempted.is_(None),
    )


def _row(delivery: Delivery, created: datetime) -> dict[str, object]:
    number = delivery.revision.rpartition(".")[2]
    return {
        "id": delivery.id,
        "subscription": delivery.subscription,
        "story": delivery.story,
        "revision": delivery.revision,
        "number": int(number) if delivery.kind == "alert" and number.isdigit() else 0,
        "kind": delivery.kind,
        "channel": delivery.channel,
        "address": delivery.address,
        "not_before": delivery.not_before,
        "state": str(delivery.state),
        "attempts": delivery.attempts,
        "created": created,
    }


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    told = {name: row._mapping[name] for name in _FIELDS}
    return Delivery(**told | {"state": DeliveryState(row.state)})
