"""What the readers' pages keep: letters, suppressed addresses, providers' events. On both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sokuho.model import DeliveryState
from sokuho.store import Store
from sokuho.store.letters import Letter
from sokuho.store.provider_events import ProviderEvent
from tests import made
from tests.made import NOW

HOUR = timedelta(hours=1)


def letter(name: str = "l1", mailbox: str = "a@example.com") -> Letter:
    return Letter(name, "confirm", mailbox, mailbox, made.subscription(), NOW)


def test_letters_are_used_once(store: Store) -> None:
    store.letters.add(letter())
    assert store.letters.letter("l1") == letter()
    assert store.letters.use("l1", NOW)
    assert not store.letters.use("l1", NOW + HOUR)
    assert store.letters.letter("l1") == replace(letter(), used=NOW)
    assert not store.letters.use("none", NOW)
    assert store.letters.letter("none") is None


def test_letters_are_counted_by_mailbox_and_forgotten(store: Store) -> None:
    for name, mailbox in (("l1", "a@example.com"), ("l2", "a@example.com"), ("l3", "b@example.com")):
        store.letters.add(letter(name, mailbox))
    assert store.letters.count("a@example.com", NOW) == 2
    assert store.letters.count("a@example.com", NOW + HOUR) == 0
    assert store.letters.forget(NOW) == 0
    assert store.letters.forget(NOW + HOUR) == 3


def test_addresses_are_suppressed_once_whatever_their_case(store: Store) -> None:
    assert store.suppressions.suppress("A@Example.com", "bounce", "550", NOW)
    assert not store.suppressions.suppress("a@example.com", "spamreport", "", NOW)
    found = store.suppressions.why("a@EXAMPLE.com")
    assert found is not None
    assert (found.address, found.reason, found.at) == ("a@example.com", "bounce", NOW)
    assert store.suppressions.list_suppressions() == [found]
    assert store.suppressions.lift("A@example.com")
    assert not store.suppressions.lift("a@example.com")
    assert store.suppressions.why("a@example.com") is None


def test_events_settle_what_is_unknown_and_nothing_else(store: Store) -> None:
    fates = {"d1": "delivered", "d2": "bounce", "d3": "group_resubscribe"}
    for name in (*fates, "d4"):
        row = replace(
            made.delivery(made.subscription(name), made.revision(made.story(made.article()))), id=name
        )
        store.deliveries.add_deliveries([row])
        if name != "d4":
            store.deliveries.mark_unknown(name, "cut off", NOW)
    events = [
        ProviderEvent(f"e-{d}", d, kind, "550 gone", NOW) for d, kind in (fates | {"d4": "bounce"}).items()
    ]
    assert store.provider_events.add(events) == 4
    assert store.provider_events.add(events) == 0
    assert store.provider_events.settle(NOW) == 2
    assert store.provider_events.settle(NOW) == 0
    rows = {d: store.deliveries.delivery(d) for d in (*fates, "d4")}
    assert {d: row and row.state for d, row in rows.items()} == {
        "d1": DeliveryState.SENT,
        "d2": DeliveryState.FAILED,
        "d3": DeliveryState.UNKNOWN,
        "d4": DeliveryState.PENDING,
    }
    assert rows["d2"] is not None
    assert rows["d2"].error == "bounce: 550 gone"
    assert [e.id for e in store.provider_events.of_delivery("d1")] == ["e-d1"]
    assert store.provider_events.forget(NOW + HOUR) == 4
