"""Whole rounds: real HTTP on loopback, a real store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from written import item, rss

from sokuho.configuration import Feed, Polling
from sokuho.demo.server import FeedServer
from sokuho.feeds.fetch import FeedClient
from sokuho.feeds.poll import poll
from sokuho.feeds.report import FeedResult, PollReport
from sokuho.feeds.schedule import first_due
from sokuho.model import Article, Outcome
from sokuho.store import Store, open_store

MakeFeed = Callable[..., Feed]


class Desk:
    """Polls feeds and keeps what was published."""

    def __init__(self, store: Store, client: FeedClient, rules: Polling, now: datetime) -> None:
        self.store, self.client, self.rules, self.now = store, client, rules, now
        self.published: list[Article] = []

    def publish(self, articles: Sequence[Article]) -> None:
        self.published += articles

    def poll(self, *feeds: Feed, due_only: bool = False, **given: object) -> PollReport:
        return poll(
            feeds, self.store.feeds, self.publish, self.now, self.client, self.rules,
            due_only=due_only, **given,
        )  # fmt: skip


@pytest.fixture
def desk(store: Store, client: FeedClient, rules: Polling, now: datetime) -> Desk:
    return Desk(store, client, rules, now)


def test_the_second_round_is_a_304_and_publishes_nothing(
    desk: Desk, server: FeedServer, make_feed: MakeFeed
) -> None:
    server.put(
        "a.xml", rss(item("new", "/1"), item("old", "/2", date="Sun, 01 Nov 2026 00:00:00 GMT")), "text/xml"
    )
    feed = make_feed(server.url("a.xml"))
    report = desk.poll(feed)
    assert (report.polled, report.new, report.unchanged, report.failed) == (1, 1, 0, {})
    (result,) = report.results
    assert (result.status, result.entries, result.published, result.baseline) == ("new", 2, 1, 1)
    again = desk.poll(feed)
    assert (again.new, again.unchanged) == (0, 1)
    assert [r.status for r in server.requests] == [200, 304]
    assert [a.title for a in desk.published] == ["new"]
    assert desk.store.articles.count()[Outcome.BASELINE] == 1


def test_only_feeds_that_are_due_are_asked(desk: Desk, server: FeedServer, make_feed: MakeFeed) -> None:
    server.put("a.xml", rss(item()), "text/xml")
    feed = make_feed(server.url("a.xml"))
    desk.poll(feed, due_only=True)
    assert desk.poll(feed, due_only=True).polled == 0
    desk.now += timedelta(minutes=17)
    assert desk.poll(feed, due_only=True).polled == 1
    assert desk.poll(make_feed(server.url("a.xml"), enabled=False)).polled == 0


def test_a_clock_that_was_ahead_keeps_no_feed_waiting(
    desk: Desk, server: FeedServer, make_feed: MakeFeed
) -> None:
    server.put("a.xml", rss(item()), "text/xml")
    feed, right = make_feed(server.url("a.xml"), rhythm=60), desk.now
    desk.now += timedelta(days=400)
    desk.poll(feed, due_only=True)
    desk.now = right
    assert first_due([feed], desk.store.feeds.feed_state, right) == right
    assert desk.poll(feed, due_only=True).polled == 1
    assert desk.poll(feed, due_only=True).polled == 0, "what was noted counts from now on"
    desk.now += timedelta(minutes=90)
    (result,) = desk.poll(feed, due_only=True).results
    assert [e.kind for e in result.events] == ["silent"]


def test_a_closed_feed_is_not_asked_again(desk: Desk, server: FeedServer, make_feed: MakeFeed) -> None:
    server.routes["/gone"] = _status(410)
    feed = make_feed(server.url("gone"))
    assert desk.poll(feed).polled == 1
    desk.now += timedelta(days=30)
    assert desk.poll(feed).polled == 0
    assert [e.kind for e in desk.store.feeds.events("wire")] == ["gone"]


def test_who_asks_to_wait_is_not_asked_even_by_hand(
    desk: Desk, server: FeedServer, make_feed: MakeFeed
) -> None:
    server.routes["/busy"] = _status(429, "3600")
    feed = make_feed(server.url("busy"))
    desk.poll(feed)
    assert desk.poll(feed).polled == 0
    desk.now += timedelta(minutes=61)
    assert desk.poll(feed).polled == 1


def _status(status: int, retry_after: str = "") -> Callable[[BaseHTTPRequestHandler], None]:
    def route(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Retry-After", retry_after)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return route


def test_a_move_is_remembered(desk: Desk, server: FeedServer, make_feed: MakeFeed) -> None:
    server.put("new.xml", rss(item()), "text/xml")
    server.redirect("old.xml", "/new.xml", 301)
    feed = make_feed(server.url("old.xml"))
    desk.poll(feed)
    desk.poll(feed)
    assert [(r.path, r.status) for r in server.requests] == [
        ("/old.xml", 301),
        ("/new.xml", 200),
        ("/new.xml", 304),
    ]


def test_what_was_published_but_not_recorded_is_published_again_under_the_same_id(
    desk: Desk, server: FeedServer, make_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between publishing and recording loses nothing, and readers can tell it is the same."""
    server.put("a.xml", rss(item()), "text/xml")
    feed = make_feed(server.url("a.xml"))

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(desk.store.feeds, "record_poll", crash)
        with pytest.raises(KeyboardInterrupt):
            desk.poll(feed)
    desk.poll(feed)
    first, second = desk.published
    assert first == second


def test_nothing_is_recorded_that_could_not_be_published(
    desk: Desk, server: FeedServer, make_feed: MakeFeed
) -> None:
    server.put("a.xml", rss(item()), "text/xml")
    feed = make_feed(server.url("a.xml"))

    def refuse(articles: Sequence[Article]) -> None:
        raise ConnectionError("the bus is away")

    with pytest.raises(ConnectionError):
        poll([feed], desk.store.feeds, refuse, desk.now, desk.client, desk.rules)
    assert desk.store.feeds.feed_state("wire") is None
    desk.poll(feed)
    assert len(desk.published) == 1


def test_one_bad_feed_keeps_no_other_from_being_read(
    desk: Desk, server: FeedServer, make_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put("good.xml", rss(item()), "text/xml")
    server.put("page.html", b"<html>", "text/html")
    server.put("crash.xml", rss(item("crash the parser")), "text/xml")
    from sokuho.feeds import poll as module

    truly = module.parse

    def parse(body: bytes, *given: str) -> object:
        if b"crash the parser" in body:
            raise RuntimeError("a bug")
        return truly(body, *given)

    monkeypatch.setattr(module, "parse", parse)
    names = ("crash.xml", "page.html", "missing.xml", "good.xml")
    feeds = [make_feed(server.url(n), name=n.replace(".", "-")) for n in names]
    report = desk.poll(*feeds)
    assert report.new == 1
    assert report.problems == {
        "crash-xml": "failed: reading it failed: RuntimeError: a bug",
        "page-html": "not_a_feed: answered an HTML page instead of a feed",
        "missing-xml": "failed: HTTP 404 (no such page; the feed may have moved)",
    }


def test_a_host_gets_one_request_at_a_time(desk: Desk, server: FeedServer, make_feed: MakeFeed) -> None:
    """Also when redirects lead there from elsewhere, and for two hosts there are two."""
    busy: dict[str, int] = {"now": 0, "most": 0}
    lock = threading.Lock()

    def route(request: BaseHTTPRequestHandler) -> None:
        with lock:
            busy["now"] += 1
            busy["most"] = max(busy["most"], busy["now"])
        threading.Event().wait(0.02)
        with lock:
            busy["now"] -= 1
        body = rss(item(guid=request.path))
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    with FeedServer([], base=desk.now) as elsewhere:
        feeds = []
        for n in range(5):
            server.routes[f"/{n}"] = server.routes[f"/far-{n}"] = route
            elsewhere.redirect(f"far-{n}", server.url(f"far-{n}"), 302)
            feeds += [make_feed(server.url(str(n)), name=f"near-{n}")]
            feeds += [make_feed(elsewhere.url(f"far-{n}"), name=f"far-{n}")]
        assert desk.poll(*feeds).new == 10
    assert busy["most"] == 1


def test_hosts_are_asked_side_by_side(desk: Desk, make_feed: MakeFeed) -> None:
    """Two servers that each answer only once the other was asked."""
    together = threading.Barrier(2, timeout=10)

    def route(request: BaseHTTPRequestHandler) -> None:
        together.wait()
        body = rss(item())
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    with FeedServer([], base=desk.now) as one, FeedServer([], base=desk.now) as two:
        one.routes["/f"] = two.routes["/f"] = route
        feeds = [make_feed(s.url("f"), name=f"on-{s.port}") for s in (one, two)]
        assert desk.poll(*feeds).new == 2


def test_progress_is_told_and_a_stop_ends_the_round(
    desk: Desk, server: FeedServer, make_feed: MakeFeed
) -> None:
    for n in range(20):
        server.put(f"{n}.xml", rss(item(guid=str(n))), "text/xml")
    feeds = [make_feed(server.url(f"{n}.xml"), name=f"feed-{n}") for n in range(20)]
    seen: list[FeedResult] = []
    report = desk.poll(*feeds, progress=seen.append, stop=lambda: len(server.requests) >= 5)
    assert list(report.results) == seen
    assert report.polled < 20
    assert report.skipped == 20 - report.polled


def test_a_stop_does_not_wait_for_servers_that_hang(
    desk: Desk, server: FeedServer, make_feed: MakeFeed
) -> None:
    asked, over = threading.Event(), threading.Event()

    def hang(request: BaseHTTPRequestHandler) -> None:
        asked.set()
        over.wait(60)

    server.routes["/hang"] = hang
    report = desk.poll(make_feed(server.url("hang")), stop=asked.is_set)
    assert not over.is_set()
    over.set()
    assert (report.polled, report.skipped, report.put_off) == (0, 1, ())
    assert desk.store.feeds.feed_state("wire") is None


def test_a_host_that_does_not_answer_is_tried_once_a_round(
    desk: Desk, make_feed: MakeFeed, server: FeedServer
) -> None:
    with FeedServer([], base=desk.now) as gone:
        dead = [make_feed(gone.url(f"{n}.xml"), name=f"dead-{n}") for n in range(3)]
    server.put("a.xml", rss(item()), "text/xml")
    report = desk.poll(*dead, make_feed(server.url("a.xml")), due_only=True)
    assert sorted(r.name for r in report.results) == ["dead-0", "wire"]
    assert report.put_off == ("dead-1", "dead-2"), "they are due, and nobody should think otherwise"
    assert [r.name for r in desk.poll(*dead, due_only=True).results] == ["dead-1"]


def test_two_polls_at_once_publish_under_the_same_ids(
    desk: Desk, server: FeedServer, make_feed: MakeFeed, tmp_path: Path
) -> None:
    for n in range(5):
        server.put(f"{n}.xml", rss(*(item(f"{n}-{i}", f"/{n}/{i}") for i in range(10))), "text/xml")
    feeds = [make_feed(server.url(f"{n}.xml"), name=f"feed-{n}") for n in range(5)]
    failures: list[BaseException] = []

    def work() -> None:
        try:
            with open_store("sqlite:///sokuho.db", home=tmp_path) as store:
                poll(feeds, store.feeds, desk.publish, desk.now, desk.client, desk.rules)
        except BaseException as e:
            failures.append(e)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len({a.id for a in desk.published}) == 50
    assert desk.poll(*feeds).new == 0


def test_a_feed_of_a_thousand_entries(desk: Desk, server: FeedServer, make_feed: MakeFeed) -> None:
    server.put("big.xml", rss(*(item(f"Title {n}", f"/{n}", f"id-{n}") for n in range(1000))), "text/xml")
    feed = make_feed(server.url("big.xml"))
    assert desk.poll(feed).new == 1000
    server.put("big.xml", rss(*(item(f"Title {n}", f"/{n}", f"id-{n}") for n in range(1, 1001))), "text/xml")
    assert desk.poll(feed).new == 1


# --- full text ----------------------------------------------------------------------------------

PARAGRAPH = "JERA will build a gas-fired power plant beside a data centre in Ohio, the company said. "


def _page(text: str) -> bytes:
    menu = "<nav><a href='/'>Home</a> <a href='/about'>About</a></nav>"
    return f"<html><head><title>x</title></head><body>{menu}<article>{text}</article></body></html>".encode()


def test_pages_are_fetched_where_permitted_and_only_for_what_is_new(
    desk: Desk, server: FeedServer, make_feed: MakeFeed
) -> None:
    server.put("1.html", _page(f"<h1>JERA</h1><p>{PARAGRAPH * 4}</p>"), "text/html")
    server.put("a.xml", rss(item(link=server.url("1.html"))), "text/xml")
    without, with_text = (
        make_feed(server.url("a.xml")),
        make_feed(server.url("a.xml"), name="full", full_text=True),
    )
    desk.poll(without, with_text)
    texts = {a.feed: a.text for a in desk.published}
    assert texts["wire"] == ""
    assert texts["full"].startswith("JERA will build a gas-fired power plant")
    assert "Home" not in texts["full"]
    pages = [r.path for r in server.requests].count("/1.html")
    desk.poll(with_text)
    assert [r.path for r in server.requests].count("/1.html") == pages == 1


@pytest.mark.parametrize(
    "page",
    [
        b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
        _page("<p>Short.</p>"),
        _page(f"<p>{PARAGRAPH * 3}</p><p>Subscribe now to continue reading this article.</p>"),
        _page("<p>" + "ＪＥＲＡは発電所を建てる。" * 20 + "</p><p>この記事は有料会員限定です。</p>"),
        b"",
        b"%PDF-1.7 binary",
        _page("<p>a" * 1_000_000),
    ],
)
def test_what_is_no_article_is_not_stored_as_text(
    desk: Desk, server: FeedServer, make_feed: MakeFeed, page: bytes
) -> None:
    server.put("1.html", page, "text/html; charset=utf-8")
    server.put("a.xml", rss(item(link=server.url("1.html"))), "text/xml")
    desk.poll(make_feed(server.url("a.xml"), full_text=True))
    assert [(a.text, a.summary) for a in desk.published] == [("", "JERA will build it.")]


def test_pages_on_private_addresses_are_not_fetched(
    desk: Desk, server: FeedServer, make_feed: MakeFeed
) -> None:
    """A feed may not send us to the network around us through its articles either."""
    from sokuho.feeds.fulltext import enrich

    server.put("1.html", _page(f"<p>{PARAGRAPH * 4}</p>"), "text/html")
    server.put("a.xml", rss(item(link=server.url("1.html"))), "text/xml")
    desk.poll(make_feed(server.url("a.xml")))
    (article,) = desk.published
    assert enrich(article, desk.client) == article
    assert [r.path for r in server.requests] == ["/a.xml"]


def test_no_more_pages_than_permitted(desk: Desk, server: FeedServer, make_feed: MakeFeed) -> None:
    links = [server.url(f"{n}.html") for n in range(30)]
    server.put("a.xml", rss(*(item(f"{n}", link) for n, link in enumerate(links))), "text/xml")
    desk.poll(make_feed(server.url("a.xml"), full_text=True))
    assert len(desk.published) == 30
    assert len([r for r in server.requests if r.path.endswith(".html")]) == desk.rules.max_pages
