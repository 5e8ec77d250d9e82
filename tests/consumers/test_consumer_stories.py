"""Stories to deliveries: a row for each reader that wants it, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consumers.stories import StoryHandler, open_digests
from sokuho.bus import Record
from sokuho.codec import encode
from sokuho.errors import Reject
from sokuho.model import Delivery, Novelty, Receipt, Revision
from sokuho.store import Store
from tests import made
from tests.made import Clock

DAILY = made.subscription("daily", cadence="daily", at="07:30", timezone="Asia/Tokyo")


@pytest.fixture
def handle(store: Store, clock: Clock) -> StoryHandler:
    return StoryHandler(store, {"JPY": 150}, clock)


def revision(number: int = 1, story: int = 1) -> Revision:
    novelty = Novelty.NEW if number == 1 else Novelty.UPDATE
    return made.revision(made.story(made.article(story), number), novelty)


def record(of: Revision) -> Record:
    return Record("sokuho.stories", 0, 0, of.story.id, encode(of))


def test_each_reader_that_wants_it_gets_one_row(store: Store, handle: StoryHandler) -> None:
    store.subscriptions.sync(
        [
            made.subscription("all"),
            made.subscription("gas", sectors=("gas_power",)),
            made.subscription("chips", sectors=("semiconductors",)),
            made.subscription("gone", active=False),
        ]
    )
    for _ in range(2):
        handle(record(revision()))
    rows = store.deliveries.list_deliveries()
    assert {row.subscription for row in rows} == {"all", "gas"}
    assert len(rows) == 2
    assert {row.revision for row in rows} == {revision().id}


def test_quiet_hours_delay_the_row(store: Store, handle: StoryHandler) -> None:
    store.subscriptions.add(made.subscription("night", timezone="Asia/Tokyo", quiet=("12:00", "13:00")))
    handle(record(revision()))
    (row,) = store.deliveries.list_deliveries()
    assert row.not_before == datetime(2026, 2, 18, 4, 0, tzinfo=UTC)


def test_a_digest_is_one_row_for_all_that_happens_until_then(store: Store, handle: StoryHandler) -> None:
    store.subscriptions.add(DAILY)
    for story in (1, 2, 3):
        handle(record(revision(story=story)))
        handle(record(revision(story=story)))
    (row,) = store.deliveries.list_deliveries()
    assert (row.kind, row.story, row.revision) == ("digest", "digest", "2026-02-19")
    assert row.not_before == datetime(2026, 2, 18, 22, 30, tzinfo=UTC)
    assert store.digests.waiting() == {"daily": 3}


def _noted_while_sent(store: Store, handle: StoryHandler, clock: Clock) -> Delivery:
    """A digest that is sent; one more item was noted when it was already written."""
    store.subscriptions.add(DAILY)
    handle(record(revision(story=1)))
    (row,) = store.deliveries.list_deliveries()
    store.digests.take_items("daily", row.id)
    handle(record(revision(story=2)))  # just before its time, when the digest is already written
    store.deliveries.mark_sent(row.id, Receipt("p"), clock.now)
    return row


def test_what_was_noted_before_a_reader_chose_alerts_comes_in_a_last_digest(
    store: Store, handle: StoryHandler, clock: Clock
) -> None:
    row = _noted_while_sent(store, handle, clock)
    store.subscriptions.add(replace(DAILY, cadence="instant"))
    clock.now = row.not_before + timedelta(seconds=1)
    assert open_digests(store, clock.now) == 1
    assert open_digests(store, clock.now) == 0


def test_what_comes_while_a_digest_is_sent_goes_into_the_next(
    store: Store, handle: StoryHandler, clock: Clock
) -> None:
    row = _noted_while_sent(store, handle, clock)
    assert store.digests.without_digest() == ["daily"]
    clock.now = row.not_before + timedelta(seconds=1)
    assert open_digests(store, clock.now) == 1
    assert open_digests(store, clock.now) == 0
    assert {r.revision for r in store.deliveries.list_deliveries()} == {"2026-02-19", "2026-02-20"}


def test_nobody_hears_of_a_muted_story(store: Store, handle: StoryHandler) -> None:
    store.subscriptions.add(made.subscription())
    story = revision().story
    store.stories.save_story(story, b"", [])
    store.stories.mute(story.id)
    handle(record(revision(2)))
    assert store.deliveries.list_deliveries() == []


def test_somebody_is_told_that_rows_were_written(store: Store, clock: Clock) -> None:
    told: list[int] = []
    handle = StoryHandler(store, {}, clock, wrote=lambda: told.append(1))
    handle(record(revision()))
    assert told == []
    store.subscriptions.add(made.subscription())
    handle(record(revision()))
    handle(record(revision()))
    assert told == [1]


def test_what_is_no_revision_is_refused(handle: StoryHandler) -> None:
    with pytest.raises(Reject):
        handle(Record("sokuho.stories", 0, 0, "k", encode(made.article())))


def test_beyond_the_budget_stories_go_into_a_digest(store: Store, handle: StoryHandler, clock: Clock) -> None:
    store.subscriptions.add(made.subscription("busy", budget=2, timezone="Asia/Tokyo", at="07:30"))
    for story in (1, 2, 3, 4):
        for _ in range(2):  # a repeated record changes nothing
            handle(record(revision(story=story)))
    rows = store.deliveries.list_deliveries()
    assert sorted(row.kind for row in rows) == ["alert", "alert", "digest"]
    assert store.digests.waiting() == {"busy": 2}
    clock.now += timedelta(days=1)
    handle(record(revision(story=3)))  # it waits for the digest, and is not told before
    handle(record(revision(story=5)))
    rows = store.deliveries.list_deliveries()
    assert [row.kind for row in rows].count("alert") == 3


def test_a_hundred_readers_at_once(store: Store, handle: StoryHandler) -> None:
    store.subscriptions.sync(
        [made.subscription(f"r{n}", cadence="daily" if n % 2 else "instant") for n in range(120)]
    )
    for _ in range(2):
        handle(record(revision()))
    rows = store.deliveries.list_deliveries(limit=1000)
    assert len(rows) == len({row.subscription for row in rows}) == 120
    assert len(store.digests.waiting()) == 60
