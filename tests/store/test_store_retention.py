"""What is forgotten when, and what never is. Each count is what is then removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sokuho.model import DeliveryState, FeedEvent, FeedState, Novelty, Outcome, Receipt, Relevance
from sokuho.store import Parked, Store
from sokuho.store.letters import Letter
from sokuho.store.provider_events import ProviderEvent
from sokuho.store.retention import Before
from tests.made import NOW, Clock, article, delivery, reading, revision, story, subscription

LATER = NOW + timedelta(days=1)
LONG_AGO = NOW - timedelta(days=800)


def forget(store: Store, before: datetime = LATER, chunk: int = 1) -> dict[str, int]:
    """Remove what is older, and hold the count against it. Returns what went."""
    limits = Before(before, before, before)
    counted = store.retention.count(limits)
    removed = store.retention.remove(limits, chunk)
    assert removed == counted
    assert set(store.retention.remove(limits).values()) == {0}
    return {name: n for name, n in removed.items() if n}


def test_young_rows_stay(store: Store, clock: Clock) -> None:
    fill(store, clock)
    assert forget(store, NOW - timedelta(days=1)) == {}


def test_off_topic_articles_go_with_their_readings_and_outcomes(store: Store) -> None:
    for number in (1, 2):
        item = article(number)
        store.articles.save(item, reading(item, Relevance.NONE))
        store.articles.outcome(item.id, Outcome.OFF_TOPIC, "none")
    store.articles.outcome("never-read", Outcome.TOO_OLD, "old")
    assert forget(store) == {"readings": 2, "articles": 2, "outcomes of articles": 3}
    assert store.articles.article(article(1).id) is None
    assert store.articles.ended(article(1).id) is None


@pytest.mark.parametrize(("silent", "gone"), [(True, 1), (False, 0)])
def test_articles_of_a_story_that_goes_on_stay(store: Store, silent: bool, gone: int) -> None:
    """A story may still be split or merged, for which its articles are read again."""
    item = article()
    of = story(item, updated=NOW if silent else LATER + timedelta(days=1))
    with store.transaction() as tx:
        tx.articles.save(item, reading(item))
        tx.stories.save_story(of, b"", ["k"])
        tx.articles.outcome(item.id, Outcome.JOINED, "update", of.id)
    went = forget(store)
    assert (went.get("articles", 0), went.get("outcomes of articles", 0)) == (gone, gone)
    assert went.get("keys of stories", 0) == gone
    assert store.stories.story(of.id) is not None, "stories themselves stay"


def test_of_a_story_the_last_revision_stays(store: Store) -> None:
    first, second = (revision(story(article(), n)) for n in (1, 2))
    with store.transaction() as tx:
        tx.stories.save_story(second.story, b"", ())
        for each in (first, replace(second, novelty=Novelty.UPDATE)):
            tx.stories.add_revision(each)
            tx.stories.mark_published([each.id])
    assert forget(store) == {"revisions of stories": 1}
    assert [r.id for r in store.stories.revisions_of(first.story.id)] == [second.id]


@pytest.mark.parametrize("waits", ["delivery", "unknown", "digest", "unpublished"])
def test_a_revision_that_somebody_is_still_to_be_told_stays(store: Store, waits: str) -> None:
    first, second = (revision(story(article(), n)) for n in (1, 2))
    row = delivery(subscription(), first)
    with store.transaction() as tx:
        tx.stories.save_story(second.story, b"", ())
        tx.stories.add_revision(first)
        tx.stories.add_revision(second)
        if waits != "unpublished":
            tx.stories.mark_published([first.id])
        if waits in ("delivery", "unknown"):
            tx.deliveries.add_deliveries([row])
        if waits == "unknown":
            tx.deliveries.mark_unknown(row.id, "cut off", NOW)
        if waits == "digest":
            tx.digests.add_items(["desk"], first.id, NOW)
    assert forget(store) == {}


def test_what_was_told_goes_once_its_story_is_silent(store: Store, clock: Clock) -> None:
    old, lively = (revision(story(article(n), updated=NOW if n == 1 else LATER)) for n in (1, 2))
    rows = [delivery(subscription(), told) for told in (old, lively)]
    failed = replace(rows[0], id="d-failed", subscription="other")
    with store.transaction() as tx:
        for told in (old, lively):
            tx.stories.save_story(told.story, b"", ())
            tx.stories.add_revision(told)
            tx.digests.add_items(["digests"], told.id, NOW)
        tx.deliveries.add_deliveries([*rows, failed])
        for row in rows:
            tx.deliveries.mark_sent(row.id, Receipt("p", "thread"), NOW)
        tx.deliveries.mark_failed(failed.id, "refused", NOW)
        tx.digests.take_items("digests", "d-digest")
    assert forget(store) == {"deliveries": 2, "told in digests": 2}
    assert store.deliveries.count() == {DeliveryState.SENT: 1}, "the one whose thread may be gone on with"


def test_events_letters_and_replayed_records_go(store: Store, clock: Clock) -> None:
    fill(store, clock)
    went = forget(store)
    gone = {"events of feeds": 1, "events of providers": 1, "letters": 1, "parked records, replayed": 1}
    assert went.items() >= gone.items()
    assert store.parking.count() == 1, "what nobody has looked at stays parked"


def fill(store: Store, clock: Clock) -> None:
    event = FeedEvent("wire", "silent", "since yesterday", NOW)
    store.feeds.record_poll(FeedState("wire", "http://w.example/"), ["k"], [event], NOW)
    store.provider_events.add([ProviderEvent("e1", "d1", "delivered", "", NOW)])
    store.letters.add(Letter("l1", "confirm", "a@b.example", "a@b.example", subscription(), NOW))
    for offset in (1, 2):
        store.parking.park(Parked("sokuho.articles", 0, offset, "k", b"?", "not JSON", NOW))
    store.parking.mark_replayed(store.parking.list_parked()[0], NOW)
    item = article()
    told = revision(story(item))
    with store.transaction() as tx:
        tx.articles.save(item, reading(item))
        tx.stories.save_story(told.story, b"", ["k"])
        tx.articles.outcome(item.id, Outcome.ALERTED, "new", told.story.id)
        tx.stories.add_revision(told)
        tx.deliveries.add_deliveries([delivery(subscription(), told)])


def test_entries_seen_are_counted_as_they_are_forgotten(store: Store) -> None:
    state = FeedState("wire", "http://w.example/")
    store.feeds.record_poll(state, ["old", "older"], (), LONG_AGO)
    store.feeds.record_poll(state, ["new"], (), NOW)
    keep = timedelta(days=90)
    assert store.feeds.prune(keep, dry_run=True) == 2
    assert store.feeds.prune(keep) == 2
    assert store.feeds.prune(keep, dry_run=True) == 0
