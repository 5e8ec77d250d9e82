"""The kill switch as a person works it: paused, everything is recorded; resumed, what is fresh leaves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sokuho import run
from sokuho.cli import app
from sokuho.doctor import Grade, examine
from sokuho.errors import ConfigError
from sokuho.model import DeliveryState
from sokuho.operations import switching
from sokuho.operations.digests import send_due
from sokuho.operations.polling import poll_batch, run_due
from sokuho.operations.switching import run_switch
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.settings import load
from tests.made import NOW, Clock, article, delivery, revision, story, subscription
from tests.newsstand import Stand, edition, furnish, newsstand

Open = Callable[..., Pipeline]
DESK = "subscriptions:\n  - {id: desk, channel: email, address: d@readers.example}\n"


@pytest.fixture
def stand() -> Iterator[Stand]:
    with newsstand({"wire": edition(3, 2)}) as opened:
        yield opened


@pytest.fixture
def live(tmp_path: Path, stand: Stand, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipeline]:
    """A home with a feed and readers, and the real clock."""
    furnish(tmp_path, stand)
    monkeypatch.setenv("SOKUHO_HOME", str(tmp_path))
    with open_pipeline(load({"SOKUHO_HOME": str(tmp_path)})) as opened:
        yield opened


def once(pipeline: Pipeline) -> run.Summary:
    return run.once(pipeline, threading.Event(), due_only=False)


def mails(pipeline: Pipeline) -> int:
    return len(list(pipeline.settings.outbox.glob("*.*")))


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def with_row(pipeline: Pipeline, name: str = "desk", number: int = 1, **late: float) -> str:
    """An alert that should have left so long ago. Returns its id."""
    told = revision(story(article(number)))
    row = delivery(subscription(name), told, not_before=NOW - timedelta(**late))
    with pipeline.store.transaction() as tx:
        tx.stories.save_story(told.story, b"", ())
        tx.stories.add_revision(told)
        tx.deliveries.add_deliveries([row])
    return row.id


def test_while_paused_all_is_recorded_and_after_it_all_is_told(live: Pipeline) -> None:
    assert "alerts paused since" in said("pause", "alerts", "--reason", "wrong amounts")
    paused = once(live)
    assert (paused.polled, paused.new, paused.core, paused.sent) == (1, 5, 3, 0)
    assert "wrong amounts" in paused.problems["alerts"]
    assert mails(live) == 0
    waiting = live.store.deliveries.waiting()
    assert waiting > 0
    assert f"{waiting} messages would leave now" in said("resume", "--dry-run")
    assert once(live).sent == 0, "a dry run switches nothing"
    assert f"{waiting} messages leave now" in said("resume")
    resumed = once(live)
    assert resumed.sent == waiting
    assert "alerts" not in resumed.problems
    assert once(live).sent == 0


def test_while_polling_is_paused_no_feed_is_asked(live: Pipeline, stand: Stand) -> None:
    said("pause", "polling")
    paused = once(live)
    assert (paused.polled, stand.requests) == (0, [])
    assert "`sokuho resume polling`" in paused.problems["feeds"]
    assert run_due() == []
    said("resume", "polling")
    assert once(live).polled == 1


def test_a_round_that_is_under_way_ends_with_the_feed_in_hand(
    live: Pipeline, stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.feeds["press"] = edition(2, 1)
    furnish(live.settings.home, stand)
    with open_pipeline(load({"SOKUHO_HOME": str(live.settings.home)})) as pipeline:
        ask = pipeline.feed_client.get

        def asked(*args: object, **kwargs: object) -> object:
            switching.pause(pipeline, "polling")
            return ask(*args, **kwargs)  # type: ignore[arg-type]

        with monkeypatch.context() as paused:
            paused.setattr(pipeline.feed_client, "get", asked)
            paused.setattr("sokuho.pipeline.PAUSE_SECONDS", 0)
            assert poll_batch(pipeline, ["wire", "press"])["polled"] <= 1
        assert len(stand.requests) == 1
        switching.resume(pipeline, "polling")
        poll_batch(pipeline, ["wire", "press"])
        assert {path for path, _ in stand.requests} == {"/wire.xml", "/press.xml"}


def test_what_came_too_late_is_held_back_and_listed_with_what_to_do(open_home: Open, clock: Clock) -> None:
    pipeline = open_home(subscriptions=DESK)
    old, fresh = with_row(pipeline, hours=30), with_row(pipeline, number=2, hours=2)
    switching.pause(pipeline, "alerts")
    shown = switching.resume(pipeline, "alerts", dry_run=True)
    done = switching.resume(pipeline, "alerts")
    assert shown == done
    assert (done.sending, [held.id for held in done.held]) == (1, [old])
    lines = "\n".join(switching.told_of_resuming(done))
    assert f"{old}  due 2026-02-16 21:10 UTC  desk  Power plant 1 agreed" in lines
    assert "`sokuho deliveries settle ID --again`" in lines
    send = pipeline.delivery_worker(threading.Event())
    send.deliver_all()
    states = {id_: pipeline.store.deliveries.delivery(id_) for id_ in (old, fresh)}
    assert {id_: row and row.state for id_, row in states.items()} == {
        old: DeliveryState.FAILED,
        fresh: DeliveryState.SENT,
    }
    pipeline.store.deliveries.reopen(old, clock.now)
    send.deliver_all()
    assert send.told.sent == 2
    send.close()


@pytest.mark.parametrize(("hours", "held"), [(0.0, 2), (1.0, 2), (24.0, 1), (100.0, 0), (float("inf"), 0)])
def test_how_fresh_is_fresh_can_be_said(open_home: Open, hours: float, held: int) -> None:
    pipeline = open_home(subscriptions=DESK)
    with_row(pipeline, hours=30), with_row(pipeline, number=2, hours=2)
    switching.pause(pipeline, "alerts")
    assert len(switching.resume(pipeline, "alerts", fresh_hours=hours).held) == held


def test_resuming_twice_or_what_is_not_paused_holds_nothing_back(open_home: Open) -> None:
    pipeline = open_home(subscriptions=DESK)
    with_row(pipeline, hours=30)
    done = switching.resume(pipeline, "alerts")
    assert (done.was, done.held) == (None, ())
    assert pipeline.store.deliveries.waiting() == 1


def test_digests_of_a_long_pause_leave_as_one(open_home: Open, clock: Clock) -> None:
    """Three mornings pass while alerts are paused; each had its row, and the reader gets one digest."""
    daily = DESK.replace("example}", "example, cadence: daily, at: '07:30', timezone: Asia/Tokyo}")
    pipeline = open_home(subscriptions=daily)
    switching.pause(pipeline, "alerts")
    handler = pipeline.worker("stories", threading.Event())
    for number in range(3):
        news = revision(story(article(number)))
        with pipeline.store.transaction() as tx:
            tx.stories.save_story(news.story, b"", ())
            tx.stories.add_revision(news)
        publish_story(pipeline, news)
        handler.drain(lambda: pipeline.behind("stories"))
        clock.go(days=1)
        assert send_due(pipeline)["sent"] == 0
    handler.close()
    assert pipeline.store.deliveries.waiting() == 3
    assert switching.resume(pipeline, "alerts").held == ()
    assert send_due(pipeline)["sent"] == 1
    assert pipeline.store.digests.waiting() == {}
    assert len(list(pipeline.settings.outbox.glob("*.eml"))) == 1


def publish_story(pipeline: Pipeline, news: object) -> None:
    from sokuho.codec import encode

    pipeline.bus.publish(pipeline.settings.bus.topics.stories, news.story.id, encode(news))  # type: ignore[attr-defined]


def test_doctor_shows_what_is_paused(live: Pipeline) -> None:
    home = {"SOKUHO_HOME": str(live.settings.home)}
    assert [f for f in examine(home) if f.about == "paused"] == []
    switching.pause(live, "alerts", "wrong amounts")
    (found,) = [f for f in examine(home) if f.about == "paused"]
    assert found.grade is Grade.NOTE
    assert "wrong amounts" in found.detail
    assert "sokuho resume alerts" in found.remedy


def test_the_form_does_the_same(live: Pipeline) -> None:
    assert run_switch({"act": "show", "what": "alerts"}) == ["nothing is paused"]
    assert "nothing leaves" in "\n".join(run_switch({"act": "pause", "what": "alerts", "reason": "odd"}))
    assert "odd" in run_switch({"act": "show", "what": "alerts"})[0]
    once(live)
    shown = run_switch({"act": "show what resuming does", "what": "alerts", "fresh_hours": None})
    assert "would leave now" in "\n".join(shown)
    assert live.store.switches.paused()
    assert "leave now" in "\n".join(run_switch({"act": "resume", "what": "alerts", "fresh_hours": 12}))
    assert live.store.switches.paused() == {}


@pytest.mark.parametrize("form", [{"act": "pause", "what": "everything"}, {"act": "stop", "what": "alerts"}])
def test_a_form_that_makes_no_sense_is_explained(live: Pipeline, form: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=r"can't be paused|unknown choice"):
        run_switch(form)
    assert live.store.switches.paused() == {}
