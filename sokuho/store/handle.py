"""How the parts of the store reach the database: alone, each call its own transaction, or joined
together in one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy import Connection, Engine

from sokuho.store import dialect


class Handle(Protocol):
    def read(self) -> AbstractContextManager[Connection]:
        """A connection to read from, at one moment of the store."""

    def write(self) -> AbstractContextManager[Connection]:
        """A connection to write to; committed on leaving, rolled back on an error."""

    def write_soon(self) -> AbstractContextManager[Connection]:
        """The same, for what a power cut (not a crash of ours) may take back: does not wait for the disk."""


class Alone:
    """Every call a transaction of its own. Database errors come out as ConfigError or Retry."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._readers = engine
        self._writers = engine.execution_options(writes="now")
        self._later = engine.execution_options(writes="soon")
        self._place = place

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._explained(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self._explained(), self._writers.begin() as connection:
            yield connection

    @contextmanager
    def write_soon(self) -> Iterator[Connection]:
        with self._explained(), self._later.begin() as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except dialect.FAILURES as e:
            explained = dialect.explain(e, self._place)
            if explained is None:
                raise
            raise explained from e


class Joined:
    """Every call within the transaction that somebody else began and will end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        yield self._connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        yield self._connection

    write_soon = write
