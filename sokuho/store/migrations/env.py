"""How Alembic runs the steps of `versions/`: on the connection that `bring_up` gives, in its transaction.

From its own command line (`alembic -x url=… current`) on the store that is named there.
"""

from __future__ import annotations

from alembic import context

from sokuho.store import schema
from sokuho.store.dialect import make_engine


def run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        context.configure(connection=given, target_metadata=schema.metadata)
        context.run_migrations()
        return
    engine = make_engine(context.get_x_argument(as_dictionary=True)["url"])
    with engine.execution_options(writes="now").begin() as connection:
        context.configure(connection=connection, target_metadata=schema.metadata)
        context.run_migrations()


run()
