"""What came of a delivery, written down: later, failed, withheld, unknown, given back; and who asks us to
wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from consumers.told import Told
from sokuho.configuration import Delivering
from sokuho.errors import Busy, Needless, Reject, Retry, SokuhoError
from sokuho.model import Delivery
from sokuho.store import Store

if TYPE_CHECKING:
    from sokuho.deliver.sender import Sender

log = structlog.get_logger(__name__)


class Marks:
    """Of the worker called `name`; counted in `told`."""

    def __init__(
        self, store: Store, rules: Delivering, clock: Callable[[], datetime], name: str, told: Told
    ) -> None:
        self._store, self._rules, self._clock, self._name, self._told = store, rules, clock, name, told
        self._rests: dict[str, datetime] = {}  # ways out that asked us to wait

    def rest(self, way: Sender, now: datetime) -> datetime | None:
        """Until when a way out asked us to wait; None where it does not."""
        until = self._rests.get(way.name)
        return until if until and until > now else None

    def wait(self, rows: Sequence[Delivery], until: datetime, way: Sender) -> None:
        for row in rows:
            self._store.deliveries.postpone(row.id, until, f"{way.name} asked to wait")

    def refused_for_now(self, rows: Sequence[Delivery], way: Sender, error: Retry) -> None:
        """Certainly not sent. What cannot reach a reader for long is given up, what cannot be written
        on our own disk is not."""
        self._told.problems[way.name] = str(error)
        rest = error.after or (self._rules.backoff_seconds if isinstance(error, Busy) else 0)
        if rest:
            self._rests[way.name] = self._clock() + timedelta(seconds=rest)
        for row in rows:
            if way.repeatable or not self._gives_up(row, str(error)):
                self._postpone(row, str(error), error.after)

    def not_rendered(self, rows: Sequence[Delivery], error: str) -> None:
        """Nothing was sent, and yet each try counts: else they would never end."""
        for row in rows:
            if not self._gives_up(row, error):
                self._postpone(row, error, count=True)

    def later(self, rows: Sequence[Delivery], error: str) -> None:
        for row in rows:
            self._postpone(row, error)

    def refused(self, delivery: Delivery, error: Reject) -> None:
        """There is nothing to send: nobody is to get it any more, or it cannot be made."""
        if isinstance(error, Needless):
            self._store.deliveries.withhold(delivery.id, str(error), self._clock())
            self._told.withheld += 1
            log.info("withheld", delivery=delivery.id, subscription=delivery.subscription, why=str(error))
        else:
            self.failed([delivery], str(error))

    def failed(self, rows: Sequence[Delivery], error: str) -> None:
        for row in rows:
            self._store.deliveries.mark_failed(row.id, error, self._clock())
            self._told.failed += 1
            self._told.problems[f"delivery {row.id}"] = error
            log.error("failed", delivery=row.id, subscription=row.subscription, error=error)

    def unknown(self, rows: Sequence[Delivery], way: Sender, error: str) -> None:
        for row in rows:
            self._store.deliveries.mark_unknown(row.id, error, self._clock())
            self._told.unknown += 1
            self._told.problems[f"delivery {row.id}"] = f"may or may not have been sent: {error}"
            log.error("unknown", delivery=row.id, via=way.name, error=error)

    def give_back(self, rows: Sequence[Delivery]) -> None:
        """Claimed, not begun: others, or we after a restart, may have them at once."""
        for delivery in rows:
            try:
                self._store.deliveries.release(delivery.id, self._name)
            except SokuhoError as e:  # the lease runs out by itself
                log.warning("not_given_back", delivery=delivery.id, error=str(e))

    def _gives_up(self, delivery: Delivery, error: str) -> bool:
        """Whether it was tried often enough; it is failed then."""
        tries = delivery.attempts + 1
        if tries < self._rules.max_attempts:
            return False
        self.failed([delivery], f"given up after {tries} attempts: {error}")
        return True

    def _postpone(
        self, delivery: Delivery, error: str, after: float | None = None, *, count: bool = False
    ) -> None:
        own = self._rules.backoff_seconds * 2.0 ** min(delivery.attempts, 30)
        wait = max(min(own, self._rules.backoff_max_seconds), after or 0)
        when = self._clock() + timedelta(seconds=wait)
        self._store.deliveries.postpone(delivery.id, when, error, count=count)
        self._told.postponed += 1
        log.warning("postponed", delivery=delivery.id, until=when.isoformat(), error=error)
