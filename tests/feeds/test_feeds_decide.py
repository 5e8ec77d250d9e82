"""What follows from an answer: pure, so every case is a few lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from written import item, rss

from sokuho.configuration import Feed, Polling
from sokuho.feeds.decide import Decision, decide
from sokuho.feeds.fetch import Answer, Failure
from sokuho.feeds.parse import parse
from sokuho.feeds.schedule import is_due, is_waiting, remembered
from sokuho.model import FeedState, Outcome

URL = "https://wire.example/feed.xml"
PAGE = b"<!doctype html><title>Just a moment...</title>"


class Following:
    """A feed over several polls. Each poll is one answer at one time."""

    def __init__(self, feed: Feed, now: datetime, rules: Polling) -> None:
        self.feed, self.now, self.rules = feed, now, rules
        self.state: FeedState = remembered(feed, None)
        self.seen: set[str] = set()

    def answer(self, answer: Answer | Failure, after: timedelta = timedelta(minutes=15)) -> Decision:
        self.now += after
        document = None
        if isinstance(answer, Answer) and answer.status == 200:
            document = parse(answer.body, "", answer.url, self.feed.language)
        made = decide(self.feed, self.state, answer, document, self.seen, self.now, self.rules)
        self.state = made.state
        self.seen |= set(made.keys)
        return made

    def body(self, body: bytes, **given: object) -> Decision:
        return self.answer(replace(Answer(URL, 200, body, etag='"1"', modified="then"), **given))

    def items(self, *items: str) -> Decision:
        return self.body(rss(*items))

    def status(self, status: int, retry_after: str | None = None) -> Decision:
        return self.answer(Answer(URL, status, retry_after=retry_after))

    def date(self, hours_ago: float) -> str:
        return format_datetime(self.now - timedelta(hours=hours_ago))


@pytest.fixture
def wire(make_feed: Callable[..., Feed], now: datetime, rules: Polling) -> Following:
    return Following(make_feed(URL, rhythm=1440), now, rules)


def _kinds(made: Decision) -> list[str]:
    return [e.kind for e in made.events]


# --- first sight and age ------------------------------------------------------------------------


def test_first_sight_publishes_what_is_recent_and_records_the_rest(wire: Following) -> None:
    made = wire.items(item("new", "/1", date=wire.date(2)), item("old", "/2", date=wire.date(30)))
    assert [a.title for a in made.articles] == ["new"]
    ((outcome, reason),) = [(s.outcome, s.reason) for s in made.settled]
    assert outcome is Outcome.BASELINE
    assert reason == "older than 24 h at the first sight of the feed"


@pytest.mark.parametrize(
    "date", [None, "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"]
)
def test_at_first_sight_what_has_no_usable_date_is_not_news(wire: Following, date: str | None) -> None:
    made = wire.items(item(date=date))
    assert made.articles == ()
    assert made.settled[0].reason == "no usable date at the first sight of the feed"


@pytest.mark.parametrize(
    "date", [None, "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"]
)
def test_later_it_is_of_the_time_of_fetching(wire: Following, date: str | None) -> None:
    wire.items(item("first", "/1"))
    made = wire.items(item("second", "/2", date=date), item("first", "/1"))
    assert [(a.title, a.published) for a in made.articles] == [("second", wire.now)]


def test_old_entries_that_turn_up_later_are_recorded(wire: Following) -> None:
    wire.items(item("first", "/1", date=wire.date(1)))
    made = wire.items(item("of January", "/2", date="Fri, 02 Jan 2026 00:00:00 GMT"))
    assert made.articles == ()
    assert made.settled[0].outcome is Outcome.TOO_OLD
    assert made.settled[0].reason.startswith("appeared late, and is from before 2026-11-21")


def test_after_an_outage_its_news_is_still_news(wire: Following) -> None:
    wire.items(item("first", "/1", date=wire.date(1)))
    wire.now += timedelta(days=3)
    made = wire.items(item("in between", "/2", date=wire.date(60)))
    assert [a.title for a in made.articles] == ["in between"]
    wire.now += timedelta(days=60)
    made = wire.items(
        item("long ago", "/3", date=wire.date(24 * 30)), item("lately", "/4", date=wire.date(24 * 6))
    )
    assert [a.title for a in made.articles] == ["lately"]


def test_articles_are_published_oldest_first(wire: Following) -> None:
    made = wire.items(item("b", "/b", date=wire.date(1)), item("a", "/a", date=wire.date(3)))
    assert [a.title for a in made.articles] == ["a", "b"]


def test_an_article_is_what_the_feed_said(wire: Following) -> None:
    link = "https://wire.example/1?utm_source=rss"
    made = wire.items(item("JERA <b>builds</b>", link, "g1", "Sun, 22 Nov 2026 13:00:00 JST", "In Ohio."))
    (article,) = made.articles
    assert article.title == "JERA builds"
    assert article.url == "https://wire.example/1"
    assert (article.summary, article.text, article.lang) == ("In Ohio.", "", "en")
    assert (article.source, article.feed, article.fetched) == ("Wire", "wire", wire.now)
    assert article.published == datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_its_id_does_not_depend_on_title_or_date(
    make_feed: Callable[..., Feed], now: datetime, rules: Polling
) -> None:
    one, two = (Following(make_feed(URL), now, rules) for _ in range(2))
    first = one.items(item("JERA plans", "/1", "g1", one.date(2))).articles[0]
    second = two.items(item("JERA builds", "/1", "g1", two.date(1))).articles[0]
    assert first.id == second.id


# --- what is remembered -------------------------------------------------------------------------


def test_validators_are_remembered_but_not_of_half_a_document(wire: Following) -> None:
    whole = rss(item("a", "/a"), item("b", "/b"))
    made = wire.body(whole)
    assert (made.state.etag, made.state.modified) == ('"1"', "then")
    made = wire.body(whole[:-30])
    assert (made.state.etag, made.state.modified) == (None, None)


def test_a_304_keeps_everything_and_moves_on(wire: Following) -> None:
    wire.items(item())
    before = wire.state
    made = wire.status(304)
    assert (made.articles, made.keys, made.events) == ((), (), ())
    assert made.state.etag == before.etag
    assert made.state.last_ok == wire.now
    assert made.state.next_due > wire.now


def test_a_permanent_move_is_remembered_once_a_feed_stands_there(wire: Following) -> None:
    new = "https://new.example/feed"
    made = wire.body(PAGE, moved_to="https://portal.example/login")
    assert made.state.url == URL
    made = wire.body(rss(item()), moved_to=new)
    assert made.state.url == new
    assert _kinds(made) == ["moved", "recovered"]
    assert made.events[0].detail == f"{URL} -> {new}"
    assert _kinds(wire.status(304)) == []


def test_when_the_new_address_fails_the_configured_one_is_tried_again(wire: Following) -> None:
    wire.body(rss(item()), moved_to="https://new.example/feed")
    for _ in range(3):
        wire.status(404)
    assert wire.state.url == URL


def test_another_address_in_the_configuration_starts_anew(
    wire: Following, make_feed: Callable[..., Feed]
) -> None:
    wire.items(item())
    wire.status(410)
    assert remembered(wire.feed, wire.state).off
    fresh = remembered(make_feed("https://other.example/feed"), wire.state)
    assert (fresh.off, fresh.etag, fresh.first_seen) == (False, None, None)
    same = remembered(make_feed(URL.replace("https", "http")), wire.state)
    assert same.first_seen is not None


def test_a_server_that_says_not_modified_for_ever_is_asked_without_conditions(wire: Following) -> None:
    wire.items(item(date=wire.date(1)))
    wire.now += timedelta(hours=25)
    made = wire.status(304)
    assert _kinds(made) == ["silent"]
    assert made.state.etag is None
    made = wire.status(304)
    assert made.state.failures == 1
    assert "nothing to compare" in made.state.error


@pytest.mark.parametrize("status", [400, 412, 431])
def test_who_cannot_bear_validators_is_asked_without(wire: Following, status: int) -> None:
    wire.items(item())
    assert wire.status(500).state.etag == '"1"'
    assert wire.status(status).state.etag is None


def test_a_validator_as_long_as_a_page_is_not_kept(wire: Following) -> None:
    assert wire.body(rss(item()), etag='"' + "x" * 5000 + '"').state.etag is None


# --- trouble ------------------------------------------------------------------------------------


def test_410_switches_off(wire: Following) -> None:
    made = wire.status(410)
    assert made.state.off
    assert _kinds(made) == ["gone"]
    assert not is_due(made.state, wire.now + timedelta(days=365))


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed(wire: Following, status: int) -> None:
    wire.items(item())
    state = wire.status(status, "7200").state
    assert state.next_due >= wire.now + timedelta(hours=2)
    assert is_waiting(state, wire.now + timedelta(minutes=119))
    until = wire.now + timedelta(hours=5)
    state = wire.status(status, format_datetime(until, usegmt=True)).state
    assert state.next_due >= until
    assert wire.status(status, "999999999").state.next_due <= wire.now + timedelta(days=7)
    assert wire.status(status, "soon").state.next_due > wire.now


def test_back_off_doubles_and_ends_with_success(wire: Following) -> None:
    waits = []
    for _ in range(12):
        wire.status(500)
        waits.append((wire.state.next_due - wire.now).total_seconds() / 60)
    assert waits[0] == pytest.approx(30, rel=0.11)
    assert waits[1] == pytest.approx(60, rel=0.11)
    assert waits[-1] == pytest.approx(24 * 60, rel=0.11)
    wire.items(item())
    assert wire.state.failures == 0
    assert wire.state.next_due - wire.now < timedelta(minutes=17)


def test_after_a_night_without_network_feeds_are_asked_within_the_hour(wire: Following) -> None:
    for _ in range(12):
        wire.answer(Failure("unreachable", "the name wire.example does not resolve"))
    assert wire.state.next_due - wire.now <= timedelta(minutes=66)


def test_a_passing_failure_is_told_at_the_third_in_a_row_once_and_its_end(wire: Following) -> None:
    timeout = Failure("timeout", "no complete answer within 20 s")
    told = [_kinds(wire.answer(timeout)) for _ in range(6)]
    assert told == [[], [], ["failed"], [], [], []]
    made = wire.items(item())
    assert _kinds(made) == ["recovered"]
    assert made.events[0].detail == "no longer: failed"
    assert _kinds(wire.items(item())) == []


def test_one_failure_that_passes_is_not_told(wire: Following) -> None:
    wire.status(502)
    assert _kinds(wire.items(item())) == []


def test_each_distinct_problem_is_told_once(wire: Following) -> None:
    for _ in range(4):
        wire.status(500)
    assert _kinds(wire.status(404)) == ["failed"]
    assert _kinds(wire.status(404)) == []
    assert _kinds(wire.body(PAGE)) == ["not_a_feed"]
    assert _kinds(wire.answer(Failure("timeout", "t"))) == ["failed"]  # the sixth in a row and more


def test_html_behind_a_200(wire: Following) -> None:
    made = wire.body(PAGE)
    assert _kinds(made) == ["not_a_feed"]
    assert "an HTML page titled 'Just a moment...'" in made.events[0].detail
    assert (made.articles, made.keys, made.state.etag) == ((), (), None)
    assert _kinds(wire.body(PAGE)) == []
    assert wire.state.failures == 2
    assert _kinds(wire.items(item())) == ["recovered"]


def test_a_feed_without_entries(wire: Following) -> None:
    assert _kinds(wire.items()) == ["empty"]
    assert _kinds(wire.items()) == []
    assert wire.state.failures == 0
    assert _kinds(wire.items(item())) == ["recovered"]


def test_a_broken_feed_is_read_and_told(wire: Following) -> None:
    broken = rss(item("A & B")).replace(b"&amp;", b"&")
    made = wire.body(broken)
    assert [a.title for a in made.articles] == ["A & B"]
    assert _kinds(made) == ["malformed"]
    assert _kinds(wire.status(304)) == []
    assert wire.state.error.startswith("malformed")
    assert _kinds(wire.body(broken)) == []
    assert _kinds(wire.items(item("A and B"))) == ["recovered"]


@pytest.mark.parametrize("again", ["same", "304"])
def test_silence_beyond_the_rhythm(wire: Following, again: str) -> None:
    def poll() -> list[str]:
        return _kinds(wire.status(304) if again == "304" and wire.state.etag else wire.items(item()))

    wire.items(item(date=wire.date(1)))
    wire.now += timedelta(hours=20)
    assert poll() == []
    wire.now += timedelta(hours=5)
    assert poll() == ["silent"]
    assert poll() == []
    assert wire.state.error.startswith("silent: nothing new since 2026-11-22")
    assert _kinds(wire.items(item("news", "/2", date=wire.date(0)))) == ["recovered"]


def test_a_feed_abandoned_years_ago_is_silent_at_first_sight(wire: Following) -> None:
    assert _kinds(wire.items(item(date="Wed, 01 Feb 2017 00:00:00 GMT"))) == ["silent"]


def test_a_failure_does_not_end_what_was_wrong_with_the_content(wire: Following) -> None:
    wire.items()
    for _ in range(3):
        wire.status(500)
    assert set(wire.state.told) == {"empty", "failed:500"}
    assert _kinds(wire.items()) == ["recovered"]
    assert wire.state.told == ("empty",)
