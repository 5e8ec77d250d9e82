"""The bus on Apache Kafka, through kafka-python: at least once, keyed, durable on return."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

import structlog
from kafka import KafkaProducer
from kafka import errors as kafka_errors

from sokuho.bus import Lag, refuse_long
from sokuho.bus.kafka_client import FORBIDDEN, MISSING, REFUSED, Connection, Security, Tuning, describe
from sokuho.bus.kafka_consumer import KafkaGroupConsumer
from sokuho.bus.kafka_topics import MAX_RECORD_BYTES, KafkaTopics, Topic, TopicState, wanted

log = structlog.get_logger()

__all__ = ["KafkaBus", "Security", "Topic", "TopicState", "Tuning", "wanted"]


class KafkaBus:
    """Keeps the contract of `bus.Bus`. May be used from several threads; its consumers from one each.

    Nothing is connected before it is needed, and what the broker no longer knows is made anew, so a
    broker that was away is met again without a restart.
    """

    def __init__(
        self,
        servers: str,
        topics: Sequence[Topic] = (),
        *,
        tuning: Tuning | None = None,
        security: Security | None = None,
    ) -> None:
        self._connection = Connection(servers, tuning or Tuning(), security or Security())
        self._wanted = tuple(topics)
        self._topics = KafkaTopics(self._connection)
        self._producer: Any = None
        self._lock = threading.Lock()

    def publish(self, topic: str, key: str, value: bytes, headers: Mapping[str, str] | None = None) -> None:
        pairs = [(name, text.encode()) for name, text in (headers or {}).items()]
        self._send(topic, [(key, value)], pairs)

    def publish_all(self, topic: str, records: Iterable[tuple[str, bytes]]) -> None:
        self._send(topic, list(records), [])

    def consumer(self, topic: str, group: str) -> KafkaGroupConsumer:
        return KafkaGroupConsumer(self._connection, topic, group)

    def lag(self) -> Sequence[Lag]:
        return self._topics.lag([topic.name for topic in self._wanted])

    def create_topics(self) -> Sequence[TopicState]:
        """Make the topics that are missing; returns what was found before."""
        return self._topics.create(self._wanted)

    def compare_topics(self) -> Sequence[TopicState]:
        return self._topics.compare(self._wanted)

    def close(self) -> None:
        with self._lock:
            producer, self._producer = self._producer, None
        if producer is not None:
            with contextlib.suppress(kafka_errors.KafkaError):
                producer.close(timeout=self._connection.tuning.request)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(
        self, topic: str, records: Sequence[tuple[str, bytes]], headers: list[tuple[str, bytes]]
    ) -> None:
        """Send and wait. From the first failure on, everything is sent once more by a new producer (the
        broker may have forgotten the old one): a record may double, the order of a key stays."""
        refuse_long(topic, records)
        with self._connection.errors(f"writing to {topic}", f"WRITE on topic {topic}"):
            left, _ = self._try_to_send(topic, records, headers)
            if left:
                left, error = self._try_to_send(topic, left, headers)
                if error is not None:
                    raise error

    def _try_to_send(
        self, topic: str, records: Sequence[tuple[str, bytes]], headers: list[tuple[str, bytes]]
    ) -> tuple[Sequence[tuple[str, bytes]], Exception | None]:
        """The records from the first failed one on, and its error. Raises what trying again can't mend."""
        producer = self._connected()
        done = 0
        try:
            futures = [producer.send(topic, value, key.encode(), headers=headers) for key, value in records]
            for future in futures:
                future.get(timeout=self._connection.tuning.delivery + 1)
                done += 1
        except (*REFUSED, *FORBIDDEN, *MISSING):
            raise
        except kafka_errors.KafkaTimeoutError:
            self._discard(producer)
            # A topic that is not there looks like a broker that is not there.
            self._topics.require(topic)
            raise
        except kafka_errors.KafkaError as e:
            log.warning("making a new producer", topic=topic, cause=describe(e))
            self._discard(producer)
            return records[done:], e
        return (), None

    def _connected(self) -> Any:
        tuning = self._connection.tuning
        with self._lock:
            if self._producer is None:
                self._producer = self._connection.make(
                    KafkaProducer,
                    acks="all",
                    enable_idempotence=True,
                    compression_type="lz4",
                    batch_size=128 * 1024,
                    max_request_size=MAX_RECORD_BYTES,
                    allow_auto_create_topics=False,
                    delivery_timeout_ms=int(tuning.delivery * 1000),
                    max_block_ms=int(tuning.block * 1000),
                )
            return self._producer

    def _discard(self, producer: Any) -> None:
        with self._lock:
            if self._producer is producer:
                self._producer = None
        with contextlib.suppress(kafka_errors.KafkaError):
            producer.close(timeout=0)
