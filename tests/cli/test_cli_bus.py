"""`sokuho bus` against a real broker, and on one machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sokuho import settings
from sokuho.bus.kafka import KafkaBus, wanted
from sokuho.cli import app
from tools.broker import Broker


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kafka_topic: str) -> Path:
    """A home whose topics nobody else uses."""
    names = "".join(f"    {name}: {kafka_topic}-{name}\n" for name in ("articles", "stories", "parked"))
    (tmp_path / "config").mkdir()
    (tmp_path / "config/sokuho.yaml").write_text(f"bus:\n  topics:\n    partitions: 2\n{names}")
    monkeypatch.setenv("SOKUHO_HOME", str(tmp_path))
    monkeypatch.delenv("SOKUHO_KAFKA", raising=False)
    return tmp_path


@pytest.fixture
def on_kafka(home: Path, apache_kafka: Broker, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOKUHO_KAFKA", apache_kafka.address)
    return home


def test_missing_topics_are_named_then_made_then_as_configured(on_kafka: Path) -> None:
    run = CliRunner()
    before = run.invoke(app, ["bus", "status"])
    assert before.exit_code == 1
    assert before.output.count("missing: run `sokuho bus init`") == 3
    made = run.invoke(app, ["bus", "init"])
    assert made.exit_code == 0
    assert made.output.count("  made") == 3
    assert run.invoke(app, ["bus", "init"]).output.count("as configured") == 3
    after = run.invoke(app, ["bus", "status"])
    assert after.exit_code == 0
    assert "no group has read anything yet" in after.output


def test_lag_is_shown_by_group_and_partition(on_kafka: Path) -> None:
    conf = settings.load()
    topic = conf.bus.topics.articles
    with KafkaBus(conf.bus.servers, wanted(conf.bus.topics)) as bus:
        bus.create_topics()
        bus.publish_all(topic, [("k", b"1"), ("k", b"2"), ("k", b"3")])
        consumer = bus.consumer(topic, "articles")
        found = list(consumer.poll(20))
        consumer.commit(found[0])
        consumer.close()
    shown = CliRunner().invoke(app, ["bus", "status"])
    assert shown.exit_code == 0
    rows = [line.split() for line in shown.output.splitlines() if line.startswith("articles")]
    assert [row[:3] for row in rows] == [["articles", topic, "0"], ["articles", topic, "1"]]
    assert sorted(row[3:] for row in rows) == [["0", "0", "0"], ["1", "3", "2"]]
    assert "behind in all: 2" in shown.output


def test_a_topic_that_differs_is_reported_and_left_alone(on_kafka: Path) -> None:
    run = CliRunner()
    run.invoke(app, ["bus", "init"])
    config = on_kafka / "config/sokuho.yaml"
    config.write_text(config.read_text().replace("partitions: 2", "partitions: 3"))
    for command in ("status", "init", "status"):
        shown = run.invoke(app, ["bus", command])
        assert "partitions 2, wanted 3" in shown.output
        assert shown.exit_code == (1 if command == "status" else 0)


def test_the_local_bus_needs_no_topics_made(home: Path) -> None:
    run = CliRunner()
    assert "nothing to do" in run.invoke(app, ["bus", "init"]).output
    shown = run.invoke(app, ["bus", "status"])
    assert shown.exit_code == 0
    assert "one machine" in shown.output
