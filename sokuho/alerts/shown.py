"""What the templates show: a story in words of one language. Templates lay these values out and decide
nothing; `sokuho.alerts.view` makes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: outlet, address (None if not one to link to), and when it was published."""

    outlet: str
    url: str | None
    title: str
    when: str
    language: str


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as we write it, and what it measures."""

    figure: str
    about: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a source and the figures read from it. `also` names outlets that state the same."""

    figures: tuple[Told, ...]
    quote: str
    place: Place
    also: str

    @property
    def figure(self) -> str:
        return self.figures[0].figure


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One line of the table. `amount` None: no source states one. `others` disagree with it."""

    name: str
    sector: str
    amount: str | None
    capacity: str
    companies: str
    location: str
    start: str
    others: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that changed. `old` None where nothing was replaced; `note` then says why it is news."""

    field: str
    old: str | None
    new: str
    note: str
    project: str
    quote: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story for one reader. Empty strings: nothing known. `figure` None: no source states one;
    `figure_text` is how the source wrote it, `equivalent` what it is worth in the reader's own currency."""

    id: str
    title: str
    is_update: bool
    number: int
    figure: str | None
    figure_text: str
    figure_note: str
    equivalent: str
    headline: Quoted | None
    computed: str | None
    programme: Quoted | None
    direction: str
    sectors: str
    what: str
    who: str
    where: str
    stage: str
    start: str
    lead: str
    lead_place: Place | None
    projects: tuple[ProjectLine, ...]
    changes: tuple[ChangeLine, ...]
    quotes: tuple[Quoted, ...]
    conflicts: tuple[Quoted, ...]
    reports: tuple[Place, ...]
    outlets: tuple[Place, ...]
    source: Place | None
    reported: str
