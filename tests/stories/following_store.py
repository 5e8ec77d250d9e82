"""Reports followed in a real store, the way the consumer of articles does it."""

from __future__ import annotations

from collections.abc import Sequence

from tellings import RULES, report

from sokuho.codec import decode, encode
from sokuho.model import Article, Reading
from sokuho.store import Store, open_store
from sokuho.stories.follow import Follower
from sokuho.stories.state import Followed, StoryState

FOLLOWER = Follower(RULES)


def follow_in(store: Store, told: tuple[Article, Reading]) -> Followed:
    article, reading = told
    keys = FOLLOWER.keys(article, reading)
    with store.transaction() as tx:
        tx.stories.lock()
        found = tx.stories.candidates(keys, article.published - FOLLOWER.window, FOLLOWER.limit)
        candidates = [decode(state, StoryState) for state in found]
        followed = FOLLOWER.follow(article, reading, candidates, article.published)
        tx.articles.save(article, reading)
        if not followed.again:
            for state in (followed.state, *followed.also):
                tx.stories.save_story(state.story, encode(state), state.keys)
            if followed.revision is not None:
                tx.stories.add_revision(followed.revision)
    return followed


def follow_all(url: str, names: Sequence[str]) -> None:
    """For a process of its own: follows its reports of the one deal."""
    with open_store(url) as store:
        for name in names:
            follow_in(store, outlet(name))


def outlet(name: str) -> tuple[Article, Reading]:
    """One outlet's report of one deal, each with a figure of its own: "o7" gives 107 MW more."""
    number = int(name[1:])
    return report(
        name,
        "JERA and Bechtel to build gas plant in Ohio",
        days=number / 100,
        parties=("JERA", "Bechtel"),
        places=("Ohio", "Portsmouth"),
        sizes=(f"{1000 + 107 * number}MW",),
        project=f"the plant ({name})",
    )
