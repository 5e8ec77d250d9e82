"""A report next to the story that it joins: what is compared to find what is new."""

from __future__ import annotations

from dataclasses import dataclass

from sokuho.model import Article, Reading, Source, StoryProject
from sokuho.stories import quotes
from sokuho.stories.state import Facts, StoryState

LEAD = 2  # sentences below the title in which news of a known story stands


@dataclass(frozen=True, slots=True)
class Told:
    """A report next to the story it joins. `keys`: the story's key of each project of the reading;
    `stage`: the one that it tells as news; `days`: how old the story is; `roundup`: the report tells of
    other stories too; `elsewhere`: the leads of other stories that it mentions."""

    article: Article
    reading: Reading
    facts: Facts
    source: Source
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


def by_key(state: StoryState, key: str | None) -> StoryProject | None:
    """The project of a story that has this key."""
    return next((p for p in state.story.projects if p.key == key), None)
