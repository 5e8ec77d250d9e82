from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from written import item, rss

from sokuho.configuration import Feed
from sokuho.demo.server import FeedServer
from sokuho.feeds.check import check
from sokuho.feeds.fetch import FeedClient

MakeFeed = Callable[..., Feed]


def test_a_good_feed(server: FeedServer, client: FeedClient, make_feed: MakeFeed, now: datetime) -> None:
    server.put("a.xml", rss(item(), item("two", "/2")), "text/xml")
    found = check(make_feed(server.url("a.xml")), client, now)
    assert (found.grade, found.problems) == ("ok", ())
    assert found.found == "RSS 2.0, utf-8, 2 entries, newest 2026-11-22 04:00 UTC"


@pytest.mark.parametrize(
    ("body", "grade", "problem", "remedy"),
    [
        (
            b"<html><link type='application/rss+xml' href='/real.xml'></html>",
            "bad",
            "answered an HTML page instead of a feed",
            "try the feed that the page names",
        ),
        (b"", "bad", "answered an empty body", "look for the feed's address"),
        (rss(), "bad", "a feed without entries", "look at it in a browser"),
        (rss(item(date="Sun, 01 Feb 2015 00:00:00 GMT")), "note", "nothing new since 2015-02-01", "rhythm"),
        (rss(item(date=None)), "note", "no entry has a usable date", "time of fetching"),
        (rss(item())[:-10], "note", "the end is missing", "tell the publisher"),
    ],
)
def test_what_to_do(
    server: FeedServer,
    client: FeedClient,
    make_feed: MakeFeed,
    now: datetime,
    body: bytes,
    grade: str,
    problem: str,
    remedy: str,
) -> None:
    server.put("a.xml", body, "text/xml")
    found = check(make_feed(server.url("a.xml")), client, now)
    assert found.grade == grade
    assert problem in found.problems[0]
    assert remedy in found.remedies[0]


def test_a_move_and_a_missing_page(
    server: FeedServer, client: FeedClient, make_feed: MakeFeed, now: datetime
) -> None:
    server.put("new.xml", rss(item()), "text/xml")
    server.redirect("old.xml", "/new.xml", 301)
    found = check(make_feed(server.url("old.xml")), client, now)
    assert found.grade == "note"
    assert found.problems == (f"it has moved for good to {server.url('new.xml')}",)
    found = check(make_feed(server.url("none.xml")), client, now)
    assert (found.grade, found.remedies) == ("bad", ("look for its new address, or set `enabled: false`",))
