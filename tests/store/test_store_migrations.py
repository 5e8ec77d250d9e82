"""A store of an older version is brought up when it is opened, with all that it holds, on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

from sokuho.model import Outcome
from sokuho.store import migrations, open_store, schema
from sokuho.store.dialect import make_engine
from tests import made

ROOT = Path(__file__).parents[2]


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made_engine = make_engine(url)
    yield made_engine
    made_engine.dispose()


def make_oldest(engine: Engine) -> None:
    """A store as the first Sokuho made it, with rows in it."""
    with engine.execution_options(writes="now").begin() as connection:
        migrations.migrate(connection, migrations.VERSIONS[0])
        connection.execute(text("INSERT INTO about (name, value) VALUES ('application', 'sokuho')"))
        _fill(connection)


def _fill(connection: Connection) -> None:
    """With the tables as they were then: the names of today's columns may be others some day."""
    when = made.NOW if connection.dialect.name == "postgresql" else str(made.NOW.replace(tzinfo=None))
    rows = {
        "feeds": {"name": "wire", "state": "{}", "next_due": None, "is_off": False},
        "seen": {"feed": "wire", "key": "k1", "first_at": when, "last_at": when},
        "outcomes": {"article": "a1", "outcome": "off_topic", "reason": "rice", "story": None, "at": when},
        "parked": {
            "topic": "sokuho.articles", "part": 1, "position": 7, "key": "k", "reason": "broken",
            "at": when, "replayed": None, "value": b"\x00",
        },
    }  # fmt: skip
    for table, row in rows.items():
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def test_the_files_are_the_versions_in_order() -> None:
    files = sorted((Path(migrations.__file__).parent / "versions").glob("0*.py"))
    assert tuple(file.name[:4] for file in files) == migrations.VERSIONS


def test_a_filled_store_of_the_oldest_version_keeps_everything(url: str, engine: Engine) -> None:
    make_oldest(engine)
    with open_store(url) as store:
        ended = store.articles.ended("a1")
        assert ended is not None
        assert (ended.outcome, ended.reason, ended.at) == (Outcome.OFF_TOPIC, "rice", made.NOW)
        (parked,) = store.parking.list_parked()
        assert (parked.offset, parked.value) == (7, b"\x00")
        assert store.suppressions.among(["reader@example.com"]) == {}  # a table that is new since
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert found == [migrations.LATEST]


def test_old_and_new_stores_end_with_the_same_tables(url: str, engine: Engine) -> None:
    make_oldest(engine)
    open_store(url).close()
    assert set(inspect(engine).get_table_names()) == set(schema.metadata.tables)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_a_step_that_fails_leaves_the_store_as_it_was(
    url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_oldest(engine)
    monkeypatch.setattr(migrations, "migrate", _half)
    with pytest.raises(RuntimeError, match="half-way"):
        open_store(url)
    assert "letters" not in inspect(engine).get_table_names()
    monkeypatch.undo()
    open_store(url).close()
    assert "letters" in inspect(engine).get_table_names()


def _half(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE letters (id TEXT)"))
    raise RuntimeError("half-way")


def test_a_store_that_is_up_to_date_opens_without_alembic(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/s.db").close()
    code = (
        f"import sys; from sokuho.store import open_store; open_store('sqlite:///{tmp_path}/s.db').close();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


def test_alembics_own_command_knows_where_a_store_is(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/s.db"
    open_store(address).close()
    command = [sys.executable, "-m", "alembic", "-x", f"url={address}", "current"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.split()[:2] == [migrations.LATEST, "(head)"], done.stderr
