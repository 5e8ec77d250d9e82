"""The first tables, as they were then."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from sokuho.store.schema import UtcTime

revision = "0001"
down_revision = None

metadata = MetaData()


def upgrade() -> None:
    metadata.create_all(op.get_bind())


def _id(name: str, **more: Any) -> Column[str]:
    return Column(name, String(64), **more)


Table("about", metadata, Column("name", String(64), primary_key=True), Column("value", Text))

Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column("until", UtcTime, nullable=False),
)

Table(
    "feeds",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("state", Text, nullable=False),
    Column("next_due", UtcTime),
    Column("is_off", Boolean, nullable=False),
)

Table(
    "seen",
    metadata,
    Column("feed", String(200), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("first_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=False),
)

Table(
    "feed_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", String(200), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("feed_events_by_feed", "feed", "at"),
)

Table(
    "articles",
    metadata,
    _id("id", primary_key=True),
    Column("feed", String(200)),
    Column("published", UtcTime, nullable=False),
    Column("fetched", UtcTime, nullable=False),
    Column("article", Text, nullable=False),
    Index("articles_by_fetched", "fetched"),
)

Table(
    "readings",
    metadata,
    Column("article", String(64), ForeignKey("articles.id"), primary_key=True),
    Column("relevance", String(16), nullable=False),
    Column("reading", Text, nullable=False),
)

Table(
    "outcomes",
    metadata,
    _id("article", primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    _id("story"),
    Column("at", UtcTime, nullable=False),
    Index("outcomes_by_outcome", "outcome", "at"),
    Index("outcomes_by_story", "story"),
)

Table(
    "stories",
    metadata,
    _id("id", primary_key=True),
    Column("number", Integer, nullable=False),
    Column("topic", String(200), nullable=False),
    Column("title", Text, nullable=False),
    Column("direction", String(32)),
    Column("stage", String(32)),
    Column("opened", UtcTime, nullable=False),
    Column("updated", UtcTime, nullable=False),
    Column("muted", Boolean, nullable=False),
    Column("story", Text, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Index("stories_by_updated", "updated"),
)

Table(
    "story_keys",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("opened", UtcTime, primary_key=True),
    Column("story", String(64), ForeignKey("stories.id"), primary_key=True),
    Index("story_keys_by_story", "story"),
    sqlite_with_rowid=False,
)

Table(
    "revisions",
    metadata,
    Column("id", String(96), primary_key=True),
    Column("story", String(64), ForeignKey("stories.id"), nullable=False),
    Column("number", Integer, nullable=False),
    _id("article", nullable=False),
    Column("novelty", String(16), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("published", Boolean, nullable=False),
    Column("revision", Text, nullable=False),
    UniqueConstraint("story", "number", name="revisions_once"),
    Index("revisions_unpublished", "published", "at"),
)

Table(
    "subscriptions",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("origin", String(16), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("stopped", UtcTime),
    Column("subscription", Text, nullable=False),
)

Table(
    "deliveries",
    metadata,
    _id("id", primary_key=True),
    Column("subscription", String(200), nullable=False),
    _id("story", nullable=False),
    Column("revision", String(96), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("address", Text, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("provider_id", Text),
    Column("thread", Text),
    Column("error", Text),
    Column("created", UtcTime, nullable=False),
    Column("settled", UtcTime),
    Column("worker", String(200)),
    Column("lease_until", UtcTime),
    Column("attempted", UtcTime),
    Column("via", String(32)),
    UniqueConstraint("subscription", "story", "revision", name="deliveries_once"),
    Index("deliveries_due", "state", "not_before"),
    Index("deliveries_by_story", "story", "subscription"),
)

Table(
    "digest_items",
    metadata,
    Column("subscription", String(200), primary_key=True),
    Column("revision", String(96), primary_key=True),
    Column("at", UtcTime, nullable=False),
    _id("told_in"),
    Index("digest_items_open", "subscription", "told_in"),
)

Table(
    "parked",
    metadata,
    Column("topic", String(200), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("key", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("replayed", UtcTime),
    Column("value", LargeBinary, nullable=False),
    Index("parked_open", "replayed", "at"),
)
