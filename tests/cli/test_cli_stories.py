"""`sokuho follow` and `sokuho stories`, as a person uses them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sokuho.bus.local import LocalBus
from sokuho.cli import app
from sokuho.codec import decode, encode
from sokuho.errors import ConfigError, Retry
from sokuho.following import load_follower
from sokuho.model import Article, Money, Party, Project, Qualifier, Reading, Relevance, Revision
from sokuho.store import open_store

DAY = datetime(2026, 6, 22, tzinfo=UTC)
NEWS = [
    {
        "id": "n1",
        "published": "2026-06-22T09:00:00Z",
        "source": "Pacific Wire",
        "lang": "en",
        "title": "JERA to build $3 billion gas plant for data center in Ohio",
        "text": "Japan's JERA will build a $3 billion gas-fired power plant in Ohio, United States, it said.",
    },
    {
        "id": "n2",
        "published": "2026-06-22T12:00:00Z",
        "source": "Harbor News",
        "lang": "en",
        "title": "JERA plans $3 billion gas-fired plant in Ohio",
        "text": "JERA of Japan plans a $3 billion gas-fired power plant in Ohio for a U.S. data center.",
    },
    {
        "id": "n3",
        "published": "2026-06-22T13:00:00Z",
        "source": "Harbor News",
        "lang": "en",
        "title": "Ten soups for a cold evening",
        "text": "Leeks, mostly.",
    },
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/feeds.yaml").write_text("feeds: []\n")
    (tmp_path / "config/subscriptions.yaml").write_text("subscriptions: []\n")
    monkeypatch.setenv("SOKUHO_HOME", str(tmp_path))
    for name in ("SOKUHO_STORE", "SOKUHO_KAFKA", "SENDGRID_API_KEY", "SLACK_BOT_TOKEN", "SLACK_WEBHOOK_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def told(name: str, title: str, days: int, value: int) -> tuple[Article, Reading]:
    when = DAY.replace(day=DAY.day + days)
    article = Article(
        name, f"https://news.example/{name}", title, None, f"{title}.", "en", "Wire", when, when
    )
    text = f"${value}bn"
    money = Money(text, "USD", value * 10**9, None, Qualifier.EXACT, 0, 4)
    project = Project("gas plant", "gas_power", "Ohio", (money,), (), ("JERA", "Bechtel"))
    parties = (Party("JERA", "JERA", "JP"), Party("Bechtel", "Bechtel", "US"))
    return article, Reading(
        name, Relevance.CORE, 1.0, "japan_to_us", ("gas_power",), "pledged", (project,), None, money, (),
        parties, (), "japan-us-energy-ai", ("Ohio",),
    )  # fmt: skip


@pytest.fixture
def story(home: Path) -> str:
    """A story of two reports in the store of `home`; its id."""
    follower = load_follower(home)
    with open_store("sqlite:///var/sokuho.db", home=home) as store:
        states = []
        for article, reading in (
            told("a1", "JERA and Bechtel plan \x1b[31m$3bn plant in Ohio", 0, 3),
            told("a2", "JERA and Bechtel: plant in Ohio to cost $4bn", 1, 4),
        ):
            followed = follower.follow(article, reading, states, article.published)
            states = [followed.state]
            with store.transaction() as tx:
                tx.articles.save(article, reading)
                tx.stories.save_story(followed.state.story, encode(followed.state), followed.state.keys)
                assert followed.revision
                tx.stories.add_revision(followed.revision)
    return str(states[0].story.id)


def test_follow_prints_a_line_for_each_article(home: Path) -> None:
    (home / "news.jsonl").write_text("".join(json.dumps(n) + "\n" for n in NEWS))
    lines = [json.loads(line) for line in run("follow", str(home / "news.jsonl")).splitlines()]
    assert [line["id"] for line in lines] == ["n1", "n2", "n3"]
    assert [line["novelty"] for line in lines] == ["new", "repeat", "off_topic"]
    assert lines[0]["story"] == lines[1]["story"]
    assert lines[2]["story"] is None
    assert set(lines[0]) == {"id", "story", "novelty", "changed"}


def test_follow_explains(home: Path) -> None:
    (home / "news.jsonl").write_text("".join(json.dumps(n) + "\n" for n in NEWS))
    lines = [json.loads(line) for line in run("follow", "--explain", str(home / "news.jsonl")).splitlines()]
    assert "jera" in lines[1]["why"]


def test_the_stories_of_an_empty_store(home: Path) -> None:
    assert run("stories", "list", "--json") == ""
    assert "no stories yet" in run("stories", "list")


def test_list_and_show(story: str) -> None:
    (listed,) = [json.loads(line) for line in run("stories", "list", "--json").splitlines()]
    assert (listed["id"], len(listed["reports"])) == (story, 2)
    assert story in run("stories", "list")
    shown = run("stories", "show", story)
    assert "\x1b" not in shown
    assert "amount, as shown: $4bn (Wire)" in shown
    assert "beside it: $3bn (Wire)" in shown
    assert "amount $3bn -> $4bn" in shown
    assert "[update amount]" in shown
    assert json.loads(run("stories", "show", story, "--json"))["number"] == 2


def test_split_merge_and_mute(story: str) -> None:
    assert "keeps 1 report," in run("stories", "split", story, "a2")
    parted = next(
        s["id"] for s in map(json.loads, run("stories", "list", "--json").splitlines()) if s["id"] != story
    )
    assert "now has 2 reports" in run("stories", "merge", story, parted)
    closed = next(
        s for s in map(json.loads, run("stories", "list", "--json").splitlines()) if s["id"] == parted
    )
    assert closed["merged_into"] == story
    assert parted in run("stories", "list")
    assert "is muted" in run("stories", "mute", story)
    assert "alerts again" in run("stories", "mute", story, "--off")


def test_what_is_split_off_is_on_the_bus_at_once(story: str, home: Path) -> None:
    run("stories", "split", story, "a2")
    with LocalBus(home / "var/sokuho-bus.db") as bus:
        consumer = bus.consumer("sokuho.stories", "test")
        (announced,) = [decode(record.value, Revision) for record in consumer.poll(0)]
        consumer.close()
    assert announced.story.id != story
    with open_store("sqlite:///var/sokuho.db", home=home) as store:
        assert announced.id not in {revision.id for revision in store.stories.unpublished()}


def test_a_split_while_the_bus_is_away_is_told_later(story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise Retry("Kafka cannot be reached")

    monkeypatch.setattr("sokuho.buses.open_bus", away)
    told = run("stories", "split", story, "a2")
    assert "keeps 1 report," in told
    assert "told once the bus is back" in told


def test_a_split_is_said_to_be_done_though_the_bus_is_set_up_wrongly(
    story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> None:
        raise ConfigError("Kafka refuses the password")

    monkeypatch.setattr("sokuho.buses.open_bus", wrong)
    result = CliRunner().invoke(app, ["stories", "split", story, "a2"])
    assert isinstance(result.exception, ConfigError)
    assert "keeps 1 report," in result.output


def test_an_unknown_story_is_explained(home: Path) -> None:
    with pytest.raises(ConfigError, match="sokuho stories list"):
        CliRunner().invoke(app, ["stories", "show", "s0"], catch_exceptions=False)
