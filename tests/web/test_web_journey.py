"""The whole way of a reader, and of a team, against stand-ins: every step over HTTP, as they take it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from consumers.stories import StoryHandler
from sokuho.bus import Record
from sokuho.codec import encode
from sokuho.configuration import Delivering
from sokuho.model import Change, Novelty, Revision, Subscription
from sokuho.samples import sample
from sokuho.store import open_store
from tests.deliver import standins
from tests.web.conftest import Clock, House, link_in, make_house, settings, sign_up

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@dataclass
class World:
    """The house with both providers' stand-ins."""

    house: House
    sendgrid: standins.StandIn
    slack: standins.StandIn

    def publish(self, revision: Revision) -> None:
        store, clock = self.house.store, self.house.clock
        with store.transaction() as tx:
            tx.stories.save_story(revision.story, b"", [])
            tx.stories.add_revision(revision)
        handle = StoryHandler(store, {}, clock)
        for _ in range(2):  # the bus delivers at least once
            handle(Record("sokuho.stories", 0, 0, revision.story.id, encode(revision)))
        self.house.deliver()

    @property
    def mails(self) -> list[dict[str, Any]]:
        return [request.body for request in self.sendgrid.requests]

    def mail(self, number: int) -> tuple[str, str, dict[str, str]]:
        """Subject, text and the reader's headers, as SendGrid would fill them in."""
        body = self.mails[number]
        [person] = body["personalizations"]
        text = body["content"][0]["value"]
        for mark, own in person.get("substitutions", {}).items():
            text = text.replace(mark, own)
        return body["subject"], text, person["headers"]


@pytest.fixture
def world(tmp_path: Path, clock: Clock) -> Iterator[World]:
    with (
        standins.sendgrid() as sendgrid,
        standins.slack() as slack,
        open_store(f"sqlite:///{tmp_path}/var/sokuho.db", home=tmp_path, clock=clock) as store,
    ):
        conf = settings(tmp_path, sendgrid_api_key="SG.key", slack_bot_token="xoxb-key")
        ways = Delivering(sendgrid_host=sendgrid.url, slack_url=slack.url + "/api/")
        conf = conf.model_copy(update={"delivering": ways})
        house = make_house(tmp_path, conf, clock, store)
        yield World(house, sendgrid, slack)
        house.worker.close()


@pytest.fixture
def house(world: World) -> House:
    return world.house


def first(world: World) -> Revision:
    return replace(sample(world.house.conf), at=world.house.clock())


def updated(revision: Revision) -> Revision:
    story = replace(revision.story, number=revision.story.number + 1, stage="financed")
    change = Change("stage", revision.story.stage, "financed")
    return replace(revision, story=story, novelty=Novelty.UPDATE, changes=(change,))


def another(revision: Revision) -> Revision:
    story = replace(revision.story, id="s00000000000000ff", titles={"en": "A second story altogether"})
    return replace(revision, story=story)


def test_the_way_of_a_reader(web: httpx.Client, world: World) -> None:
    sign_up(web)
    world.house.deliver()
    subject, letter, _ = world.mail(0)
    assert subject == "Confirm your Sokuho alerts"
    path = link_in(letter, "confirm")

    news = first(world)
    world.publish(news)
    assert len(world.mails) == 1  # nobody confirmed yet: nobody is told

    assert web.get(path).status_code == 200  # a scanner that follows links confirms nothing
    assert not world.house.store.subscriptions.list_subscriptions()
    assert web.post(path).status_code in (200, 303)

    news = another(news)
    world.publish(news)
    subject, text, told = world.mail(1)
    assert "second story" in subject
    assert len(subject) < 78
    assert "You signed up for" in text
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert told["List-Id"]

    world.house.clock.pass_(hours=2)
    news = updated(news)
    world.publish(news)
    subject, text, update = world.mail(2)
    assert subject.startswith("Update, ")
    assert update["In-Reply-To"] == update["References"] == told["Message-ID"]
    assert update["Message-ID"] != told["Message-ID"]

    page = web.get(link_in(text, "view"))
    assert page.status_code == 200
    assert "A second story altogether" in page.text

    # a digest instead, by a link that is asked for
    form = re.search(r'name="form" value="([^"]+)"', web.get("/preferences").text)
    assert form
    web.post("/preferences", data={"form": form[1], "address": "reader@example.com"})
    world.house.deliver()
    path = link_in(world.mail(3)[1], "preferences")
    chosen = {"cadence": "daily", "at": "07:30", "timezone": "Asia/Tokyo", "novelties": ["new", "update"]}
    assert web.post(path, data=chosen).status_code in (200, 303)
    third = replace(news.story, id="s00000000000000aa", titles={"en": "A third"})
    world.publish(replace(news, story=third, novelty=Novelty.NEW, changes=()))
    assert len(world.mails) == 4  # it waits for the morning
    world.house.clock.pass_(days=1)
    world.house.deliver()
    subject, text, digest = world.mail(4)
    assert "A third" in text
    assert "A second story" not in text  # told by alerts already
    assert world.mails[4]["attachments"][0]["content_id"] == "chart"

    # one click, from the mail program: no page, no cookie
    url = re.search(r"<http://127\.0\.0\.1:8800(/unsubscribe/[^>]+)>", digest["List-Unsubscribe"])
    assert url
    assert web.get(url[1]).status_code == 200
    assert world.house.active(world.house.store.subscriptions.list_subscriptions()[0].id)
    with httpx.Client(base_url=web.base_url, trust_env=False) as program:
        assert program.post(url[1], data=ONE_CLICK).status_code == 200
    world.publish(another(replace(news, story=replace(news.story, number=9))))
    world.house.clock.pass_(days=3)
    world.house.deliver()
    assert len(world.mails) == 5


@pytest.mark.parametrize("broadcast", [True, False])
def test_the_way_of_a_team(world: World, broadcast: bool) -> None:
    world.house.store.subscriptions.add(
        Subscription("deals", "slack", "C0DEALS01", broadcast_updates=broadcast)
    )
    news = first(world)
    world.publish(news)
    world.slack.usual = standins.said(ok=True, channel="C0DEALS01", ts="1700000055.000100")
    world.publish(updated(news))
    alert, update = (request.body for request in world.slack.requests)
    assert alert["channel"] == update["channel"] == "C0DEALS01"
    assert alert["text"]
    assert "thread_ts" not in alert
    [button] = [b for b in alert["blocks"] if b["type"] == "actions"]
    assert button["elements"][0]["url"].startswith("https://")
    assert update["thread_ts"] == "1700000000.000100"
    assert update["reply_broadcast"] is broadcast
    assert "Financed" in str(update["blocks"])
    assert not world.mails
