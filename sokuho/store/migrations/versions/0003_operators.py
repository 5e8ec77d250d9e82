"""What the operators stop and start, and the troubles that they were told of."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, Text

from sokuho.store.schema import UtcTime

revision = "0003"
down_revision = "0002"

metadata = MetaData()


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    op.bulk_insert(metadata.tables["switches"], [{"name": n, "reason": ""} for n in ("alerts", "polling")])


Table(
    "switches",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("paused", UtcTime),
    Column("reason", Text, nullable=False),
)

Table(
    "alarms",
    metadata,
    Column("key", String(400), primary_key=True),
    Column("text", Text, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("looked", UtcTime, nullable=False),
)
