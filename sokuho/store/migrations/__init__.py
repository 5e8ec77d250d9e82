"""How a store comes up to the code's version: Alembic's steps in `versions/`, forward only.

Nothing of Alembic is loaded for a store that is up to date, and that is nearly every start. A step is never
edited after its release: it builds the tables as they were then. A new one:

    alembic revision -m "what it does" --rev-id 0003

then goes into VERSIONS, and what it changes into schema.py.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select

from sokuho.errors import ConfigError
from sokuho.store import schema
from sokuho.store.dialect import FAILURES, explain, lock_migrating, prepare_file

HERE = Path(__file__).parent
#: all steps, oldest first; a test compares them with the files
VERSIONS = ("0001", "0002", "0003", "0004")
LATEST = VERSIONS[-1]
APPLICATION = "sokuho"


def bring_up(engine: Engine, place: str) -> None:
    """Make the tables, or change them to the latest version, in one transaction. Raises ConfigError."""
    try:
        prepare_file(engine)
        with engine.execution_options(writes="now").begin() as connection:
            found = _version(connection, place)
            if found != LATEST:
                lock_migrating(connection)
                found = _version(connection, place)  # another process may have been quicker
            if found != LATEST:
                migrate(connection)
            if found is None:
                connection.execute(schema.about.insert().values(name="application", value=APPLICATION))
            else:  # writing anything shows at once, not at the first article, whether the store is read-only
                connection.execute(schema.version.update().values(version_num=LATEST))
    except FAILURES as e:
        raise explain(e, place) or e from e


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the steps that the store does not have yet, in the connection's transaction."""
    from alembic import command  # 0.2 s, so not before it is needed
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    command.upgrade(config, to)


def _version(connection: Connection, place: str) -> str | None:
    """The version of the store; None where there is none yet."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {schema.about.name, schema.version.name} <= tables:
        raise ConfigError("this database is not a store of Sokuho: choose another", path=place)
    query = select(schema.about.c.value).where(schema.about.c.name == "application")
    if connection.execute(query).scalar() != APPLICATION:
        raise ConfigError("this database is not a store of Sokuho: choose another", path=place)
    found: str | None = connection.execute(select(schema.version.c.version_num)).scalar()
    if found not in VERSIONS:
        raise ConfigError(
            f"the store has version {found}, this Sokuho knows up to {LATEST}: update Sokuho, "
            "or choose another store",
            path=place,
        )
    return found
