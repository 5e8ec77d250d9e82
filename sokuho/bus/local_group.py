"""A member of a group on the local bus: which partitions it reads, and how far it came.

Members and partitions are leased. A member renews its place while it polls and commits; when one joins,
leaves, or falls silent, the group's generation rises and every member looks again: partition p goes to
the (p mod members)-th of them, as soon as its last reader let go of it or its lease ran out.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Sequence

from sokuho.bus import Lost, Record
from sokuho.bus import members as names
from sokuho.bus.local_file import BusFile

#: other processes cannot wake us; this is how often we look for what they published
LOOK_SECONDS = 0.25


class LocalConsumer:
    def __init__(
        self,
        file: BusFile,
        topic: str,
        group: str,
        parts: int,
        *,
        lease: float,
        clock: Callable[[], float],
    ) -> None:
        self._file, self._topic, self._group, self._parts = file, topic, group, parts
        self._lease, self._clock = lease, clock
        self.member = names.join()
        self._next: dict[int, int] = {}  # where to read on, in each partition that is ours
        self._rests: dict[int, float] = {}  # partitions to leave alone until then (monotonic)
        self._generation = -1
        self._renewed = 0.0
        self._complete = False
        self._woken = False
        self._turn = 0
        self._take_place()

    @property
    def partitions(self) -> frozenset[int]:
        """Those that this member reads now."""
        return frozenset(self._next)

    def poll(self, timeout: float, limit: int = 100) -> Sequence[Record]:
        end = time.monotonic() + timeout
        while True:
            self._keep_place()
            if found := self._fetch(limit):
                return found
            left = end - time.monotonic()
            with self._file.changed:
                if left <= 0 or self._woken:
                    self._woken = False
                    return []
                self._file.changed.wait(min(left, self._until_rested(), LOOK_SECONDS))

    def commit(self, record: Record) -> None:
        if record.offset >= self._next.get(record.partition, record.offset + 1):
            return  # it was rewound past; committing it would lose what comes again
        place = (self._topic, self._group, record.partition)
        until = self._clock() + self._lease
        renew = "UPDATE leases SET until = ? WHERE topic = ? AND grp = ? AND part = ? AND member = ?"
        with self._file.write(durable=False) as sql:
            if sql.execute(renew, (until, *place, self.member)).rowcount != 1:
                self._next.pop(record.partition, None)
                raise Lost(f"partition {record.partition} of {self._topic} went to another member")
            sql.execute("INSERT OR REPLACE INTO committed VALUES (?, ?, ?, ?)", (*place, record.offset + 1))

    def rewind(self, record: Record, after: float = 0) -> None:
        if record.partition in self._next:
            self._next[record.partition] = record.offset
            self._rests[record.partition] = time.monotonic() + after

    def wake(self) -> None:
        with self._file.changed:
            self._woken = True
            self._file.changed.notify_all()

    def close(self) -> None:
        names.leave(self.member)
        with self._file.write() as sql:
            for table in ("members", "leases"):
                sql.execute(f"DELETE FROM {table} WHERE member = ?", (self.member,))  # noqa: S608 - table names are our own
            self._new_generation(sql)
        self._next.clear()
        self._file.tell()

    # --- reading --------------------------------------------------------------------------------

    def _fetch(self, limit: int) -> list[Record]:
        """Partitions take turns at being first, so that a full one starves no other."""
        now = time.monotonic()
        ready = [part for part in sorted(self._next) if self._rests.get(part, 0) <= now]
        self._turn += 1
        found: list[Record] = []
        query = """SELECT position, key, value, headers FROM records
                   WHERE topic = ? AND part = ? AND position >= ? ORDER BY position LIMIT ?"""
        with self._file.read() as sql:
            for at in range(len(ready)):
                part = ready[(at + self._turn) % len(ready)]
                place = (self._topic, part, self._next[part], limit - len(found))
                rows = sql.execute(query, place).fetchall()
                found += [
                    Record(self._topic, part, position, key, value, json.loads(headers))
                    for position, key, value, headers in rows
                ]
                if rows:
                    self._next[part] = rows[-1][0] + 1
                if len(found) >= limit:
                    break
        return found

    def _until_rested(self) -> float:
        now = time.monotonic()
        waits = [until - now for part, until in self._rests.items() if part in self._next and until > now]
        return max(min(waits, default=LOOK_SECONDS), 0.001)

    # --- membership -----------------------------------------------------------------------------

    def _keep_place(self) -> None:
        query = "SELECT generation FROM groups WHERE topic = ? AND grp = ?"
        with self._file.read() as sql:
            (generation,) = sql.execute(query, (self._topic, self._group)).fetchone()
        due = self._clock() - self._renewed > self._lease / 3 or self._clock() < self._renewed
        if generation != self._generation or due or not self._complete:
            self._take_place()

    def _take_place(self) -> None:
        group, now = (self._topic, self._group), self._clock()
        with self._file.write(durable=False) as sql:
            sql.execute("INSERT OR IGNORE INTO groups VALUES (?, ?, 0)", group)
            alive = self._renew(sql, now)
            wanted = {p for p in range(self._parts) if alive[p % len(alive)] == self.member}
            held = dict(sql.execute("SELECT part, member FROM leases WHERE topic = ? AND grp = ?", group))
            for part, member in held.items():
                if member not in alive or (member == self.member and part not in wanted):
                    sql.execute("DELETE FROM leases WHERE topic = ? AND grp = ? AND part = ?", (*group, part))
            mine = {p for p in wanted if held.get(p) in (None, self.member) or held[p] not in alive}
            until = now + self._lease
            rows = [(*group, part, self.member, until) for part in mine]
            sql.executemany("INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?, ?)", rows)
            query = "SELECT part, position FROM committed WHERE topic = ? AND grp = ?"
            done = dict(sql.execute(query, group))
            query = "SELECT generation FROM groups WHERE topic = ? AND grp = ?"
            (self._generation,) = sql.execute(query, group).fetchone()
        kept = {part: at for part, at in self._next.items() if part in mine}
        self._next = {part: done.get(part, 0) for part in mine} | kept
        self._rests = {part: until for part, until in self._rests.items() if part in kept}
        self._complete, self._renewed = mine == wanted, now
        if held and set(held) - wanted:
            self._file.tell()

    def _renew(self, sql: sqlite3.Connection, now: float) -> list[str]:
        """Note that we live and who does not any more. Returns the living, in a fixed order."""
        group = (self._topic, self._group)
        query = "SELECT member, until FROM members WHERE topic = ? AND grp = ?"
        known = dict(sql.execute(query, group))
        # a place that outlasts any taken now is from when the clock was ahead: its holder, if alive, takes it
        # again
        runs = {m: now <= until <= now + 2 * self._lease for m, until in known.items()}
        dead = [m for m in known if m != self.member and (not runs[m] or names.gone(m))]
        sql.executemany(
            "DELETE FROM members WHERE topic = ? AND grp = ? AND member = ?", [(*group, m) for m in dead]
        )
        row = (*group, self.member, now + self._lease)
        sql.execute("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?)", row)
        if dead or self.member not in known:
            self._new_generation(sql)
        return sorted({*known, self.member} - set(dead))

    def _new_generation(self, sql: sqlite3.Connection) -> None:
        query = "UPDATE groups SET generation = generation + 1 WHERE topic = ? AND grp = ?"
        sql.execute(query, (self._topic, self._group))
