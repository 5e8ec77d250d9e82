"""Replay: parked messages, another vocabulary, a digest once more. Prune: count first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from sokuho.errors import ConfigError
from sokuho.model import DeliveryState, FeedState, Relevance, delivery_id
from sokuho.operations.digests import again, send_due
from sokuho.operations.pruning import count, prune
from sokuho.operations.replaying import compare, digest, parked, run_replay
from sokuho.pipeline import Pipeline
from sokuho.store import Parked
from tests.made import NOW, Clock, article, delivery, reading, revision, story, subscription

Open = Callable[..., Pipeline]
TOPIC = "sokuho.articles"


def park(pipeline: Pipeline, *reasons: str) -> None:
    for at, reason in enumerate(reasons):
        pipeline.store.parking.park(Parked(TOPIC, 0, at, f"k{at}", b"body", reason, NOW))


def published(pipeline: Pipeline) -> list[str]:
    consumer = pipeline.bus.consumer(TOPIC, "test")
    found = [record.key for record in consumer.poll(0)]
    consumer.close()
    return found


def test_a_dry_run_publishes_nothing(open_home: Open) -> None:
    pipeline = open_home()
    park(pipeline, "schema version 2", "schema version 2", "not JSON")
    said = parked(pipeline, dry_run=True)
    assert (said["messages"], said["published"], said["left"]) == (3, 0, 3)
    assert said["reasons"] == {"schema version 2": 2, "not JSON": 1}
    assert published(pipeline) == []


def test_parked_messages_go_back_once(open_home: Open) -> None:
    pipeline = open_home()
    park(pipeline, "schema version 2", "not JSON")
    assert parked(pipeline, dry_run=False, contains="schema")["published"] == 1
    assert published(pipeline) == ["k0"]
    assert parked(pipeline, dry_run=False, contains="schema")["messages"] == 0
    assert pipeline.store.parking.count() == 1


def test_what_today_would_be_read_differently_is_shown_and_nothing_changed(open_home: Open) -> None:
    pipeline = open_home()
    for number in (1, 2):
        item = article(number)
        pipeline.store.articles.save(item, reading(item, Relevance.NONE))

    def read(item: object) -> object:
        relevance = Relevance.CORE if item == article(1) else Relevance.NONE
        return reading(article(1), relevance)

    pipeline.__dict__["reader"] = SimpleNamespace(read=read)
    said = compare(pipeline, NOW, NOW + timedelta(days=1))
    assert (said["articles"], said["different"]) == (2, 1)
    assert "none -> core" in said["examples"][0]
    stored = pipeline.store.articles.reading(article(1).id)
    assert stored is not None
    assert stored.relevance is Relevance.NONE


@pytest.mark.parametrize("days", [0, -1, 93])
def test_a_span_of_no_or_too_much_time_is_refused(open_home: Open, days: int) -> None:
    with pytest.raises(ConfigError, match="at most 92 days"):
        compare(open_home(), NOW, NOW + timedelta(days=days))


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"what": "everything"}, "unknown choice"),
        ({"what": "span", "start": "yesterday", "end": None}, "start: write a time"),
        ({"what": "span", "start": "2026-01-01T00:00:00", "end": None}, "start: write a time"),
        ({"what": "digest"}, "name the subscription"),
        ({"what": "digest", "subscription": "a", "period": "2026-01-01", "dry_run": False}, "had no digest"),
    ],
)
def test_a_form_that_is_not_filled_in_is_explained(
    open_home: Open, monkeypatch: pytest.MonkeyPatch, form: dict[str, object], words: str
) -> None:
    monkeypatch.setenv("SOKUHO_HOME", str(open_home().settings.home))
    with pytest.raises(ConfigError, match=words):
        run_replay(form)


DAILY = """
subscriptions:
  - {id: desk, channel: email, address: d@readers.example, cadence: daily, at: "07:30", timezone: Asia/Tokyo}
"""


def test_a_digest_is_sent_when_due_and_once_more_by_hand(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(subscriptions=DAILY)
    told = revision(story(article()))
    row = replace(delivery(subscription("desk"), told), story="digest", revision="2026-02-19", kind="digest")
    row = replace(row, id=delivery_id("desk", "digest", "2026-02-19"), not_before=clock.go(hours=20))
    with pipeline.store.transaction() as tx:
        tx.stories.save_story(told.story, b"", ())
        tx.stories.add_revision(told)
        tx.digests.add_items(["desk"], told.id, NOW)
        tx.deliveries.add_deliveries([row])
    with pytest.raises(ConfigError, match="has not been sent yet"):
        again(pipeline, "desk", "2026-02-19")
    clock.go(hours=-1)
    assert send_due(pipeline)["sent"] == 0
    clock.go(hours=1)
    assert send_due(pipeline) == {"sent": 1, "failed": 0, "withheld": 0, "unknown": 0, "postponed": 0}
    assert send_due(pipeline)["sent"] == 0
    assert digest(pipeline, "desk", "2026-02-19", dry_run=True) == {"revisions": 1, "delivery": None}
    new = digest(pipeline, "desk", "2026-02-19", dry_run=False)["delivery"]
    assert new != row.id
    assert send_due(pipeline)["sent"] == 1
    assert pipeline.store.deliveries.count() == {DeliveryState.SENT: 2}


def test_a_digest_sent_again_tells_what_it_told_and_nothing_that_waits(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(subscriptions=DAILY)
    told, waiting = (revision(story(article(number))) for number in (1, 2))
    row = replace(delivery(subscription("desk"), told), story="digest", revision="2026-02-19", kind="digest")
    row = replace(row, id=delivery_id("desk", "digest", "2026-02-19"))
    with pipeline.store.transaction() as tx:
        for each in (told, waiting):
            tx.stories.save_story(each.story, b"", ())
            tx.stories.add_revision(each)
        tx.digests.add_items(["desk"], told.id, NOW)
        tx.deliveries.add_deliveries([row])
    assert send_due(pipeline)["sent"] == 1
    pipeline.store.digests.add_items(["desk"], waiting.id, NOW)
    for _ in range(2):  # as often as a person likes
        clock.go(minutes=1)
        again(pipeline, "desk", "2026-02-19")
        assert send_due(pipeline)["sent"] == 1
    assert pipeline.store.digests.waiting() == {"desk": 1}
    mails = [path.read_text(encoding="utf-8") for path in pipeline.settings.outbox.glob("*.txt")]
    assert len(mails) == 3
    assert all(told.story.titles["en"] in mail and waiting.story.titles["en"] not in mail for mail in mails)


def test_prune_removes_what_it_counted(open_home: Open, clock: Clock) -> None:
    hours = "bus: {topics: {retention_hours: 336}}"
    pipeline = open_home(sokuho=f"operating: {{keep_seen_days: 90, keep_events_days: 30}}\n{hours}")
    state = FeedState("wire", "http://w.example/")
    pipeline.store.feeds.record_poll(state, ["old", "older"], (), NOW)
    park(pipeline, "not JSON")
    parked(pipeline, dry_run=False)
    clock.go(days=91)
    pipeline.store.feeds.record_poll(state, ["new"], (), clock.now)
    counted = count(pipeline)
    assert {name: n for name, n in counted.items() if n} == {"entries seen": 2, "parked records, replayed": 1}
    assert count(pipeline) == counted, "counting changes nothing"
    assert prune(pipeline) == counted
    assert not any(count(pipeline).values())
    assert pipeline.store.feeds.seen("wire", ["old", "older", "new"]) == {"new"}


def test_a_story_that_may_still_be_joined_keeps_its_keys(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(sokuho="operating: {keep_stories_days: 150}")
    pipeline.store.stories.save_story(story(article(), opened=NOW, updated=NOW), b"state", ["jera"])
    clock.now = NOW + pipeline.follower.window
    prune(pipeline)
    assert pipeline.store.stories.candidates(["jera"], NOW, 1) == [b"state"]
    clock.go(days=1)
    assert prune(pipeline)["keys of stories"] == 1
