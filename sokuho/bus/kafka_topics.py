"""Topics on Apache Kafka: what we want of them, what is there, and how far the groups are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kafka import KafkaAdminClient, TopicPartition
from kafka import errors as kafka_errors
from kafka.admin import ConfigResource, ConfigResourceType, OffsetSpec

from sokuho.bus import MAX_BYTES, Lag
from sokuho.bus.kafka_client import Connection
from sokuho.configuration import Topics

#: a record with its key, and with the headers that say why it was parked
MAX_RECORD_BYTES = MAX_BYTES + 64 * 1024


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic as it should be."""

    name: str
    partitions: int = 6
    replication: int = 1
    retention_hours: int = 24 * 14

    @property
    def configs(self) -> dict[str, str]:
        """The broker stamps the time: a producer's clock that jumps does not disturb retention."""
        return {
            "cleanup.policy": "delete",
            "retention.ms": str(self.retention_hours * 3_600_000),
            "max.message.bytes": str(MAX_RECORD_BYTES),
            "message.timestamp.type": "LogAppendTime",
            "min.insync.replicas": str(max(1, self.replication - 1)),
        }


def wanted(names: Topics) -> tuple[Topic, ...]:
    """Sokuho's three topics as configured."""
    return tuple(
        Topic(name, names.partitions, names.replication, names.retention_hours)
        for name in (names.articles, names.stories, names.parked)
    )


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic compared with what is wanted; `differences` is empty where they agree."""

    topic: Topic
    exists: bool
    differences: tuple[str, ...] = ()


class KafkaTopics:
    """Create, compare and measure. Raises Retry, ConfigError like the rest of the bus."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, topics: Sequence[Topic]) -> Sequence[TopicState]:
        """Make the missing ones; change nothing on those that are there. Returns the state found before."""
        with self._admin("creating topics") as admin:
            before = _compare(admin, topics)
            missing = {
                state.topic.name: {
                    "num_partitions": state.topic.partitions,
                    "replication_factor": state.topic.replication,
                    "configs": state.topic.configs,
                }
                for state in before
                if not state.exists
            }
            if missing:
                try:
                    admin.create_topics(missing, wait_for_metadata=True)
                except kafka_errors.TopicAlreadyExistsError:
                    # Another `init` was quicker.
                    admin.wait_for_topics(list(missing))
            return before

    def compare(self, topics: Sequence[Topic]) -> Sequence[TopicState]:
        with self._admin("looking at topics") as admin:
            return _compare(admin, topics)

    def require(self, name: str) -> None:
        """Raises ConfigError where the topic is missing, Retry where the broker does not answer."""
        with self._admin(f"looking for {name}") as admin:
            if name not in _described(admin, [name]):
                raise kafka_errors.UnknownTopicOrPartitionError(name)

    def lag(self, names: Sequence[str]) -> Sequence[Lag]:
        """By partition, every group that committed on one of the topics; what is missing is left out."""
        with self._admin("measuring lag") as admin:
            there = {
                TopicPartition(topic["name"], part["partition_index"])
                for topic in _described(admin, names).values()
                for part in topic["partitions"]
            }
            groups = [g["group_id"] for g in admin.list_groups() if g["protocol_type"] in ("consumer", "")]
            if not there or not groups:
                return ()
            committed = admin.list_group_offsets(groups)
            ends = admin.list_partition_offsets(dict.fromkeys(there, OffsetSpec.LATEST))
            starts = admin.list_partition_offsets(dict.fromkeys(there, OffsetSpec.EARLIEST))
        found = []
        for group, offsets in sorted(committed.items()):
            ours = {tp.topic for tp in offsets} & {tp.topic for tp in there}
            for tp in sorted(tp for tp in there if tp.topic in ours):
                # A partition without a commit is read from its start; one cut by retention, too.
                start = starts[tp].offset
                at = max(offsets[tp].offset, start) if tp in offsets else start
                found.append(Lag(tp.topic, tp.partition, group, at, ends[tp].offset))
        return found

    @contextmanager
    def _admin(self, doing: str) -> Iterator[Any]:
        with self._connection.errors(doing):
            admin = self._connection.make(KafkaAdminClient)
            try:
                yield admin
            finally:
                admin.close()


def _described(admin: Any, names: Sequence[str]) -> dict[str, Any]:
    found = admin.describe_topics(list(names)) if names else []
    return {topic["name"]: topic for topic in found if topic["error_code"] == 0}


def _compare(admin: Any, topics: Sequence[Topic]) -> Sequence[TopicState]:
    there = _described(admin, [topic.name for topic in topics])
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in there]
    kinds = admin.describe_configs(resources, config_filter="all") if resources else {}
    configs = {name: values for kind in kinds.values() for name, values in kind.items()}
    return [_state(topic, there.get(topic.name), configs.get(topic.name, {})) for topic in topics]


def _state(topic: Topic, found: Any, configs: Any) -> TopicState:
    if found is None:
        return TopicState(topic, exists=False)
    differences = []
    parts = found["partitions"]
    if len(parts) != topic.partitions:
        differences.append(f"partitions {len(parts)}, wanted {topic.partitions}")
    replicas = min((len(part["replica_nodes"]) for part in parts), default=0)
    if replicas != topic.replication:
        differences.append(f"replication {replicas}, wanted {topic.replication}")
    for name, wanted in topic.configs.items():
        value = str(configs.get(name, {}).get("value"))
        if value != wanted:
            differences.append(f"{name} {value}, wanted {wanted}")
    return TopicState(topic, exists=True, differences=tuple(differences))
