"""The bus's contract, kept by `bus/local.py` (a table in SQLite) and `bus/kafka.py` (Apache Kafka).

- `publish` returns when the record is durable; records of one key keep their order.
- A consumer belongs to a group; a partition is read by one member of a group at a time.
- At least once: what was not committed comes again, after a restart or a crash. Handlers are
  idempotent; nothing is committed before its work is durable.
- A record is at most `MAX_BYTES` long; a longer one is refused by every bus alike.
- Values are bytes here; `sokuho.codec` gives them meaning, and what cannot be decoded is parked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self

from sokuho.errors import Reject, Retry

#: the longest value of a record: what Kafka's brokers and clients take without being told
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record as read from the bus; `offset` counts within `partition` of `topic`."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a group is behind on a partition: `end` is the next offset to be written."""

    topic: str
    partition: int
    group: str
    committed: int
    end: int

    @property
    def behind(self) -> int:
        return self.end - self.committed


class Lost(Retry):
    """The member's partition was given to another: go on with the next poll."""


def refuse_long(topic: str, records: Iterable[tuple[str, bytes]]) -> None:
    """Raises Reject where one of the records (key, value) is longer than MAX_BYTES."""
    for key, value in records:
        if len(value) > MAX_BYTES:
            raise Reject(f"record {key} has {len(value):,} bytes; {topic} takes {MAX_BYTES:,}")


class Consumer(Protocol):
    """A member of a group. Used from one thread."""

    def poll(self, timeout: float, limit: int = 100) -> Sequence[Record]:
        """Up to `limit` records, waiting at most `timeout` seconds. Raises Retry if the bus is away."""

    def commit(self, record: Record) -> None:
        """Everything of the record's partition up to and including it is done.

        Raises Lost if the partition went to another member meanwhile; the record goes there too."""

    def rewind(self, record: Record, after: float = 0) -> None:
        """Read from this record again, after at least so many seconds (its work failed for now).
        Until then the partition rests, so that its order holds; the others go on. Commits of records
        that will now be read again do nothing."""

    def wake(self) -> None:
        """End a `poll` that waits, from another thread."""

    def close(self) -> None:
        """Leave the group."""


class Bus(Protocol):
    def publish(self, topic: str, key: str, value: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Write one record; durable on return. Raises Retry if the bus is away, Reject if it is refused."""

    def publish_all(self, topic: str, records: Iterable[tuple[str, bytes]]) -> None:
        """Write many records of (key, value); all durable on return."""

    def consumer(self, topic: str, group: str) -> Consumer:
        """Join `group` on `topic`; a new group starts at the earliest record."""

    def lag(self) -> Sequence[Lag]:
        """Every group's distance on every partition."""

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
