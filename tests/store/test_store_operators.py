"""What operators pause, and what they were told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sokuho.model import DeliveryState
from sokuho.store import Store
from sokuho.store.alarms import Alarm
from sokuho.store.switches import ALERTS, POLLING, Pause
from tests.made import NOW, article, delivery, revision, story, subscription

HOUR = timedelta(hours=1)


def test_a_pause_keeps_its_beginning_and_takes_a_new_reason(store: Store) -> None:
    assert store.switches.paused() == {}
    assert store.switches.pause(ALERTS, NOW, "why") == Pause(NOW, "why")
    assert store.switches.pause(ALERTS, NOW + HOUR) == Pause(NOW, "why")
    assert store.switches.pause(ALERTS, NOW + HOUR, "because") == Pause(NOW, "because")
    store.switches.pause(POLLING, NOW)
    assert set(store.switches.paused()) == {ALERTS, POLLING}
    assert store.switches.resume(ALERTS) == Pause(NOW, "because")
    assert store.switches.resume(ALERTS) is None
    assert store.switches.pause(ALERTS, NOW + HOUR) == Pause(NOW + HOUR, ""), "an old reason is not taken up"


def test_what_waits_is_told_apart_by_its_age(store: Store) -> None:
    told = revision(story(article()))
    row = delivery(subscription("a"), told)
    rows = [
        row,
        replace(row, id="d-late", subscription="b", not_before=NOW - 30 * HOUR),
        replace(row, id="d-digest", subscription="c", kind="digest", not_before=NOW - 30 * HOUR),
        replace(row, id="d-later", subscription="d", not_before=NOW + HOUR),
        replace(row, id="d-begun", subscription="e", not_before=NOW - 40 * HOUR),
    ]
    store.deliveries.add_deliveries(rows)
    store.deliveries.claim(NOW, HOUR, 1, "w")
    store.deliveries.start_all(["d-begun"], "w", NOW, HOUR, "sendgrid")
    assert store.switches.due(NOW) == 3
    assert [w.id for w in store.switches.in_flight()] == ["d-begun"]
    assert [w.id for w in store.switches.stale(NOW - 24 * HOUR)] == ["d-late"]
    assert store.switches.hold_back(["d-late", "d-begun"], "too late", NOW) == 1
    held = store.deliveries.list_deliveries(state=DeliveryState.FAILED)
    assert [(d.id, d.error) for d in held] == [("d-late", "withheld: too late")]


def test_a_look_takes_the_place_of_the_one_before(store: Store) -> None:
    assert store.alarms.looked() is None
    store.alarms.remember({"lag": Alarm("5 behind", 1, False), "feed": Alarm("gone", 3, True)}, NOW)
    store.alarms.remember({"lag": Alarm("9 behind", 2, True)}, NOW + HOUR)
    assert store.alarms.all() == {"lag": Alarm("9 behind", 2, True)}
    store.alarms.remember({}, NOW + 2 * HOUR)
    assert (store.alarms.all(), store.alarms.looked()) == ({}, NOW + 2 * HOUR)
