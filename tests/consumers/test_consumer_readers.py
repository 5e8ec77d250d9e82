"""Whom a message that waited goes to, and where; what is withheld, for nobody is to get it any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sokuho.errors import Retry
from sokuho.model import DeliveryState
from tests import made
from tests.consumers.desk import Desk
from tests.made import NOW


def test_who_left_is_not_written_to(desk: Desk) -> None:
    delivery = desk.tell()
    desk.store.subscriptions.stop("desk", NOW)
    desk.worker.deliver_all()
    assert desk.mail.got == []
    assert desk.row(delivery).error == "withheld: no longer subscribed"


@pytest.mark.parametrize("by", ["config", "command"])
def test_what_waits_goes_where_the_reader_is_by_then(desk: Desk, by: str) -> None:
    reader = made.subscription()
    if by == "config":
        desk.store.subscriptions.sync([reader])
    first, second = desk.note(1), desk.note(1, story=2)
    rows = [made.delivery(reader, revision) for revision in (first, second)]
    desk.store.deliveries.add_deliveries(rows)
    moved = replace(reader, address="new@readers.example")
    desk.store.subscriptions.sync([moved]) if by == "config" else desk.store.subscriptions.add(moved)
    desk.worker.deliver_all()
    assert {m.address for m in desk.mail.got} == {"new@readers.example"}
    assert len(desk.mail.got) == 2


def test_what_waits_goes_the_way_that_the_reader_has_by_then(desk: Desk) -> None:
    delivery = desk.tell()
    desk.store.subscriptions.add(made.subscription(channel="slack", address="C1"))
    desk.worker.deliver_all()
    assert desk.mail.got == []
    [message] = desk.slack.got
    assert (message.delivery_id, message.address) == (delivery.id, "C1")


def test_what_was_sent_stays_written_as_it_was_sent(desk: Desk) -> None:
    delivery = desk.tell()
    desk.worker.deliver_all()
    desk.store.subscriptions.add(made.subscription(address="new@readers.example"))
    assert desk.row(delivery).address == "desk@readers.example"


def test_a_muted_story_is_not_told(desk: Desk) -> None:
    delivery = desk.tell()
    desk.store.stories.mute(delivery.story)
    desk.worker.deliver_all()
    assert desk.mail.got == []
    assert desk.row(delivery).error == "withheld: the story was muted"


def test_what_is_withheld_is_no_failure(desk: Desk) -> None:
    muted, lost = desk.tell(), desk.tell(2)
    desk.store.stories.mute(muted.story)
    with desk.store.transaction() as tx:  # what it should tell is gone, which nobody asked for
        gone = replace(lost, id="d-gone", revision="s-gone.1", story="s-gone")
        tx.deliveries.add_deliveries([gone])
    desk.worker.deliver_all()
    told = desk.worker.told
    assert (told.withheld, told.failed) == (desk.store.deliveries.count()["withheld"], 1)
    assert list(told.problems) == [f"delivery {gone.id}"]
    failed, why = desk.store.deliveries.given_up(NOW)
    assert (failed, why) == (1, "revision s-gone.1 is not in the store")


def test_a_digest_tells_everything_once(desk: Desk) -> None:
    reader = made.subscription("daily", cadence="daily")
    digest = desk.tell(1, reader, kind="digest", story="digest", revision="2026-02-18")
    for story in (1, 2):
        desk.store.digests.add_items(["daily"], desk.note(story=story).id, NOW)
    desk.mail.answers = [Retry("500")]
    desk.worker.deliver_all()
    desk.store.digests.add_items(["daily"], desk.note(story=3).id, NOW)
    desk.clock.go(seconds=100)
    desk.worker.deliver_all("digest")
    (message,) = desk.mail.got
    assert desk.state(digest) is DeliveryState.SENT
    assert all(made.article(n).title in message.text for n in (1, 2, 3))
    assert desk.store.digests.waiting() == {}


def test_a_digest_with_nothing_left_is_not_sent(desk: Desk) -> None:
    reader = made.subscription("daily", cadence="daily")
    digest = desk.tell(1, reader, kind="digest", story="digest", revision="2026-02-18")
    item = desk.note()
    desk.store.digests.add_items(["daily"], item.id, NOW)
    desk.store.stories.mute(item.story.id)
    desk.worker.deliver_all()
    assert desk.mail.got == []
    assert desk.row(digest).error == "withheld: nothing left to tell"
