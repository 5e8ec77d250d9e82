"""What every bus promises; see `sokuho/bus/__init__.py`. One suite, run on each kind of bus."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sokuho.bus import MAX_BYTES, Bus, Consumer, Lost, Record
from sokuho.bus.local import LocalBus
from sokuho.errors import Reject

Connect = Callable[[], Bus]


@pytest.fixture(params=["local", "kafka"])
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connect]:
    """Makes connections to one bus, as several processes would have them."""
    if request.param == "kafka":
        make = request.getfixturevalue("make_kafka_bus")
        topic = request.getfixturevalue("topic")
        yield lambda: make(topic, partitions=4)
        return
    opened: list[Bus] = []

    def local() -> Bus:
        opened.append(LocalBus(tmp_path / "bus.db", partitions=4))
        return opened[-1]

    yield local
    for bus in opened:
        bus.close()


@pytest.fixture
def topic(kafka_topic: str) -> str:
    return kafka_topic


@pytest.fixture
def bus(connect: Connect) -> Bus:
    return connect()


def read(consumer: Consumer, count: int, seconds: float = 20) -> list[Record]:
    """`count` records, or fewer if they do not come."""
    found: list[Record] = []
    end = time.monotonic() + seconds
    while len(found) < count and time.monotonic() < end:
        found += consumer.poll(0.2)
    return found


def test_a_record_comes_as_it_was_published(bus: Bus, topic: str) -> None:
    bus.publish(topic, "鍵", b"\x00\xff", {"reason": "壊れた"})
    consumer = bus.consumer(topic, "g")
    (record,) = read(consumer, 1)
    assert (record.topic, record.key, record.value) == (topic, "鍵", b"\x00\xff")
    assert dict(record.headers) == {"reason": "壊れた"}
    consumer.close()


def test_records_of_one_key_keep_their_order(bus: Bus, topic: str) -> None:
    bus.publish_all(topic, [(f"k{i % 7}", f"{i:04}".encode()) for i in range(700)])
    consumer = bus.consumer(topic, "g")
    found = read(consumer, 700)
    assert len(found) == 700
    for key in {r.key for r in found}:
        values = [r.value for r in found if r.key == key]
        assert values == sorted(values)
        assert len({r.partition for r in found if r.key == key}) == 1
    consumer.close()


def test_what_was_not_committed_comes_again(connect: Connect, topic: str) -> None:
    bus = connect()
    bus.publish_all(topic, [("k", str(i).encode()) for i in range(5)])
    first = bus.consumer(topic, "g")
    records = read(first, 5)
    first.commit(records[1])
    first.close()
    second = connect().consumer(topic, "g")
    assert [r.value for r in read(second, 3)] == [b"2", b"3", b"4"]
    second.close()


def test_groups_do_not_know_of_each_other(bus: Bus, topic: str) -> None:
    bus.publish(topic, "k", b"1")
    for group in ("one", "two"):
        consumer = bus.consumer(topic, group)
        (record,) = read(consumer, 1)
        consumer.commit(record)
        consumer.close()


def test_a_new_group_starts_at_the_earliest_record(bus: Bus, topic: str) -> None:
    bus.publish(topic, "k", b"old")
    consumer = bus.consumer(topic, "late")
    assert [r.value for r in read(consumer, 1)] == [b"old"]
    consumer.close()


def test_rewind_repeats_the_record_and_all_after_it(bus: Bus, topic: str) -> None:
    bus.publish_all(topic, [("k", str(i).encode()) for i in range(4)])
    consumer = bus.consumer(topic, "g")
    records = read(consumer, 4)
    consumer.commit(records[0])
    consumer.rewind(records[1])
    consumer.commit(records[3])  # read, but to be read again: it must not take the others along
    consumer.close()
    again = bus.consumer(topic, "g")
    assert [r.value for r in read(again, 3)] == [b"1", b"2", b"3"]
    again.close()


def test_a_rewound_partition_rests_while_others_go_on(bus: Bus, topic: str) -> None:
    keys = [f"k{i}" for i in range(20)]
    bus.publish_all(topic, [(key, b"1") for key in keys])
    consumer = bus.consumer(topic, "g")
    records = read(consumer, 20)
    held = records[0]
    consumer.rewind(held, after=3600)
    bus.publish_all(topic, [(key, b"2") for key in keys])
    others = sum(r.partition != held.partition for r in records)
    found = read(consumer, others)
    assert len(found) == others
    assert held.partition not in {r.partition for r in found}
    consumer.close()


def test_a_partition_is_read_by_one_member_at_a_time(connect: Connect, topic: str) -> None:
    bus = connect()
    one, two = bus.consumer(topic, "g"), connect().consumer(topic, "g")
    seen: dict[str, list[tuple[int, int]]] = {"one": [], "two": []}
    bus.publish_all(topic, [(f"k{i}", b"x") for i in range(200)])
    end = time.monotonic() + 60
    while sum(map(len, seen.values())) < 200 and time.monotonic() < end:
        for name, consumer in (("one", one), ("two", two)):
            for record in consumer.poll(0.1):
                with suppress(Lost):
                    consumer.commit(record)
                    seen[name].append((record.partition, record.offset))
    places = seen["one"] + seen["two"]
    assert len(places) == len(set(places)) == 200
    for consumer in (one, two):
        consumer.close()


def test_who_leaves_is_replaced(connect: Connect, topic: str) -> None:
    bus = connect()
    one, two = bus.consumer(topic, "g"), connect().consumer(topic, "g")
    one.poll(0.1)
    two.poll(0.1)
    one.close()
    bus.publish_all(topic, [(f"k{i}", b"x") for i in range(50)])
    assert len({(r.partition, r.offset) for r in read(two, 50)}) == 50
    two.close()


def test_lag_counts_what_a_group_has_not_done(bus: Bus, topic: str) -> None:
    bus.publish_all(topic, [(f"k{i}", b"x") for i in range(30)])
    consumer = bus.consumer(topic, "g")
    records = read(consumer, 30)
    assert sum(lag.behind for lag in bus.lag() if lag.group == "g") == 30
    for record in records:
        consumer.commit(record)
    assert sum(lag.behind for lag in bus.lag() if lag.group == "g") == 0
    consumer.close()


def test_a_record_too_long_is_refused(bus: Bus, topic: str) -> None:
    with pytest.raises(Reject, match="bytes"):
        bus.publish(topic, "k", b"x" * (MAX_BYTES + 1))
    bus.publish(topic, "k", b"x" * MAX_BYTES)


def test_a_refused_batch_leaves_nothing_behind(bus: Bus, topic: str) -> None:
    with pytest.raises(Reject):
        bus.publish_all(topic, [("a", b"x"), ("b", b"x" * (MAX_BYTES + 1))])
    consumer = bus.consumer(topic, "g")
    assert read(consumer, 1, seconds=1) == []
    consumer.close()


def test_wake_ends_a_poll(bus: Bus, topic: str) -> None:
    consumer = bus.consumer(topic, "g")
    consumer.poll(0.1)
    done = threading.Event()

    def wait() -> None:
        consumer.poll(60)
        done.set()

    thread = threading.Thread(target=wait)
    thread.start()
    consumer.wake()
    assert done.wait(20)
    thread.join()
    consumer.close()


def test_a_waiting_consumer_hears_of_a_record(connect: Connect, topic: str) -> None:
    publisher = connect()
    consumer = connect().consumer(topic, "g")
    found: list[Record] = []
    thread = threading.Thread(target=lambda: found.extend(read(consumer, 1, seconds=30)))
    thread.start()
    publisher.publish(topic, "k", b"x")
    thread.join(40)
    assert [r.value for r in found] == [b"x"]
    consumer.close()
