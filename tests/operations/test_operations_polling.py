"""Batches by host, and one batch's round against a real server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sokuho.configuration import Feed
from sokuho.model import FeedState
from sokuho.operations.polling import batches, poll_batch, total
from sokuho.pipeline import Pipeline
from tests.made import NOW
from tests.newsstand import edition, newsstand

Open = Callable[..., Pipeline]


def feed(name: str, url: str, **changes: object) -> Feed:
    plain = {"name": name, "url": url, "source": "S", "language": "en", "kind": "wire"}
    return Feed.model_validate(plain | changes)


def test_due_feeds_stand_together_by_host() -> None:
    feeds = [
        feed("a", "http://x.example/1"),
        feed("b", "http://y.example/1"),
        feed("c", "http://X.example/2"),
    ]
    assert batches(feeds, {}, NOW) == [
        {"host": "x.example", "feeds": ["a", "c"]},
        {"host": "y.example", "feeds": ["b"]},
    ]


def test_feeds_that_are_not_due_off_or_disabled_are_left_out() -> None:
    feeds = [feed(n, f"http://{n}.example/") for n in "ab"] + [feed("c", "http://c.example/", enabled=False)]
    states = {
        "a": FeedState("a", "http://a.example/", next_due=NOW + timedelta(minutes=1)),
        "b": FeedState("b", "http://b.example/", off=True),
    }
    assert batches(feeds, states, NOW) == []


def test_many_hosts_share_few_batches_and_none_is_lost() -> None:
    feeds = [feed(f"f{n}", f"http://h{n}.example/") for n in range(100)]
    made = batches(feeds, {}, NOW, most=8)
    assert len(made) == 8
    assert sorted(name for batch in made for name in batch["feeds"]) == sorted(f.name for f in feeds)
    assert all("and 1" in batch["host"] for batch in made)


def test_a_moved_feed_stands_with_its_new_host() -> None:
    state = FeedState("a", "http://new.example/", configured="http://old.example/")
    (batch,) = batches([feed("a", "http://old.example/")], {"a": state}, NOW)
    assert batch["host"] == "new.example"


def test_a_batch_publishes_what_is_new_and_names_what_failed(open_home: Open) -> None:
    with newsstand({"wire": edition(deals=2, idles=3)}) as stand:
        broken = (
            f"  - {{name: gone, url: '{stand.address}/nothing.xml', source: G, language: en, kind: wire, "
        )
        pipeline = open_home(feeds=stand.config() + broken + "allow_private: true}\n")
        counts = poll_batch(pipeline, ["wire", "gone"])
        again = poll_batch(pipeline, ["wire", "gone"])
    assert (counts["polled"], counts["unchanged"]) == (2, 0)
    assert set(counts["failed"]) == {"gone"}
    assert "404" in counts["failed"]["gone"]
    assert again["polled"] == 0, "what is not due any more is not asked twice by a cleared task"


def test_counts_add_up_and_lost_batches_are_counted() -> None:
    one = {"polled": 2, "unchanged": 1, "new": 3, "failed": {"a": "HTTP 500"}}
    two = {"polled": 1, "unchanged": 0, "new": 4, "failed": {}}
    assert total([one, None, two], asked=3) == {
        "polled": 3,
        "unchanged": 1,
        "new": 7,
        "failed": {"a": "HTTP 500"},
        "batches": 3,
        "batches_undone": 1,
    }
