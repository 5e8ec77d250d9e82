"""The bus that the settings name: tables in a file, or Kafka."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sokuho.bus import Bus
from sokuho.errors import ConfigError
from sokuho.settings import Settings

if TYPE_CHECKING:
    from sokuho.bus.kafka import Security

_SQLITE = "sqlite:///"


def open_bus(settings: Settings) -> Bus:
    """The bus that the settings name. Raises ConfigError, or Retry if it cannot be reached."""
    if settings.bus.kind == "kafka":
        from sokuho.bus.kafka import KafkaBus, Tuning, wanted

        session = settings.bus.session_seconds
        return KafkaBus(
            settings.bus.servers,
            wanted(settings.bus.topics),
            tuning=Tuning(session=session, heartbeat=session / 5),
            security=_security(settings),
        )
    from sokuho.bus.local import LocalBus

    return LocalBus(bus_path(settings), partitions=settings.bus.topics.partitions)


def _security(settings: Settings) -> Security:
    """How to log in to Kafka. Raises ConfigError where something is missing."""
    from sokuho.bus.kafka import Security

    login, keys = settings.bus.login, settings.secrets
    if login.mechanism and not (keys.kafka_username and keys.kafka_password):
        raise ConfigError(f"{login.protocol} needs SOKUHO_KAFKA_USERNAME and SOKUHO_KAFKA_PASSWORD")
    files = {}
    for name in ("ca_file", "cert_file", "key_file"):
        if given := getattr(login, name):
            path = settings.home / given
            if not path.is_file():
                raise ConfigError(f"no such file (bus.login.{name}, or SOKUHO_KAFKA_CA)", path=path)
            files[name] = str(path)
    return Security(
        protocol=login.protocol,
        mechanism=login.mechanism,
        username=keys.kafka_username.get_secret_value() if keys.kafka_username else None,
        password=keys.kafka_password.get_secret_value() if keys.kafka_password else None,
        **files,
    )


def bus_path(settings: Settings) -> Path:
    """The local bus's file: beside an SQLite store, so that both are copied or removed together."""
    if settings.store.startswith(_SQLITE) and not settings.store.startswith(_SQLITE + "file:"):
        store = settings.home / settings.store.removeprefix(_SQLITE)
        return store.with_name(f"{store.stem}-bus.db")
    return settings.home / "var/sokuho-bus.db"
