"""Same story? What is new? One report against the stories that could be its own.

    follower = load_follower(home)                                # sokuho/following.py; <= 0.1 s
    keys = follower.keys(article, reading)                        # selective, at most `rules.max_keys`
    found = store.candidates(keys, since=article.published - follower.window, limit=follower.limit)
    found = [memories.state(data) for data in found]              # stories/candidates.py
    followed = follower.follow(article, reading, found, now)      # pure; in the same write transaction
    store.save_story(followed.state.story, encode(followed.state), followed.state.keys)  # unless .again
    for other in followed.also: store.save_story(other.story, encode(other), other.keys)

Core readings are followed; others only where `recognise` finds the story that they go on with. The caller
gives each candidate once; their order does not matter.
Candidates are the stories that share most keys first, then the latest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sokuho.model import Article, Novelty, Reading
from sokuho.stories import facts, keys, match, merge, revised
from sokuho.stories.candidates import Candidate
from sokuho.stories.rules import Rules
from sokuho.stories.state import Facts, Followed

#: as many articles as are worked on together
REMEMBERED = 256
#: evidence of whom a report is about, or that it is a copy: places and figures alone recognise no story
WHO = {"lead", "party", "name", "copy_of", "same_title"}


class Follower:
    """Decides with given rules. One may serve all threads: it only remembers the facts gathered of the
    latest articles, whose keys are asked for before they are followed."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._recent: dict[str, tuple[Article, Reading, Facts]] = {}

    @property
    def window(self) -> timedelta:
        """How far back a story's last report may lie for the story to be a candidate."""
        return timedelta(days=self.rules.window_days)

    @property
    def limit(self) -> int:
        """How many candidates are worth looking at."""
        return self.rules.max_candidates

    def least(self, article: Article, reading: Reading) -> int:
        """How many things that keys say an article that is not core shares with a story that it goes on with,
        at least: ministries, which are no keys, may make up for all but one."""
        public = self.rules.common_parties.intersection(self._facts(article, reading).parties)
        return max(1, self.rules.recognise_shared - len(public))

    def keys(self, article: Article, reading: Reading) -> frozenset[str]:
        """The keys under which stories that may be the report's own are found."""
        return keys.keys(self._facts(article, reading), self.rules)

    def follow(
        self, article: Article, reading: Reading, candidates: Sequence[Candidate], now: datetime
    ) -> Followed:
        """Joins the report to one of `candidates`, or opens a story. `now` dates the revision."""
        recorded = merge.recorded(article.id, candidates)
        if recorded:
            return recorded
        report = self._facts(article, reading)
        reading = revised.settle(article, reading, self.rules)
        found = match.choose(report, candidates, self.rules)
        if found.story is None:
            state, revision = merge.open_story(article, reading, report, self.rules, now)
            return Followed(state, Novelty.NEW, (), revision, (), False, found.reason)
        return self._join(found, article, reading, report, now)

    def recognise(
        self, article: Article, reading: Reading, candidates: Sequence[Candidate], now: datetime
    ) -> Followed | None:
        """Joins an article that was not read as core by itself, where it plainly goes on with a story that
        is known ("Too expensive: why SoftBank walked away"). None where it is off topic after all."""
        recorded = merge.recorded(article.id, candidates)
        if recorded:
            return recorded
        enough = self.rules.recognise_threshold
        if self.rules.words.market.search(article.title):
            enough += self.rules.market_more
        report, own = self._facts(article, reading), self.keys(article, reading)
        if all(self._in_common(report, own, c) < self.rules.recognise_shared for c in candidates):
            return None
        found = match.choose(report, candidates, self.rules, enough)
        if found.story is None or not found.kinds & WHO:
            return None
        return self._join(found, article, reading, report, now)

    def _in_common(self, report: Facts, own: frozenset[str], story: Candidate) -> int:
        """How many things report and story share. A ministry finds no story, for it is in too many, yet
        beside another thing it is one more."""
        public = self.rules.common_parties.intersection(report.parties, story.known.parties)
        return keys.in_common(own, story.keys) + len(public)

    def _facts(self, article: Article, reading: Reading) -> Facts:
        """Gathered once for `keys` and what follows it."""
        found = self._recent.get(article.id)
        if found is None or found[0] is not article or found[1] is not reading:
            settled = revised.settle(article, reading, self.rules)
            if len(self._recent) >= REMEMBERED:
                self._recent.clear()
            found = (article, reading, facts.gather(article, settled, self.rules))
            self._recent[article.id] = found
        return found[2]

    def _join(
        self, found: match.Found, article: Article, reading: Reading, report: Facts, now: datetime
    ) -> Followed:
        assert found.story
        others = tuple(other.whole for other in found.others)
        joined = merge.join(found.story.whole, article, reading, report, self.rules, now, others)
        also = tuple(merge.mention(other, article, self.rules) for other in others)
        return replace(joined, also=also, reason=found.reason)
