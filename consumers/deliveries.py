"""Deliveries to readers: claim what is due, render, send outside any transaction, mark what came of it.

    claim (lease) -> render -> start (noted before sending) -> send -> sent
                                                                |-> Retry    later, with back-off
                                                                |-> Reject   failed (Needless: withheld)
                                                                |-> Unknown  may have been sent: unknown
                                                                '-> ConfigError  later, and stop

While the operators pause alerts nothing is claimed and `start_all` refuses; rows wait as they are.

A worker that dies after `start_all` leaves a row that nobody can judge: `recover` sends it again where that
does no harm (the outbox), and calls it unknown elsewhere.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from consumers.marks import Marks
from consumers.messages import Letters, Messages
from consumers.stories import open_digests
from consumers.together import bulk_way, grouped, prepare
from consumers.told import Told
from sokuho.bus import members
from sokuho.configuration import Delivering
from sokuho.errors import ConfigError, Reject, RejectForAll, Retry, SokuhoError, Unknown
from sokuho.model import Bulk, Delivery, DeliveryState, Message
from sokuho.pulse import Pulse
from sokuho.store import Store
from sokuho.store.switches import ALERTS, Pause

if TYPE_CHECKING:
    from sokuho.alerts.render import Renderer
    from sokuho.deliver.choose import Senders
    from sokuho.deliver.sender import BulkSender, Sender

log = structlog.get_logger(__name__)

BATCH = 20
#: bulk requests whose rows are claimed together, since every claim looks at all that is due
REQUESTS = 5
#: how often rows left by dead workers and by finished digests are looked for
SWEEP_SECONDS = 30.0
#: how often rows written by other processes are looked for
LOOK_SECONDS = 0.2
#: the longest that a store which is away is left alone
AWAY_SECONDS = 15.0


class DeliveryWorker:
    """Used from one thread; any number of them may work on one store."""

    def __init__(
        self,
        store: Store,
        renderer: Renderer,
        senders: Senders,
        rules: Delivering,
        clock: Callable[[], datetime],
        stop: threading.Event,
        letters: Letters | None = None,
    ) -> None:
        self._store, self._renderer, self._senders = store, renderer, senders
        self._messages = Messages(store, renderer, letters)
        self._clock, self._stop = clock, stop
        self._lease = timedelta(seconds=rules.lease_seconds)
        self._name = members.join()
        self._nudged = threading.Event()
        self._pause: Pause | None = None
        self.told, self.pulse = Told(), Pulse()
        self._marks = Marks(store, rules, clock, self._name, self.told)
        self.took: Callable[[int, float], None] = lambda count, seconds: None

    def run(self) -> None:
        """Until `stop` is set. Raises ConfigError where a person must mend something first."""
        swept: datetime | None = None
        wait = LOOK_SECONDS
        while not self._stop.is_set():
            self._nudged.clear()
            try:
                now = self._clock()
                if swept is None or now - swept >= timedelta(seconds=SWEEP_SECONDS) or now < swept:
                    self.sweep()
                    swept = now
                began = time.perf_counter()
                done = self.round()
                self.pulse.beat()
                wait = LOOK_SECONDS
                if done:
                    self.took(done, time.perf_counter() - began)
                    continue
            except Retry as e:
                self.pulse.beat(str(e))
                wait = min(wait * 2, AWAY_SECONDS)
                log.warning("store_away", worker="deliveries", error=str(e), again_in=wait)
            self._nudged.wait(wait)

    def wake(self) -> None:
        """Rows were written, or it is time to stop; from any thread."""
        self._nudged.set()

    def sweep(self) -> None:
        """Take up what dead workers left, and what finished digests left untold."""
        now = self._clock()
        repeatable = {way.name for way in self._senders.all if way.repeatable}
        found = self._store.deliveries.recover(now, members.gone, repeatable)
        if found.unknown:
            log.error("deliveries_unknown", count=found.unknown, see="sokuho deliveries list --unknown")
        if found.released or found.repeated:
            log.info("deliveries_recovered", released=found.released, repeated=found.repeated)
        open_digests(self._store, now)

    def round(self, kind: str | None = None) -> int:
        """Claim what is due and deal with it. Returns how many rows there were."""
        now = self._clock()
        first = self._store.deliveries.next_due()  # claiming would keep other writers waiting
        if first is None or first > now or self._paused():
            return 0
        due = self._claim(now, kind)
        leading = self._store.deliveries.leading(due, now)
        groups = grouped(due, self._senders, leading)
        for at, rows in enumerate(groups):
            if self._stop.is_set():
                self._marks.give_back([row for left in groups[at:] for row in left])
                break
            try:
                if len(rows) > 1:
                    self._deliver_together(rows)
                else:
                    self._deliver(rows[0], rows[0].id in leading)
            except BaseException:
                self._marks.give_back([row for left in groups[at:] for row in left])
                raise
        return len(due)

    def _paused(self) -> bool:
        """Whether the operators paused alerts; said once when it begins and once when it ends."""
        pause = self._store.switches.paused().get(ALERTS)
        if pause is not None:
            words = f"paused since {pause.since:%Y-%m-%d %H:%M} UTC; `sokuho resume alerts` sends what waits"
            self.told.problems[ALERTS] = words
        if (pause is None) is not (self._pause is None):
            log.warning("alerts_paused" if pause else "alerts_resumed", reason=pause and pause.reason)
        self._pause = pause
        return pause is not None

    def _claim(self, now: datetime, kind: str | None) -> list[Delivery]:
        """What is due. Where many readers get the same mail, as many of them as a few bulk requests carry."""
        due = self._store.deliveries.claim(now, self._lease, BATCH, self._name, kind)
        if len(due) == BATCH and all(row.revision == due[0].revision for row in due):
            way = bulk_way(self._senders, due[0])
            if way is not None:
                more = way.bulk_limit * REQUESTS - BATCH
                due += self._store.deliveries.claim(now, self._lease, more, self._name, kind, due[0])
        return due

    def deliver_all(self, kind: str | None = None) -> None:
        """All that is due now, until nothing is."""
        self.sweep()
        while not self._stop.is_set() and self.round(kind):
            pass

    def close(self) -> None:
        members.leave(self._name)

    # --- one delivery ---------------------------------------------------------------------------

    def _deliver(self, delivery: Delivery, leads: bool) -> None:
        """One message; where more about its story is due to the reader, one for all of it."""
        later = self._store.deliveries.join(delivery, self._name, self._clock(), self._lease) if leads else []
        try:
            way = self._senders.pick(delivery)
            message = self._messages.make(delivery, way, [row.revision for row in (delivery, *later)])
        except ConfigError:
            raise
        except Reject as e:
            self._marks.refused(delivery, e)
            self._marks.give_back(later)
            return
        except SokuhoError:
            raise
        except Exception as e:
            log.error("not_rendered", delivery=delivery.id, exc_info=e)
            self._marks.not_rendered([delivery], f"{type(e).__name__}: {e}")
            self._marks.give_back(later)
            return
        now, rows = self._clock(), [delivery, *later]
        if rest := self._marks.rest(way, now):
            self._marks.wait(rows, rest, way)
            return
        ids = [row.id for row in rows]
        begun = self._store.deliveries.start_all(ids, self._name, now, self._lease, way.name)
        if len(begun) == len(rows):
            self._send(rows, message, way)
        else:  # somebody took one of them: nothing was sent, so those that were begun wait again
            for row in rows:
                if row.id in begun:
                    self._store.deliveries.postpone(row.id, row.not_before)
                else:
                    self._marks.give_back([row])

    def _send(self, rows: list[Delivery], message: Message, way: Sender) -> None:
        """Send the message of these rows, and mark all of them by what came of it."""
        try:
            receipt = way.send(message)
        except Exception as e:
            self._not_sent(rows, way, e)
        else:
            ids, now = [row.id for row in rows], self._clock()
            self._store.deliveries.settle_all(ids, DeliveryState.SENT, now, receipt=receipt)
            self.told.sent += 1
            log.info("sent", delivery=ids[0], with_=ids[1:], subscription=rows[0].subscription, via=way.name)

    def _not_sent(self, rows: Sequence[Delivery], way: Sender, error: Exception) -> None:
        """Mark the rows by the error. Raises it where a person must mend something first."""
        if isinstance(error, Retry):
            self._marks.refused_for_now(rows, way, error)
        elif isinstance(error, Reject):
            self._marks.failed(rows, str(error))
        elif isinstance(error, ConfigError):
            self._marks.later(rows, str(error))
            raise error
        elif isinstance(error, Unknown):
            self._marks.unknown(rows, way, str(error))
        else:
            log.error("not_sent", deliveries=[row.id for row in rows[:10]], via=way.name, exc_info=error)
            words = f"{type(error).__name__}: {error}"
            if way.repeatable:
                self._marks.later(rows, words)
            else:
                self._marks.unknown(rows, way, words)

    # --- many at once ---------------------------------------------------------------------------

    def _deliver_together(self, rows: list[Delivery]) -> None:
        """One mail for many readers: each row is noted before, and marked after, as if it were alone."""
        way = bulk_way(self._senders, rows[0])
        assert way is not None, "rows are grouped by their way out"
        try:
            bulks, refused = prepare(self._store, self._renderer, rows, way.bulk_limit)
        except SokuhoError:
            raise
        except Exception as e:
            log.error("not_rendered", revision=rows[0].revision, exc_info=e)
            self._marks.not_rendered(rows, f"{type(e).__name__}: {e}")
            return
        for row, why in refused:
            self._marks.refused(row, why)
        known = {row.id: row for row in rows}
        for bulk in bulks:
            mine, now = [known[person.delivery_id] for person in bulk.people], self._clock()
            if self._stop.is_set():
                self._marks.give_back(mine)
            elif rest := self._marks.rest(way, now):
                self._marks.wait(mine, rest, way)
            else:
                ids = [row.id for row in mine]
                begun = self._store.deliveries.start_all(ids, self._name, now, self._lease, way.name)
                self._marks.give_back([row for row in mine if row.id not in begun])
                people = tuple(person for person in bulk.people if person.delivery_id in begun)
                if people:
                    self._send_together(known, replace(bulk, people=people), way)

    def _send_together(self, known: dict[str, Delivery], bulk: Bulk, way: BulkSender) -> None:
        rows = [known[person.delivery_id] for person in bulk.people]
        try:
            receipt = way.send_bulk(bulk)
        except Exception as e:
            if len(rows) == 1 or not isinstance(e, Reject) or isinstance(e, RejectForAll):
                self._not_sent(rows, way, e)
                return
            # nothing was sent: one of them spoils the request, so it is halved until that one is alone
            half = len(rows) // 2
            for people in (bulk.people[:half], bulk.people[half:]):
                if self._paused():
                    for person in people:
                        self._store.deliveries.postpone(person.delivery_id, self._clock(), str(e))
                else:
                    self._send_together(known, replace(bulk, people=people), way)
        else:
            ids = [row.id for row in rows]
            self._store.deliveries.settle_all(ids, DeliveryState.SENT, self._clock(), receipt=receipt)
            self.told.sent += len(rows)
            log.info("sent_together", count=len(rows), revision=rows[0].revision, via=way.name)


if __name__ == "__main__":
    from sokuho.cli.run import consumer

    consumer("deliveries")
