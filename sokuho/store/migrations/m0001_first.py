"""The first tables."""

from __future__ import annotations

from sqlalchemy import Connection

from sokuho.store import schema

revision = "0001"
down_revision = None


def upgrade(connection: Connection) -> None:
    schema.metadata.create_all(connection)
