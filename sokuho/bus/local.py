"""The bus on one machine: tables in an SQLite file, for any number of threads and processes.

It promises no more than Kafka does, so that handlers stay honest: at least once, order within a key.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Self

from sokuho.bus import Lag, refuse_long
from sokuho.bus.local_file import BusFile
from sokuho.bus.local_group import LocalConsumer

LEASE_SECONDS = 30.0


class LocalBus:
    """`partitions` counts for topics made from now on; `clock` gives seconds since 1970."""

    def __init__(
        self,
        path: Path,
        *,
        partitions: int = 6,
        lease: float = LEASE_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._file = BusFile(path)
        self._partitions, self._lease, self._clock = partitions, lease, clock
        self._known: dict[str, int] = {}

    def publish(self, topic: str, key: str, value: bytes, headers: Mapping[str, str] | None = None) -> None:
        self._publish(topic, [(key, value)], headers)

    def publish_all(self, topic: str, records: Iterable[tuple[str, bytes]]) -> None:
        self._publish(topic, list(records), None)

    def consumer(self, topic: str, group: str) -> LocalConsumer:
        return LocalConsumer(
            self._file, topic, group, self.ensure(topic), lease=self._lease, clock=self._clock
        )

    def ensure(self, topic: str) -> int:
        """Make the topic where it does not exist. Returns its number of partitions."""
        if topic in self._known:
            return self._known[topic]
        with self._file.write() as sql:
            made = sql.execute("INSERT OR IGNORE INTO topics VALUES (?, ?)", (topic, self._partitions))
            parts = int(sql.execute("SELECT parts FROM topics WHERE topic = ?", (topic,)).fetchone()[0])
            if made.rowcount:
                sql.executemany("INSERT INTO ends VALUES (?, ?, 0)", [(topic, p) for p in range(parts)])
        self._known[topic] = parts
        return parts

    def lag(self) -> Sequence[Lag]:
        query = """
            SELECT g.topic, e.part, g.grp, max(coalesce(c.position, 0), coalesce(
                       (SELECT min(position) FROM records r WHERE r.topic = e.topic AND r.part = e.part),
                       e.position)),
                   e.position
            FROM groups g JOIN ends e ON e.topic = g.topic
            LEFT JOIN committed c ON c.topic = g.topic AND c.grp = g.grp AND c.part = e.part
            ORDER BY 1, 3, 2"""
        with self._file.read() as sql:
            return [Lag(*row) for row in sql.execute(query)]

    def prune(self, keep: timedelta, *, dry_run: bool = False) -> int:
        """Delete (with `dry_run`: only count) records older than `keep` that every group has done. Returns
        how many."""
        done = """
            FROM records WHERE at < ? AND NOT EXISTS (
                SELECT 1 FROM groups g LEFT JOIN committed c
                    ON c.topic = g.topic AND c.grp = g.grp AND c.part = records.part
                WHERE g.topic = records.topic AND coalesce(c.position, 0) <= records.position)"""
        old = (self._clock() - keep.total_seconds(),)
        if dry_run:
            with self._file.read() as sql:
                return int(sql.execute("SELECT count(*)" + done, old).fetchone()[0])
        with self._file.write() as sql:
            return sql.execute("DELETE" + done, old).rowcount

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _publish(
        self, topic: str, records: Sequence[tuple[str, bytes]], headers: Mapping[str, str] | None
    ) -> None:
        refuse_long(topic, records)
        if not records:
            return
        parts, at, heading = self.ensure(topic), self._clock(), json.dumps(dict(headers or {}))
        with self._file.write() as sql:
            for key, value in records:
                place = (topic, partition(key, parts))
                end = (
                    "UPDATE ends SET position = position + 1 WHERE topic = ? AND part = ? RETURNING position"
                )
                position = sql.execute(end, place).fetchall()[0][0] - 1
                row = (*place, position, key, at, heading, value)
                sql.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._file.tell()


def partition(key: str, parts: int) -> int:
    """Where a key's records stand: the same on every machine and in every run."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest()) % parts
