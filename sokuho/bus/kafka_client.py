"""How Sokuho talks to Apache Kafka: addresses, time limits, and what its errors mean to us.

kafka-python is imported in `bus/kafka*.py` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kafka import errors as kafka_errors

from sokuho.errors import ConfigError, Reject, Retry

ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})")

# The record itself is at fault: sending it again fails again.
REFUSED = (
    kafka_errors.MessageSizeTooLargeError,
    kafka_errors.RecordListTooLargeError,
    kafka_errors.InvalidRecordError,
    kafka_errors.InvalidTimestampError,
)
LOGIN = (kafka_errors.SaslAuthenticationFailedError, kafka_errors.UnsupportedSaslMechanismError)
FORBIDDEN = (*LOGIN, kafka_errors.AuthorizationError, kafka_errors.KafkaConfigurationError)
MISSING = (kafka_errors.UnknownTopicOrPartitionError, kafka_errors.InvalidTopicError)


@dataclass(frozen=True, slots=True)
class Tuning:
    """Time limits in seconds.

    A member that dies without leaving holds its partitions for `session`; one that works on a batch
    for longer than `poll_interval` is taken for dead. `idle_check`: how long nothing may come before
    we ask whether the broker is still there.
    """

    bootstrap: float = 5
    request: float = 10
    delivery: float = 30
    block: float = 5
    session: float = 10
    heartbeat: float = 2
    poll_interval: float = 300
    fetch_wait: float = 0.5
    idle_check: float = 5
    metadata_age: float = 60
    reconnect: float = 2


@dataclass(frozen=True, slots=True)
class Security:
    """How to log in; the default is none. `protocol` and `mechanism` as Kafka spells them."""

    protocol: str = "PLAINTEXT"
    mechanism: str | None = None
    username: str | None = None
    password: str | None = None
    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None

    def __repr__(self) -> str:
        return f"Security({self.protocol}, {self.mechanism})"


@dataclass(frozen=True, slots=True)
class Connection:
    """Where the brokers are and how to reach them; `options` is what every kafka-python client takes."""

    servers: str
    tuning: Tuning = Tuning()
    security: Security = Security()

    def __post_init__(self) -> None:
        for server in self.servers.split(","):
            found = ADDRESS.fullmatch(server.strip())
            if not found or not 0 < int(found[2]) < 65536:
                raise ConfigError(f"not a Kafka address: {server.strip()!r}; write host:port[,host:port ...]")

    def options(self) -> dict[str, Any]:
        return {
            "bootstrap_servers": [server.strip() for server in self.servers.split(",")],
            "client_id": "sokuho",
            "bootstrap_timeout_ms": _ms(self.tuning.bootstrap),
            "request_timeout_ms": _ms(self.tuning.request),
            "reconnect_backoff_max_ms": _ms(self.tuning.reconnect),
            "metadata_max_age_ms": _ms(self.tuning.metadata_age),
            "security_protocol": self.security.protocol,
            "sasl_mechanism": self.security.mechanism,
            "sasl_plain_username": self.security.username,
            "sasl_plain_password": self.security.password,
            "ssl_cafile": self.security.ca_file,
            "ssl_certfile": self.security.cert_file,
            "ssl_keyfile": self.security.key_file,
        }

    def make(self, kind: Any, **options: Any) -> Any:
        """A client of kafka-python of this kind. One that cannot reach a broker leaves nothing behind:
        kafka-python itself would leave a thread and its sockets, at each try of a long outage."""
        inner: list[Any] = []

        def client(*args: Any, **configs: Any) -> Any:
            inner.append(kind.DEFAULT_CONFIG["kafka_client"](*args, **configs))
            _give_up_when_refused(inner[-1]._manager)
            return inner[-1]

        try:
            return kind(**self.options(), kafka_client=client, **options)
        except BaseException:
            for each in inner:
                each.close()
            raise

    @contextmanager
    def errors(self, doing: str, needs: str = "") -> Iterator[None]:
        """kafka-python's errors as ours: Retry, Reject, or ConfigError. `doing` completes "while ...";
        `needs`: what must be permitted for it, as Kafka's access rules call it."""
        try:
            yield
        except REFUSED as e:
            raise Reject(f"Kafka refuses the record while {doing}: {describe(e)}") from e
        except LOGIN as e:
            raise ConfigError(
                f"Kafka at {self.servers} refuses the login of {self.security.username!r} ({doing}): "
                f"{describe(e)}; check SOKUHO_KAFKA_USERNAME and SOKUHO_KAFKA_PASSWORD"
            ) from e
        except FORBIDDEN as e:
            raise self._forbidden(doing, needs, e) from e
        except MISSING as e:
            raise ConfigError(
                f"Kafka at {self.servers} has no such topic ({doing}); run `sokuho bus init`"
            ) from e
        except kafka_errors.KafkaError as e:
            if "AuthorizationFailedError" in str(e):  # kafka-python hides it where a producer begins
                raise self._forbidden(doing, needs, e) from e
            raise Retry(f"Kafka at {self.servers} is away ({doing}): {describe(e)}") from e

    def _forbidden(self, doing: str, needs: str, error: Exception) -> ConfigError:
        who = repr(self.security.username or "who does not log in")
        rule = f"; permit {who} {needs}" if needs else ""
        return ConfigError(f"Kafka at {self.servers} does not permit {doing}: {describe(error)}{rule}")


def _give_up_when_refused(manager: Any) -> None:
    """kafka-python would try a wrong password again and again until the time is up, and then say that the
    broker is away. A client whose login was refused makes no further connection."""
    connect, refused = manager.get_connection, list[BaseException]()

    def note(error: BaseException) -> None:
        if isinstance(error, LOGIN):
            refused.append(error)

    def get_connection(*args: Any, **options: Any) -> Any:
        if refused:
            raise refused[0]
        connection = connect(*args, **options)
        connection.init_future.add_errback(note)
        return connection

    manager.get_connection = get_connection


def describe(error: BaseException) -> str:
    """An error of kafka-python in one line, with its name, since some have no text."""
    text = " ".join(str(error).split())
    name = type(error).__name__
    return text if name in text else f"{name}: {text}"[:300]


def _ms(seconds: float) -> int:
    return int(seconds * 1000)
