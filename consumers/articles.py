"""Articles to stories: read one, follow what it reports, publish what is new.

    decode -> done already? publish again what may not have been published, and that is all
           -> read -> follow, in one transaction: article, reading, outcome, story, keys, revision
                   -> off topic, and going on with no known story: note why
                      -> publish the revision -> (the worker commits)

A crash at any point repeats the record, and every step before the crash turns out to be done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import structlog

from sokuho.bus import Bus, Record
from sokuho.codec import decode, encode
from sokuho.model import Article, Novelty, Outcome, Reading, Relevance
from sokuho.store import Parts, Store
from sokuho.store.articles import REPLAYABLE
from sokuho.stories.state import Followed, remembered

if TYPE_CHECKING:
    from sokuho.stories.follow import Follower

log = structlog.get_logger(__name__)


class Reads(Protocol):
    """`reading.read.Reader`."""

    def read(self, article: Article) -> Reading: ...


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

    def __call__(self, record: Record) -> None:
        article = decode(record.value, Article)
        ended = self._store.articles.ended(article.id)
        replayed = "replay" in record.headers and ended is not None and ended.outcome in REPLAYABLE
        if ended is None or ended.outcome is Outcome.PARKED or replayed:
            story = self._work(article)
        else:
            story = ended.story
            log.debug("article_done_before", article=article.id, outcome=str(ended.outcome))
        if story is not None:
            publish_pending(self._store, self._bus, self._topic, story)

    def _work(self, article: Article) -> str | None:
        """Read and follow. Returns the id of the story that the article reports on, if any."""
        reading = self._reader.read(article)
        keys = self._follower.keys(article, reading)
        core = reading.relevance is Relevance.CORE
        follow = self._follower.follow if core else self._follower.recognise
        with self._store.transaction() as tx:
            tx.stories.lock()
            since = article.published - self._follower.window
            states = tx.stories.candidates(keys, since, self._follower.limit)
            candidates = [remembered(state) for state in states]
            followed = follow(article, reading, candidates, self._clock())
            if followed is None:
                tx.articles.save(article, reading)
                tx.articles.outcome(article.id, Outcome.OFF_TOPIC, reading.reason or str(reading.relevance))
            else:
                _record(tx, article, reading, followed)
        if followed is None:
            log.info("off_topic", article=article.id, source=article.source, reason=reading.reason)
            return None
        story = followed.state.story
        log.info(
            "followed",
            article=article.id,
            source=article.source,
            story=story.id,
            novelty=str(followed.novelty),
            changed=list(followed.changed),
        )
        return story.id


def publish_pending(store: Store, bus: Bus, topic: str, story: str | None = None) -> int:
    """Publish the revisions (of one story) that may not have reached the bus, in their order, so that two
    consumers cannot turn it round. Returns how many."""
    pending = store.stories.unpublished(story)
    for revision in pending:
        bus.publish(topic, revision.story.id, encode(revision))
        store.stories.mark_published(revision.id)
    return len(pending)


def _record(tx: Parts, article: Article, reading: Reading, followed: Followed) -> None:
    tx.articles.save(article, reading)
    if not followed.again:
        for state in (followed.state, *followed.also):
            tx.stories.save_story(state.story, encode(state), state.keys)
        if followed.revision is not None:
            tx.stories.add_revision(followed.revision)
    told = followed.novelty is not Novelty.REPEAT
    outcome = Outcome.ALERTED if told else Outcome.JOINED
    reason = followed.reason or str(followed.novelty)
    tx.articles.outcome(article.id, outcome, reason, followed.state.story.id)


if __name__ == "__main__":
    from sokuho.cli.run import work_main

    work_main("articles")
