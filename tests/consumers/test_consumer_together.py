"""One mail for many readers: one request, and each row's fate as certain as if it were alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sokuho.errors import ConfigError, Reject, RejectForAll, Retry, Unknown
from sokuho.model import Bulk, Delivery, DeliveryState, Receipt
from sokuho.store import Store
from tests import made
from tests.consumers.desk import Desk, Provider
from tests.made import Clock


class Many(Provider):
    """Takes up to 50 readers a request; `spoilt` addresses are refused."""

    bulk_limit = 50

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Bulk] = []
        self.spoilt: set[str] = set()

    def send_bulk(self, bulk: Bulk) -> Receipt:
        if self.answers:
            raise self.answers.pop(0)
        if self.spoilt & {person.address for person in bulk.people}:
            raise Reject("personalizations.0.to: not an address")
        self.requests.append(bulk)
        return Receipt(f"p{len(self.requests)}")


class Office(Desk):
    def __init__(self, store: Store, clock: Clock, home: Path) -> None:
        super().__init__(store, clock, home)
        self.many = Many()
        self.worker = self.hire(sendgrid=self.many)

    def tell_all(self, count: int, **changes: object) -> list[Delivery]:
        revision = self.note()
        readers = [made.subscription(f"r{n:03}", **changes) for n in range(count)]
        self.store.subscriptions.sync(readers)
        rows = [made.delivery(reader, revision) for reader in readers]
        self.store.deliveries.add_deliveries(rows)
        return rows

    def told(self) -> list[str]:
        return sorted(person.delivery_id for bulk in self.many.requests for person in bulk.people)

    def states(self) -> dict[DeliveryState, int]:
        return self.store.deliveries.count()


@pytest.fixture
def office(store: Store, clock: Clock, tmp_path: Path) -> Office:
    return Office(store, clock, tmp_path)


def test_readers_of_one_revision_share_a_request(office: Office) -> None:
    rows = office.tell_all(120)
    office.worker.deliver_all()
    assert [len(bulk.people) for bulk in office.many.requests] == [50, 50, 20]
    assert office.told() == sorted(row.id for row in rows)
    assert office.states() == {DeliveryState.SENT: 120}
    assert office.worker.told.sent == 120
    assert {office.row(row).provider_id for row in rows} == {"p1", "p2", "p3"}
    assert {office.row(row).attempts for row in rows} == {1}


def test_each_reader_finds_what_is_theirs(office: Office) -> None:
    rows = office.tell_all(30)
    office.worker.deliver_all()
    [bulk] = office.many.requests
    names = {row.id: row.subscription for row in rows}
    mails = {names[person.delivery_id]: bulk.message(person) for person in bulk.people}
    links = set()
    for name, mail in mails.items():
        assert f"“{name}”" in mail.text
        assert not [other for other in mails if other != name and f"“{other}”" in mail.text]
        assert "own-" not in mail.text + (mail.html or "")
        header = dict(mail.headers)["List-Unsubscribe"]
        link = header.partition(">")[0].removeprefix("<")
        assert link in (mail.html or "")
        assert link in mail.text
        links.add(link)
    assert len(links) == 30


def test_languages_and_clocks_get_mails_of_their_own(office: Office) -> None:
    revision = office.note()
    readers = [
        made.subscription(
            f"r{n}", language="ja" if n % 2 else "en", timezone="Asia/Tokyo" if n % 3 else "UTC"
        )
        for n in range(12)
    ]
    office.store.subscriptions.sync(readers)
    office.store.deliveries.add_deliveries([made.delivery(reader, revision) for reader in readers])
    office.worker.deliver_all()
    assert len(office.many.requests) == 4
    assert len(office.told()) == 12


def test_an_address_stands_once_in_a_request(office: Office) -> None:
    rows = office.tell_all(6, address="Shared@readers.example")
    office.worker.deliver_all()
    assert [len(bulk.people) for bulk in office.many.requests] == [1] * 6
    assert office.told() == sorted(row.id for row in rows)


def test_who_unsubscribed_or_is_suppressed_is_left_out(office: Office, clock: Clock) -> None:
    rows = office.tell_all(30)
    office.store.subscriptions.stop("r003", clock.now)
    office.store.suppressions.suppress("R004@readers.example", "bounce", "gone", clock.now)
    office.worker.deliver_all()
    assert len(office.told()) == 28
    errors = {row.subscription: office.row(row).error for row in rows if office.row(row).error}
    assert errors == {
        "r003": "withheld: no longer subscribed",
        "r004": "withheld: the address gets no more mail: bounce",
    }


def test_one_refused_address_spoils_it_for_nobody_else(office: Office) -> None:
    rows = office.tell_all(50)
    office.many.spoilt = {"r007@readers.example"}
    office.worker.deliver_all()
    assert len(office.told()) == len(set(office.told())) == 49
    assert office.state(rows[7]) is DeliveryState.FAILED
    assert office.states() == {DeliveryState.SENT: 49, DeliveryState.FAILED: 1}


def test_a_mail_that_is_refused_for_all_is_not_tried_one_by_one(office: Office) -> None:
    office.tell_all(50)
    office.many.answers = [RejectForAll("subject: too long")]
    office.worker.deliver_all()
    assert office.many.requests == []
    assert office.states() == {DeliveryState.FAILED: 50}


@pytest.mark.parametrize("answer", [Unknown("cut off"), RuntimeError("a bug")])
def test_cut_off_all_are_unknown_and_none_is_sent_again(office: Office, answer: Exception) -> None:
    office.tell_all(40)
    office.many.answers = [answer]
    office.worker.deliver_all()
    office.worker.deliver_all()
    assert office.states() == {DeliveryState.UNKNOWN: 40}
    assert office.many.requests == []


def test_asked_to_wait_all_wait(office: Office, clock: Clock) -> None:
    office.tell_all(120)
    office.many.answers = [Retry("429", after=300)]
    office.worker.deliver_all()
    assert office.states() == {DeliveryState.PENDING: 120}
    assert not office.many.requests
    clock.go(seconds=301)
    office.worker.deliver_all()
    assert office.states() == {DeliveryState.SENT: 120}


def test_a_wrong_setting_stops_and_loses_nothing(office: Office, clock: Clock) -> None:
    office.tell_all(40)
    office.many.answers = [ConfigError("the sender is none")]
    with pytest.raises(ConfigError):
        office.worker.deliver_all()
    assert office.states() == {DeliveryState.PENDING: 40}
    clock.go(seconds=1000)
    office.worker.deliver_all()
    assert office.states() == {DeliveryState.SENT: 40}


def test_killed_while_sending_all_of_the_request_are_unknown(office: Office, clock: Clock) -> None:
    """What was begun may have been sent; what was not begun is sent by the next worker."""
    office.tell_all(80)

    class Killed(BaseException):
        pass

    office.many.answers = [Killed()]  # type: ignore[list-item]
    with pytest.raises(Killed):
        office.worker.round()
    clock.go(seconds=1000)
    office.worker = office.hire(sendgrid=office.many)
    office.worker.deliver_all()
    assert office.states() == {DeliveryState.UNKNOWN: 50, DeliveryState.SENT: 30}
    assert len(office.told()) == 30


def test_a_lost_lease_keeps_the_row_out_of_the_request(office: Office, clock: Clock) -> None:
    rows = office.tell_all(30)
    other = office.hire(sendgrid=office.many)
    prepared = office.store.deliveries.claim(clock.now, office.worker._lease, 100, office.worker._name)
    clock.go(seconds=100)
    other.deliver_all()
    assert len(office.told()) == 30
    office.worker._deliver_together(prepared)
    assert office.told() == sorted(row.id for row in rows)


def test_a_muted_story_is_sent_to_nobody(office: Office) -> None:
    rows = office.tell_all(30)
    office.store.stories.mute(rows[0].story)
    office.worker.deliver_all()
    assert office.states() == {"withheld": 30}
