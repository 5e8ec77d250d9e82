"""The whole job in one process: rounds, restarts, replays, and what the person is told."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sokuho import run
from sokuho.buses import bus_path
from sokuho.codec import encode
from sokuho.errors import ConfigError, Retry
from sokuho.model import Article, Outcome
from sokuho.operations import replaying
from sokuho.operations.pruning import prune
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.settings import Settings, load
from tests import made
from tests.made import killed_at_end
from tests.newsstand import READERS, Stand, edition, environment, furnish, newsstand
from tests.promise import troubles

ROOT = Path(__file__).parent.parent


@pytest.fixture
def stand() -> Iterator[Stand]:
    with newsstand({"wire": edition(6, 10), "press": edition(3, 2)}) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path, stand: Stand) -> Settings:
    furnish(tmp_path, stand)
    return load({"SOKUHO_HOME": str(tmp_path)})


@pytest.fixture
def pipeline(settings: Settings) -> Iterator[Pipeline]:
    with open_pipeline(settings) as opened:
        yield opened


def once(pipeline: Pipeline) -> run.Summary:
    return run.once(pipeline, threading.Event(), due_only=False)


def test_a_round_tells_and_the_next_says_nothing(tmp_path: Path, stand: Stand, pipeline: Pipeline) -> None:
    steps: list[str] = []
    first = run.once(pipeline, threading.Event(), progress=steps.append)
    assert (first.polled, first.new, first.core, first.sent) == (2, 21, 9, 12)
    assert first.problems == {}
    assert steps == ["polling feeds", "reading articles", "delivering"]
    second = once(pipeline)
    assert (second.polled, second.unchanged, second.new, second.sent) == (2, 2, 0, 0)
    third = run.once(pipeline, threading.Event())
    assert (third.polled, third.not_due) == (0, 2)
    assert troubles(tmp_path, stand) == []


def test_old_entries_are_the_baseline(stand: Stand, pipeline: Pipeline) -> None:
    now = pipeline.clock()
    stand.feeds["wire"] = edition(6, 10, now - timedelta(days=3))
    stand.feeds["press"] = []
    summary = once(pipeline)
    assert (summary.new, summary.sent) == (0, 0)
    assert pipeline.store.articles.count() == {Outcome.BASELINE: 16}


def test_a_digest_waits_and_the_summary_says_so(tmp_path: Path, stand: Stand, settings: Settings) -> None:
    daily = "  - {id: daily, channel: email, address: d@r.example, cadence: daily}\n"
    furnish(tmp_path, stand, readers=READERS + daily)
    with open_pipeline(load({"SOKUHO_HOME": str(tmp_path)})) as pipeline:
        summary = once(pipeline)
        assert (summary.sent, summary.waiting) == (12, 1)
        assert summary.next_due is not None
        pipeline.store.deliveries.hasten("digest", "9999-12-31", pipeline.clock())
        assert once(pipeline).sent == 1
    (mail,) = [p for p in (tmp_path / "outbox").glob("*.eml") if "d@r.example" in p.read_text()]
    assert mail.stat().st_size > 5000


def test_an_outbox_that_cannot_be_written_is_said_in_each_round_until_it_can(
    tmp_path: Path, pipeline: Pipeline
) -> None:
    (tmp_path / "outbox").write_text("in the way")
    for _ in range(2):  # in the second round the messages still rest from the first
        summary = once(pipeline)
        assert summary.mend
        assert "is not a folder" in summary.problems["outbox"]
        assert (summary.sent, summary.waiting) == (0, 12)
    (tmp_path / "outbox").unlink()
    pipeline.store.deliveries.hasten("alert", "~", pipeline.clock())
    summary = once(pipeline)
    assert (summary.mend, summary.sent) == (False, 12)


def test_parked_records_are_replayed(pipeline: Pipeline) -> None:
    topic = pipeline.settings.bus.topics.articles
    pipeline.bus.publish(topic, "a1", b"not an article")
    summary = once(pipeline)
    assert summary.parked == 1
    assert "articles, parked" in summary.problems
    ended = pipeline.store.articles.ended("a1")
    assert ended is not None
    assert ended.outcome is Outcome.PARKED
    assert replaying.all_parked(pipeline) == (1, [])
    assert replaying.all_parked(pipeline) == (0, [])
    assert once(pipeline).parked == 1  # still not an article


def test_a_span_is_read_again_and_nobody_is_told_twice(pipeline: Pipeline) -> None:
    once(pipeline)
    now = pipeline.clock()
    assert replaying.span(pipeline, now - timedelta(hours=1), now + timedelta(hours=1)) == 21
    summary = once(pipeline)
    assert (summary.sent, summary.parked) == (0, 0)
    assert sum(pipeline.store.articles.count().values()) == 21


def test_an_article_too_long_for_the_bus_is_parked_and_the_others_go_on(
    stand: Stand, pipeline: Pipeline
) -> None:
    now = pipeline.clock()

    def article(number: int, text: str) -> Article:
        address = f"https://x.example/{number}"
        return Article(f"a{number:016x}", address, "Long", None, text, "en", "X", now, now, "wire")

    long, short = article(1, "x" * 1_100_000), article(2, "Nothing of note.")
    pipeline.publish([long, short])
    ended = pipeline.store.articles.ended(long.id)
    assert ended is not None
    assert ended.outcome is Outcome.PARKED
    assert "bytes" in ended.reason
    once(pipeline)
    assert pipeline.store.articles.ended(short.id) is not None
    pipeline.bus.publish(pipeline.settings.bus.topics.articles, "a3", b"no article")
    once(pipeline)
    count, refused = replaying.all_parked(pipeline)
    assert (count, len(refused)) == (1, 1), "what no bus takes keeps no other record from being replayed"
    assert "bytes" in refused[0]


def test_housekeeping_forgets_nothing_that_is_needed(pipeline: Pipeline) -> None:
    once(pipeline)
    prune(pipeline)
    assert once(pipeline).sent == 0


def test_the_bus_lies_beside_the_store(tmp_path: Path, settings: Settings) -> None:
    assert bus_path(settings) == tmp_path / "var/sokuho-bus.db"
    other = settings.model_copy(update={"store": "sqlite:////data/news.db"})
    assert bus_path(other) == Path("/data/news-bus.db")
    other = settings.model_copy(update={"store": "postgresql+psycopg://x/y"})
    assert bus_path(other) == tmp_path / "var/sokuho-bus.db"


def test_forever_stops_when_a_worker_cannot_go_on(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ConfigError("the disk is full")

    monkeypatch.setattr(pipeline.store.articles, "ended_of", full)
    with pytest.raises(ConfigError, match="full"):
        run.Running(pipeline, threading.Event()).forever()
    pipeline.bus.publish(pipeline.settings.bus.topics.articles, "a", encode("x"))


def test_forever_waits_for_a_store_that_goes_away(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, asked = threading.Event(), []

    def away() -> None:
        asked.append(1)
        if len(asked) > 1:
            stop.set()
        raise Retry("the store cannot be reached")

    monkeypatch.setattr(run, "LONGEST_WAIT", 0.01)
    monkeypatch.setattr(pipeline.store.feeds, "feed_states", away)
    run.Running(pipeline, stop).forever()
    assert len(asked) == 2


def test_what_another_process_wrote_and_did_not_publish_is_published_while_running(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SHORTEST_WAIT", 0.01)
    monkeypatch.setattr(run, "LONGEST_WAIT", 0.01)
    once(pipeline)
    story = pipeline.store.stories.list_stories()[0]
    announced = made.revision(replace(story, id="s-split-off", number=1))

    def split(*_: object, **__: object) -> None:
        """A person, while the feeds are polled."""
        if pipeline.store.stories.story(announced.story.id) is None:
            with pipeline.store.transaction() as tx:
                tx.stories.save_story(announced.story, b"", [])
                tx.stories.add_revision(announced)
        elif not pipeline.store.stories.unpublished():
            stop.set()

    stop = threading.Event()
    monkeypatch.setattr(pipeline, "poll", split)
    ended = threading.Timer(20, stop.set)
    ended.start()
    run.Running(pipeline, stop).forever()
    ended.cancel()
    assert pipeline.store.stories.unpublished() == []


def test_two_rounds_at_once_ask_the_servers_once_and_tell_once(
    tmp_path: Path, stand: Stand, settings: Settings
) -> None:
    summaries: list[run.Summary] = []

    def work() -> None:
        with open_pipeline(settings) as mine:
            summaries.append(once(mine))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(s.sent for s in summaries) == 12
    with open_pipeline(settings) as last:
        once(last)
    assert troubles(tmp_path, stand) == []


# --- as a person would ----------------------------------------------------------------------------


@pytest.fixture
def sokuho(tmp_path: Path, settings: Settings) -> Callable[..., subprocess.CompletedProcess[str]]:
    def call(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from sokuho.cli import main; main()", *words],
            env=environment(tmp_path, **environ),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return call


def test_run_once_in_words(sokuho: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    first = sokuho("run", "--once")
    assert first.returncode == 0, first.stderr
    assert "12 sent" in first.stdout
    assert all(json.loads(line)["event"] for line in first.stderr.splitlines())
    second = sokuho("run", "--once", "--now", SOKUHO_LOG="error")
    assert "2 unchanged" in second.stdout
    assert "nothing new to tell" in second.stdout
    assert second.stderr == ""
    listed = sokuho("deliveries", "list", "--state", "sent", SOKUHO_LOG="error")
    assert listed.stdout.count("analyst") == 6
    assert "12 sent" in listed.stdout


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "update Sokuho"),
        ("UPDATE about SET value = 'other'", "not a store of Sokuho"),
    ],
)
def test_a_store_that_cannot_serve_ends_with_2(
    sokuho: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, damage: str, words: str
) -> None:
    sokuho("deliveries", "list")
    with sqlite3.connect(tmp_path / "var/sokuho.db") as sql:
        sql.execute(damage)
    sql.close()
    ended = sokuho("run", "--once")
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


def test_mistakes_end_with_2_and_say_what_to_do(
    sokuho: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    for words, answer in (
        (("work", "editor"), "articles, stories, deliveries"),
        (("deliveries", "list", "--state", "lost"), "unknown"),
        (("deliveries", "settle", "d1"), "--sent or --again"),
        (("deliveries", "settle", "d1", "--again"), "not in the store"),
        (("replay", "--until", "2026-11-20"), "--until needs --since"),
    ):
        ended = sokuho(*words)
        assert ended.returncode == 2, ended.stderr
        assert answer in ended.stderr
    ended = sokuho("run", "--once", SOKUHO_LOG="loud")
    assert (ended.returncode, "SOKUHO_LOG" in ended.stderr) == (2, True)


@pytest.mark.parametrize("name", ["articles", "stories", "deliveries"])
def test_a_worker_alone_leaves_on_sigterm(tmp_path: Path, settings: Settings, name: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", f"consumers.{name}"],
        env=environment(tmp_path),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    with killed_at_end(process):
        assert process.stderr is not None
        assert "working" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    with open_pipeline(settings) as pipeline:
        assert name == "deliveries" or pipeline.idle(name)


def test_ctrl_c_stops_run_in_good_order(tmp_path: Path, settings: Settings, stand: Stand) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "from sokuho.cli import main; main()", "run"],
        env=environment(tmp_path, SOKUHO_LOG="error"),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    with killed_at_end(process):
        assert process.stderr is not None
        assert "Ctrl-C" in process.stderr.readline()
        end = time.monotonic() + 60
        while len(list((tmp_path / "outbox").glob("*.eml"))) < 6 and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""
    with open_pipeline(settings) as pipeline:
        assert once(pipeline).problems == {}
    assert troubles(tmp_path, stand) == []
