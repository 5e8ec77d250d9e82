"""What Kafka may answer, and the configuration may ask: each with a message that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from kafka import errors as kafka_errors

from sokuho import settings
from sokuho.bus.kafka_client import Connection, Security
from sokuho.buses import open_bus
from sokuho.errors import ConfigError, Reject, Retry

SASL = {"SOKUHO_KAFKA": "127.0.0.1:1", "SOKUHO_KAFKA_PROTOCOL": "SASL_SSL"}
LOGIN = {"SOKUHO_KAFKA_USERNAME": "sokuho", "SOKUHO_KAFKA_PASSWORD": "hush-hush"}


@pytest.mark.parametrize(
    ("answer", "verdict", "words"),
    [
        (kafka_errors.TopicAuthorizationFailedError("t"), ConfigError, "does not permit writing"),
        (kafka_errors.GroupAuthorizationFailedError("g"), ConfigError, "does not permit writing"),
        (kafka_errors.SaslAuthenticationFailedError("no"), ConfigError, "SOKUHO_KAFKA_PASSWORD"),
        (kafka_errors.UnknownTopicOrPartitionError(), ConfigError, "sokuho bus init"),
        (kafka_errors.MessageSizeTooLargeError(), Reject, "refuses the record"),
        (kafka_errors.KafkaTimeoutError("late"), Retry, "is away"),
        (kafka_errors.NotCoordinatorError(), Retry, "is away"),
    ],
)
def test_each_answer_has_its_verdict(answer: Exception, verdict: type[Exception], words: str) -> None:
    with pytest.raises(verdict, match=words), Connection("127.0.0.1:1").errors("writing"):
        raise answer


def load(home: Path, **environ: str) -> settings.Settings:
    return settings.load({"SOKUHO_HOME": str(home), **environ})


def test_the_login_reaches_the_client(tmp_path: Path) -> None:
    (tmp_path / "brokers.pem").write_text("certificates")
    more = {"SOKUHO_KAFKA_MECHANISM": "SCRAM-SHA-512", "SOKUHO_KAFKA_CA": "brokers.pem"}
    conf = load(tmp_path, **SASL, **LOGIN, **more)
    with open_bus(conf) as bus:
        options = bus._connection.options()  # type: ignore[attr-defined]
    assert options["security_protocol"] == "SASL_SSL"
    assert options["sasl_mechanism"] == "SCRAM-SHA-512"
    assert (options["sasl_plain_username"], options["sasl_plain_password"]) == ("sokuho", "hush-hush")
    assert options["ssl_cafile"] == str(tmp_path / "brokers.pem")
    assert "hush-hush" not in repr(conf)


def test_a_login_without_its_password_says_what_is_missing(tmp_path: Path) -> None:
    conf = load(tmp_path, **SASL, SOKUHO_KAFKA_MECHANISM="PLAIN")
    with pytest.raises(ConfigError, match="SOKUHO_KAFKA_USERNAME and SOKUHO_KAFKA_PASSWORD"):
        open_bus(conf)


def test_certificates_that_are_not_there_are_named(tmp_path: Path) -> None:
    more = {"SOKUHO_KAFKA_MECHANISM": "PLAIN", "SOKUHO_KAFKA_CA": "nowhere.pem"}
    with pytest.raises(ConfigError, match=r"nowhere\.pem: no such file"):
        open_bus(load(tmp_path, **SASL, **LOGIN, **more))


@pytest.mark.parametrize(
    "given",
    [
        {"SOKUHO_KAFKA_PROTOCOL": "SASL_SSL"},
        {"SOKUHO_KAFKA_PROTOCOL": "TLS"},
        {"SOKUHO_KAFKA_MECHANISM": "PLAIN"},
        {"SOKUHO_KAFKA_PROTOCOL": "SASL_SSL", "SOKUHO_KAFKA_MECHANISM": "MAGIC"},
    ],
)
def test_a_login_that_does_not_fit_is_refused(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="SOKUHO_KAFKA"):
        load(tmp_path, **given)


def test_a_port_for_metrics_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="SOKUHO_METRICS_PORT is no port"):
        load(tmp_path, SOKUHO_METRICS_PORT="ninety")
    assert load(tmp_path, SOKUHO_METRICS_PORT="9100").metrics_port == 9100


def test_a_password_is_never_shown() -> None:
    assert "hush" not in repr(Security("SASL_SSL", "PLAIN", "user", "hush"))
