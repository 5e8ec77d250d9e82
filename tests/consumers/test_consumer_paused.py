"""While alerts are paused nothing begins to leave, on any worker; what was leaving ends as it would have."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from test_consumer_together import Many, Office

from sokuho.errors import Reject, Retry
from sokuho.model import Bulk, DeliveryState, Message, Receipt, delivery_id
from sokuho.store import Store
from sokuho.store.switches import ALERTS, POLLING
from tests import made
from tests.consumers.desk import Desk
from tests.made import NOW, Clock


@pytest.fixture
def desk(store: Store, clock: Clock, tmp_path: Path) -> Desk:
    return Desk(store, clock, tmp_path)


@pytest.fixture
def office(store: Store, clock: Clock, tmp_path: Path) -> Office:
    return Office(store, clock, tmp_path)


def test_nothing_leaves_and_nothing_is_lost(desk: Desk) -> None:
    desk.store.switches.pause(ALERTS, NOW, "wrong amounts")
    delivery = desk.tell()
    desk.worker.deliver_all()
    assert desk.mail.got == []
    assert desk.row(delivery) == delivery, "the row waits as it was written, untried"
    assert "paused since 2026-02-18 03:10 UTC" in desk.worker.told.problems["alerts"]
    desk.store.switches.resume(ALERTS)
    desk.worker.deliver_all()
    assert desk.state(delivery) is DeliveryState.SENT


def test_paused_polling_holds_up_no_message(desk: Desk) -> None:
    desk.store.switches.pause(POLLING, NOW)
    delivery = desk.tell()
    desk.worker.deliver_all()
    assert desk.state(delivery) is DeliveryState.SENT


def test_a_digest_waits_too_and_tells_all_that_came(desk: Desk) -> None:
    reader = made.subscription(cadence="daily", timezone="Asia/Tokyo")
    desk.store.subscriptions.add(reader)
    told = desk.note()
    row = replace(made.delivery(reader, told), story="digest", revision="2026-02-19", kind="digest")
    row = replace(row, id=delivery_id(reader.id, "digest", row.revision))
    desk.store.digests.add_items([reader.id], told.id, NOW)
    desk.store.deliveries.add_deliveries([row])
    desk.store.switches.pause(ALERTS, NOW)
    desk.worker.deliver_all("digest")
    later = desk.note(story=2)
    desk.store.digests.add_items([reader.id], later.id, NOW)
    assert desk.store.digests.waiting() == {reader.id: 2}, "nothing was taken by a digest that did not leave"
    desk.store.switches.resume(ALERTS)
    desk.worker.deliver_all("digest")
    assert desk.state(row) is DeliveryState.SENT
    assert len(desk.store.digests.told(row.id)) == 2


def test_a_row_that_was_claimed_before_the_pause_is_not_begun(desk: Desk) -> None:
    delivery = desk.tell()
    lease = timedelta(minutes=2)
    desk.store.deliveries.claim(NOW, lease, 5, "w")
    desk.store.switches.pause(ALERTS, NOW)
    assert not desk.store.deliveries.start_all([delivery.id], "w", NOW, lease, "sendgrid")
    assert desk.store.deliveries.start_all([delivery.id], "w", NOW, lease, "sendgrid") == set()
    assert desk.row(delivery).attempts == 0


def test_a_mail_in_flight_ends_as_it_would_and_the_next_does_not_begin(desk: Desk) -> None:
    """The worker holds both rows when alerts are paused, while the first is at the provider."""
    first, second = desk.tell(), desk.tell(to=made.subscription("other"))
    there, go_on = threading.Event(), threading.Event()
    send = desk.mail.send

    def slowly(message: Message) -> Receipt:
        there.set()
        assert go_on.wait(10)
        return send(message)

    desk.mail.send = slowly  # type: ignore[method-assign]
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(desk.worker.deliver_all)
        assert there.wait(10)
        desk.store.switches.pause(ALERTS, desk.clock.now)
        (flying,) = desk.store.switches.in_flight()
        go_on.set()
        working.result()
    told = {desk.state(first), desk.state(second)}
    assert told == {DeliveryState.SENT, DeliveryState.PENDING}
    assert [m.delivery_id for m in desk.mail.got] == [flying.id]
    desk.mail.send = send  # type: ignore[method-assign]
    desk.store.switches.resume(ALERTS)
    desk.worker.deliver_all()
    assert len(desk.mail.got) == 2, "given back at once, it needs no lease to run out"


def test_a_mail_in_flight_that_is_refused_for_now_waits(desk: Desk) -> None:
    delivery = desk.tell()

    def refuse(message: Message) -> Receipt:
        desk.store.switches.pause(ALERTS, desk.clock.now)
        raise Retry("429", after=5)

    desk.mail.send = refuse  # type: ignore[method-assign]
    desk.worker.deliver_all()
    desk.clock.go(hours=1)
    desk.worker.deliver_all()
    assert (desk.state(delivery), desk.row(delivery).attempts) == (DeliveryState.PENDING, 1)


def test_of_many_readers_only_the_request_in_flight_leaves(office: Office) -> None:
    office.tell_all(120)

    class Pausing(Many):
        def send_bulk(self, bulk: Bulk) -> Receipt:
            office.store.switches.pause(ALERTS, office.clock.now)
            return super().send_bulk(bulk)

    office.many = Pausing()
    office.hire(sendgrid=office.many).deliver_all()
    assert [len(bulk.people) for bulk in office.many.requests] == [50]
    assert office.states() == {DeliveryState.SENT: 50, DeliveryState.PENDING: 70}
    office.store.switches.resume(ALERTS)
    office.hire(sendgrid=office.many).deliver_all()
    assert len(office.told()) == len(set(office.told())) == 100, "paused again in the first request"


def test_a_refused_request_is_not_tried_by_halves_while_paused(office: Office) -> None:
    office.tell_all(40)

    class Refusing(Many):
        def send_bulk(self, bulk: Bulk) -> Receipt:
            office.store.switches.pause(ALERTS, office.clock.now)
            raise Reject("personalizations.7.to: not an address")

    office.many = Refusing()
    office.hire(sendgrid=office.many).deliver_all()
    assert office.states() == {DeliveryState.PENDING: 40}
    office.store.switches.resume(ALERTS)
    office.many = Many()
    office.hire(sendgrid=office.many).deliver_all()
    assert office.states() == {DeliveryState.SENT: 40}


def test_a_worker_that_runs_hears_of_both(desk: Desk) -> None:
    desk.store.switches.pause(ALERTS, NOW)
    delivery = desk.tell()
    looked, sent = threading.Event(), threading.Event()
    send, paused = desk.mail.send, desk.worker._paused

    def noted(message: Message) -> Receipt:
        receipt = send(message)
        sent.set()
        return receipt

    def look() -> bool:
        found = paused()
        looked.set()
        return found

    desk.mail.send, desk.worker._paused = noted, look  # type: ignore[method-assign]
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(desk.worker.run)
        try:
            assert looked.wait(10)
            assert desk.mail.got == []
            desk.store.switches.resume(ALERTS)
            desk.worker.wake()
            assert sent.wait(10)
        finally:
            desk.stop.set()
            desk.worker.wake()
            working.result()
    assert [m.delivery_id for m in desk.mail.got] == [delivery.id]


def test_pausing_waits_for_who_is_about_to_begin_and_nobody_begins_after(store: Store) -> None:
    """Many workers begin rows as fast as they can; of none is the beginning noted after `pause` returned."""
    reader, told = made.subscription(), made.revision(made.story(made.article()))
    rows = [made.delivery(reader, told, id=f"d{n}", subscription=f"s{n}") for n in range(200)]
    store.deliveries.add_deliveries(rows)
    lease = timedelta(minutes=2)
    store.deliveries.claim(NOW, lease, len(rows), "w")
    begun = threading.Event()

    def begin(mine: list[str]) -> int:
        done = 0
        for name in mine:
            done += len(store.deliveries.start_all([name], "w", NOW, lease, "sendgrid"))
            begun.set()
        return done

    with ThreadPoolExecutor(4) as pool:
        parts = [pool.submit(begin, [row.id for row in rows[at::4]]) for at in range(4)]
        assert begun.wait(10)
        store.switches.pause(ALERTS, NOW)
        flying = len(store.switches.in_flight())
        started = sum(part.result() for part in parts)
    assert flying == started == len(store.switches.in_flight())
