"""What readers ask for on the pages, what mail providers report, and addresses that get nothing more."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Index, MetaData, String, Table, Text

from sokuho.store.schema import UtcTime

revision = "0002"
down_revision = "0001"

metadata = MetaData()


def upgrade() -> None:
    metadata.create_all(op.get_bind())


Table(
    "letters",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("address", String(320), nullable=False),
    Column("mailbox", String(320), nullable=False),
    Column("subscription", Text),
    Column("created", UtcTime, nullable=False),
    Column("used", UtcTime),
    Index("letters_by_mailbox", "mailbox", "created"),
)

Table(
    "suppressions",
    metadata,
    Column("address", String(320), primary_key=True),
    Column("reason", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

Table(
    "provider_events",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("delivery", String(64), nullable=False),
    Column("event", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("provider_events_by_delivery", "delivery", "at"),
)
