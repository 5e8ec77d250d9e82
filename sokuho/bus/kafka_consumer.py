"""A member of a consumer group on Apache Kafka: bytes out, commit after the work, cooperative rebalancing.

Two traps of kafka-python are designed around here. A deserialiser that raises makes later polls spin
for ever, so bytes are consumed. A poll without a broker returns nothing, as a quiet topic does, so the
broker is asked for a sign of life when nothing came for a while.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import structlog
from kafka import KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka import errors as kafka_errors
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor

from sokuho.bus import Lost, Record
from sokuho.bus.kafka_client import Connection, describe
from sokuho.errors import ConfigError, Retry

log = structlog.get_logger()
#: kafka-python can't be woken from another thread; this is how soon a poll notices `wake`
SLICE_SECONDS = 0.1
#: commits are gathered for so long, and end with the batch; a crash repeats that much more
COMMIT_SECONDS = 0.2
#: how often a partition that stands still is looked for while others bring records
FLOWING_SECONDS = 30.0
#: a partition that has more and stands where it stood so long ago is stuck, not slow
STILL_SECONDS = 8.0

#: of each partition at once: some hundred articles, a second of work; a larger record comes alone
FETCH_BYTES = 256 * 1024

#: the group went on without us; what we did not commit another member does again
OUT_OF_GROUP = (
    kafka_errors.CommitFailedError,
    kafka_errors.IllegalGenerationError,
    kafka_errors.UnknownMemberIdError,
    kafka_errors.FencedInstanceIdError,
)


class KafkaGroupConsumer:
    """Keeps the contract of `bus.Consumer`. Joins at the first poll, so that making one never waits."""

    def __init__(self, connection: Connection, topic: str, group: str) -> None:
        self._connection, self._topic, self._group = connection, topic, group
        self._client: Any = None
        self._uncommitted: dict[Any, int] = {}
        self._rewound: dict[Any, int] = {}
        self._rests: dict[Any, float] = {}  # partitions to leave alone until then (monotonic)
        self._known: set[Any] = set()
        self._last_sign = self._last_look = 0.0
        self._waits_at: dict[Any, tuple[int, float]] = {}  # where, and since when, partitions with more stand
        self._last_in_hand: Record | None = None
        self._flushed = 0.0
        self._woken = threading.Event()

    @property
    def _needs(self) -> str:
        return f"READ on topic {self._topic} and on group {self._group}"

    def poll(self, timeout: float, limit: int = 100) -> Sequence[Record]:
        client = self._joined()
        self._rewound.clear()
        with suppress(Lost):  # what was not committed comes again, here or elsewhere
            self._flush()
        end = time.monotonic() + timeout
        while True:
            self._ask_for_a_sign(client)
            found = self._fetch(client, min(max(end - time.monotonic(), 0), SLICE_SECONDS), limit)
            if found:
                self._last_sign = time.monotonic()
                self._last_in_hand = found[-1]
                return found
            if self._woken.is_set() or time.monotonic() >= end:
                self._woken.clear()
                return ()

    def commit(self, record: Record) -> None:
        tp = TopicPartition(record.topic, record.partition)
        if tp in self._rewound and record.offset >= self._rewound[tp]:
            # It will be read again; committing past it would lose the record rewound to.
            return
        if self._client is None or tp not in self._client.assignment():
            raise Lost(f"partition {record.partition} of {self._topic} went to another member")
        self._uncommitted[tp] = max(record.offset + 1, self._uncommitted.get(tp, 0))
        # A round trip for each record would cost more than the work on most of them.
        if record == self._last_in_hand or time.monotonic() - self._flushed >= COMMIT_SECONDS:
            self._flush()

    def rewind(self, record: Record, after: float = 0) -> None:
        tp = TopicPartition(record.topic, record.partition)
        if self._client is None or tp not in self._client.assignment():
            return
        self._rewound[tp] = min(record.offset, self._rewound.get(tp, record.offset))
        self._client.seek(tp, self._rewound[tp])
        if after > 0:
            self._rests[tp] = time.monotonic() + after
            self._client.pause(tp)

    def wake(self) -> None:
        self._woken.set()

    def close(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        try:
            self._commit_to(client)
            client.close(autocommit=False)
        except (kafka_errors.KafkaError, Lost, OSError) as e:
            log.warning("left the group without a word", group=self._group, cause=describe(e))

    def _joined(self) -> Any:
        if self._client is not None:
            return self._client
        tuning = self._connection.tuning
        with self._connection.errors(f"joining {self._group}", self._needs):
            client = self._connection.make(
                KafkaConsumer,
                group_id=self._group,
                partition_assignment_strategy=(CooperativeStickyAssignor,),
                auto_offset_reset="earliest",
                enable_auto_commit=False,
                allow_auto_create_topics=False,
                session_timeout_ms=int(tuning.session * 1000),
                heartbeat_interval_ms=int(tuning.heartbeat * 1000),
                max_poll_interval_ms=int(tuning.poll_interval * 1000),
                fetch_max_wait_ms=int(tuning.fetch_wait * 1000),
                max_partition_fetch_bytes=FETCH_BYTES,
            )
            try:
                if not client.partitions_for_topic(self._topic):
                    raise ConfigError(
                        f"Kafka at {self._connection.servers} has no topic {self._topic}, or does not let us "
                        f"see it; run `sokuho bus init`"
                    )
                client.subscribe([self._topic])
            except BaseException:
                client.close(autocommit=False)
                raise
        self._client, self._last_sign, self._last_look = client, time.monotonic(), time.monotonic()
        self._waits_at.clear()
        return client

    def _fetch(self, client: Any, timeout: float, limit: int) -> list[Record]:
        with self._connection.errors(f"reading {self._topic}", self._needs):
            self._resume_rested(client)
            found = client.poll(timeout_ms=int(timeout * 1000), max_records=limit)
            owned = client.assignment()
            self._uncommitted = {tp: at for tp, at in self._uncommitted.items() if tp in owned}
            try:
                self._show_group(client)
            except BaseException:
                # What was fetched was not handed out: without this, later commits would pass over it.
                for tp, records in found.items():
                    if tp in client.assignment():
                        client.seek(tp, records[0].offset)
                raise
        return [_record(r) for records in found.values() for r in records]

    def _resume_rested(self, client: Any) -> None:
        now = time.monotonic()
        self._rests = {tp: until for tp, until in self._rests.items() if until > now}
        # By what the client says, for a partition may leave and come back with its pause.
        for tp in set(client.paused()) - set(self._rests):
            client.resume(tp)

    def _flush(self) -> None:
        """Commit what is done. What a rebalance in progress refuses is offered again at the next poll."""
        if self._uncommitted and self._client is not None:
            with self._connection.errors(f"committing to {self._group}", self._needs):
                self._commit_to(self._client)
            self._flushed = time.monotonic()

    def _commit_to(self, client: Any) -> None:
        """Raises Lost where the group went on without us: another member does the work again."""
        if not self._uncommitted:
            return
        offsets = {tp: OffsetAndMetadata(offset, "", -1) for tp, offset in self._uncommitted.items()}
        try:
            client.commit(offsets)
        except kafka_errors.RebalanceInProgressError:
            return
        except OUT_OF_GROUP as e:
            self._uncommitted.clear()
            raise Lost(f"group {self._group} went on without this member: {describe(e)}") from e
        self._uncommitted.clear()

    def _show_group(self, client: Any) -> None:
        """Commit the start where the group never committed, so that its lag is seen from the first day."""
        owned = client.assignment()
        fresh = [tp for tp in owned - self._known if client.committed(tp) is None]
        if fresh:
            starts = client.beginning_offsets(fresh)
            try:
                client.commit({tp: OffsetAndMetadata(starts[tp], "", -1) for tp in fresh})
            except (kafka_errors.RebalanceInProgressError, *OUT_OF_GROUP):
                return
        self._known = set(owned)

    def _ask_for_a_sign(self, client: Any) -> None:
        """Where do our partitions end? Raises Retry when the broker does not say, and when a partition has
        more and stands still from one look to the next: its client is made anew then."""
        tuning, now = self._connection.tuning, time.monotonic()
        idle = now - self._last_sign >= tuning.idle_check
        if now - self._last_look < (tuning.idle_check if idle else FLOWING_SECONDS):
            return
        with self._connection.errors(f"reading {self._topic}", self._needs):
            owned = client.assignment()
            ends = client.end_offsets(
                owned or [TopicPartition(self._topic, 0)], timeout_ms=int(tuning.block * 1000)
            )
            at = {tp: _position(client, tp) for tp in owned if tp not in self._rests}
        more = {tp: place for tp, place in at.items() if place is not None and place < ends[tp]}
        before = self._waits_at
        self._waits_at = {
            tp: before[tp] if tp in before and before[tp][0] == place else (place, now)
            for tp, place in more.items()
        }
        still = sorted(tp.partition for tp, (_, at) in self._waits_at.items() if now - at >= STILL_SECONDS)
        self._last_look = time.monotonic()
        if idle:
            self._last_sign = self._last_look
        if still:
            log.warning("making a new consumer", group=self._group, partitions_that_stand_still=still)
            self.close()
            self._rests.clear()
            raise Retry(f"partitions {still} of {self._topic} stood still; joining {self._group} anew")


def _position(client: Any, tp: Any) -> int | None:
    """The next offset to be read; None where that is not known yet."""
    try:
        place: int | None = client.position(tp, timeout_ms=0)
    except kafka_errors.KafkaTimeoutError:
        return None
    return place


def _record(r: Any) -> Record:
    return Record(
        topic=r.topic,
        partition=r.partition,
        offset=r.offset,
        key=(r.key or b"").decode(errors="replace"),
        value=r.value or b"",
        headers={name: (value or b"").decode(errors="replace") for name, value in r.headers},
    )
