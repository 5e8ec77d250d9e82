"""What the operators are shown, and how often they are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sokuho.configuration import Feed
from sokuho.errors import Retry
from sokuho.model import DeliveryState, FeedState
from sokuho.operations import switching
from sokuho.operations.telling import run_tell, tell
from sokuho.operations.watching import Problem, judge_feed, look, run_look
from sokuho.pipeline import Pipeline
from sokuho.store import Parked
from tests.made import NOW, Clock, article, delivery, revision, story, subscription

Open = Callable[..., Pipeline]
FEED = Feed(name="wire", url="http://w.example/f", source="W", language="en", kind="wire", rhythm=60)
FINE = FeedState(name="wire", url=FEED.url, first_seen=NOW, last_ok=NOW, last_new=NOW, last_polled=NOW)


@pytest.mark.parametrize(
    ("state", "key", "words"),
    [
        (replace(FINE, failures=3, error="HTTP 500"), "feed wire failing", "3 times: HTTP 500"),
        (replace(FINE, last_new=NOW - timedelta(hours=2)), "feed wire silent", "2026-02-18 01:10 UTC"),
        (replace(FINE, off=True, error="410 Gone"), "feed wire gone", "410 Gone"),
    ],
)
def test_a_feed_in_trouble_is_named_with_its_reason(state: FeedState, key: str, words: str) -> None:
    (problem,) = judge_feed(FEED, state, NOW, tell_after=3)
    assert problem.key == key
    assert words in problem.text


@pytest.mark.parametrize("state", [FINE, replace(FINE, failures=2), replace(FINE, last_new=None)])
def test_a_feed_that_is_well_is_not_mentioned(state: FeedState) -> None:
    assert list(judge_feed(FEED, state, NOW, tell_after=3)) == []


def test_a_quiet_home_has_no_problem(open_home: Open) -> None:
    assert list(look(open_home())) == []


def test_what_stands_still_is_seen(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(sokuho="operating: {max_lag: 2, late_minutes: 15, quiet_story_days: 7}")
    topic = pipeline.settings.bus.topics.articles
    pipeline.bus.publish_all(topic, [(f"k{n}", b"x") for n in range(5)])
    consumer = pipeline.bus.consumer(topic, "articles")
    told = revision(story(article()))
    with pipeline.store.transaction() as tx:
        tx.parking.park(Parked(topic, 0, 7, "k", b"?", "not a Sokuho message", NOW))
        tx.stories.save_story(told.story, b"", ())
        late, odd = (delivery(subscription(name), told) for name in ("late", "odd"))
        tx.deliveries.add_deliveries([late, odd])
        tx.deliveries.mark_unknown(odd.id, "cut off", NOW)
    assert pipeline.store.deliveries.count()[DeliveryState.UNKNOWN] == 1
    clock.go(days=8)
    found = {problem.key: problem.text for problem in look(pipeline)}
    assert set(found) == {"lag articles", "parked", "deliveries", "unknown", "stories"}
    assert "5 records behind" in found["lag articles"]
    assert "not a Sokuho message" in found["parked"]
    consumer.close()


def test_messages_that_could_not_be_sent_are_told_for_a_day(open_home: Open, clock: Clock) -> None:
    pipeline = open_home()
    rows = [delivery(subscription(f"r{n}"), revision(story(article()))) for n in range(3)]
    store = pipeline.store.deliveries
    store.add_deliveries(rows)
    store.claim(NOW, timedelta(minutes=2), 10, "worker")
    store.start_all([row.id for row in rows[:2]], "worker", NOW, timedelta(minutes=2), "sendgrid")
    for row in rows[:2]:
        store.mark_failed(row.id, "SendGrid refuses the mail (400)", NOW)
    store.withhold(rows[2].id, "unsubscribed", NOW)
    [found] = look(pipeline)
    assert (found.key, found.text[:36]) == ("failed", "2 messages failed within a day, the ")
    assert "(400)" in found.text
    clock.go(days=1, seconds=1)
    assert list(look(pipeline)) == []


LAG = Problem("lag", "far behind")
OPS = "operating: {slack_channel: C0OPS, repeats: 2}"


def told(home: Path) -> list[str]:
    """What went to the operators' channel, oldest first; the outbox stands for Slack."""
    messages = sorted((home / "outbox").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    return [str(json.loads(path.read_text(encoding="utf-8"))["text"]) for path in messages]


def test_a_problem_is_told_once_when_it_lasts_and_once_when_it_is_over(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(sokuho=OPS)
    heard: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for problems in ([LAG], [LAG], [LAG], [], [LAG], [LAG], []):
        verdict = tell(pipeline, problems, clock.go(minutes=10))
        heard.append((verdict.begun, verdict.over))
    begun, over, nothing = (("far behind",), ()), ((), ("far behind",)), ((), ())
    assert heard == [nothing, begun, nothing, over, nothing, begun, over]


def test_a_problem_that_passes_by_itself_is_never_told(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(sokuho=OPS)
    first = tell(pipeline, [LAG], clock.go(minutes=10))
    second = tell(pipeline, [], clock.go(minutes=10))
    assert (first.begun, second.begun, second.over, second.memory) == ((), (), (), {})


def test_the_text_may_change_while_the_problem_stays(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(sokuho="operating: {repeats: 1}")
    first = tell(pipeline, [Problem("lag", "5 behind")], clock.go(minutes=10))
    second = tell(pipeline, [Problem("lag", "9 behind")], clock.go(minutes=10))
    assert first.begun == ("5 behind",)
    assert second.begun == ()


def test_a_cleared_run_neither_counts_nor_tells_again(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(sokuho=OPS)
    look_1, look_2 = clock.go(minutes=10), clock.go(minutes=10)
    assert tell(pipeline, [LAG], look_1).begun == ()
    assert tell(pipeline, [LAG], look_1).begun == (), "the same look twice is not two in a row"
    assert tell(pipeline, [LAG], look_2).begun == ("far behind",)
    assert tell(pipeline, [], look_1).over == (), "an old run, cleared, does not call off what is newer"
    assert tell(pipeline, [LAG], look_2).begun == ()
    assert tell(pipeline, [], clock.go(minutes=10)).over == ("far behind",)


def test_the_memory_outlives_whoever_looked(open_home: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    home = open_home(sokuho=OPS).settings.home
    monkeypatch.setenv("SOKUHO_HOME", str(home))
    problems = [{"key": "feed", "text": "<!channel> & co fails"}]
    for minute in range(3):
        run_tell({"at": f"2026-02-18T04:0{minute}:00+00:00", "problems": problems})
    (text,) = told(home)
    assert "&lt;!channel&gt; &amp; co fails" in text


def test_what_slack_refuses_is_told_the_next_time(
    open_home: Open, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = open_home(sokuho="operating: {slack_channel: C0OPS, repeats: 1}")

    def refuse(*_: object) -> None:
        raise Retry("rate_limited")

    with monkeypatch.context() as broken:
        broken.setattr("sokuho.operations.telling.send", refuse)
        with pytest.raises(Retry):
            tell(pipeline, [LAG], clock.go(minutes=10))
    assert tell(pipeline, [LAG], clock.now).begun == ("far behind",), "the task is tried again"


def test_a_store_that_is_away_is_a_problem_and_told_without_it(
    open_home: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home(sokuho=OPS).settings.home
    monkeypatch.setenv("SOKUHO_HOME", str(home))
    with monkeypatch.context() as away:
        away.setenv("SOKUHO_STORE", f"sqlite:///{home}/config/feeds.yaml")
        for minute in range(3):
            found = run_look()
            assert [problem["key"] for problem in found["problems"]] == ["store"]
            run_tell(found | {"at": f"2026-02-18T04:0{minute}:00+00:00"})
    assert len(told(home)) == 1
    run_tell(run_look())
    run_tell(run_look())
    assert [":large_green_circle: over:" in text for text in told(home)] == [False, True]


def test_what_is_paused_is_a_problem_and_what_follows_from_it_is_not(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(sokuho="operating: {late_minutes: 15}")
    told = revision(story(article()))
    with pipeline.store.transaction() as tx:
        tx.stories.save_story(told.story, b"", ())
        tx.deliveries.add_deliveries([delivery(subscription(), told)])
    switching.pause(pipeline, "alerts", "wrong amounts")
    switching.pause(pipeline, "polling")
    clock.go(hours=1)
    found = {problem.key: problem.text for problem in look(pipeline)}
    assert set(found) == {"paused alerts", "paused polling"}
    assert "wrong amounts" in found["paused alerts"]
    for what in ("alerts", "polling"):
        switching.resume(pipeline, what)
    assert [problem.key for problem in look(pipeline)] == ["deliveries"]
