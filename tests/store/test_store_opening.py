"""Opening a store: made where there is none, refused with a reason where it cannot serve."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from sokuho.errors import ConfigError, Retry
from sokuho.store import Store, open_store, schema
from sokuho.store.dialect import make_engine
from tests import made


def at(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_relative_path_counts_from_the_home(tmp_path: Path) -> None:
    with open_store("sqlite:///var/sokuho.db", home=tmp_path) as store:
        assert store.place == str(tmp_path / "var/sokuho.db")
    assert (tmp_path / "var/sokuho.db").exists()


def test_a_store_whose_connections_are_all_in_use_is_asked_again_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store._engine.pool, "_timeout", 0.01)
    with ExitStack() as stack, pytest.raises(Retry, match="in use"):
        list(map(stack.enter_context, (store.snapshot() for _ in range(100))))


def test_migrations_build_exactly_what_the_code_expects(url: str) -> None:
    open_store(url).close()
    engine = make_engine(url)
    found = inspect(engine)
    assert set(found.get_table_names()) == set(schema.metadata.tables)
    for name, table in schema.metadata.tables.items():
        columns = {
            c["name"]: (c["type"].compile(engine.dialect), c["nullable"]) for c in found.get_columns(name)
        }
        expected = {c.name: (c.type.compile(engine.dialect), c.nullable) for c in table.columns}
        assert columns == expected, name
        indexes = {i["name"] for i in found.get_indexes(name) if not i.get("duplicates_constraint")}
        assert indexes == {i.name for i in table.indexes}, name
        assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key]
        uniques = {u["name"] for u in found.get_unique_constraints(name)}
        assert uniques == {c.name for c in table.constraints if type(c).__name__ == "UniqueConstraint"}
        assert len(found.get_foreign_keys(name)) == len(table.foreign_keys), name
    engine.dispose()


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    for _ in range(2):
        with open_store(at(tmp_path / "s.db")) as store:
            store.subscriptions.add(made.subscription())
    with open_store(at(tmp_path / "s.db")) as store:
        assert [s.id for s in store.subscriptions.list_subscriptions()] == ["desk"]


@pytest.mark.parametrize("name", ["what?", "100%25", "a b", "c#d", "速報", "plus+", "a&b=c"])
def test_a_home_may_have_any_name(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    home.mkdir()
    with open_store("sqlite:///var/sokuho.db", home=home) as store:
        assert store.place == str(home / "var/sokuho.db")
    assert (home / "var/sokuho.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    open_store(at(tmp_path / "s.db")).close()
    with sqlite3.connect(tmp_path / "s.db") as sql:
        sql.execute("UPDATE alembic_version SET version_num = '9999'")
    sql.close()
    with pytest.raises(ConfigError, match=r"version 9999.*update Sokuho"):
        open_store(at(tmp_path / "s.db"))


@pytest.mark.parametrize("statement", ["CREATE TABLE notes (x)", "CREATE TABLE alembic_version (x)"])
def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path, statement: str) -> None:
    with sqlite3.connect(tmp_path / "s.db") as sql:
        sql.execute(statement)
    sql.close()
    with pytest.raises(ConfigError, match="not a store of Sokuho"):
        open_store(at(tmp_path / "s.db"))
    with sqlite3.connect(tmp_path / "s.db") as sql:
        assert len(sql.execute("SELECT * FROM sqlite_master").fetchall()) == 1
    sql.close()


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.db").write_text("not a database, but long enough to be looked at\n" * 50)
    with pytest.raises(ConfigError, match="not a store of Sokuho"):
        open_store(at(tmp_path / "s.db"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be opened"):
        open_store(at(tmp_path))


def test_a_read_only_store_is_refused_at_once(tmp_path: Path) -> None:
    open_store(at(tmp_path / "s.db")).close()
    with pytest.raises(ConfigError, match="cannot be written"):
        open_store(f"sqlite:///file:{tmp_path}/s.db?mode=ro&uri=true")


def test_a_server_that_is_read_only_is_waited_for(postgresql_url: str) -> None:
    """As after a fail-over: taken for a fault of the records, they would be parked one after the other."""
    with open_store(postgresql_url) as store:
        store.subscriptions.add(made.subscription())
    standby = postgresql_url + "%20-cdefault_transaction_read_only%3Don"
    with pytest.raises(Retry, match="read-only"):
        open_store(standby)


def test_a_permission_that_is_missing_is_named(postgresql_url: str) -> None:
    role = "sokuho_stranger"
    with open_store(postgresql_url) as store:
        with store._engine.begin() as connection:
            own = connection.execute(text("SELECT current_schema()")).scalar_one()
            connection.execute(text(f"CREATE ROLE {role}"))
            connection.execute(text(f"GRANT USAGE ON SCHEMA {own} TO {role}"))
        try:
            with (
                pytest.raises(ConfigError, match=r"lacks a permission .*subscriptions.*grant it"),
                store._handle.read() as connection,
            ):
                connection.execute(text(f"SET LOCAL ROLE {role}; SELECT * FROM subscriptions"))
        finally:
            with store._engine.begin() as connection:
                connection.execute(text(f"DROP OWNED BY {role}"))
                connection.execute(text(f"DROP ROLE {role}"))


@pytest.mark.parametrize("address", ["", "sqlite", "mysql://x/y", "nonsense://x", "sqlite+nothing:///x"])
def test_an_address_that_cannot_be_is_refused(address: str) -> None:
    with pytest.raises(ConfigError):
        open_store(address)


def test_many_processes_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    code = f"from sokuho.store import open_store; open_store({at(tmp_path / 's.db')!r}).close()"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
