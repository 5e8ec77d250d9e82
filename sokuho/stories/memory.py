"""Stories held in memory: the index that `sokuho follow FILE` and the tests use instead of a store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from sokuho.model import Article, Reading, Relevance
from sokuho.stories.follow import Follower
from sokuho.stories.state import Followed, StoryState

_PER_KEY = 50


class Memory:
    """Candidates by key, as the store finds them: those that share most keys, then the latest."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower
        self.states: dict[str, StoryState] = {}
        self._stories: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def follow(self, article: Article, reading: Reading, now: datetime) -> Followed | None:
        """Follows one report and remembers the outcome; None for one that is off topic."""
        keys = self.follower.keys(article, reading)
        found = self.candidates(keys, article.published - self.follower.window)
        core = reading.relevance is Relevance.CORE
        follow = self.follower.follow if core else self.follower.recognise
        followed = follow(article, reading, found, now)
        if followed and not followed.again:
            for state in (followed.state, *followed.also):
                self.save(state)
        return followed

    def candidates(self, keys: Iterable[str], since: datetime) -> list[StoryState]:
        """At most `follower.limit` states whose last report is not older than `since`."""
        counts = Counter(s for key in keys for s in list(self._stories.get(key, ()))[-_PER_KEY:])
        fresh = [(n, self.states[s]) for s, n in counts.items() if self.states[s].known.published >= since]
        fresh.sort(key=lambda found: (-found[0], -found[1].known.published.timestamp()))
        return [state for _, state in fresh[: self.follower.limit]]

    def save(self, state: StoryState) -> None:
        """Keeps a state and indexes its keys, each key's latest story last."""
        old = self.states.get(state.story.id)
        for key in set(old.keys if old else ()) - set(state.keys):
            self._stories[key].pop(state.story.id, None)
        for key in state.keys:
            self._stories[key].pop(state.story.id, None)
            self._stories[key][state.story.id] = None
        self.states[state.story.id] = state
