"""The loop of every consumer: what is done, what comes again, what is put aside, and when it stops."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sokuho.bus import Record
from sokuho.bus.local import LocalBus
from sokuho.errors import ConfigError, Reject, Retry
from sokuho.worker import Policy, TooManyParkedError, Worker

TOPIC = "sokuho.articles"
QUICK = Policy(first_wait=0.001, longest_wait=0.01, tries=3, max_parked_in_a_row=4)


class Desk:
    """A handler that notes what it is given and does as it is told; `fail` maps values to errors."""

    def __init__(self, bus: LocalBus) -> None:
        self.bus = bus
        self.done: list[bytes] = []
        self.tried: list[bytes] = []
        self.parked: list[tuple[bytes, str]] = []
        self.fail: dict[bytes, list[Exception]] = {}
        self.stop = threading.Event()

    def handle(self, record: Record) -> None:
        self.tried.append(record.value)
        if errors := self.fail.get(record.value):
            raise errors.pop(0)
        self.done.append(record.value)

    def park(self, record: Record, reason: str) -> None:
        self.parked.append((record.value, reason))

    def worker(self) -> Worker:
        consumer = self.bus.consumer(TOPIC, "g")
        return Worker("g", consumer, self.handle, self.park, stop=self.stop, policy=QUICK)

    def behind(self) -> int:
        return sum(lag.behind for lag in self.bus.lag())

    def drain(self) -> bool:
        worker = self.worker()
        try:
            return worker.drain(self.behind, patience=5)
        finally:
            worker.close()

    def publish(self, count: int, key: str = "k") -> None:
        self.bus.publish_all(TOPIC, [(key, f"{i:03}".encode()) for i in range(count)])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with LocalBus(tmp_path / "bus.db", partitions=3) as bus:
        yield Desk(bus)


def test_everything_is_handled_once_in_order(desk: Desk) -> None:
    desk.publish(120)
    assert desk.drain()
    assert desk.done == sorted(desk.done)
    assert len(desk.done) == 120
    assert desk.drain()
    assert len(desk.tried) == 120


def test_retry_holds_the_order_of_its_partition(desk: Desk) -> None:
    desk.publish(5)
    desk.fail[b"001"] = [Retry("away"), Retry("away", after=0.02)]
    assert desk.drain()
    assert desk.done == [b"000", b"001", b"002", b"003", b"004"]
    assert desk.tried.count(b"001") == 3
    assert desk.parked == []


def test_retry_does_not_hold_other_partitions(desk: Desk) -> None:
    desk.publish(1, key="a")
    desk.bus.publish_all(TOPIC, [(f"key {i}", f"other {i}".encode()) for i in range(20)])
    desk.fail[b"000"] = [Retry("away", after=3600)]
    worker = desk.worker()
    for _ in range(3):
        worker.step(timeout=0.1)
    worker.close()
    assert len(desk.done) >= 8


def test_reject_is_parked_and_passed(desk: Desk) -> None:
    desk.publish(3)
    desk.fail[b"001"] = [Reject("not JSON")]
    assert desk.drain()
    assert desk.done == [b"000", b"002"]
    assert desk.parked == [(b"001", "not JSON")]


def test_what_cannot_be_parked_is_not_committed(desk: Desk) -> None:
    desk.publish(2)
    desk.fail[b"000"] = [Reject("not JSON")] * 2
    original, calls = desk.park, []

    def park(record: Record, reason: str) -> None:
        calls.append(reason)
        if len(calls) == 1:
            raise Retry("bus away")
        original(record, reason)

    desk.park = park  # type: ignore[method-assign]
    assert desk.drain()
    assert desk.parked == [(b"000", "not JSON")]
    assert desk.done == [b"001"]


def test_an_unexpected_error_is_tried_then_parked(desk: Desk) -> None:
    desk.publish(2)
    desk.fail[b"000"] = [ZeroDivisionError("oops")] * 3
    assert desk.drain()
    assert desk.tried.count(b"000") == 3
    assert desk.parked == [(b"000", "unexpected ZeroDivisionError: oops")]
    assert desk.done == [b"001"]


def test_tries_while_the_surroundings_were_away_do_not_count_towards_parking(desk: Desk) -> None:
    desk.publish(1)
    desk.fail[b"000"] = [Retry("away"), Retry("away"), Retry("away"), ZeroDivisionError("oops")]
    assert desk.drain()
    assert (desk.done, desk.parked) == ([b"000"], [])


def test_too_many_parked_in_a_row_stop_the_worker(desk: Desk) -> None:
    desk.publish(10)
    for i in range(10):
        desk.fail[f"{i:03}".encode()] = [Reject("no such table")]
    with pytest.raises(TooManyParkedError, match=r"4 records in a row.*no such table.*replay"):
        desk.drain()
    assert len(desk.parked) == 4
    desk.fail.clear()
    assert desk.drain()
    assert desk.done == [f"{i:03}".encode() for i in range(4, 10)]


def test_a_success_between_keeps_it_going(desk: Desk) -> None:
    desk.publish(10)
    for i in range(0, 10, 2):
        desk.fail[f"{i:03}".encode()] = [Reject("bad")]
    assert desk.drain()
    assert len(desk.parked) == 5


def test_a_config_error_stops_without_commit(desk: Desk) -> None:
    desk.publish(2)
    desk.fail[b"000"] = [ConfigError("the disk is full")]
    with pytest.raises(ConfigError, match="full"):
        desk.drain()
    assert desk.drain()
    assert desk.done == [b"000", b"001"]


def test_stop_finishes_the_record_in_hand(desk: Desk) -> None:
    desk.publish(10)
    original = desk.handle

    def handle(record: Record) -> None:
        original(record)
        if len(desk.done) == 3:
            desk.stop.set()

    desk.handle = handle  # type: ignore[method-assign]
    desk.worker().run()
    assert desk.done == [b"000", b"001", b"002"]
    desk.stop.clear()
    desk.handle = original  # type: ignore[method-assign]
    assert desk.drain()
    assert len(desk.done) == 10


def test_run_ends_when_woken_after_stop(desk: Desk) -> None:
    worker = desk.worker()
    thread = threading.Thread(target=worker.run)
    thread.start()
    desk.stop.set()
    worker.wake()
    thread.join(20)
    assert not thread.is_alive()


def test_drain_gives_up_on_what_makes_no_progress(desk: Desk) -> None:
    desk.publish(1)
    desk.fail[b"000"] = [Retry("away", after=3600)]
    worker = desk.worker()
    assert not worker.drain(desk.behind, patience=0.5)
    worker.close()


def test_a_bus_that_is_away_is_asked_again(desk: Desk) -> None:
    class Away:
        """A consumer whose bus is away twice."""

        polls = 0

        def poll(self, timeout: float, limit: int = 100) -> list[Record]:
            self.polls += 1
            if self.polls < 3:
                raise Retry("no broker")
            desk.stop.set()
            return []

        def commit(self, record: Record) -> None: ...
        def rewind(self, record: Record, after: float = 0) -> None: ...
        def wake(self) -> None: ...
        def close(self) -> None: ...

    away = Away()
    Worker("g", away, desk.handle, desk.park, stop=desk.stop, policy=QUICK).run()
    assert away.polls == 3
