"""What the files of `config/` may say: their keys, and what a value must be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from email.utils import parseaddr
from functools import cache
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


class Strict(BaseModel):
    """A part of the configuration: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@cache
def _zones() -> Set[str]:
    """All names; looking for them walks through a folder of six hundred files."""
    return available_timezones()


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"unknown time zone {name!r}; use a name such as Asia/Tokyo, America/New_York, UTC")
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
#: seconds, minutes or hours; more is a typing mistake, and would overflow a date
Positive = Annotated[float, Field(gt=0, le=1_000_000)]
#: days that something is kept; more is a typing mistake
Kept = Annotated[float, Field(le=36_500)]
Count = Annotated[int, Field(ge=1)]


def _written(pattern: str, like: str) -> AfterValidator:
    """A text of this form; `like` says it to who wrote another."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"write {like} (found {text!r:.80})")
        return text

    return AfterValidator(check)


Name = Annotated[
    str, Field(max_length=100), _written(r"[a-z0-9][a-z0-9-]*", "small letters, digits and hyphens only")
]
Web = Annotated[str, _written(r"[hH][tT][tT][pP][sS]?://[^\s/]\S*", "an address with http:// or https://")]
Clock = Annotated[str, _written(r"([01]\d|2[0-3]):[0-5]\d", "a time of day such as 07:30")]


def _sends_mail(name: str) -> str:
    if not name.isprintable() or not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(name)[1]):
        raise ValueError(f"not an address: {name!r}; write Sokuho <alerts@example.com>")
    return name


def _known_store(address: str) -> str:
    if not address.startswith(("sqlite:///", "postgresql")) or "://" not in address:
        raise ValueError("no store is called so; use sqlite:///var/sokuho.db or postgresql+psycopg://…")
    return address


MailFrom = Annotated[str, AfterValidator(_sends_mail)]
StoreAddress = Annotated[str, AfterValidator(_known_store)]


class Polling(Strict):
    """Seconds, bytes and counts of `feeds/`; the limits are those of docs/feeds.md."""

    window_hours: Positive = 24
    catch_up_hours: Positive = 24 * 7  # after an outage: how far back entries still count as new
    user_agent: Annotated[str, Field(pattern=r"^[\x20-\x7e]+$")] = (
        "Sokuho/0.1 (+https://github.com/sokuho/sokuho; feeds@sokuho.example)"
    )
    max_bytes: Count = 5_000_000
    timeout_seconds: Positive = 20
    max_redirects: Annotated[int, Field(ge=0)] = 5
    workers: Count = 16
    jitter: Annotated[float, Field(ge=0, lt=1)] = 0.1
    backoff_max_hours: Positive = 24
    tell_after: Count = 3  # failures in a row, before the operators hear of a passing trouble
    max_pages: Annotated[int, Field(ge=0)] = 20  # article pages a poll and feed, where `full_text` permits


class Topics(Strict):
    """Names of the bus's topics, how they are cut up, and how long they keep what all groups have done: on
    Kafka and on the local bus alike."""

    articles: str = "sokuho.articles"
    stories: str = "sokuho.stories"
    parked: str = "sokuho.parked"
    partitions: Count = 6
    replication: Count = 1
    retention_hours: Annotated[int, Field(ge=1, le=1_000_000)] = 24 * 14

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if len({self.articles, self.stories, self.parked}) < 3:
            raise ValueError("articles, stories and parked need a topic each")
        return self


class KafkaLogin(Strict):
    """How to reach Kafka's brokers; the names are Kafka's own. Files are PEM, paths count from the home. The
    user's name and password come from the environment only."""

    protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = None
    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.protocol.startswith("SASL") != (self.mechanism is not None):
            raise ValueError(
                "protocol and mechanism do not fit: SASL_SSL and SASL_PLAINTEXT need one of PLAIN, "
                "SCRAM-SHA-256, SCRAM-SHA-512, the others none"
            )
        return self


class Bus(Strict):
    """`session_seconds`: how long the partitions of a consumer that died are left to it."""

    kind: Literal["local", "kafka"] = "local"
    servers: str = "127.0.0.1:9092"
    topics: Topics = Topics()
    max_parked_in_a_row: Count = 20
    session_seconds: Annotated[float, Field(ge=1, le=300)] = 10
    login: KafkaLogin = KafkaLogin()


class Delivering(Strict):
    """How messages leave. `allowed` lists the addresses that may get mail in earnest; empty: all."""

    outbox: str = "outbox"
    mail_from: MailFrom = "Sokuho <alerts@sokuho.example>"
    base_url: Web = "http://127.0.0.1:8800"
    sandbox: bool = False
    allowed: tuple[str, ...] = ()
    sendgrid_host: Web = "https://api.sendgrid.com"
    slack_url: Web = "https://slack.com/api/"
    timeout_seconds: Positive = 10
    lease_seconds: Positive = 120
    max_attempts: Count = 24
    backoff_seconds: Positive = 30
    backoff_max_seconds: Positive = 3600


class Serving(Strict):
    """`sokuho serve`. Links to change preferences are short-lived, as whoever has one may use it.

    `per_client` requests a client may make in `per_client_minutes` that cost a mail or a write; `per_mailbox`
    mails with a link that one mailbox gets in an hour.
    """

    confirm_hours: Positive = 72
    preferences_hours: Positive = 24
    per_client: Annotated[int, Field(ge=1)] = 20
    per_client_minutes: Positive = 10
    per_mailbox: Annotated[int, Field(ge=1)] = 3
    webhook_age_seconds: Positive = 600  # older events may be somebody's recording


class Operating(Strict):
    """What the operators are told of, and where. `slack_channel` empty: nowhere but in Airflow.

    A trouble is told after it was seen `repeats` times in a row. The `keep_*_days` are for `prune`.
    """

    slack_channel: str = ""
    repeats: Annotated[int, Field(ge=1)] = 2
    fresh_hours: Annotated[float, Field(ge=0, le=1_000_000)] = 24  # resumed alerts: older ones are held back
    max_lag: int = 1000
    late_minutes: Positive = 15
    quiet_story_days: Annotated[Kept, Field(gt=0)] = 7
    rates_url: str = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
    rates_private: bool = False  # the source may be on this machine or its network
    keep_seen_days: Annotated[Kept, Field(ge=30)] = 90
    keep_articles_days: Annotated[Kept, Field(ge=100)] = 365
    keep_stories_days: Annotated[Kept, Field(ge=150)] = 730  # what was told of stories, not they themselves
    keep_events_days: Annotated[Kept, Field(ge=7)] = 90


class File(Strict):
    """`config/sokuho.yaml`."""

    store: StoreAddress = "sqlite:///var/sokuho.db"
    bus: Bus = Bus()
    polling: Polling = Polling()
    delivering: Delivering = Delivering()
    serving: Serving = Serving()
    operating: Operating = Operating()
    topics: tuple[str, ...] = ()


class Feed(Strict):
    """One feed of `config/feeds.yaml`.

    `interval` and `rhythm` in minutes: how often it is asked, and how long it may stay silent before
    the operators are told. `allow_private` permits loopback and private addresses (demo and tests).
    """

    name: Name
    url: Web
    source: str
    language: Literal["en", "ja"]
    kind: Literal["wire", "official", "trade", "company", "newspaper", "aggregator"]
    interval: Positive = 15
    rhythm: Positive = 1440
    enabled: bool = True
    full_text: bool = False
    allow_private: bool = False
    note: str = ""
    verified: str = ""


def _doubled(names: Iterable[str]) -> str | None:
    return next((name for name, count in Counter(names).items() if count > 1), None)


def _named_once(feeds: tuple[Feed, ...]) -> tuple[Feed, ...]:
    if doubled := _doubled(feed.name for feed in feeds):
        raise ValueError(f"two feeds are called {doubled!r}; what is remembered of a feed hangs on its name")
    return feeds


class Feeds(Strict):
    feeds: Annotated[tuple[Feed, ...], AfterValidator(_named_once)] = ()


class Subscriber(Strict):
    """One subscription of `config/subscriptions.yaml`; the fields of `model.Subscription`."""

    id: Name
    channel: Literal["email", "slack"]
    address: str
    language: Literal["en", "ja"] = "en"
    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    directions: tuple[Literal["japan_to_us", "us_to_japan", "both"], ...] = ()
    companies: tuple[Annotated[str, _written(r"(?s).*\S.*", "a name")], ...] = ()
    stages: tuple[str, ...] = ()
    languages: tuple[Literal["en", "ja"], ...] = ()
    min_amount: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    min_currency: Literal["USD", "JPY"] = "USD"
    novelties: Annotated[tuple[Literal["new", "update"], ...], Field(min_length=1)] = ("new", "update")
    cadence: Literal["instant", "daily", "weekly"] = "instant"
    at: Clock = "07:30"
    weekday: Annotated[int, Field(ge=0, le=6)] = 0
    timezone: TimeZone = "UTC"
    quiet: tuple[Clock, Clock] | None = None
    budget: Annotated[int, Field(ge=1)] | None = None
    broadcast_updates: bool = False


def _subscribed_once(subscriptions: tuple[Subscriber, ...]) -> tuple[Subscriber, ...]:
    if doubled := _doubled(subscription.id for subscription in subscriptions):
        raise ValueError(f"two subscriptions are called {doubled!r}; give each an id of its own")
    return subscriptions


class Subscribers(Strict):
    subscriptions: Annotated[tuple[Subscriber, ...], AfterValidator(_subscribed_once)] = ()
