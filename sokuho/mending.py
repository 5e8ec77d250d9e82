"""Stories mended in the store by a person: merged, split, muted. Each is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sokuho.codec import decode, encode
from sokuho.errors import ConfigError
from sokuho.model import Article, Reading, Story
from sokuho.store import Parts, Store
from sokuho.stories import mend
from sokuho.stories.rules import Rules
from sokuho.stories.state import StoryState


def merge(store: Store, rules: Rules, into: str, others: Sequence[str]) -> Story:
    """Puts other stories into one. Nobody is alerted. Raises ConfigError, with what to do."""
    with store.transaction() as tx:
        tx.stories.lock()
        joined = _state(tx, into)
        for other in others:
            gone = _state(tx, other)
            joined, closed = mend.join(joined, gone, _told(tx, (joined, gone)), rules)
            tx.stories.save_story(closed.story, encode(closed), closed.keys)
        tx.stories.save_story(joined.story, encode(joined), joined.keys)
    return joined.story


def split(
    store: Store, rules: Rules, story: str, articles: Sequence[str], now: datetime
) -> tuple[Story, Story]:
    """Takes articles out of a story into one of their own, which subscribers are told of as new. Returns
    what stays and what was taken out. Raises ConfigError, with what to do."""
    with store.transaction() as tx:
        tx.stories.lock()
        whole = _state(tx, story)
        kept, parted, revision = mend.split(whole, articles, _told(tx, (whole,)), rules, now)
        for state in (kept, parted):
            tx.stories.save_story(state.story, encode(state), state.keys)
        tx.stories.add_revision(revision)
    return kept.story, parted.story


def mute(store: Store, story: str, muted: bool) -> None:
    """No more alerts of a story, or alerts again. Raises ConfigError where there is no such story."""
    if not store.stories.mute(story, muted):
        raise unknown(story)


def _state(tx: Parts, story: str) -> StoryState:
    data = tx.stories.state(story)
    if data is None:
        raise unknown(story)
    return decode(data, StoryState)


def _told(tx: Parts, states: Iterable[StoryState]) -> dict[str, tuple[Article, Reading]]:
    found = {}
    for state in states:
        for report in state.story.reports:
            name = report.source.article_id
            article, reading = tx.articles.article(name), tx.articles.reading(name)
            if article is None or reading is None:
                raise ConfigError(f"article {name} of {state.story.id} is no longer in the store")
            found[name] = (article, reading)
    return found


def unknown(story: str) -> ConfigError:
    return ConfigError(f"no story {story!r}; `sokuho stories list` shows their ids")
