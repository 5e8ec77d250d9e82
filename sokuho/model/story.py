"""What a story knows, and what is published when it changes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sokuho.model.reading import Capacity, Money, Party
from sokuho.model.value import value


class Novelty(StrEnum):
    NEW = "new"
    UPDATE = "update"
    REPEAT = "repeat"
    OFF_TOPIC = "off_topic"


@value
class Source:
    """Where a figure or a report stands. `official`: the outlet is a party or an authority itself."""

    article_id: str
    outlet: str
    url: str
    title: str
    lang: str
    published: datetime
    official: bool = False


@value
class Figure:
    """A figure that a reader is shown: the value, its sentence, and where that stands. `also`: further
    sources that state the same value."""

    money: Money
    quote: str
    source: Source
    also: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.source, *self.also


@value
class Measure:
    """A capacity with its sentence and source, and further sources that state the same."""

    capacity: Capacity
    quote: str
    source: Source
    also: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.source, *self.also


@value
class StoryProject:
    """One investment of a story. The first of `amounts` and `capacity` is the one shown; figures that
    disagree with it follow, they are never averaged. `names` and `location` by language ("en", "ja")."""

    key: str
    names: dict[str, str]
    sector: str
    location: dict[str, str]
    amounts: tuple[Figure, ...] = ()
    capacity: tuple[Measure, ...] = ()
    parties: tuple[Party, ...] = ()
    start: str | None = None


@value
class Report:
    """One article's part in a story. `mention`: the article is of another story (a round-up) and only
    speaks of this one too."""

    source: Source
    novelty: Novelty
    changed: tuple[str, ...] = ()
    mention: bool = False


@value
class Story:
    """What all reports of one deal say together. `number` counts its revisions from 1.

    `computed_total` is the sum of the projects' shown amounts, given only where no source states a
    total: readers see it marked as computed. `titles` by language.
    """

    id: str
    number: int
    topic: str
    titles: dict[str, str]
    opened: datetime
    updated: datetime
    direction: str | None
    sectors: tuple[str, ...]
    stage: str | None
    headline: Figure | None
    programme_total: Figure | None
    computed_total: Money | None
    projects: tuple[StoryProject, ...]
    parties: tuple[Party, ...]
    reports: tuple[Report, ...]
    lead: str = ""  # the sentence that opens the alert, quoted from `reports[0]`
    muted: bool = False
    merged_into: str | None = None  # the story that a person merged this one into


@value
class Change:
    """One thing that a report changed. `field`: amount, capacity, stage, party, location or start.

    `old` and `new` are short texts as a source wrote them (a stage's key for "stage"); `old` is None
    for a first value. `project` names the project's key where there is one.
    """

    field: str
    old: str | None
    new: str
    project: str | None = None
    quote: str | None = None
    source: Source | None = None


@value
class Revision:
    """A story at the moment it became new or changed: what is published on `sokuho.stories`.

    Everything an alert shows is in here, so that rendering needs no look-up.
    """

    story: Story
    novelty: Novelty
    changes: tuple[Change, ...]
    article_id: str
    at: datetime

    @property
    def id(self) -> str:
        return f"{self.story.id}.{self.story.number}"
