"""Environment and `config/` to one frozen Settings. Nothing else reads the environment.

Unknown keys fail with the file and the line; `sokuho doctor` explains the rest.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from sokuho import resources
from sokuho.errors import ConfigError


class Strict(BaseModel):
    """A part of the configuration: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"unknown time zone {name!r}; use a name such as Asia/Tokyo, America/New_York, UTC")
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]
Web = Annotated[str, Field(pattern=r"^[hH][tT][tT][pP][sS]?://[^\s/]\S*$")]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


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
    retention_hours: Count = 24 * 14


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
    sendgrid_host: str = "https://api.sendgrid.com"
    slack_url: str = "https://slack.com/api/"
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

    confirm_hours: Annotated[float, Field(gt=0)] = 72
    preferences_hours: Annotated[float, Field(gt=0)] = 24
    per_client: Annotated[int, Field(ge=1)] = 20
    per_client_minutes: Annotated[float, Field(gt=0)] = 10
    per_mailbox: Annotated[int, Field(ge=1)] = 3
    webhook_age_seconds: Annotated[float, Field(gt=0)] = 600  # older events may be somebody's recording


class Operating(Strict):
    """What the operators are told of, and where. `slack_channel` empty: nowhere but in Airflow.

    A trouble is told after it was seen `repeats` times in a row. The `keep_*_days` are for `prune`.
    """

    slack_channel: str = ""
    repeats: Annotated[int, Field(ge=1)] = 2
    fresh_hours: Annotated[float, Field(ge=0)] = 24  # resumed alerts: older ones are held back
    max_lag: int = 1000
    late_minutes: float = 15
    quiet_story_days: float = 7
    rates_url: str = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
    rates_private: bool = False  # the source may be on this machine or its network
    keep_seen_days: Annotated[float, Field(ge=30)] = 90
    keep_articles_days: Annotated[float, Field(ge=100)] = 365
    keep_stories_days: Annotated[float, Field(ge=150)] = 730  # what was told of stories, not they themselves
    keep_events_days: Annotated[float, Field(ge=7)] = 90


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

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    url: Web
    source: str
    language: Literal["en", "ja"]
    kind: Literal["wire", "official", "trade", "company", "newspaper", "aggregator"]
    interval: Annotated[float, Field(gt=0)] = 15
    rhythm: Annotated[float, Field(gt=0)] = 1440
    enabled: bool = True
    full_text: bool = False
    allow_private: bool = False
    note: str = ""
    verified: str = ""


def _named_once(feeds: tuple[Feed, ...]) -> tuple[Feed, ...]:
    names = [feed.name for feed in feeds]
    if doubled := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"two feeds are called {doubled!r}; what is remembered of a feed hangs on its name")
    return feeds


class Feeds(Strict):
    feeds: Annotated[tuple[Feed, ...], AfterValidator(_named_once)] = ()


class Subscriber(Strict):
    """One subscription of `config/subscriptions.yaml`; the fields of `model.Subscription`."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    channel: Literal["email", "slack"]
    address: str
    language: Literal["en", "ja"] = "en"
    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    directions: tuple[Literal["japan_to_us", "us_to_japan", "both"], ...] = ()
    companies: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    languages: tuple[Literal["en", "ja"], ...] = ()
    min_amount: Annotated[float, Field(ge=0)] | None = None
    min_currency: Literal["USD", "JPY"] = "USD"
    novelties: tuple[Literal["new", "update"], ...] = ("new", "update")
    cadence: Literal["instant", "daily", "weekly"] = "instant"
    at: Clock = "07:30"
    weekday: Annotated[int, Field(ge=0, le=6)] = 0
    timezone: TimeZone = "UTC"
    quiet: tuple[Clock, Clock] | None = None
    budget: Annotated[int, Field(ge=1)] | None = None
    broadcast_updates: bool = False


def _subscribed_once(subscriptions: tuple[Subscriber, ...]) -> tuple[Subscriber, ...]:
    names = [subscription.id for subscription in subscriptions]
    if doubled := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"two subscriptions are called {doubled!r}; give each an id of its own")
    return subscriptions


class Subscribers(Strict):
    subscriptions: Annotated[tuple[Subscriber, ...], AfterValidator(_subscribed_once)] = ()


class Secrets(Strict):
    """From the environment only; printed as asterisks."""

    sendgrid_api_key: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_webhook_url: SecretStr | None = None
    signing_key: SecretStr | None = None
    sendgrid_webhook_key: SecretStr | None = None
    kafka_username: SecretStr | None = None
    kafka_password: SecretStr | None = None


class Settings(Strict):
    """All that Sokuho is told from outside, read once at the start."""

    home: Path
    store: str
    bus: Bus
    polling: Polling
    delivering: Delivering
    topics: tuple[str, ...]
    feeds: tuple[Feed, ...]
    subscribers: tuple[Subscriber, ...]
    secrets: Secrets
    serving: Serving = Serving()
    operating: Operating = Operating()
    log_level: str = "info"
    metrics_host: str = "127.0.0.1"
    metrics_port: Annotated[int, Field(ge=0, le=65535)] | None = None

    @property
    def outbox(self) -> Path:
        return self.home / self.delivering.outbox


ENVIRONMENT = {
    "SOKUHO_HOME": "folder with config/, templates/, var/ and outbox/ (default: the working directory)",
    "SOKUHO_STORE": "store address, sqlite:///… or postgresql+psycopg://… (default: config/sokuho.yaml)",
    "SOKUHO_KAFKA": "bootstrap servers; setting it makes Kafka the bus",
    "SOKUHO_KAFKA_PROTOCOL": "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL (default: config/sokuho.yaml)",
    "SOKUHO_KAFKA_MECHANISM": "with SASL: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512",
    "SOKUHO_KAFKA_CA": "certificates (PEM) that Kafka's brokers are checked with; without it the system's",
    "SOKUHO_KAFKA_USERNAME": "with SASL: the user",
    "SOKUHO_KAFKA_PASSWORD": "with SASL: the password",
    "SOKUHO_METRICS_PORT": "port of a worker's metrics and health; without it they are not served",
    "SOKUHO_METRICS_HOST": "address that this port listens on (default: 127.0.0.1)",
    "SOKUHO_LOG": "log level: debug, info, warning, error",
    "SENDGRID_API_KEY": "mails leave through SendGrid; without it they go to outbox/",
    "SLACK_BOT_TOKEN": "Slack messages leave through the Web API; without it they go to outbox/",
    "SLACK_WEBHOOK_URL": "Slack messages to address `webhook` go here (no threads)",
    "SOKUHO_SIGNING_KEY": "signs the links in mails (unsubscribe, preferences)",
    "SENDGRID_WEBHOOK_KEY": "verification key of SendGrid's event webhook; without it events are refused",
    "SOKUHO_SENDGRID_HOST": "another address for SendGrid's API (tests)",
    "SOKUHO_SLACK_URL": "another address for Slack's API (tests)",
}


def home(environ: Mapping[str, str] | None = None) -> Path:
    """The working home, whose `config/` and `templates/` stand before the shipped ones."""
    env = os.environ if environ is None else environ
    return Path(env.get("SOKUHO_HOME") or Path.cwd())


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment and the files. Raises ConfigError, naming file and line."""
    env = os.environ if environ is None else environ
    base = home(env)
    if not base.is_dir():
        raise ConfigError("no such folder: make it, or mend SOKUHO_HOME", path=base)
    own = resources.find(base, "config/sokuho.yaml")
    file = resources.read_model(own, File)
    feeds = resources.read_model(resources.find(base, "config/feeds.yaml"), Feeds)
    readers = resources.read_model(resources.find(base, "config/subscriptions.yaml"), Subscribers)
    hosts = {"sendgrid_host": env.get("SOKUHO_SENDGRID_HOST"), "slack_url": env.get("SOKUHO_SLACK_URL")}
    return Settings(
        home=base,
        store=env.get("SOKUHO_STORE") or file.store,
        bus=_bus(file.bus, env),
        polling=file.polling,
        delivering=file.delivering.model_copy(update={k: v for k, v in hosts.items() if v}),
        topics=_watched(base, file.topics, own),
        serving=file.serving,
        operating=file.operating,
        feeds=feeds.feeds,
        subscribers=readers.subscriptions,
        secrets=Secrets(
            sendgrid_api_key=_secret(env, "SENDGRID_API_KEY"),
            slack_bot_token=_secret(env, "SLACK_BOT_TOKEN"),
            slack_webhook_url=_secret(env, "SLACK_WEBHOOK_URL"),
            signing_key=_secret(env, "SOKUHO_SIGNING_KEY"),
            sendgrid_webhook_key=_secret(env, "SENDGRID_WEBHOOK_KEY"),
            kafka_username=_secret(env, "SOKUHO_KAFKA_USERNAME"),
            kafka_password=_secret(env, "SOKUHO_KAFKA_PASSWORD"),
        ),
        log_level=env.get("SOKUHO_LOG", "info"),
        metrics_host=env.get("SOKUHO_METRICS_HOST") or "127.0.0.1",
        metrics_port=_port(env, "SOKUHO_METRICS_PORT"),
    )


def _bus(bus: Bus, env: Mapping[str, str]) -> Bus:
    """The file's bus, with what the environment says of Kafka. Raises ConfigError."""
    names = {"protocol": "PROTOCOL", "mechanism": "MECHANISM", "ca_file": "CA"}
    said = {key: value for key, name in names.items() if (value := env.get(f"SOKUHO_KAFKA_{name}"))}
    try:
        login = KafkaLogin(**{**bus.login.model_dump(), **said})
    except ValidationError as e:
        raise ConfigError(f"SOKUHO_KAFKA_…: {e.errors()[0]['msg']}") from None
    servers = env.get("SOKUHO_KAFKA")
    return bus.model_copy(
        update={"login": login, **({"kind": "kafka", "servers": servers} if servers else {})}
    )


def _watched(base: Path, wanted: tuple[str, ...], own: Path) -> tuple[str, ...]:
    """The names of the topics that are watched: those wanted, or all. Raises ConfigError with the line."""
    there = [_topic_name(path) for path in resources.layers(base, "config/topics", "*.yaml")]
    for at, name in enumerate(wanted):
        if name not in there:
            line = resources.line_of(own, ("topics", at))
            raise ConfigError(
                f"no topic {name!r} in config/topics; there are {', '.join(there)}", path=own, line=line
            )
    return wanted or tuple(there)


def _topic_name(path: Path) -> str:
    data = resources.read_yaml(path)
    return str(data.get("name") or path.stem) if isinstance(data, dict) else path.stem


def _port(env: Mapping[str, str], name: str) -> int | None:
    text = env.get(name)
    if not text:
        return None
    if not text.isdecimal() or int(text) > 65535:
        raise ConfigError(f"{name} is no port: {text!r}")
    return int(text)


def _secret(env: Mapping[str, str], name: str) -> SecretStr | None:
    return SecretStr(env[name]) if env.get(name) else None
