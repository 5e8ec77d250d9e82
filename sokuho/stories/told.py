"""A report next to the story that it joins: what is compared to find what is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sokuho.model import Article, Reading, Source, StoryProject
from sokuho.stories import projects, quotes, stages
from sokuho.stories.alike import shared
from sokuho.stories.rules import Rules
from sokuho.stories.state import Facts, StoryState

LEAD = 2  # sentences below the title in which news of a known story stands


@dataclass(frozen=True, slots=True)
class Told:
    """A report next to the story it joins. `projects`: the story's with the report's own added, and `keys`
    the key of each project of the reading among them; `stage`: the one that it tells as news; `days`: how
    old the story is; `roundup`: the report tells of other stories too; `elsewhere`: the leads of other
    stories that it mentions."""

    article: Article
    reading: Reading
    facts: Facts
    source: Source
    projects: tuple[StoryProject, ...]
    keys: dict[int, str]
    stage: str | None
    days: float
    roundup: bool = False
    elsewhere: tuple[str, ...] = ()

    @property
    def lead(self) -> int:
        return quotes.lead(self.article.body, self.article.title, LEAD)

    @property
    def first(self) -> int:
        return quotes.lead(self.article.body, self.article.title, 1)


def next_to(
    state: StoryState,
    article: Article,
    reading: Reading,
    report: Facts,
    rules: Rules,
    others: Sequence[StoryState] = (),
) -> Told:
    """The report next to a story; `others` are stories that it tells of too."""
    source = source_of(article, rules)
    known, keys = projects.add(state.story.projects, article, reading, source, rules)
    # what opens a story need not tell its stage as news
    stage = stages.told(article, reading, rules) if state.story.reports else reading.stage
    if state.story.stage == "cancelled" and stage in (None, "cancelled"):
        stage = stages.revived(article, rules) or stage
    days = (article.published - state.opened).total_seconds() / 86400
    elsewhere = tuple(lead for other in others for lead in other.known.leads)
    roundup = _is_roundup(report, state, others)
    return Told(article, reading, report, source, known, keys, stage, days, roundup, elsewhere)


def source_of(article: Article, rules: Rules) -> Source:
    host = urlsplit(article.url).hostname or ""
    outlet = article.source.casefold()
    official = host.endswith(rules.official.hosts) or outlet.startswith(rules.official.outlets)
    return Source(
        article.id, article.source, article.url, article.title, article.lang, article.published, official
    )


def by_key(state: StoryState, key: str | None) -> StoryProject | None:
    """The project of a story that has this key."""
    return next((p for p in state.story.projects if p.key == key), None)


def _is_roundup(report: Facts, state: StoryState, others: Sequence[StoryState]) -> bool:
    """Whether a report tells of other stories in its title or the sentences below it, and not as background
    further down."""
    strange = [n for n in report.front if not shared((n,), state.known.parties)]
    return any(shared(strange, other.known.leads) for other in others)
