from __future__ import annotations

from sokuho.store import Parked, Store
from tests.made import NOW, subscription


def names(store: Store) -> list[str]:
    return [s.id for s in store.subscriptions.list_subscriptions()]


def test_the_configuration_rules_over_its_own(store: Store) -> None:
    store.subscriptions.sync([subscription("one"), subscription("two")])
    store.subscriptions.add(subscription("three"))
    store.subscriptions.sync([subscription("two", language="ja")])
    assert names(store) == ["three", "two"]
    two = store.subscriptions.subscription("two")
    assert two is not None
    assert two.language == "ja"
    assert store.subscriptions.origin("two") == "config"
    assert store.subscriptions.origin("three") == "command"
    store.subscriptions.sync([])
    assert names(store) == ["three"]


def test_who_unsubscribed_stays_so(store: Store) -> None:
    store.subscriptions.sync([subscription("one")])
    assert store.subscriptions.stop("one", NOW)
    store.subscriptions.sync([subscription("one")])
    assert store.subscriptions.list_subscriptions(active=True) == []
    assert not store.subscriptions.stop("none", NOW)


def test_removing(store: Store) -> None:
    store.subscriptions.add(subscription("one"))
    assert store.subscriptions.remove("one")
    assert not store.subscriptions.remove("one")
    assert store.subscriptions.subscription("one") is None
    assert store.subscriptions.origin("one") is None


def test_parked_records_wait_for_their_replay(store: Store) -> None:
    item = Parked("sokuho.articles", 3, 7, "a1", b"\x00\xff", "not JSON", NOW)
    for _ in range(2):
        store.parking.park(item)
    assert store.parking.list_parked() == [item]
    assert store.parking.count() == 1
    store.parking.mark_replayed(item, NOW)
    assert store.parking.list_parked() == []
