"""Indexes by which due rows are claimed in their order, and by which a story's earlier rows are found.
Without the second SQLite went through all that waits for each row: an hour for a hundred thousand readers."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for statement in (
        "DROP INDEX deliveries_due",
        "CREATE INDEX deliveries_due ON deliveries (state, not_before, created, id)",
        "CREATE INDEX deliveries_waiting ON deliveries (subscription, story, number) WHERE state = 'pending'",
    ):
        op.execute(statement)
