from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from sokuho.model import Article, Delivery, DeliveryState, Novelty, Receipt, Revision
from sokuho.store import Recovered, Store
from tests import made
from tests.made import NOW

LEASE = timedelta(minutes=2)


def rev(number: int, of: Article | None = None) -> Revision:
    return made.revision(made.story(of or made.article(), number), Novelty.UPDATE)


def one(store: Store, **changes: object) -> Delivery:
    delivery = made.delivery(made.subscription(), rev(1), **changes)
    assert store.deliveries.add_deliveries([delivery]) == 1
    return delivery


def claim(store: Store, worker: str = "w", **ahead: float) -> list[Delivery]:
    return store.deliveries.claim(NOW + timedelta(**ahead), LEASE, 10, worker)


def state(store: Store, delivery: Delivery) -> DeliveryState:
    found = store.deliveries.delivery(delivery.id)
    assert found is not None
    return found.state


def test_a_row_is_written_once(store: Store) -> None:
    delivery = one(store)
    assert store.deliveries.add_deliveries([delivery, delivery]) == 0
    assert store.deliveries.list_deliveries() == [delivery]


def test_a_claimed_row_is_nobody_elses_until_its_lease_ends(store: Store) -> None:
    delivery = one(store)
    assert claim(store, "one") == [delivery]
    assert claim(store, "two") == []
    assert claim(store, "two", minutes=3) == [delivery]
    assert not store.deliveries.start_all([delivery.id], "one", NOW, LEASE, "outbox")
    assert store.deliveries.start_all([delivery.id], "two", NOW, LEASE, "outbox")


def test_rows_wait_for_their_time(store: Store) -> None:
    one(store, not_before=NOW + timedelta(hours=1))
    assert claim(store) == []
    assert store.deliveries.next_due() == NOW + timedelta(hours=1)
    assert len(claim(store, hours=1)) == 1
    assert store.deliveries.next_due() is None


def test_an_update_waits_for_what_came_before(store: Store) -> None:
    reader = made.subscription()
    rows = [made.delivery(reader, rev(n)) for n in (10, 9, 1)]
    other = made.delivery(reader, rev(2, made.article(2)))
    store.deliveries.add_deliveries([*rows, other])
    assert {d.id for d in claim(store)} == {rows[2].id, other.id}
    store.deliveries.start_all([rows[2].id], "w", NOW, LEASE, "slack")
    store.deliveries.mark_sent(rows[2].id, Receipt("p", "thread-1"), NOW)
    (second,) = claim(store)
    assert second.id == rows[1].id
    assert store.alerts.thread(second, "slack") == "thread-1"
    assert store.alerts.thread(second, "outbox") is None
    store.deliveries.mark_failed(second.id, "refused", NOW)
    assert [d.id for d in claim(store)] == [rows[0].id]


def test_what_the_provider_accepted_is_sent_for_good(store: Store) -> None:
    delivery = one(store)
    claim(store)
    store.deliveries.start_all([delivery.id], "w", NOW, LEASE, "sendgrid")
    store.deliveries.mark_sent(delivery.id, Receipt("p-1", None), NOW)
    store.deliveries.mark_failed(delivery.id, "no", NOW)
    store.deliveries.postpone(delivery.id, NOW)
    found = store.deliveries.delivery(delivery.id)
    assert found is not None
    assert (found.state, found.provider_id, found.attempts) == (DeliveryState.SENT, "p-1", 1)
    assert claim(store, days=9) == []
    assert store.deliveries.count() == {DeliveryState.SENT: 1}


def test_a_postponed_row_comes_again_and_counts(store: Store) -> None:
    delivery = one(store)
    for attempt in range(3):
        claim(store, hours=attempt)
        assert store.deliveries.start_all([delivery.id], "w", NOW, LEASE, "sendgrid")
        store.deliveries.postpone(delivery.id, NOW + timedelta(hours=attempt + 1), "busy")
    (found,) = claim(store, hours=3)
    assert (found.attempts, found.error) == (3, "busy")


def test_rows_of_dead_workers_are_taken_up(store: Store) -> None:
    rows = [made.delivery(made.subscription(f"r{n}"), rev(1)) for n in range(4)]
    store.deliveries.add_deliveries(rows)
    claim(store, "dead")
    store.deliveries.start_all([rows[1].id], "dead", NOW, LEASE, "outbox")
    store.deliveries.start_all([rows[2].id], "dead", NOW, LEASE, "sendgrid")
    assert store.deliveries.recover(NOW, lambda _: False, {"outbox"}) == Recovered(0, 0, 0)
    found = store.deliveries.recover(NOW, lambda worker: worker == "dead", {"outbox"})
    assert found == Recovered(released=2, repeated=1, unknown=1)
    assert state(store, rows[2]) is DeliveryState.UNKNOWN
    assert {d.id for d in claim(store)} == {rows[n].id for n in (0, 1, 3)}


def test_a_lease_that_ran_out_is_as_good_as_dead(store: Store) -> None:
    delivery = one(store)
    claim(store)
    store.deliveries.start_all([delivery.id], "w", NOW, LEASE, "slack")
    late = NOW + timedelta(minutes=3)
    assert store.deliveries.recover(late, lambda _: False, {"outbox"}).unknown == 1
    store.deliveries.mark_sent(delivery.id, Receipt("ts"), late)  # it was only slow, and now we know
    assert state(store, delivery) is DeliveryState.SENT


def test_a_begun_row_is_never_claimed_again_by_itself(store: Store) -> None:
    delivery = one(store)
    claim(store)
    store.deliveries.start_all([delivery.id], "w", NOW, LEASE, "sendgrid")
    assert claim(store, days=1) == []


def test_a_row_given_back_is_there_for_others(store: Store) -> None:
    delivery = one(store)
    claim(store, "one")
    store.deliveries.release(delivery.id, "two")
    assert claim(store, "two") == []
    store.deliveries.release(delivery.id, "one")
    assert claim(store, "two") == [delivery]


@pytest.mark.parametrize("mark", ["mark_failed", "mark_unknown"])
def test_a_person_may_have_it_sent_again(store: Store, mark: str) -> None:
    delivery = one(store)
    claim(store)
    store.deliveries.start_all([delivery.id], "w", NOW, LEASE, "sendgrid")
    getattr(store.deliveries, mark)(delivery.id, "cut off", NOW)
    assert claim(store, days=1) == []
    store.deliveries.reopen(delivery.id, NOW)
    (found,) = claim(store)
    assert (found.id, found.attempts, found.error) == (delivery.id, 0, None)
    store.deliveries.start_all([delivery.id], "w", NOW, LEASE, "sendgrid")
    store.deliveries.mark_sent(delivery.id, Receipt("p"), NOW)
    store.deliveries.reopen(delivery.id, NOW)
    assert state(store, delivery) is DeliveryState.SENT


def test_workers_at_once_never_share_a_row(store: Store) -> None:
    rows = [made.delivery(made.subscription(f"r{n}"), rev(1)) for n in range(60)]
    store.deliveries.add_deliveries(rows)
    got: list[str] = []

    def work(name: str) -> None:
        while found := store.deliveries.claim(NOW, LEASE, 3, name):
            got.extend(d.id for d in found)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted(d.id for d in rows)


def test_listing_by_state_reader_and_story(store: Store) -> None:
    delivery = one(store)
    assert store.deliveries.list_deliveries(state=DeliveryState.UNKNOWN) == []
    assert store.deliveries.list_deliveries(subscription="desk") == [delivery]
    assert store.alerts.alerted("desk", [delivery.revision]) == frozenset()
    store.deliveries.mark_sent(delivery.id, Receipt(None), NOW)
    assert store.alerts.alerted("desk", [delivery.revision]) == {delivery.revision}


# --- digests ------------------------------------------------------------------------------------


def test_a_digest_takes_what_is_untold_and_a_retry_the_same(store: Store) -> None:
    for number in (1, 2):
        assert store.digests.add_items(["desk"], f"s.{number}", NOW + timedelta(minutes=number))
    assert not store.digests.add_items(["desk"], "s.1", NOW)
    assert store.digests.waiting() == {"desk": 2}
    assert store.digests.take_items("desk", "d1") == ["s.1", "s.2"]
    assert store.digests.take_items("desk", "d1") == ["s.1", "s.2"]
    assert store.digests.take_items("desk", "d2") == []
    assert store.digests.told("d1") == ["s.1", "s.2"]
    store.digests.release("d1")
    assert store.digests.take_items("desk", "d2") == ["s.1", "s.2"]


def test_untold_revisions_without_a_digest_are_found(store: Store) -> None:
    store.digests.add_items(["desk"], "s.1", NOW)
    assert store.digests.without_digest() == ["desk"]
    one(store, kind="digest", story="digest", revision="2026-02-19")
    assert store.digests.without_digest() == []


# --- leases -------------------------------------------------------------------------------------


def test_one_process_at_a_time(store: Store) -> None:
    def take(holder: str, *dead: str, **ahead: float) -> bool:
        now = NOW + timedelta(**ahead)
        return store.leases.take("polling", holder, now, LEASE, lambda name: name in dead)

    assert take("one")
    assert take("one")
    assert not take("two")
    assert take("two", "one")
    assert take("one", minutes=3)
    store.leases.release("polling", "two")
    assert not take("two", minutes=3)
    store.leases.release("polling", "one")
    assert take("two", minutes=3)
    assert take("one", hours=9), "the clock is ahead"
    assert take("two", minutes=4), "and was put right"
