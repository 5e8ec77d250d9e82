"""What the operators are shown, and how often they are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sokuho.model import DeliveryState, FeedState
from sokuho.operations.watching import Problem, judge, judge_feed, look, run_look, run_tell
from sokuho.pipeline import Pipeline
from sokuho.settings import Feed
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


def test_a_problem_is_told_once_when_it_lasts_and_once_when_it_is_over() -> None:
    lag = Problem("lag", "far behind")
    heard: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    memory: dict[str, dict[str, Any]] = {}
    for problems in ([lag], [lag], [lag], [], [lag], [lag], []):
        verdict = judge(memory, problems, repeats=2)
        memory = json.loads(json.dumps(verdict.memory))  # it travels through Airflow as JSON
        heard.append((verdict.begun, verdict.over))
    begun, over = (("far behind",), ()), ((), ("far behind",))
    nothing = ((), ())
    assert heard == [nothing, begun, nothing, over, nothing, begun, over]


def test_a_problem_that_passes_by_itself_is_never_told() -> None:
    lag = Problem("lag", "far behind")
    first = judge({}, [lag], repeats=2)
    second = judge(first.memory, [], repeats=2)
    assert (first.begun, second.begun, second.over, second.memory) == ((), (), (), {})


def test_the_text_may_change_while_the_problem_stays() -> None:
    first = judge({}, [Problem("lag", "5 behind")], repeats=1)
    second = judge(first.memory, [Problem("lag", "9 behind")], repeats=1)
    assert first.begun == ("5 behind",)
    assert second.begun == ()


def test_operators_are_told_in_the_outbox_while_no_key_is_set(
    open_home: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = open_home(sokuho="operating: {slack_channel: C0OPS, repeats: 1}")
    home = pipeline.settings.home
    monkeypatch.setenv("SOKUHO_HOME", str(home))
    memory = run_tell(None, [{"key": "feed", "text": "<!channel> & co fails"}])
    written = [path for path in (home / "outbox").rglob("*") if path.is_file()]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in written)
    assert "C0OPS" in texts
    assert "&lt;!channel&gt; &amp; co fails" in texts
    assert memory["feed"]["told"] is True


def test_a_store_that_cannot_be_opened_is_a_problem_not_a_crash(
    open_home: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home().settings.home
    monkeypatch.setenv("SOKUHO_HOME", str(home))
    monkeypatch.setenv("SOKUHO_STORE", f"sqlite:///{home}/config/feeds.yaml")
    (problem,) = run_look()
    assert problem["key"] == "store"
