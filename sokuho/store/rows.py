"""Rows written many at once, and found by many ids: what SQLite and PostgreSQL each do fastest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    Table,
    any_,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

_Made = Callable[[Any], Any]
_Insert = TypeVar("_Insert", sqlite.Insert, "postgresql.Insert")


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that no unique index refuses. Returns how many went in."""
    return _write(connection, table, rows, None)


def upsert(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keep: Sequence[str] = ()
) -> None:
    """Insert or overwrite by primary key; columns in `keep` stay as they were first written."""
    _write(connection, table, rows, tuple(keep))


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


def chosen(connection: Connection, query: Select[Any], column: Column[Any], ids: Sequence[str]) -> set[Any]:
    """What a query of one column gives where another is one of these ids."""
    found: set[Any] = set()
    for part in in_parts(ids):
        found |= set(connection.execute(query.where(column.in_(part))).scalars())
    return found


def _write(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keep: tuple[str, ...] | None
) -> int:
    """Rows that are there keep the columns `keep`, all of them with None. Returns how many were written."""
    if not rows:
        return 0
    write = _write_tuples if connection.dialect.name == "sqlite" else _write_columns
    return max(write(connection, table, rows, keep), 0)


def _write_columns(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keep: tuple[str, ...] | None
) -> int:
    """A statement for all rows, a list for each column (a single value where all rows have the same): on
    PostgreSQL row by row takes many times as long."""
    columns = tuple(rows[0])
    if len(rows) == 1:
        return connection.execute(_one_row(table, columns, keep), rows[0]).rowcount
    from sqlalchemy.dialects import postgresql  # slow to import, and most stores are SQLite

    if keep is not None:  # a statement may overwrite a row only once
        rows = list({tuple(row[key.name] for key in table.primary_key): row for row in rows}.values())
    values: list[ColumnElement[Any]] = []
    for name in columns:
        kind, column = table.c[name].type, [row[name] for row in rows]
        if all(value == column[0] for value in column):
            values.append(cast(bindparam(None, column[0], type_=kind), kind))
        else:
            values.append(func.unnest(bindparam(None, column, type_=postgresql.ARRAY(kind))))
    new = postgresql.insert(table).from_select([table.c[name] for name in columns], select(*values))
    statement = _or_else(new, table, columns, keep).execution_options(preserve_rowcount=True)
    return connection.execute(statement).rowcount


@cache
def _one_row(table: Table, columns: tuple[str, ...], keep: tuple[str, ...] | None) -> postgresql.Insert:
    """PostgreSQL's statement, made once: building it takes longer than running it."""
    from sqlalchemy.dialects import postgresql

    statement = _or_else(postgresql.insert(table), table, columns, keep)
    return statement.execution_options(preserve_rowcount=True)


def _write_tuples(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keep: tuple[str, ...] | None
) -> int:
    """The rows as SQLite's driver takes them: making each into parameters first takes longer than writing
    it."""
    statement, columns = _prepared(connection.dialect, table, tuple(rows[0]), keep)
    values = []
    for name, of_kind in columns:
        # most columns hold one value many times over
        made = cache(of_kind) if of_kind and len(rows) > 1 else of_kind
        values.append([made(row[name]) if made else row[name] for row in rows])
    told = list(zip(*values, strict=True))
    return connection.exec_driver_sql(statement, told if len(told) > 1 else told[0]).rowcount


@cache
def _prepared(
    dialect: Dialect, table: Table, columns: tuple[str, ...], keep: tuple[str, ...] | None
) -> tuple[str, tuple[tuple[str, _Made | None], ...]]:
    """SQLite's statement, and its values in their order with what makes each of them. Made once: building
    the statement takes longer than running it."""
    statement = _or_else(sqlite.insert(table), table, columns, keep)
    compiled = statement.compile(dialect=dialect, column_keys=[*columns])
    kinds = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns}
    return str(compiled), tuple((name, kinds[name]) for name in compiled.positiontup or ())


def _or_else(new: _Insert, table: Table, columns: tuple[str, ...], keep: tuple[str, ...] | None) -> _Insert:
    """The statement with what becomes of rows that are there."""
    if keep is None:
        return new.on_conflict_do_nothing()
    keys = [column.name for column in table.primary_key]
    fresh = {name: new.excluded[name] for name in columns if name not in keys and name not in keep}
    return new.on_conflict_do_update(index_elements=keys, set_=fresh)
