"""`sokuho subscriptions`, as a person uses it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sokuho.cli import app
from sokuho.doctor import Grade, examine
from sokuho.errors import ConfigError

CONFIG = """
subscriptions:
  - {id: analysts, channel: email, address: analysts@example.com, timezone: America/New_York}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/subscriptions.yaml").write_text(CONFIG)
    (tmp_path / "config/feeds.yaml").write_text("feeds: []\n")
    monkeypatch.setenv("SOKUHO_HOME", str(tmp_path))
    for name in ("SENDGRID_API_KEY", "SLACK_BOT_TOKEN", "SLACK_WEBHOOK_URL", "SOKUHO_STORE", "SOKUHO_KAFKA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["subscriptions", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: str) -> str:
    with pytest.raises(ConfigError) as e:
        CliRunner().invoke(app, ["subscriptions", *arguments], catch_exceptions=False)
    return str(e.value)


def listed() -> dict[str, dict[str, object]]:
    return {s["id"]: s for s in map(json.loads, run("list", "--json").splitlines())}


def test_list_shows_the_configured_ones(home: Path) -> None:
    assert "analysts" in run("list")
    assert listed()["analysts"]["address"] == "analysts@example.com"


def test_add_list_remove(home: Path) -> None:
    said = run(
        "add", "tokyo-desk", "--email", "desk@example.com", "--language", "ja", "--sector", "gas_power",
        "--sector", "ai", "--min-amount", "1e9", "--timezone", "Asia/Tokyo", "--quiet", "22:00-07:00",
        "--cadence", "weekly", "--weekday", "4", "--only", "new",
    )  # fmt: skip
    assert "gas_power, ai, from 1,000,000,000 USD, new only; weekly, Friday 07:30" in said
    assert "by outbox" in said
    added = listed()["tokyo-desk"]
    assert added["sectors"] == ["gas_power", "ai"]
    assert added["quiet"] == ["22:00", "07:00"]
    run("remove", "tokyo-desk")
    assert set(listed()) == {"analysts"}


def test_adding_again_changes(home: Path) -> None:
    run("add", "desk", "--slack", "C1")
    run("add", "desk", "--slack", "C2", "--broadcast")
    assert (listed()["desk"]["address"], listed()["desk"]["broadcast_updates"]) == ("C2", True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "x"], "one of --email and --slack"),
        (["add", "x", "--email", "a@b.example", "--slack", "C1"], "one of --email and --slack"),
        (["add", "x", "--email", "a@b.example\nBcc: c@d.example"], "not an e-mail address"),
        (["add", "Bad Name", "--email", "a@b.example"], "write it like tokyo-desk"),
        (["add", "x", "--email", "a@b.example", "--sector", "gass_power"], "there are gas_power, lng"),
        (["add", "x", "--email", "a@b.example", "--stage", "done"], "there are proposed, pledged"),
        (["add", "x", "--email", "a@b.example", "--topic", "t"], "there are japan-us-energy-ai"),
        (["add", "x", "--email", "a@b.example", "--direction", "up"], "'japan_to_us'"),
        (["add", "x", "--email", "a@b.example", "--only", "old"], "--only"),
        (["add", "x", "--email", "a@b.example", "--timezone", "Mars"], "use a name such as Asia/Tokyo"),
        (["add", "x", "--email", "a@b.example", "--quiet", "22-7"], "write it like 22:00-07:00"),
        (["add", "x", "--email", "a@b.example", "--quiet", "22:00"], "write it like 22:00-07:00"),
        (["add", "x", "--email", "a@b.example", "--at", "25:00"], "write it like 07:30"),
        (["add", "x", "--email", "a@b.example", "--min-amount", "-1"], "--min-amount"),
        (["add", "analysts", "--email", "a@b.example"], "config/subscriptions.yaml: change it there"),
        (["remove", "analysts"], "config/subscriptions.yaml: remove it there"),
        (["remove", "nobody"], "there are: analysts"),
        (["test", "nobody"], "there are: analysts"),
    ],
)
def test_mistakes_are_explained(home: Path, arguments: list[str], said: str) -> None:
    assert said in refused(*arguments)
    assert set(listed()) == {"analysts"}


def test_sample_mail_lies_in_the_outbox(home: Path) -> None:
    said = run("test", "analysts")
    [eml] = (home / "outbox").glob("*.eml")
    assert str(eml) in said
    parsed = message_from_bytes(eml.read_bytes(), policy=policy.default)
    assert parsed["To"] == "analysts@example.com"
    assert "Sample" in parsed["Subject"]
    assert "$4.0bn (computed sum)" in parsed.get_body(("plain",)).get_content()


def test_each_sample_is_a_message_of_its_own(home: Path) -> None:
    run("test", "analysts")
    run("test", "analysts")
    assert len(list((home / "outbox").glob("*.eml"))) == 2


def test_sample_for_slack(home: Path) -> None:
    run("add", "channel", "--slack", "C1", "--language", "ja")
    run("test", "channel")
    [path] = (home / "outbox").glob("*.json")
    body = json.loads(path.read_text("utf-8"))
    assert body["channel"] == "C1"
    assert "見本" in json.dumps(body["blocks"], ensure_ascii=False)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("templates/words/en.yaml", "alert: 3\n", "words/en.yaml:1: alert must hold named entries"),
        ("templates/email/digest.txt", "{{ d.nothing }}", "templates/email/digest.txt"),
        (
            "templates/slack/alert.txt",
            "{% block section %}{{ oops }}{% endblock %}",
            "templates/slack/alert.txt",
        ),
        ("config/sokuho.yaml", "delivering: {mail_from: nobody}\n", "mail_from: not an address"),
        (
            "config/subscriptions.yaml",
            CONFIG.replace("channel", "sectors: [gass], channel"),
            "no sector is called",
        ),
    ],
)
def test_doctor_finds_what_would_not_render(home: Path, file: str, text: str, said: str) -> None:
    (home / file).parent.mkdir(parents=True, exist_ok=True)
    (home / file).write_text(text)
    found = [f for f in examine({"SOKUHO_HOME": str(home)}) if f.grade is Grade.BAD]
    assert any(said in f.detail for f in found), found


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sectors: [gass_power]", "4: analysts: no sector is called 'gass_power' (did you mean gas_power?)"),
        ("stages: [done]", "4: analysts: no stage is called 'done'; there are proposed, pledged"),
        ("topics: [t]", "4: analysts: no topic is called 't'; there are japan-us-energy-ai"),
        ("budget: 0", "4: subscriptions.0.budget: Input should be greater than or equal to 1"),
        ("cadence: hourly", "4: subscriptions.0.cadence: Input should be 'instant', 'daily' or 'weekly'"),
        ("colour: red", "4: unknown key 'subscriptions.0.colour'"),
    ],
)
def test_mistakes_in_the_file_name_line_and_choices(home: Path, line: str, said: str) -> None:
    entry = f"subscriptions:\n  - id: analysts\n    channel: email\n    {line}\n    address: a@example.com\n"
    (home / "config/subscriptions.yaml").write_text(entry)
    assert f"config/subscriptions.yaml:{said}" in refused("list")


def test_two_of_one_name_are_refused(home: Path) -> None:
    entry = "  - {id: analysts, channel: slack, address: C1}\n"
    (home / "config/subscriptions.yaml").write_text(CONFIG + entry)
    assert "two subscriptions are called 'analysts'" in refused("list")


def test_backtest_says_what_a_rule_would_have_sent(home: Path) -> None:
    from sokuho.store import open_store
    from tests import made

    assert "nothing to try the rule on" in run("backtest", "analysts")
    with open_store(f"sqlite:///{home}/var/sokuho.db") as store:
        now = store.deliveries._clock()
        for n in range(8):
            revision = made.revision(made.story(made.article(n)))
            story = replace(revision.story, id=f"s{n}")
            store.stories.save_story(story, b"", [])
            store.stories.add_revision(replace(revision, story=story, at=now - timedelta(hours=n)))
    assert "history: 8 revisions of 8 stories" in run("backtest", "analysts")
    assert "in all 8 alerts" in run("backtest", "analysts", "--rule", "timezone=UTC")
    assert "nothing would have been sent" in run("backtest", "--rule", "sectors=semiconductors")
    said = run("backtest", "analysts", "--rule", "{budget: 2, quiet: ['00:00', '00:00']}", "--latest", "1")
    assert "at most 2 a day, the rest in a digest at 07:30" in said
    lines = run("backtest", "--rule", "cadence=daily", "--json").splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["digest"] * 8
    assert not list(home.glob("outbox/*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "give an ID, or what the rule asks for"),
        (["nobody"], "there are: analysts"),
        (["--rule", "sectors=gass_power"], "did you mean gas_power?"),
        (["--rule", "cadence=hourly"], "--rule cadence: Input should be 'instant', 'daily' or 'weekly'"),
        (["--rule", "sector=lng"], "--rule sector: no such field; there are id, channel"),
        (["--rule", "lng"], "write FIELD=VALUE"),
        (["--rule", "{sectors: [lng"], "not a rule such as"),
    ],
)
def test_backtest_explains_mistakes(home: Path, arguments: list[str], said: str) -> None:
    assert said in refused("backtest", *arguments)
