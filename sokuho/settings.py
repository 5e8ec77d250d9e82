"""Environment and `config/` to one frozen Settings. Nothing else reads the environment.

Unknown keys fail with the file and the line; `sokuho doctor` explains the rest.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError

from sokuho import resources
from sokuho.configuration import (
    Bus,
    Delivering,
    Feed,
    Feeds,
    File,
    KafkaLogin,
    Operating,
    Polling,
    Serving,
    Strict,
    Subscriber,
    Subscribers,
)
from sokuho.errors import ConfigError


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


#: read by docker-compose.yml only
_OF_COMPOSE = ("SOKUHO_CONFIG", "SOKUHO_PROXIES", "SOKUHO_TEMPLATES")


def home(environ: Mapping[str, str] | None = None) -> Path:
    """The working home, whose `config/` and `templates/` stand before the shipped ones."""
    env = os.environ if environ is None else environ
    return Path(env.get("SOKUHO_HOME") or Path.cwd())


def unread(environ: Mapping[str, str] | None = None) -> list[str]:
    """Variables of the environment that begin with SOKUHO_, and that nothing reads."""
    env = os.environ if environ is None else environ
    known = {*ENVIRONMENT, *_OF_COMPOSE}
    return sorted(name for name in env if name.startswith("SOKUHO_") and name not in known)


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
