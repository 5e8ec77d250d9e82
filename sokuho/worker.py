"""The one loop behind every consumer of the bus.

    poll -> handle -> commit                         the work is durable before the commit
               |-> Retry      the surroundings failed: the same record again, later; its partition waits
               |-> Reject     never: park it with reason and origin, then commit
               |-> ConfigError  the person's to mend: stop, nothing committed
               '-> anything else  a fault of ours: logged once with its ids, tried again, then parked

Where the handler can take many records at once, a whole poll is one piece of work: all of it durable, or
none. What fails so is gone through one by one, which finds the record at fault.

Too many records parked one after another mean that the fault is not theirs: the worker stops and says why.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from sokuho.bus import Consumer, Lost, Record
from sokuho.errors import ConfigError, Reject, Retry, SokuhoError
from sokuho.pulse import Pulse

log = structlog.get_logger(__name__)


class TooManyParkedError(SokuhoError):
    """A worker stopped because everything it handles fails."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Seconds between tries, doubled each time; how often an unexpected error is tried; how many
    parkings in a row are too many; how many records are asked for at once: enough to share the cost of a
    transaction, few enough to be done within a second."""

    first_wait: float = 0.5
    longest_wait: float = 60
    tries: int = 3
    max_parked_in_a_row: int = 20
    batch: int = 200


@dataclass(slots=True)
class Tally:
    """What a worker did since it began."""

    handled: int = 0
    parked: int = 0
    retried: int = 0
    reasons: list[str] = field(default_factory=list)


class Worker:
    """Feeds one consumer's records to `handle`, or many at once to `handle_all`. `park` must be durable when
    it returns. Setting `stop` ends the loop after what is in hand. `took` hears of the work: how many
    records, and the seconds for all of them."""

    def __init__(
        self,
        name: str,
        consumer: Consumer,
        handle: Callable[[Record], object],
        park: Callable[[Record, str], None],
        *,
        stop: threading.Event,
        policy: Policy,
        handle_all: Callable[[Sequence[Record]], object] | None = None,
    ) -> None:
        self.name, self.tally, self.pulse = name, Tally(), Pulse()
        self._handle_all, self._handle = handle_all, handle
        self._consumer, self._park, self._stop, self._policy = consumer, park, stop, policy
        self.took: Callable[[int, float], None] = lambda count, seconds: None
        self._tries: dict[tuple[int, int], int] = {}
        self._faults: dict[tuple[int, int], int] = {}  # unexpected errors alone: they end in parking
        self._away = 0
        self._in_a_row = 0

    def run(self) -> None:
        """Until `stop` is set; then leave the group. Raises ConfigError or TooManyParkedError."""
        try:
            while not self._stop.is_set():
                self.step(timeout=5)
        finally:
            self.close()

    def drain(self, behind: Callable[[], int], patience: float = 30) -> bool:
        """Until nothing is `behind`. False: no progress for `patience` seconds, or stopped before."""
        waited = 0.0
        while not self._stop.is_set() and behind():
            done = self.tally.handled + self.tally.parked
            self.step(timeout=0.25)
            waited = 0.0 if self.tally.handled + self.tally.parked > done else waited + 0.25
            if waited >= patience:
                return False
        return not behind()

    def step(self, timeout: float) -> None:
        """One poll, and the work on what it brought."""
        try:
            records = self._consumer.poll(timeout, self._policy.batch)
            self._away = 0
            self.pulse.beat()
        except Retry as e:
            self._away += 1
            wait = self._wait(self._away, e.after)
            self.pulse.beat(str(e))
            log.warning("bus_away", worker=self.name, error=str(e), again_in=wait)
            self._stop.wait(wait)
            return
        if self._handle_all is not None and len(records) > 1 and self._together(self._handle_all, records):
            return
        waiting: set[int] = set()  # partitions whose order must hold until their first record is done
        for record in records:
            if self._stop.is_set():
                return
            if record.partition not in waiting and not self._one(record):
                waiting.add(record.partition)

    def close(self) -> None:
        """Leave the group, so that others take over at once."""
        try:
            self._consumer.close()
        except Retry as e:  # its place expires by itself
            log.warning("group_not_left", worker=self.name, error=str(e))

    def wake(self) -> None:
        """End a poll that waits: something changed, or it is time to stop."""
        self._consumer.wake()

    # --- many records ---------------------------------------------------------------------------

    def _together(self, handle_all: Callable[[Sequence[Record]], object], records: Sequence[Record]) -> bool:
        """Handle and commit them all. False: to be gone through one by one, nothing was done."""
        began = time.perf_counter()
        try:
            handle_all(records)
        except ConfigError:
            raise
        except Retry as e:
            self.pulse.beat(str(e))
            for first in {record.partition: record for record in reversed(records)}.values():
                self._again(first, e.after, "retry", str(e))
            return True
        except Exception as e:
            log.warning("one_by_one", worker=self.name, records=len(records), error=str(e)[:300])
            return False
        self.took(len(records), time.perf_counter() - began)
        self.tally.handled += len(records)
        self._in_a_row = 0
        last_of: dict[int, Record] = {}
        for record in records:
            last_of.pop(record.partition, None)  # in the order of their ends
            last_of[record.partition] = record
        for counts in (self._tries, self._faults):
            for place in [place for place in counts if place[0] in last_of]:
                del counts[place]
        for last in last_of.values():
            try:
                self._consumer.commit(last)
            except Lost as e:
                log.info("partition_lost", worker=self.name, **_ids(last), error=str(e))
            except Retry as e:  # all of it is done, and will be found done
                self._again(last, e.after, "commit", str(e))
        return True

    # --- one record -----------------------------------------------------------------------------

    def _one(self, record: Record) -> bool:
        """Handle and commit. False: the record comes again, its partition waits."""
        try:
            began = time.perf_counter()
            try:
                self._handle(record)
            except Reject as e:
                self._put_aside(record, str(e))
            except SokuhoError:
                raise
            except Exception as e:
                if not self._give_up(record, e):
                    return False
            else:
                self.took(1, time.perf_counter() - began)
                self.tally.handled += 1
                self._in_a_row = 0
            self._consumer.commit(record)
        except Lost as e:
            log.info("partition_lost", worker=self.name, **_ids(record), error=str(e))
            return False
        except ConfigError:
            raise
        except Retry as e:
            self._again(record, e.after, "retry", str(e))
            return False
        for counts in (self._tries, self._faults):
            counts.pop((record.partition, record.offset), None)
        self._check_parkings()
        return True

    def _give_up(self, record: Record, error: Exception) -> bool:
        """Whether an unexpected error was tried often enough, so that the record is parked."""
        place = (record.partition, record.offset)
        self._faults[place] = self._faults.get(place, 0) + 1
        if self._faults[place] == 1:
            log.error("unexpected", worker=self.name, **_ids(record), exc_info=error)
        words = f"unexpected {type(error).__name__}: {error}"
        if self._faults[place] < self._policy.tries:
            self._again(record, None, "unexpected", words)
            return False
        self._put_aside(record, words)
        return True

    def _again(self, record: Record, after: float | None, why: str, error: str) -> None:
        place = (record.partition, record.offset)
        self._tries[place] = self._tries.get(place, 0) + 1
        self.tally.retried += 1
        wait = self._wait(self._tries[place], after)
        log.warning("again", worker=self.name, **_ids(record), why=why, error=error, again_in=wait)
        self._consumer.rewind(record, wait)

    def _put_aside(self, record: Record, reason: str) -> None:
        self._park(record, reason)
        self.tally.parked += 1
        self._in_a_row += 1
        self.tally.reasons.append(reason)
        log.error("parked", worker=self.name, **_ids(record), reason=reason)

    def _check_parkings(self) -> None:
        if self._in_a_row >= self._policy.max_parked_in_a_row:
            raise TooManyParkedError(
                f"{self.name}: {self._in_a_row} records in a row could not be handled, so the fault is "
                f"probably not theirs; stopped. The last: {self.tally.reasons[-1]}. They are parked: mend "
                "the cause, then `sokuho replay`"
            )

    def _wait(self, tries: int, after: float | None) -> float:
        own = self._policy.first_wait * 2.0 ** min(tries - 1, 30)
        return max(min(own, self._policy.longest_wait), after or 0.0)


def _ids(record: Record) -> dict[str, object]:
    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "key": record.key,
    }
