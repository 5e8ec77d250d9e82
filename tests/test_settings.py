"""Configuration mistakes are named with file and line; the home stands before the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from sokuho import resources, settings
from sokuho.errors import ConfigError

FEED = "feeds:\n  - name: a\n    url: https://a.example\n    source: A\n    language: en\n    kind: wire\n"
READER = "subscriptions:\n  - id: a\n    channel: email\n    address: a@b.example\n"


def load(home: Path, **files: str) -> settings.Settings:
    (home / "config").mkdir(exist_ok=True)
    for name, text in files.items():
        (home / "config" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return settings.load({"SOKUHO_HOME": str(home)})


def test_the_shipped_configuration_loads(tmp_path: Path) -> None:
    shipped = load(tmp_path)
    assert shipped.bus.kind == "local"
    assert shipped.feeds, "feeds are shipped"
    assert shipped.secrets.sendgrid_api_key is None


def test_the_home_stands_before_the_defaults(tmp_path: Path) -> None:
    own = load(tmp_path, sokuho="store: sqlite:///elsewhere.db\n")
    assert own.store == "sqlite:///elsewhere.db"


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("sokuho", "store: sqlite:///x.db\nbuss: {}\n", 2, "unknown key 'buss'"),
        ("sokuho", "bus:\n  kind: rabbit\n", 2, "'local' or 'kafka'"),
        ("sokuho", "bus:\n  kind: local\n  kind: kafka\n", 3, "stands twice"),
        ("sokuho", "store: [\n", 2, "not valid YAML"),
        ("sokuho", "bus:\n\tkind: local\n", 2, "indent with spaces"),
        ("sokuho", "[1, 2]\n", 1, "the file must hold named entries"),
        ("sokuho", "polling:\n  workers: many\n", 2, "valid integer"),
        ("sokuho", "polling:\n  jitter: 0\n  workers: 0\n", 3, "greater than or equal to 1"),
        ("sokuho", "bus:\n  topics:\n    partitions: 0\n", 3, "greater than or equal to 1"),
        ("sokuho", 'polling:\n  user_agent: "a\\nb"\n', 2, "user_agent"),
        ("sokuho", "\nstore: mysql://db\n", 2, "no store is called so; use sqlite:///"),
        ("sokuho", "delivering:\n  mail_from: nobody\n", 2, "not an address: 'nobody'; write"),
        ("sokuho", "topics: [japan-us-energy-ai, no-such]\n", 1, "no topic 'no-such' in config/topics"),
        ("sokuho", "polling:\n  catch_up_hours: .inf\n", 2, "less than or equal to 1000000"),
        ("sokuho", "operating:\n  keep_stories_days: 1e9\n", 2, "less than or equal to 36500"),
        ("sokuho", "bus:\n  topics: {articles: a, stories: a}\n", 2, "need a topic each"),
        ("sokuho", "delivering:\n  sendgrid_host: ''\n", 2, "write an address with http:// or https://"),
        ("sokuho", "bus:\n  topics: &t {articles: *t}\n", 2, "an alias .* that holds itself"),
        ("sokuho", "bus:\n  ? [a]\n  : 1\n", 2, "not valid YAML|unhashable"),
        ("feeds", FEED + "    interval: 1e300\n", 7, "less than or equal to 1000000"),
        ("subscriptions", READER + "    novelties: []\n", 5, "at least 1 item"),
        ("subscriptions", READER + "    companies: [JERA, '']\n", 5, "companies.1"),
        ("subscriptions", READER + "    min_amount: .inf\n", 5, "finite number"),
        (
            "feeds",
            "feeds:\n  - {name: a, url: ftp://a.example, source: A, language: en, kind: wire}\n",
            2,
            "feeds.0.url",
        ),
        ("feeds", "feeds:\n  - name: a\n    url: https://a.example\n", 2, "'feeds.0.source' is missing"),
        (
            "subscriptions",
            "subscriptions:\n  - id: a\n    channel: email\n    address: a@b.jp\n    timezone: Mars/Base\n",
            5,
            "unknown time zone 'Mars/Base'; use a name such as Asia/Tokyo",
        ),
        (
            "subscriptions",
            "subscriptions:\n  - id: a\n    channel: pager\n    address: a@b.example\n",
            3,
            "'email' or 'slack'",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, name: str, text: str, line: int, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as e:
        load(tmp_path, **{name: text})
    assert e.value.line == line
    assert f"{name}.yaml:{line}: " in str(e.value)


def test_a_time_of_day_needs_no_quotes(tmp_path: Path) -> None:
    (reader,) = load(
        tmp_path, subscriptions=READER + "    at: 18:30\n    quiet: [22:00, 07:00]\n"
    ).subscribers
    assert (reader.at, reader.quiet) == ("18:30", ("22:00", "07:00"))
    with pytest.raises(ConfigError, match=r"at: write a time of day such as 07:30 \(found '7:30'\)"):
        load(tmp_path, subscriptions=READER + "    at: 7:30\n")


def test_all_mistakes_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    text = "polling:\n  workers: 0\nbus:\n  kind: rabbit\n"
    with pytest.raises(ConfigError, match=r"sokuho.yaml:2: .*; also line 4: .*'local' or 'kafka'"):
        load(tmp_path, sokuho=text)


def test_all_topics_of_the_folder_are_watched_unless_some_are_named(tmp_path: Path) -> None:
    (tmp_path / "config/topics").mkdir(parents=True)
    (tmp_path / "config/topics/hydrogen.yaml").write_text("")
    assert load(tmp_path).topics == ("hydrogen", "japan-us-energy-ai")
    assert load(tmp_path, sokuho="topics: [hydrogen]\n").topics == ("hydrogen",)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "feeds.yaml").write_bytes("feeds: # 速報".encode("shift_jis"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        settings.load({"SOKUHO_HOME": str(tmp_path)})


def test_secrets_are_never_printed(tmp_path: Path) -> None:
    loaded = settings.load({"SOKUHO_HOME": str(tmp_path), "SENDGRID_API_KEY": "SG.very-secret"})
    assert "very-secret" not in repr(loaded) + str(loaded) + loaded.model_dump_json()


def test_a_kafka_address_makes_kafka_the_bus(tmp_path: Path) -> None:
    loaded = settings.load({"SOKUHO_HOME": str(tmp_path), "SOKUHO_KAFKA": "broker:9092"})
    assert (loaded.bus.kind, loaded.bus.servers) == ("kafka", "broker:9092")


def test_layers_let_the_home_replace_a_file_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "config/topics").mkdir(parents=True)
    own = tmp_path / "config/topics/own.yaml"
    own.write_text("a: 1\n")
    assert own in resources.layers(tmp_path, "config/topics", "*.yaml")


def test_a_home_that_does_not_exist_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such folder: make it, or mend SOKUHO_HOME"):
        settings.load({"SOKUHO_HOME": str(tmp_path / "typo")})
