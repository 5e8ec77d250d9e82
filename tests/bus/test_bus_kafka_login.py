"""Who must log in at a real Apache Kafka, and may do only what its access rules say.

Whatever is refused stops at once, with a message that names what is missing: trying again would not help.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator

import pytest
from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)

from sokuho.bus import Consumer, Record
from sokuho.bus.kafka import KafkaBus, Security, Topic
from sokuho.errors import ConfigError
from tests.conftest import KAFKA_USERS, QUICK
from tools.broker import ApacheKafka, Broker

READ, WRITE = ACLOperation.READ, ACLOperation.WRITE
TOPIC, GROUP = ResourceType.TOPIC, ResourceType.GROUP
PATIENCE = 20

Login = Callable[..., KafkaBus]


@pytest.fixture
def kafka(apache_kafka: Broker) -> ApacheKafka:
    assert isinstance(apache_kafka, ApacheKafka)
    return apache_kafka


@pytest.fixture
def admin(kafka: ApacheKafka) -> Iterator[KafkaAdminClient]:
    opened = KafkaAdminClient(bootstrap_servers=kafka.address)
    yield opened
    opened.close()


@pytest.fixture
def topic(make_kafka_bus: Login) -> str:
    """A topic that is there, with a record that everybody would like to read."""
    name = f"t-{uuid.uuid4().hex[:12]}"
    make_kafka_bus(name, partitions=1).publish(name, "first", b"1")
    return name


@pytest.fixture
def login(kafka: ApacheKafka, topic: str) -> Iterator[Login]:
    """`login("allowed")`: the bus as this user has it."""
    made: list[KafkaBus] = []

    def log_in(user: str, password: str | None = None, mechanism: str = "SCRAM-SHA-256") -> KafkaBus:
        security = Security("SASL_PLAINTEXT", mechanism, user, password or KAFKA_USERS[user])
        made.append(KafkaBus(kafka.login_address, [Topic(topic, 1)], tuning=QUICK, security=security))
        return made[-1]

    yield log_in
    for bus in made:
        bus.close()


def rule(user: str, kind: ResourceType, name: str, operation: ACLOperation) -> ACL:
    return ACL(f"User:{user}", "*", operation, ACLPermissionType.ALLOW, ResourcePattern(kind, name))


def read_one(bus: KafkaBus, topic: str, group: str) -> Record:
    consumer = bus.consumer(topic, group)
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for record in consumer.poll(0.3):
                consumer.commit(record)
                return record
        raise AssertionError("nothing came")
    finally:
        consumer.close()


def poll_in_vain(consumer: Consumer) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert not consumer.poll(0.3), "read without permission"


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-512"])
def test_who_logs_in_and_is_permitted_writes_and_reads(
    login: Login, admin: KafkaAdminClient, topic: str, mechanism: str
) -> None:
    group = f"g-{topic}"
    rules = [(TOPIC, topic, READ), (TOPIC, topic, WRITE), (GROUP, group, READ)]
    admin.create_acls([rule("allowed", *each) for each in rules])
    bus = login("allowed", mechanism=mechanism)
    bus.publish(topic, "second", b"2")
    assert read_one(bus, topic, group).value == b"1"
    assert read_one(bus, topic, group).value == b"2"


def test_a_wrong_password_is_said_at_once(login: Login, topic: str) -> None:
    bus = login("allowed", "guessed")
    for attempt in (
        lambda: bus.publish(topic, "k", b"v"),
        lambda: bus.consumer(topic, "g").poll(1),
        bus.lag,
    ):
        began = time.monotonic()
        with pytest.raises(ConfigError, match="SOKUHO_KAFKA_USERNAME and SOKUHO_KAFKA_PASSWORD") as caught:
            attempt()
        assert time.monotonic() - began < QUICK.bootstrap
        assert "guessed" not in str(caught.value)


def test_who_may_not_write_is_told(login: Login, admin: KafkaAdminClient, topic: str) -> None:
    admin.create_acls([rule("stranger", TOPIC, topic, READ)])
    with pytest.raises(ConfigError, match=f"does not permit writing to {topic}.* WRITE"):
        login("stranger").publish(topic, "k", b"v")


def test_who_may_not_read_is_told(login: Login, admin: KafkaAdminClient, topic: str) -> None:
    admin.create_acls([rule("stranger", TOPIC, topic, WRITE), rule("stranger", GROUP, topic, READ)])
    with pytest.raises(ConfigError, match=f"does not permit reading {topic}.* READ"):
        read_one(login("stranger"), topic, topic)


def test_who_may_not_join_the_group_is_told(login: Login, admin: KafkaAdminClient, topic: str) -> None:
    admin.create_acls([rule("stranger", TOPIC, topic, READ)])
    with pytest.raises(ConfigError, match=r"does not permit .*READ on topic .* and on group not-theirs"):
        read_one(login("stranger"), topic, "not-theirs")


def test_who_may_not_see_the_topic_is_told(login: Login, topic: str) -> None:
    with pytest.raises(ConfigError, match=f"no topic {topic}, or does not let us see it"):
        read_one(login("stranger"), topic, "g")


def test_a_permission_that_is_taken_away_stops_and_loses_nothing(
    login: Login, admin: KafkaAdminClient, topic: str
) -> None:
    reading, group = rule("allowed", TOPIC, topic, READ), rule("allowed", GROUP, topic, READ)
    admin.create_acls([reading, group, rule("allowed", TOPIC, topic, WRITE)])
    bus = login("allowed")
    assert read_one(bus, topic, topic).key == "first"
    consumer = bus.consumer(topic, topic)
    consumer.poll(1)
    pattern = ResourcePatternFilter(TOPIC, topic, reading.resource_pattern.pattern_type)
    admin.delete_acls([ACLFilter("User:allowed", "*", READ, ACLPermissionType.ALLOW, pattern)])
    bus.publish(topic, "second", b"2")
    with pytest.raises(ConfigError, match="does not permit reading"):
        poll_in_vain(consumer)
    consumer.close()
    admin.create_acls([reading])
    assert read_one(bus, topic, topic).key == "second"
