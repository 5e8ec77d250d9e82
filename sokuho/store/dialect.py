"""What differs between SQLite and PostgreSQL in opening, locking and errors; `rows` has the rest.

Writers on SQLite take the write lock at once (BEGIN IMMEDIATE): a transaction that first reads and
then writes would otherwise fail half-way when another writer came first.
"""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError

from sokuho.errors import ConfigError, Retry, SokuhoError

if TYPE_CHECKING:
    import psycopg

BUSY_SECONDS = 30
_PRAGMAS = (
    "foreign_keys=ON",
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "cache_size=-32768",  # 32 MiB: the upper pages of an index over 100,000 stories
    # 40 MiB: an article writes some 50 pages, all over the index; at SQLite's own 4 MiB one commit in
    # twenty would have to bring them home
    "wal_autocheckpoint=10000",
)
#: what a database call may raise: SQLAlchemy's, and SQLite's own while a connection is made
FAILURES = (DBAPIError, NoConnectionFreeError, sqlite3.Error)
# any fixed numbers: PostgreSQL's advisory locks are named by numbers
_FOLLOWING, _MIGRATING = 0x50B0_4B0, 0x50B0_4B1

#: what PostgreSQL calls a server that takes no writes, and a user who may not do something
_READ_ONLY, _FORBIDDEN = "25006", "42501"


def make_engine(address: str) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`. Raises ConfigError."""
    try:
        url = make_url(address)
    except ArgumentError as e:
        raise ConfigError("the store's address is not like sqlite:///var/sokuho.db") from e
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ConfigError(
            f"no store on {url.get_backend_name()!r}; use sqlite:///… or postgresql+psycopg://…"
        )
    try:
        return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    except (NoSuchModuleError, ModuleNotFoundError) as e:
        raise ConfigError(f"the driver of {url.drivername!r} is not installed: {e}") from e


def _sqlite(url: URL) -> Engine:
    if url.database and not url.database.startswith("file:"):
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise ConfigError(f"cannot make the folder of the store: {e.strerror}", path=url.database) from e
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # The driver must not begin transactions by itself: `begin` below chooses the kind.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        driver = sqlite_of(connection)
        if writes and writes != connection.info.get("writes"):
            driver.execute(f"PRAGMA synchronous={'FULL' if writes == 'now' else 'NORMAL'}")
            connection.info["writes"] = writes
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def sqlite_of(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection, for small statements asked of every article: SQLAlchemy's way to it takes
    several times as long as they do. Its errors are among `FAILURES`, too."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _postgresql(url: URL) -> Engine:
    engine = create_engine(url, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: psycopg.Connection[Any], _record: object) -> None:
        from psycopg.types.array import ListBinaryDumper

        # as text, every quotation mark of a list of JSON would be escaped, which takes longer than all else
        connection.adapters.register_dumper(list, ListBinaryDumper)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes") == "soon":
            connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")

    return engine


def prepare_file(engine: Engine) -> None:
    """Readers beside a writer (WAL). The file keeps the mode; changing it does not wait for others."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        for wait in (0.05, 0.2, 1.0, 3.0, None):
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as e:
                if wait is None or not e.sqlite_errorname.startswith("SQLITE_BUSY"):
                    raise OperationalError("PRAGMA journal_mode=WAL", {}, e) from e
                time.sleep(wait)
    finally:
        raw.close()


def written(statement: str, connection: Connection) -> str:
    """A statement with question marks for its values, as the driver wants it."""
    return statement if connection.dialect.name == "sqlite" else statement.replace("?", "%s")


def server_time(connection: Connection) -> datetime:
    """PostgreSQL's own."""
    told: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return told.astimezone(UTC)


def lock_following(connection: Connection) -> None:
    """One follower at a time, until the transaction ends: two reports of one deal, read at the same
    moment, must not open two stories. SQLite's single writer gives this for nothing."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _FOLLOWING})


def wait_for_following(connection: Connection) -> None:
    """Until whoever has that lock by now is done; without taking it, so that those who only look do not
    wait for each other."""
    if connection.dialect.name == "postgresql":
        turn = "SELECT pg_advisory_lock_shared(:n), pg_advisory_unlock_shared(:n)"
        connection.execute(text(turn), {"n": _FOLLOWING})


def lock_migrating(connection: Connection) -> None:
    """One process at a time makes or changes tables, until the transaction ends; on SQLite as it is."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _MIGRATING})


def explain(error: Exception, place: str) -> SokuhoError | None:
    """The error as one that says what to do; None where it is a fault of the program."""
    if isinstance(error, NoConnectionFreeError):
        return Retry("all of this process's connections to the store are in use")
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", "")
    advice = {
        "SQLITE_READONLY": "the store cannot be written: check the permissions of the file and its folder",
        "SQLITE_CANTOPEN": "the store cannot be opened: check its path and permissions",
        "SQLITE_PERM": "the store may not be opened: check its permissions",
        "SQLITE_FULL": "the disk is full: make room and start again; nothing was lost",
        "SQLITE_IOERR": "the disk failed: check it and its free room; nothing was lost",
        "SQLITE_NOTADB": "this file is not a store of Sokuho: choose another path",
        "SQLITE_CORRUPT": "the store is damaged: restore it from a copy",
    }
    for code, words in advice.items():
        if name.startswith(code):
            return ConfigError(words, path=place)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Retry(f"the store is held by another writer for over {BUSY_SECONDS} s")
    told = getattr(cause, "sqlstate", None)
    if told == _READ_ONLY:
        return Retry("the store is read-only: it may be a standby that is about to take over")
    if told == _FORBIDDEN:
        said = " ".join(str(cause).split())
        return ConfigError(f"the store's user lacks a permission ({said}): grant it", path=place)
    if not name and isinstance(error, OperationalError):
        said = " ".join(str(cause).split())
        return Retry(f"the store cannot be reached: {said}")
    return None
