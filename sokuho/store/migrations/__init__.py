"""How a store comes up to the code's version: numbered steps, forward only.

Each step is a module with `revision`, `down_revision` and `upgrade(connection)`; the store's number stands
in the table `alembic_version`. Both are as Alembic names them, so that it can take over without a change
to any store. A step is never edited after its release: it builds the tables as they were then.
"""

from __future__ import annotations

from types import ModuleType

from sqlalchemy import Connection, Engine, inspect, select

from sokuho.errors import ConfigError
from sokuho.store import schema
from sokuho.store.dialect import FAILURES, explain, prepare_file
from sokuho.store.migrations import m0001_first, m0002_readers, m0003_operators

STEPS: tuple[ModuleType, ...] = (m0001_first, m0002_readers, m0003_operators)
LATEST: str = STEPS[-1].revision
APPLICATION = "sokuho"


def bring_up(engine: Engine, place: str) -> None:
    """Make the tables, or change them to the latest version, in one transaction. Raises ConfigError."""
    try:
        prepare_file(engine)
        with engine.execution_options(writes="now").begin() as connection:
            done = _version(connection, place)
            for step in STEPS[done:]:
                step.upgrade(connection)
                connection.execute(schema.version.delete())
                connection.execute(schema.version.insert().values(version_num=step.revision))
            if not done:
                connection.execute(schema.about.insert().values(name="application", value=APPLICATION))
            else:  # writing anything shows at once, not at the first article, whether the store is read-only
                connection.execute(schema.version.update().values(version_num=LATEST))
    except FAILURES as e:
        raise explain(e, place) or e from e


def _version(connection: Connection, place: str) -> int:
    """How many steps the store has behind it."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return 0
    if not {schema.about.name, schema.version.name} <= tables:
        raise ConfigError("this database is not a store of Sokuho: choose another", path=place)
    query = select(schema.about.c.value).where(schema.about.c.name == "application")
    if connection.execute(query).scalar() != APPLICATION:
        raise ConfigError("this database is not a store of Sokuho: choose another", path=place)
    found = connection.execute(select(schema.version.c.version_num)).scalar()
    known = [step.revision for step in STEPS]
    if found not in known:
        raise ConfigError(
            f"the store has version {found}, this Sokuho knows up to {LATEST}: update Sokuho, "
            "or choose another store",
            path=place,
        )
    return known.index(found) + 1
