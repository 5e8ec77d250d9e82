"""The tables. One description for SQLite and PostgreSQL; `migrations/` brings a store up to it.

Whole values are kept as the JSON of `sokuho.codec`, beside the columns that queries need. Times are
UTC: aware in Python on both databases.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

metadata = MetaData()


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime; SQLite keeps it without its zone, always in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"time without a zone: {value}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        aware: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC)


def _id(name: str, **more: Any) -> Column[str]:
    return Column(name, String(64), **more)


# --- identity of the store ----------------------------------------------------------------------

about = Table("about", metadata, Column("name", String(64), primary_key=True), Column("value", Text))
# Named and shaped as Alembic's own, so that Alembic can take the numbered migrations over.
version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

# Work that one process at a time may do.
leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(200), nullable=False),
    Column("until", UtcTime, nullable=False),
)

# --- feeds --------------------------------------------------------------------------------------

feeds = Table(
    "feeds",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("state", Text, nullable=False),
    Column("next_due", UtcTime),
    Column("is_off", Boolean, nullable=False),
)

seen = Table(
    "seen",
    metadata,
    Column("feed", String(200), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("first_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=False),
)

feed_events = Table(
    "feed_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", String(200), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("feed_events_by_feed", "feed", "at"),
)

# --- articles -----------------------------------------------------------------------------------

articles = Table(
    "articles",
    metadata,
    _id("id", primary_key=True),
    Column("feed", String(200)),
    Column("published", UtcTime, nullable=False),
    Column("fetched", UtcTime, nullable=False),
    Column("article", Text, nullable=False),
    Index("articles_by_fetched", "fetched"),
)

readings = Table(
    "readings",
    metadata,
    Column("article", String(64), ForeignKey("articles.id"), primary_key=True),
    Column("relevance", String(16), nullable=False),
    Column("reading", Text, nullable=False),
)

outcomes = Table(
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

# --- stories ------------------------------------------------------------------------------------

stories = Table(
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

# In the order in which they are asked for: the stories of a key, the latest opened first.
story_keys = Table(
    "story_keys",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("opened", UtcTime, primary_key=True),
    Column("story", String(64), ForeignKey("stories.id"), primary_key=True),
    Index("story_keys_by_story", "story"),
    sqlite_with_rowid=False,
)

revisions = Table(
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

# --- readers ------------------------------------------------------------------------------------

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("origin", String(16), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("stopped", UtcTime),
    Column("subscription", Text, nullable=False),
)

deliveries = Table(
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
    Index("deliveries_due", "state", "not_before", "created", "id"),
    Index(
        "deliveries_waiting",
        "subscription",
        "story",
        "number",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index("deliveries_by_story", "story", "subscription"),
)

digest_items = Table(
    "digest_items",
    metadata,
    Column("subscription", String(200), primary_key=True),
    Column("revision", String(96), primary_key=True),
    Column("at", UtcTime, nullable=False),
    _id("told_in"),
    Index("digest_items_open", "subscription", "told_in"),
)

# What readers asked for on the pages: a mail with a link for them. `mailbox` is the address without what
# does not tell mailboxes apart; requests are counted by it.
letters = Table(
    "letters",
    metadata,
    _id("id", primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("address", String(320), nullable=False),
    Column("mailbox", String(320), nullable=False),
    Column("subscription", Text),
    Column("created", UtcTime, nullable=False),
    Column("used", UtcTime),
    Index("letters_by_mailbox", "mailbox", "created"),
)

# Addresses, in lower case, that get nothing more, whatever their subscriptions say.
suppressions = Table(
    "suppressions",
    metadata,
    Column("address", String(320), primary_key=True),
    Column("reason", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

# What mail providers report of deliveries after taking them.
provider_events = Table(
    "provider_events",
    metadata,
    Column("id", String(200), primary_key=True),
    _id("delivery", nullable=False),
    Column("event", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("provider_events_by_delivery", "delivery", "at"),
)

# --- what could not be handled ------------------------------------------------------------------

parked = Table(
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

# --- operators ----------------------------------------------------------------------------------

# A row for each thing that can be paused; `paused` is since when. The rows are always there, so that who is
# about to send can lock one.
switches = Table(
    "switches",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("paused", UtcTime),
    Column("reason", Text, nullable=False),
)

# Troubles that last: how many looks in a row found each, and whether the operators were told.
alarms = Table(
    "alarms",
    metadata,
    Column("key", String(400), primary_key=True),
    Column("text", Text, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("looked", UtcTime, nullable=False),
)
