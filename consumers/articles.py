"""Articles to stories: read them, follow what they report, publish what is new.

    decode -> done already? publish again what may not have been published, and that is all
           -> read -> follow, in one transaction: article, reading, outcome, story, keys, revision
                   -> off topic, and going on with no known story: note why
                      -> publish the revisions -> (the worker commits)

Records that come together are worked on together, in their order: one transaction, one publishing. Most
articles are off topic and share little with any story; they cost no query of their own.
A crash at any point repeats the records, and every step before the crash turns out to be done.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

import structlog

from sokuho.bus import Bus, Record
from sokuho.codec import decode, encode
from sokuho.model import Article, Novelty, Outcome, Reading, Relevance
from sokuho.store import Parts, Store
from sokuho.store.articles import REPLAYABLE
from sokuho.stories.candidates import Memories
from sokuho.stories.keys import in_common, meanings
from sokuho.stories.state import Followed

if TYPE_CHECKING:
    from sokuho.stories.follow import Follower

log = structlog.get_logger(__name__)

#: revisions that are published at a time
PENDING = 100
#: how often revisions are looked for that whoever wrote them may not have published (a person who split a
#: story while the bus was away, a worker that died): at least while articles come
LOOK = timedelta(minutes=1)


class Reads(Protocol):
    """`reading.read.Reader`."""

    def read_all(self, articles: Iterable[Article]) -> Iterable[Reading]: ...


class Read(NamedTuple):
    """An article that was read, and the keys under which its story would be found."""

    article: Article
    reading: Reading
    keys: frozenset[str]
    least: int  # things that it shares with its story, where it is not core

    @property
    def core(self) -> bool:
        return self.reading.relevance is Relevance.CORE


class ArticleHandler:
    """Handles the records of the articles' topic. Idempotent by article id."""

    def __init__(
        self,
        store: Store,
        bus: Bus,
        topic: str,
        reader: Reads,
        follower: Follower,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._bus, self._topic = store, bus, topic
        self._reader, self._follower, self._clock = reader, follower, clock
        self._memories = Memories()
        self._looked: datetime | None = None

    def __call__(self, record: Record) -> None:
        self.together([record])

    def together(self, records: Sequence[Record]) -> None:
        """All of them, or none: a record that cannot be handled fails the others with it."""
        articles = [decode(record.value, Article) for record in records]
        ended = self._store.articles.ended_of({article.id for article in articles})
        todo: dict[str, Article] = {}
        stories: set[str] = set()
        for record, article in zip(records, articles, strict=True):
            done = ended.get(article.id)
            replayed = "replay" in record.headers and done is not None and done.outcome in REPLAYABLE
            if done is None or done.outcome is Outcome.PARKED or replayed:
                todo.setdefault(article.id, article)
            else:
                log.debug("article_done_before", article=article.id, outcome=str(done.outcome))
                stories |= {done.story} if done.story else set()
        if todo:
            stories |= self._follow_all(self._read(list(todo.values())))
        now = self._clock()
        if self._looked is None or not timedelta(0) <= now - self._looked < LOOK:
            publish_pending(self._store, self._bus, self._topic)
            self._looked = now
        elif stories:
            publish_pending(self._store, self._bus, self._topic, stories)

    def _read(self, articles: Sequence[Article]) -> list[Read]:
        keys, least = self._follower.keys, self._follower.least
        readings = self._reader.read_all(articles)
        return [Read(a, r, keys(a, r), least(a, r)) for a, r in zip(articles, readings, strict=True)]

    def _follow_all(self, read: Sequence[Read]) -> set[str]:
        """In one transaction. Returns the ids of the stories that the articles report on."""
        told: list[tuple[Read, Followed]] = []
        off: list[Read] = []
        joined: dict[str, tuple[str, ...]] = {}  # keys of the stories that were changed here
        with self._store.transaction() as tx:
            tx.articles.save_all([(each.article, each.reading) for each in read])
            compared = self._compared(tx, read)
            for at, each in enumerate(read):
                followed = None
                if at in compared or any(
                    in_common(each.keys, keys) >= each.least for keys in joined.values()
                ):
                    followed = self._follow(tx, each)
                if followed is None:
                    off.append(each)
                    continue
                told.append((each, followed))
                joined[followed.state.story.id] = followed.state.keys
                if not followed.again:
                    self._save_story(tx, followed)
            tx.articles.outcomes([*map(_off_topic, off), *(_told(*pair) for pair in told)], self._clock())
        for each in off:
            reason = each.reading.reason
            log.info("off_topic", article=each.article.id, source=each.article.source, reason=reason)
        for each, followed in told:
            _log_followed(each.article, followed)
        return {followed.state.story.id for _, followed in told}

    def _compared(self, tx: Parts, read: Sequence[Read]) -> set[int]:
        """The places of those that are compared with stories: the core ones, and those that have enough in
        common with one. Where there are any, no other follower works from here on. Whoever is ahead is waited
        for before any is judged: one that is not core may go on with a story that was just opened."""
        core = {at for at, each in enumerate(read) if each.core}
        if core:
            tx.stories.lock()
        else:
            tx.stories.wait()
        others = [at for at in range(len(read)) if at not in core]
        found: set[int] = set()
        for least in sorted({read[at].least for at in others}):
            alike = [at for at in others if read[at].least == least]
            found |= {alike[i] for i in tx.stories.sharing([meanings(read[at].keys) for at in alike], least)}
        if found and not core:
            tx.stories.lock()
        return core | found

    def _follow(self, tx: Parts, read: Read) -> Followed | None:
        article, reading, keys, _ = read
        since = article.published - self._follower.window
        states = tx.stories.candidates(keys, since, self._follower.limit)
        follow = self._follower.follow if read.core else self._follower.recognise
        return follow(article, reading, [self._memories.state(data) for data in states], self._clock())

    def _save_story(self, tx: Parts, followed: Followed) -> None:
        for state in (followed.state, *followed.also):
            data = encode(state)
            tx.stories.save_story(state.story, data, state.keys)
            self._memories.keep(data, state)
        if followed.revision is not None:
            tx.stories.add_revision(followed.revision)


def publish_pending(store: Store, bus: Bus, topic: str, stories: Collection[str] | None = None) -> int:
    """Publish the revisions (of some stories) that may not have reached the bus, in their order, so that
    two consumers cannot turn it round. Returns how many."""
    count = 0
    while pending := store.stories.unpublished(stories, limit=PENDING):
        bus.publish_all(topic, [(revision.story.id, encode(revision)) for revision in pending])
        store.stories.mark_published([revision.id for revision in pending])
        count += len(pending)
    return count


def _off_topic(read: Read) -> tuple[str, Outcome, str, str | None]:
    reason = read.reading.reason or str(read.reading.relevance)
    return read.article.id, Outcome.OFF_TOPIC, reason, None


def _told(read: Read, followed: Followed) -> tuple[str, Outcome, str, str | None]:
    outcome = Outcome.JOINED if followed.novelty is Novelty.REPEAT else Outcome.ALERTED
    return read.article.id, outcome, followed.reason or str(followed.novelty), followed.state.story.id


def _log_followed(article: Article, followed: Followed) -> None:
    log.info(
        "followed",
        article=article.id,
        source=article.source,
        story=followed.state.story.id,
        novelty=str(followed.novelty),
        changed=list(followed.changed),
    )


if __name__ == "__main__":
    from sokuho.cli.run import consumer

    consumer("articles")
