"""The SQLite file under the local bus: tables, transactions, errors that say what to do."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sokuho.errors import ConfigError, Retry, SokuhoError

VERSION = 1
_BUSY_SECONDS = 30
_TABLES = """
CREATE TABLE IF NOT EXISTS bus (version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS topics (topic TEXT PRIMARY KEY, parts INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS ends (
    topic TEXT, part INTEGER, position INTEGER NOT NULL, PRIMARY KEY (topic, part)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (
    topic TEXT, part INTEGER, position INTEGER, key TEXT NOT NULL, at REAL NOT NULL,
    headers TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (topic, part, position));
CREATE TABLE IF NOT EXISTS groups (
    topic TEXT, grp TEXT, generation INTEGER NOT NULL, PRIMARY KEY (topic, grp)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS committed (
    topic TEXT, grp TEXT, part INTEGER, position INTEGER NOT NULL,
    PRIMARY KEY (topic, grp, part)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS members (
    topic TEXT, grp TEXT, member TEXT, until REAL NOT NULL,
    PRIMARY KEY (topic, grp, member)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leases (
    topic TEXT, grp TEXT, part INTEGER, member TEXT NOT NULL, until REAL NOT NULL,
    PRIMARY KEY (topic, grp, part)) WITHOUT ROWID;
"""
_ADVICE = {
    "SQLITE_READONLY": "the bus cannot be written: check the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "the bus cannot be opened: check its path and permissions",
    "SQLITE_FULL": "the disk is full: make room and start again; nothing was lost",
    "SQLITE_IOERR": "the disk failed: check it and its free room; nothing was lost",
    "SQLITE_NOTADB": "this file is not a bus of Sokuho: choose another path",
    "SQLITE_CORRUPT": "the bus's file is damaged: restore it from a copy",
}


class BusFile:
    """One connection, used by one thread at a time. `changed` wakes readers of the same process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self.changed = threading.Condition()
        with self._explained():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as e:
                raise ConfigError(f"cannot make the folder of the bus: {e.strerror}", path=path) from e
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        self._readers_beside_writer()
        with self.write() as sql:
            tables = [row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if tables and "bus" not in tables:
                raise ConfigError("this file is not a bus of Sokuho: choose another path", path=self.path)
            for statement in _TABLES.split(";"):
                sql.execute(statement)
            found = sql.execute("SELECT version FROM bus").fetchone()
            if found and found[0] > VERSION:
                raise ConfigError(
                    f"the bus has version {found[0]}, this Sokuho knows up to {VERSION}: update Sokuho",
                    path=self.path,
                )
            sql.execute("DELETE FROM bus")
            sql.execute("INSERT INTO bus VALUES (?)", (VERSION,))

    def _readers_beside_writer(self) -> None:
        """Changing the mode does not wait for others by itself; it happens once in the file's life."""
        for wait in (0.05, 0.2, 1.0, 3.0, None):
            try:
                self._connection.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as e:
                if wait is None or not e.sqlite_errorname.startswith("SQLITE_BUSY"):
                    raise
                time.sleep(wait)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        with self._explained(), self._lock:
            yield self._connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction. What need not survive a power cut (a commit that is lost is only done
        again) may skip waiting for the disk."""
        with self._explained(), self._lock:
            sql = self._connection
            sql.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            sql.execute("BEGIN IMMEDIATE")
            try:
                yield sql
                sql.execute("COMMIT")
            except BaseException:
                if sql.in_transaction:
                    sql.execute("ROLLBACK")
                raise

    def tell(self) -> None:
        """Something was published, or a group changed."""
        with self.changed:
            self.changed.notify_all()

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as e:
            explained = _explain(e, self.path)
            if explained is None:
                raise
            raise explained from e


def _explain(error: sqlite3.Error, path: Path) -> SokuhoError | None:
    name = getattr(error, "sqlite_errorname", "")
    for code, words in _ADVICE.items():
        if name.startswith(code):
            return ConfigError(words, path=path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Retry(f"the bus is held by another writer for over {_BUSY_SECONDS} s")
    return None
