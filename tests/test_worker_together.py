"""A worker whose handler takes many records at once: all or none, and the one at fault is found."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sokuho.bus import Record
from sokuho.bus.local import LocalBus
from sokuho.errors import ConfigError, Reject, Retry
from sokuho.worker import Policy, Worker

TOPIC = "sokuho.articles"
QUICK = Policy(first_wait=0.001, longest_wait=0.01, tries=3, max_parked_in_a_row=4, batch=20)


class Desk:
    """Notes the batches that were done; fails those that hold a value of `fail`."""

    def __init__(self, bus: LocalBus) -> None:
        self.bus, self.fail = bus, dict[bytes, list[Exception]]()
        self.batches: list[list[bytes]] = []
        self.parked: list[bytes] = []
        self.took: list[int] = []

    def together(self, records: Sequence[Record]) -> None:
        for record in records:
            if errors := self.fail.get(record.value):
                raise errors.pop(0)
        self.batches.append([record.value for record in records])

    def alone(self, record: Record) -> None:
        self.together([record])

    def drain(self) -> bool:
        worker = Worker(
            "g",
            self.bus.consumer(TOPIC, "g"),
            self.alone,
            lambda record, _reason: self.parked.append(record.value),
            handle_all=self.together,
            stop=threading.Event(),
            policy=QUICK,
        )
        worker.took = lambda count, _seconds: self.took.append(count)
        try:
            return worker.drain(lambda: sum(lag.behind for lag in self.bus.lag()), patience=5)
        finally:
            worker.close()

    @property
    def done(self) -> list[bytes]:
        return [value for batch in self.batches for value in batch]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with LocalBus(tmp_path / "bus.db", partitions=3) as bus:
        bus.publish_all(TOPIC, [(f"k{i % 7}", f"{i:03}".encode()) for i in range(60)])
        yield Desk(bus)


def test_what_comes_together_is_handled_together_and_once(desk: Desk) -> None:
    assert desk.drain()
    assert sorted(desk.done) == [f"{i:03}".encode() for i in range(60)]
    assert len(desk.batches) == 3
    assert sum(desk.took) == 60
    assert desk.drain()
    assert len(desk.done) == 60


def test_one_record_at_fault_is_parked_and_the_others_are_done(desk: Desk) -> None:
    desk.fail[b"007"] = [Reject("no article"), Reject("no article")]
    assert desk.drain()
    assert desk.parked == [b"007"]
    assert sorted(desk.done) == [f"{i:03}".encode() for i in range(60) if i != 7]


def test_an_unexpected_fault_is_tried_again_and_then_parked(desk: Desk) -> None:
    desk.fail[b"007"] = [ZeroDivisionError("ours") for _ in range(8)]
    assert desk.drain()
    assert desk.parked == [b"007"]
    assert sorted(set(desk.done)) == [f"{i:03}".encode() for i in range(60) if i != 7]


def test_surroundings_that_fail_bring_the_whole_batch_again(desk: Desk) -> None:
    desk.fail[b"007"] = [Retry("the store is away"), Retry("the store is away", after=0.01)]
    assert desk.drain()
    assert desk.parked == []
    assert sorted(desk.done) == [f"{i:03}".encode() for i in range(60)]


def test_what_a_person_must_mend_stops_it_with_nothing_committed(desk: Desk) -> None:
    desk.fail[b"000"] = [ConfigError("the disk is full")]
    with pytest.raises(ConfigError):
        desk.drain()
    assert desk.drain()
    assert sorted(desk.done) == [f"{i:03}".encode() for i in range(60)]


def test_a_batch_of_a_partition_that_went_elsewhere_is_done_there_again(desk: Desk) -> None:
    first = desk.bus.consumer(TOPIC, "g")
    assert first.poll(1)
    first.close()
    assert desk.drain()
    assert len(desk.done) == 60
