"""From a story to what the providers got, over HTTP: threads, failures, and nothing twice."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
import standins
from standins import Answer, StandIn, said

from consumers.deliveries import DeliveryWorker
from consumers.stories import StoryHandler
from sokuho import resources
from sokuho.alerts.render import Renderer
from sokuho.bus import Record
from sokuho.codec import encode
from sokuho.configuration import Delivering
from sokuho.deliver.choose import Senders
from sokuho.deliver.outbox import Outbox
from sokuho.deliver.pace import Pace
from sokuho.deliver.sendgrid import SendGrid
from sokuho.deliver.slack import Slack
from sokuho.model import Change, DeliveryState, Novelty, Subscription
from sokuho.outgoing import load_renderer
from sokuho.settings import load
from sokuho.store import Store, open_store
from tests import made
from tests.made import Clock

FROM = "Sokuho <alerts@sokuho.example>"
READERS = (
    Subscription("analysts", "email", "analysts@example.com"),
    Subscription("bunseki", "email", "bunseki@example.com", language="ja"),
    Subscription("channel", "slack", "C1", broadcast_updates=True),
)


@cache
def renderer() -> Renderer:
    return load_renderer(load({"SOKUHO_HOME": str(resources.defaults()), "SOKUHO_SIGNING_KEY": "k" * 32}))


class House:
    """Store, handler and worker of one home, with real senders to the stand-ins."""

    def __init__(self, home: Path, sendgrid: StandIn, slack: StandIn, store: Store, clock: Clock) -> None:
        self.sendgrid, self.slack, self.store, self.clock, self.home = sendgrid, slack, store, clock, home
        self.handler = StoryHandler(store, {}, clock)
        self.rules = Delivering(lease_seconds=60, max_attempts=5, backoff_seconds=10)
        for reader in READERS:
            store.subscriptions.add(reader)

    def publish(self, number: int = 1, *changes: Change) -> None:
        novelty = Novelty.NEW if number == 1 else Novelty.UPDATE
        revision = made.revision(made.story(made.article(1), number), novelty)
        revision = replace(revision, changes=changes, at=self.clock())
        with self.store.transaction() as tx:
            tx.stories.save_story(revision.story, b"", [])
            tx.stories.add_revision(revision)
        for _ in range(2):  # the bus delivers at least once
            self.handler(Record("sokuho.stories", 0, number, revision.story.id, encode(revision)))

    def deliver(self) -> None:
        """By a new worker each time, as after a restart."""
        senders = Senders(
            Outbox(self.home / "outbox", FROM, self.clock),
            SendGrid("SG.key", mail_from=FROM, host=self.sendgrid.url, timeout=0.5),
            Slack("xoxb-key", url=self.slack.url + "/api/", timeout=1, pace=Pace(0)),
        )
        worker = DeliveryWorker(self.store, renderer(), senders, self.rules, self.clock, threading.Event())
        worker.deliver_all()
        worker.close()

    @property
    def mailed(self) -> list[str]:
        return sorted(r.body["personalizations"][0]["to"][0]["email"] for r in self.sendgrid.requests)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    clock = Clock()
    with (
        standins.sendgrid() as sendgrid,
        standins.slack() as slack,
        open_store(f"sqlite:///{tmp_path}/var/sokuho.db", clock=clock) as store,
    ):
        yield House(tmp_path, sendgrid, slack, store, clock)


def test_everybody_is_told_once_in_their_language(house: House) -> None:
    house.publish()
    for _ in range(3):
        house.deliver()
    assert house.mailed == ["analysts@example.com", "bunseki@example.com"]
    bodies = {r.body["personalizations"][0]["to"][0]["email"]: r.body for r in house.sendgrid.requests}
    assert "Why you get this" in bodies["analysts@example.com"]["content"][0]["value"]
    assert "このお知らせについて" in bodies["bunseki@example.com"]["content"][0]["value"]
    assert [r.body["channel"] for r in house.slack.requests] == ["C1"]
    assert not (house.home / "outbox").exists()


def test_no_reader_sees_another(house: House) -> None:
    house.publish()
    house.deliver()
    for request in house.sendgrid.requests:
        [person] = request.body["personalizations"]
        [to] = person["to"]
        others = {r.address for r in READERS} - {to["email"]}
        assert not any(other in str(request.body) for other in others)
        assert person["custom_args"]["delivery_id"].startswith("d")


def test_update_stands_in_its_threads(house: House) -> None:
    house.publish()
    house.deliver()
    house.slack.usual = said(ok=True, channel="C1", ts="1700000099.000100")
    house.publish(2)
    house.deliver()
    first, update = house.slack.requests
    assert "thread_ts" not in first.body
    assert update.body["thread_ts"] == "1700000000.000100"
    assert update.body["reply_broadcast"] is True
    headers = [
        r.body["personalizations"][0]["headers"]
        for r in house.sendgrid.requests
        if r.body["personalizations"][0]["to"][0]["email"] == "analysts@example.com"
    ]
    assert headers[1]["In-Reply-To"] == headers[0]["Message-ID"]


def test_busy_provider_gets_each_mail_once_in_the_end(house: House) -> None:
    house.sendgrid.answers += [Answer(429, b"", {"X-RateLimit-Reset": "30"}), Answer(503)]
    house.publish()
    for _ in range(6):
        house.deliver()
        house.clock.go(seconds=120)
    accepted = house.mailed[:]
    assert set(accepted) == {"analysts@example.com", "bunseki@example.com"}
    assert len(accepted) == 4  # two refused, two accepted
    states = house.store.deliveries.count()
    assert states[DeliveryState.SENT] == 3


def test_cut_off_mail_is_never_sent_again_by_itself(house: House) -> None:
    house.sendgrid.answers += [Answer(trouble=standins.CUT), Answer(trouble=standins.HANG)]
    house.slack.answers.append(Answer(trouble=standins.RESET))
    house.publish()
    for _ in range(3):
        house.deliver()
        house.clock.go(hours=3)
    assert len(house.sendgrid.requests) == 2
    assert len(house.slack.requests) == 1
    assert house.store.deliveries.count()[DeliveryState.UNKNOWN] == 3


def test_unsubscribing_stops_the_next_message(house: House) -> None:
    house.publish()
    house.deliver()
    house.publish(2)  # written down, not sent yet
    headers = house.sendgrid.requests[0].body["personalizations"][0]["headers"]
    assert re.match(r"<http://[^>]+/unsubscribe/", headers["List-Unsubscribe"])
    house.store.subscriptions.stop("analysts", house.clock())
    house.deliver()
    assert house.mailed.count("analysts@example.com") == 1
    assert house.mailed.count("bunseki@example.com") == 2


def test_quiet_hours_delay_and_do_not_drop(house: House) -> None:
    quiet = Subscription(
        "night", "email", "night@example.com", timezone="Asia/Tokyo", quiet=("12:00", "13:00")
    )
    house.store.subscriptions.add(quiet)
    assert house.clock().hour == 3  # ten past noon in Tokyo
    house.publish()
    house.deliver()
    assert "night@example.com" not in house.mailed
    house.clock.go(seconds=timedelta(minutes=50).total_seconds())
    house.deliver()
    assert house.mailed.count("night@example.com") == 1


NIGHT = Subscription("night", "email", "night@example.com", timezone="Asia/Tokyo", quiet=("12:30", "13:00"))
STAGE = Change("stage", "proposed", "agreed")
SIZE = Change("capacity", "9.2 gigawatts", "12 gigawatts")


def asleep(house: House) -> None:
    """A reader was told of a story; two updates of it came in their quiet hours, which are over now."""
    house.store.subscriptions.add(NIGHT)
    for name in ("analysts", "bunseki", "channel"):
        house.store.subscriptions.stop(name, house.clock())
    house.publish()
    house.deliver()
    house.clock.go(minutes=25)
    house.publish(2, STAGE)
    house.deliver()
    house.publish(3, SIZE)
    house.deliver()
    assert house.mailed == ["night@example.com"]
    house.clock.go(minutes=30)


def test_updates_that_waited_come_as_one(house: House) -> None:
    asleep(house)
    for _ in range(3):
        house.deliver()
    first, both = (request.body for request in house.sendgrid.requests)
    text = both["content"][0]["value"]
    assert "Proposed → Agreed" in text
    assert "9.2 gigawatts → 12 gigawatts" in text
    told, update = (body["personalizations"][0]["headers"] for body in (first, both))
    assert update["In-Reply-To"] == told["Message-ID"]
    rows = house.store.deliveries.list_deliveries(subscription="night")
    assert {row.state for row in rows} == {DeliveryState.SENT}
    assert len(rows) == 3  # each revision keeps its row: what is told is told once
    latest = next(row for row in rows if row.revision.endswith(".2"))
    assert [r.rpartition(".")[2] for r in house.store.alerts.told_with(latest)] == ["2", "3"]


def test_news_and_its_update_come_as_one(house: House) -> None:
    house.publish()
    house.publish(2, STAGE)
    house.deliver()
    assert house.mailed == ["analysts@example.com", "bunseki@example.com"]
    assert len(house.slack.requests) == 1
    assert house.store.deliveries.count() == {DeliveryState.SENT: 6}


def test_joined_updates_share_their_outcome(house: House) -> None:
    asleep(house)
    house.sendgrid.answers.append(Answer(503))
    house.deliver()
    assert house.store.deliveries.count()[DeliveryState.PENDING] == 2
    house.clock.go(minutes=10)
    house.sendgrid.answers.append(Answer(trouble=standins.CUT))
    for _ in range(2):
        house.deliver()
    assert len(house.sendgrid.requests) == 3
    assert house.store.deliveries.count()[DeliveryState.UNKNOWN] == 2
