"""What goes wrong around a run: bus or store away in the middle, runs that overlap, clocks that jump, a
week's worth made up for. Nothing is lost, nobody is told twice, no feed is asked more often than due."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from consumers.stories import digest_row
from sokuho import run
from sokuho.errors import ConfigError, Retry
from sokuho.model import Outcome
from sokuho.operations.digests import send_due
from sokuho.operations.polling import batches, poll_batch, run_due
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.settings import load
from tests.made import NOW, Clock, article, revision, story
from tests.newsstand import READERS, Stand, deal, edition, furnish, newsstand

Open = Callable[..., Pipeline]
DEALS, IDLES, READER_COUNT = 3, 2, READERS.count("id:")


@pytest.fixture
def stand() -> Iterator[Stand]:
    with newsstand({"wire": edition(DEALS, IDLES, NOW)}) as opened:
        yield opened


@pytest.fixture
def live(tmp_path: Path, stand: Stand, clock: Clock) -> Iterator[Pipeline]:
    furnish(tmp_path, stand)
    with open_pipeline(load({"SOKUHO_HOME": str(tmp_path)}), clock) as opened:
        yield opened


def told(pipeline: Pipeline) -> Counter[str]:
    """What everybody gets of all that was published so far: mails and Slack messages."""
    work = run.once(pipeline, threading.Event())
    assert work.problems == {}
    return Counter(path.suffix for path in pipeline.settings.outbox.glob("*.*"))


def test_a_bus_that_goes_away_in_the_middle_of_a_batch_leaves_nothing_counted_as_seen(
    live: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = live.bus.publish_all

    def half(topic: str, records: Sequence[tuple[str, bytes]]) -> None:
        publish(topic, records[: len(records) // 2])
        raise Retry("the broker went away")

    with monkeypatch.context() as away:
        away.setattr(live.bus, "publish_all", half)
        with pytest.raises(Retry, match="went away"):
            poll_batch(live, ["wire"])
    assert live.store.feeds.feed_states() == {}, "the feed is as due as before"
    assert poll_batch(live, ["wire"])["new"] == DEALS + IDLES
    assert told(live)[".eml"] == DEALS


def test_a_store_that_goes_away_after_publishing_leaves_the_feed_due(
    live: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise Retry("the store went away")

    with monkeypatch.context() as gone:
        gone.setattr(live.store.feeds, "record_poll", away)
        with pytest.raises(Retry, match="went away"):
            poll_batch(live, ["wire"])
    assert poll_batch(live, ["wire"])["new"] == DEALS + IDLES, "published twice, under the same ids"
    assert told(live)[".eml"] == DEALS


def test_runs_that_overlap_tell_nobody_twice(
    live: Pipeline, stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs have both found the feed due and both ask it."""
    both = threading.Barrier(2, timeout=10)
    ask = live.feed_client.get

    def together(*args: object, **kwargs: object) -> object:
        both.wait()
        return ask(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(live.feed_client, "get", together)
    with ThreadPoolExecutor(2) as pool:
        for counts in pool.map(lambda _: poll_batch(live, ["wire"]), range(2)):
            assert counts["failed"] == {}
    assert len(stand.requests) == 2
    assert told(live)[".eml"] == DEALS


def test_a_mistake_in_the_feed_file_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/feeds.yaml").write_text("feeds:\n  - name: wire\n    colour: red\n")
    monkeypatch.setenv("SOKUHO_HOME", str(tmp_path))
    with pytest.raises(ConfigError, match=r"feeds\.yaml:\d+: .*colour"):
        run_due()


def test_a_week_of_runs_made_up_for_asks_each_feed_once(live: Pipeline, stand: Stand) -> None:
    for _ in range(50):
        states = live.store.feeds.feed_states()
        for batch in batches(live.settings.feeds, states, live.clock()):
            poll_batch(live, batch["feeds"])
    assert len(stand.requests) == 1


def test_after_ten_days_away_what_is_too_old_is_recorded_and_the_rest_told_once(
    live: Pipeline, stand: Stand, clock: Clock
) -> None:
    poll_batch(live, ["wire"])
    before = told(live)[".eml"]
    clock.go(days=10)
    days = range(1, 10)
    stand.feeds["wire"] = [deal(DEALS + n - 1, clock.now - timedelta(days=n)) for n in days]
    for _ in range(3):
        poll_batch(live, ["wire"])
    ended = live.store.articles.count()
    assert ended[Outcome.TOO_OLD] == 2, "older than polling.catch_up_hours"
    assert told(live)[".eml"] - before == 7
    assert told(live)[".eml"] - before == 7


DAILY = """
subscriptions:
  - {id: desk, channel: email, address: d@r.example, cadence: daily, at: "AT", timezone: America/New_York}
"""


@pytest.mark.parametrize(
    ("at", "start"),
    [
        ("02:30", datetime(2026, 3, 7, 12, tzinfo=UTC)),  # does not exist on the 8th
        ("01:30", datetime(2026, 10, 31, 12, tzinfo=UTC)),  # comes twice on the 1st
    ],
)
def test_when_the_clocks_change_a_digest_a_day_goes_out(
    open_home: Open, clock: Clock, at: str, start: datetime
) -> None:
    """News comes every six hours, `send_digests` runs every hour, for three days around the change."""
    pipeline = open_home(subscriptions=DAILY.replace("AT", at))
    clock.now = start
    sent: list[datetime] = []
    for hour in range(72):
        if hour % 6 == 0:
            note(pipeline, hour)
        if send_due(pipeline)["sent"]:
            sent.append(clock.now)
        clock.go(hours=1)
    assert len(sent) == 3
    assert all(timedelta(hours=22) < b - a < timedelta(hours=26) for a, b in pairwise(sent))


def test_a_week_without_digests_is_made_up_for_by_one(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(subscriptions=DAILY.replace("AT", "07:30"))
    for day in range(7):
        note(pipeline, day)
        clock.go(days=1)
    assert pipeline.store.deliveries.waiting() == 7
    assert sum(send_due(pipeline)["sent"] for _ in range(20)) == 1
    assert pipeline.store.digests.waiting() == {}


def note(pipeline: Pipeline, number: int) -> None:
    """A story of that number, for the next digest."""
    news = revision(story(article(number)))
    (reader,) = pipeline.store.subscriptions.list_subscriptions()
    with pipeline.store.transaction() as tx:
        tx.stories.save_story(news.story, b"", ())
        tx.stories.add_revision(news)
        tx.digests.add_items([reader.id], news.id, pipeline.clock())
        tx.deliveries.add_deliveries([digest_row(reader, pipeline.clock())])
