"""What differs between SQLite and PostgreSQL, in one place: opening, locking, upserts, errors.

Writers on SQLite take the write lock at once (BEGIN IMMEDIATE): a transaction that first reads and
then writes would otherwise fail half-way when another writer came first.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Engine,
    Table,
    any_,
    bindparam,
    cast,
    create_engine,
    event,
    func,
    select,
    text,
)  # fmt: skip
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError

from sokuho.errors import ConfigError, Retry, SokuhoError

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy.dialects import postgresql

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


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that no unique index refuses. Returns how many went in."""
    if connection.dialect.name == "sqlite":
        return _write_tuples(connection, table, rows, None)
    if len(rows) > 1:
        return _write_columns(connection, table, rows)
    statement = _insert_into("postgresql", table).on_conflict_do_nothing()
    statement = statement.execution_options(preserve_rowcount=True)
    return sum(max(connection.execute(statement, row).rowcount, 0) for row in rows)


def _write_columns(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    fresh: Collection[str] = (),
) -> int:
    """A statement for all rows, a list for each column (a single value where all rows have the same): on
    PostgreSQL row by row takes many times as long. Rows that are there get the `fresh` columns anew, or are
    left as they are. Returns how many were written."""
    from sqlalchemy.dialects import postgresql

    values: list[ColumnElement[Any]] = []
    for name in rows[0]:
        kind, column = table.c[name].type, [row[name] for row in rows]
        if all(value == column[0] for value in column):
            values.append(cast(bindparam(None, column[0], type_=kind), kind))
        else:
            values.append(func.unnest(bindparam(None, column, type_=postgresql.ARRAY(kind))))
    statement = postgresql.insert(table).from_select([table.c[name] for name in rows[0]], select(*values))
    if fresh:
        keys = [column.name for column in table.primary_key]
        statement = statement.on_conflict_do_update(
            index_elements=keys, set_={name: statement.excluded[name] for name in fresh}
        )
    else:
        statement = statement.on_conflict_do_nothing()
    counted = statement.execution_options(preserve_rowcount=True)
    return max(connection.execute(counted).rowcount, 0)


def _write_tuples(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keep: tuple[str, ...] | None
) -> int:
    """The rows as SQLite's driver takes them: making each into parameters first takes longer than writing it.
    `keep`: the columns that rows which are there keep; all of them with None. Returns how many were
    written."""
    if not rows:
        return 0
    statement, columns = _prepared(connection.dialect, table, tuple(rows[0]), keep)
    values = []
    for name, of_kind in columns:
        # most columns hold one value many times over
        made = cache(of_kind) if of_kind and len(rows) > 1 else of_kind
        values.append([made(row[name]) if made else row[name] for row in rows])
    told = list(zip(*values, strict=True))
    done = connection.exec_driver_sql(statement, told if len(told) > 1 else told[0])
    return max(done.rowcount, 0)


_Made = Callable[[Any], Any]


@cache
def _prepared(
    dialect: Dialect, table: Table, columns: tuple[str, ...], keep: tuple[str, ...] | None
) -> tuple[str, tuple[tuple[str, _Made | None], ...]]:
    """SQLite's statement, and its values in their order with what makes each of them. Made once: building
    the statement takes longer than running it."""
    anew = None if keep is None else _upsert("sqlite", table, columns, keep)
    statement = anew if anew is not None else sqlite.insert(table).on_conflict_do_nothing()
    compiled = statement.compile(dialect=dialect, column_keys=[*columns])
    kinds = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns}
    return str(compiled), tuple((name, kinds[name]) for name in compiled.positiontup or ())


def among(connection: Connection, column: Column[Any], values: Sequence[str]) -> ColumnElement[bool]:
    """Whether a column is one of many values; on PostgreSQL they travel as one list, not one by one."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return column == any_(bindparam(None, list(values), type_=postgresql.ARRAY(column.type)))
    return column.in_(values)


def in_parts(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Ids in parts that a statement can name one by one."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def upsert(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keep: Sequence[str] = ()
) -> None:
    """Insert or overwrite by primary key; columns in `keep` stay as they were first written."""
    if len(rows) > 1 and connection.dialect.name == "postgresql":
        keys = [column.name for column in table.primary_key]
        last = {tuple(row[key] for key in keys): row for row in rows}  # a statement may touch a row only once
        fresh = [name for name in rows[0] if name not in keep and name not in keys]
        _write_columns(connection, table, list(last.values()), fresh)
    elif connection.dialect.name == "sqlite":
        _write_tuples(connection, table, rows, tuple(keep))
    elif rows:
        connection.execute(_upsert("postgresql", table, tuple(rows[0]), tuple(keep)), rows[0])


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


@cache
def _upsert(
    dialect: str, table: Table, columns: tuple[str, ...], keep: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    """Made once: building the statement takes longer than running it."""
    keys = [column.name for column in table.primary_key]
    statement = _insert_into(dialect, table)
    fresh = {name: statement.excluded[name] for name in columns if name not in keys and name not in keep}
    return statement.on_conflict_do_update(index_elements=keys, set_=fresh)


def _insert_into(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # slow to import, and most stores are SQLite

        return postgresql.insert(table)
    return sqlite.insert(table)
