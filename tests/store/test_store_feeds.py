from __future__ import annotations

from datetime import timedelta

from sokuho.model import FeedEvent, FeedState, Outcome, Settled
from sokuho.store import Store
from tests.made import NOW

STATE = FeedState(name="wire", url="https://wire.example/feed", etag='W/"1"', first_seen=NOW, next_due=NOW)


def test_a_poll_is_remembered(store: Store) -> None:
    assert store.feeds.feed_state("wire") is None
    event = FeedEvent("wire", "empty", "no entries", NOW)
    store.feeds.record_poll(STATE, ["a", "b", "a"], [event], NOW, [Settled("a1", Outcome.BASELINE, "old")])
    assert store.feeds.feed_state("wire") == STATE
    assert store.feeds.feed_states() == {"wire": STATE}
    assert store.feeds.seen("wire", ["a", "c", "b"]) == {"a", "b"}
    assert store.feeds.seen("other", ["a"]) == set()
    assert store.feeds.events() == [event]
    assert store.feeds.events("other") == []
    ended = store.articles.ended("a1")
    assert ended is not None
    assert (ended.outcome, ended.reason) == (Outcome.BASELINE, "old")


def test_a_poll_may_be_recorded_twice(store: Store) -> None:
    for _ in range(2):
        store.feeds.record_poll(STATE, ["a"], [], NOW, [Settled("a1", Outcome.BASELINE, "old")])
    assert store.articles.count() == {Outcome.BASELINE: 1}


def test_thousands_of_keys_at_once(store: Store) -> None:
    keys = [f"k{i}" for i in range(4000)]
    store.feeds.record_poll(STATE, keys[:3000], [], NOW)
    assert store.feeds.seen("wire", keys) == set(keys[:3000])
    assert store.feeds.seen("wire", []) == set()


def test_a_key_is_forgotten_only_when_its_feed_moved_on(store: Store) -> None:
    store.feeds.record_poll(STATE, ["old", "kept"], [], NOW)
    store.feeds.record_poll(STATE, [], [], NOW + timedelta(days=300))  # not modified since
    assert store.feeds.prune(timedelta(days=90)) == 0
    store.feeds.record_poll(STATE, ["kept", "new"], [], NOW + timedelta(days=300))
    assert store.feeds.prune(timedelta(days=90)) == 1
    assert store.feeds.seen("wire", ["old", "kept", "new"]) == {"kept", "new"}
