"""Articles to stories: one outcome each, once, whatever comes twice."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from consumers.articles import ArticleHandler, publish_pending
from sokuho.bus import Record
from sokuho.bus.local import LocalBus
from sokuho.codec import decode, encode
from sokuho.errors import Reject
from sokuho.following import load_follower
from sokuho.model import Article, Outcome, Party, Reading, Revision
from sokuho.reading.read import Reader, Steps
from sokuho.resources import defaults
from sokuho.store import Store, open_store
from sokuho.store.stories import Stories
from sokuho.vocabulary import load_reader
from tests import made
from tests.made import NOW, Clock
from tests.newsstand import deal, idle

ARTICLES, STORIES = "sokuho.articles", "sokuho.stories"
READER, FOLLOWER = load_reader(defaults()), load_follower(defaults())


class CountingReader:
    """The real reader, counting."""

    def __init__(self) -> None:
        self.read_ids: list[str] = []

    def read(self, article: Article) -> Reading:
        return self.read_all([article])[0]

    def read_all(self, articles: Iterable[Article]) -> list[Reading]:
        together = list(articles)
        self.read_ids += [article.id for article in together]
        return list(READER.read_all(together))


def article(number: int, *, core: bool = True, outlet: str = "Wire", text: str | None = None) -> Article:
    item = (deal if core else idle)(number, NOW)
    return Article(
        id=f"a-{outlet}-{item.key}",
        url=f"https://{outlet.lower()}.example/{item.key}",
        title=item.title,
        summary=None,
        text=text or item.text,
        lang="en",
        source=outlet,
        published=NOW,
        fetched=NOW,
        feed=outlet.lower(),
    )


#: titles and texts of a deal and of what goes on with it, not of the topic by itself
DEAL = (
    "SoftBank in talks to buy Switch for $50 billion",
    "SoftBank of Japan is in talks to buy the U.S. data center operator Switch for $50 billion.",
)
GOES_ON = (
    "Why SoftBank walked away from Switch",
    "The $50 billion price was too high, and Switch too scattered.",
)


def told(number: int, words: tuple[str, str]) -> Article:
    return replace(article(number), title=words[0], text=words[1])


def record(value: bytes, offset: int = 0, **headers: str) -> Record:
    return Record(ARTICLES, 0, offset, "k", value, headers)


@pytest.fixture
def reader() -> CountingReader:
    return CountingReader()


@pytest.fixture
def handle(store: Store, bus: LocalBus, reader: CountingReader, clock: Clock) -> ArticleHandler:
    return ArticleHandler(store, bus, STORIES, reader, FOLLOWER, clock)


def published(bus: LocalBus) -> list[Revision]:
    consumer = bus.consumer(STORIES, "test")
    try:
        return [decode(r.value, Revision) for r in consumer.poll(0, 1000)]
    finally:
        consumer.close()


def test_a_deal_opens_a_story_and_is_published(store: Store, bus: LocalBus, handle: ArticleHandler) -> None:
    first = article(0)
    handle(record(encode(first)))
    (revision,) = published(bus)
    assert revision.article_id == first.id
    ended = store.articles.ended(first.id)
    assert ended is not None
    assert (ended.outcome, ended.story) == (Outcome.ALERTED, revision.story.id)
    assert store.articles.article(first.id) == first
    assert store.stories.unpublished() == []


def test_a_second_outlet_joins_and_says_nothing(store: Store, bus: LocalBus, handle: ArticleHandler) -> None:
    handle(record(encode(article(0))))
    handle(record(encode(article(0, outlet="Press"))))
    ended = store.articles.ended(article(0, outlet="Press").id)
    assert ended is not None
    assert ended.outcome is Outcome.JOINED
    (story,) = store.stories.list_stories()
    assert len(story.reports) == 2
    assert len(published(bus)) == 1


def test_an_idle_article_ends_with_its_reason(store: Store, bus: LocalBus, handle: ArticleHandler) -> None:
    other = article(0, core=False)
    handle(record(encode(other)))
    ended = store.articles.ended(other.id)
    assert ended is not None
    assert ended.outcome is Outcome.OFF_TOPIC
    assert ended.reason
    assert published(bus) == []


def test_the_same_record_twice_is_read_once(
    store: Store, bus: LocalBus, handle: ArticleHandler, reader: CountingReader
) -> None:
    for _ in range(3):
        handle(record(encode(article(0))))
        handle(record(encode(article(1, core=False))))
    assert len(reader.read_ids) == 2
    assert len(published(bus)) == 1
    assert sum(store.articles.count().values()) == 2


def test_of_records_that_come_together_a_later_one_goes_on_with_the_story_of_an_earlier(
    store: Store, handle: ArticleHandler
) -> None:
    """Neither of the two later ones is of the topic; only one goes on with the deal."""
    deal, later = told(0, DEAL), told(1, GOES_ON)
    game = replace(article(2), title="SoftBank Hawks win", text="The SoftBank Hawks won again on Tuesday.")
    handle.together([record(encode(a), offset) for offset, a in enumerate((deal, later, game))])
    ended = store.articles.ended_of([deal.id, later.id, game.id])
    assert ended[later.id].story == ended[deal.id].story
    assert ended[game.id].outcome is Outcome.OFF_TOPIC


def test_an_article_that_cannot_be_read_takes_nothing_from_those_read_with_it(
    store: Store, handle: ArticleHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Together nothing is done, so that all can be gone through one by one."""
    broken, good = article(0), article(1)
    read = Reader._read

    def fails(self: Reader, one: Article) -> Steps[Reading]:
        reading = yield from read(self, one)
        if one.id == broken.id:
            raise ZeroDivisionError
        return reading

    monkeypatch.setattr(Reader, "_read", fails)
    records = [record(encode(a), offset) for offset, a in enumerate((good, broken))]
    with pytest.raises(ZeroDivisionError):
        handle.together(records)
    assert store.articles.ended_of([good.id, broken.id]) == {}
    handle(records[0])
    with pytest.raises(ZeroDivisionError):
        handle(records[1])
    assert list(store.articles.ended_of([good.id, broken.id])) == [good.id]


def test_what_another_follower_opened_while_it_was_waited_for_is_gone_on_with(
    postgresql_url: str, bus: LocalBus, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite nobody else can be at work by then."""
    deal, later, another = told(0, DEAL), told(1, GOES_ON), article(2)
    with open_store(postgresql_url) as store, open_store(postgresql_url) as ahead:
        wait = Stories.lock

        def lock(stories: Stories) -> None:
            monkeypatch.setattr(Stories, "lock", wait)
            ArticleHandler(ahead, bus, STORIES, READER, FOLLOWER, clock)(record(encode(deal)))
            wait(stories)

        monkeypatch.setattr(Stories, "lock", lock)
        handle = ArticleHandler(store, bus, STORIES, READER, load_follower(defaults()), clock)
        handle.together([record(encode(a), offset) for offset, a in enumerate((another, later))])
        ended = store.articles.ended_of([deal.id, later.id, another.id])
        assert ended[later.id].story == ended[deal.id].story
        assert ended[another.id].story not in (None, ended[deal.id].story)


def test_a_batch_without_a_core_article_waits_for_a_story_that_is_being_opened(
    postgresql_url: str, bus: LocalBus, clock: Clock
) -> None:
    deal, later = told(0, DEAL), told(1, GOES_ON)
    with open_store(postgresql_url) as store, open_store(postgresql_url) as ahead:
        reading = READER.read(deal)
        opened = FOLLOWER.follow(deal, reading, (), NOW)
        batch = ArticleHandler(store, bus, STORIES, READER, load_follower(defaults()), clock)
        behind = threading.Thread(target=batch, args=(record(encode(later)),))
        with ahead.transaction() as tx:
            tx.stories.lock()
            tx.stories.save_story(opened.state.story, encode(opened.state), opened.state.keys)
            behind.start()
            while behind.is_alive() and not waiting_for_a_lock(postgresql_url):
                behind.join(0.01)
        behind.join()
        assert store.articles.ended_of([later.id])[later.id].story == opened.state.story.id


def waiting_for_a_lock(url: str) -> bool:
    engine = create_engine(url)
    try:
        with engine.connect() as c:
            waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            return bool(c.execute(text(waits)).scalar_one())
    finally:
        engine.dispose()


def test_a_revision_that_was_not_published_is_published_by_the_redelivery(
    store: Store, bus: LocalBus, handle: ArticleHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise ConnectionError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(bus, "publish_all", lost)
        with pytest.raises(ConnectionError):
            handle(record(encode(article(0))))
    assert len(store.stories.unpublished()) == 1
    handle(record(encode(article(0))))
    assert len(published(bus)) == 1
    assert publish_pending(store, bus, STORIES) == 0


def test_what_nobody_published_is_looked_for_while_articles_come(
    store: Store, bus: LocalBus, handle: ArticleHandler, clock: Clock
) -> None:
    handle(record(encode(article(0, core=False))))
    left = made.revision(made.story(article(9)))
    with store.transaction() as tx:
        tx.stories.save_story(left.story, b"", [])
        tx.stories.add_revision(left)
    handle(record(encode(article(1, core=False))))
    clock.go(minutes=1)
    handle(record(encode(article(2, core=False))))
    assert [r.id for r in published(bus)] == [left.id]


def test_what_a_reader_would_not_read_twice_a_replay_reads_anew(
    store: Store, bus: LocalBus, handle: ArticleHandler, reader: CountingReader
) -> None:
    first, other = article(0), article(0, core=False)
    for value in (first, other):
        handle(record(encode(value)))
    store.articles.outcome(first.id, Outcome.PARKED, "an old mishap")
    for value in (first, other):
        handle(record(encode(value), replay="1"))
    assert reader.read_ids == [first.id, other.id, other.id]
    assert len(published(bus)) == 1
    assert sum(store.articles.count().values()) == 2


def test_a_parked_article_is_done_when_it_comes_again(store: Store, handle: ArticleHandler) -> None:
    first = article(0)
    store.articles.outcome(first.id, Outcome.PARKED, "the reader failed")
    handle(record(encode(first)))
    ended = store.articles.ended(first.id)
    assert ended is not None
    assert ended.outcome is Outcome.ALERTED


@pytest.mark.parametrize(
    "value",
    [b"", b"null", b"{}", b"\xff\xfe", b'{"v":99,"t":"Article","d":{}}', b'{"v":1,"t":"Reading","d":{}}'],
)
def test_what_is_no_article_is_refused(handle: ArticleHandler, value: bytes) -> None:
    with pytest.raises(Reject):
        handle(record(value))


def test_two_handlers_at_once_open_one_story(
    tmp_path: Path, store: Store, bus: LocalBus, reader: CountingReader, clock: Clock
) -> None:
    values = [encode(article(n, outlet=f"O{k}")) for n in range(4) for k in range(6)]

    def work(mine: list[bytes]) -> None:
        handler = ArticleHandler(store, bus, STORIES, reader, FOLLOWER, clock)
        for value in mine:
            handler(record(value))

    threads = [threading.Thread(target=work, args=(values[k::3],)) for k in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.stories.list_stories()) == 4
    revisions = published(bus)
    assert len({r.id for r in revisions}) == len(store.stories.list_stories())


def test_a_ministry_makes_up_for_one_thing_in_common(
    store: Store, bus: LocalBus, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `sokuho follow FILE` goes on with, the consumer compares, too: keys name no ministries."""

    class Told(CountingReader):
        def read_all(self, articles: Iterable[Article]) -> list[Reading]:
            party = Party("METI", "METI", "JP")
            return [replace(reading, companies=(party,)) for reading in super().read_all(articles)]

    asked: list[int] = []
    monkeypatch.setattr(Stories, "sharing", lambda _, reports, least: asked.append(least) or set())
    ArticleHandler(store, bus, STORIES, CountingReader(), FOLLOWER, clock)(
        record(encode(article(1, core=False)))
    )
    ArticleHandler(store, bus, STORIES, Told(), FOLLOWER, clock)(record(encode(article(2, core=False))))
    assert asked == [2, 1]
