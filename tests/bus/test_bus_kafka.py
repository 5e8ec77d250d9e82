"""What only Kafka has: topics to create, a broker that goes away, members that fall out of the group.

What every bus promises is in tests/test_bus_contract.py, which runs on Kafka, too.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from kafka.errors import KafkaTimeoutError

from sokuho.bus import MAX_BYTES, Consumer, Lost, Record
from sokuho.bus.kafka import KafkaBus, Security, Topic, Tuning
from sokuho.errors import ConfigError, Reject, Retry
from tests.conftest import QUICK
from tools.broker import ApacheKafka, Broker
from tools.process import wait_until

PATIENCE = 20
IMPATIENT = replace(QUICK, bootstrap=1, request=1, delivery=1, block=0.5)
#: kafka-python leaves the sockets of failed connections to the garbage collector
LEFT_SOCKETS = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
Make = Callable[..., KafkaBus]


@pytest.fixture
def make(apache_kafka: Broker, make_kafka_bus: Make) -> Make:
    return make_kafka_bus


def read(consumer: Consumer, count: int) -> list[Record]:
    """`count` records or as many as come while we are patient; a bus that is away is asked again."""
    found: list[Record] = []
    end = time.monotonic() + PATIENCE
    while len(found) < count and time.monotonic() < end:
        try:
            found += consumer.poll(0.3)
        except Retry:
            continue
    return found


def read_impatiently(consumer: Consumer) -> None:
    """Until the first trouble."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        consumer.poll(0.3)


def persist(action: Callable[[], object]) -> None:
    """Do it again while the bus is away, as the worker would."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            action()
            return
        except Retry:
            if time.monotonic() > end:
                raise


def values(records: Sequence[Record]) -> list[bytes]:
    return [record.value for record in records]


# --- topics -------------------------------------------------------------------------------------


def test_topics_are_created_once_and_compared(make: Make, kafka_topic: str) -> None:
    bus = make(kafka_topic, partitions=3, create=False)
    assert [state.exists for state in bus.create_topics()] == [False]
    assert [state.exists for state in bus.create_topics()] == [True]
    assert [state.differences for state in bus.compare_topics()] == [()]


def test_a_topic_that_differs_says_in_what(make: Make, kafka_topic: str) -> None:
    first = make(kafka_topic, partitions=2)
    address = first._connection.servers
    with KafkaBus(address, [Topic(kafka_topic, partitions=3, retention_hours=1)], tuning=QUICK) as bus:
        (state,) = bus.compare_topics()
    assert state.differences == (
        "partitions 2, wanted 3",
        f"retention.ms {14 * 24 * 3_600_000}, wanted 3600000",
    )


def test_a_missing_topic_is_the_persons_mistake(make: Make, kafka_topic: str) -> None:
    bus = make(kafka_topic, create=False)
    with pytest.raises(ConfigError, match=r"no such topic.*sokuho bus init"):
        bus.publish(kafka_topic, "k", b"v")
    with pytest.raises(ConfigError, match=rf"no topic {kafka_topic}.*sokuho bus init"):
        bus.consumer(kafka_topic, "g").poll(0.1)


# --- records ------------------------------------------------------------------------------------


def test_a_record_too_long_is_refused_and_the_next_one_passes(make: Make, kafka_topic: str) -> None:
    bus = make(kafka_topic)
    with pytest.raises(Reject, match="1,000,001 bytes"):
        bus.publish(kafka_topic, "k", b"x" * (MAX_BYTES + 1))
    bus.publish(kafka_topic, "k", b"\0" * MAX_BYTES, {"reason": "長い" * 5000})
    consumer = bus.consumer(kafka_topic, "g")
    (record,) = read(consumer, 1)
    assert len(record.value) == MAX_BYTES
    assert record.headers == {"reason": "長い" * 5000}
    consumer.close()


def test_foreign_records_without_key_or_utf8_can_be_read(make: Make, kafka_topic: str) -> None:
    """Other tools write to the topic, too; what they wrote is for the handler to refuse, not for us."""
    bus = make(kafka_topic, partitions=1)
    producer = bus._connected()
    producer.send(kafka_topic, b"\xff\xfe", None, headers=[("h", b"\xff")]).get(5)
    producer.send(kafka_topic, None, b"\xff").get(5)
    consumer = bus.consumer(kafka_topic, "g")
    first, second = read(consumer, 2)
    assert (first.key, first.value, first.headers) == ("", b"\xff\xfe", {"h": "�"})
    assert (second.key, second.value) == ("�", b"")
    consumer.close()


# --- the group ----------------------------------------------------------------------------------


def test_a_member_that_works_too_long_loses_its_partition_but_no_record(
    apache_kafka: Broker, make: Make, kafka_topic: str
) -> None:
    make(kafka_topic, partitions=1)
    hasty = Tuning(session=3, heartbeat=0.3, fetch_wait=0.02, poll_interval=1, request=3)
    with KafkaBus(apache_kafka.address, [Topic(kafka_topic, 1)], tuning=hasty) as bus:
        bus.publish_all(kafka_topic, [("k", b"1"), ("k", b"2")])
        slow, quick = bus.consumer(kafka_topic, "g"), bus.consumer(kafka_topic, "g")
        held = read(slow, 2)
        again = read(quick, 2)
        assert values(again) == values(held) == [b"1", b"2"]
        with pytest.raises(Lost):
            slow.commit(held[1])
        quick.commit(again[1])
        assert [lag.behind for lag in bus.lag()] == [0]
        quick.close()
        slow.close()


def test_a_commit_past_a_rewind_is_ignored(make: Make, kafka_topic: str) -> None:
    """The rest of the batch was in hand when its first record failed: it must not carry that one away."""
    bus = make(kafka_topic, partitions=1)
    bus.publish_all(kafka_topic, [("k", b"1"), ("k", b"2"), ("k", b"3")])
    consumer = bus.consumer(kafka_topic, "g")
    one, two, three = read(consumer, 3)
    consumer.commit(one)
    consumer.rewind(two)
    consumer.commit(three)
    assert [lag.committed for lag in bus.lag()] == [1]
    assert values(read(consumer, 2)) == [b"2", b"3"]
    consumer.commit(three)
    assert [lag.behind for lag in bus.lag()] == [0]
    consumer.close()


def test_records_fetched_while_the_broker_goes_away_come_again(
    make: Make, kafka_topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poll that fails after its fetch must not leave the place behind the records that nobody got."""
    bus = make(kafka_topic, partitions=1)
    bus.publish_all(kafka_topic, [("k", b"1"), ("k", b"2")])
    consumer = bus.consumer(kafka_topic, "g")

    def away(*_: object, **__: object) -> None:
        raise KafkaTimeoutError("away")

    with monkeypatch.context() as patch:
        patch.setattr(consumer, "_show_group", away)
        with pytest.raises(Retry):
            read_impatiently(consumer)
    assert values(read(consumer, 2)) == [b"1", b"2"]
    consumer.close()


# --- a broker that goes away --------------------------------------------------------------------


def test_nobody_there_is_told_by_address_and_leaves_nothing_behind() -> None:
    before = threading.active_count()
    with KafkaBus("127.0.0.1:1", [Topic("t")], tuning=Tuning(bootstrap=0.2)) as bus:
        for action in (lambda: bus.publish("t", "k", b"v"), bus.lag, lambda: bus.consumer("t", "g").poll(0)):
            with pytest.raises(Retry, match=r"127\.0\.0\.1:1 is away"):
                action()
    assert wait_until(lambda: threading.active_count() <= before, PATIENCE)


@pytest.mark.parametrize("address", ["", "host", "host:", "host:99999", "http://host:9092", "a:1,,b:2"])
def test_a_wrong_address_is_the_persons_mistake(address: str) -> None:
    with pytest.raises(ConfigError, match="not a Kafka address"):
        KafkaBus(address)


@LEFT_SOCKETS
def test_a_killed_broker_is_met_again_without_a_restart(
    apache_kafka: Broker, make: Make, kafka_topic: str
) -> None:
    bus = make(kafka_topic, partitions=1, tuning=IMPATIENT)
    staying, leaving = bus.consumer(kafka_topic, "g"), bus.consumer(kafka_topic, "h")
    bus.publish(kafka_topic, "k", b"before")
    (before,), _ = read(staying, 1), read(leaving, 1)
    apache_kafka.kill()
    try:
        for action in (
            lambda: bus.publish(kafka_topic, "k", b"never"),
            lambda: [staying.poll(0.2) for _ in range(50)],
            lambda: staying.commit(before),
            bus.lag,
        ):
            with pytest.raises(Retry, match="is away"):
                action()
        leaving.close()
    finally:
        apache_kafka.start()
    persist(bus.create_topics)
    persist(lambda: bus.publish(kafka_topic, "k", b"after"))
    assert read(staying, 1)[-1].value == b"after"
    staying.close()


@LEFT_SOCKETS
def test_a_broker_that_forgot_everything_gets_a_new_producer(
    apache_kafka: Broker, make: Make, kafka_topic: str
) -> None:
    bus = make(kafka_topic, partitions=1, tuning=IMPATIENT)
    bus.publish_all(kafka_topic, [("k", b"%d" % n) for n in range(50)])
    apache_kafka.kill()
    if isinstance(apache_kafka, ApacheKafka):
        shutil.rmtree(apache_kafka.home / "data")
    apache_kafka.start()
    persist(bus.create_topics)
    persist(lambda: bus.publish(kafka_topic, "k", b"new"))
    consumer = bus.consumer(kafka_topic, "g")
    assert values(read(consumer, 1)) == [b"new"]
    consumer.close()


def test_a_password_is_not_shown() -> None:
    assert "hush" not in repr(Security("SASL_SSL", "PLAIN", "user", "hush"))
