"""What the follower remembers of a story, and what it answers about a report.

Both are frozen and survive `sokuho.codec`: the store keeps `encode(state)` as bytes and needs to look
at `state.story` and `state.keys` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sokuho.model import Change, Figure, Novelty, Number, Report, Revision, Story

MAIN = ("headline", "project")  # ranks of a deal's own figures


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure reduced to what comparing needs. `usd` is its value at the reference rate of the day;
    `high` the upper end of a range, else equal to `value`; `rank` headline, project, programme, superseded
    (what the figure was before) or other. `front`: given in the title or the sentences below it.
    `digits`: significant digits as written, the measure of how telling and how exact it is. `sector`: of
    the project that it belongs to."""

    currency: str
    value: Number
    high: Number
    usd: float
    digits: int
    qualifier: str
    rank: str
    text: str
    sector: str | None = None
    front: bool = True


@dataclass(frozen=True, slots=True)
class Size:
    """A capacity in the base unit of its kind: power MW, energy MWh, lng mtpa, gas bcfd, oil bpd,
    area sqm, chips GPUs. Of a range `low` is the lower end."""

    kind: str
    value: float
    digits: int
    text: str
    low: float | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One report, or everything a story knows, reduced to what joining and comparing need.

    `parties` and `places` are canonical and folded; `sites` are the places that a title or a project's
    location names. `leads` are the parties that the title or a project
    names, `titled` those that the title names. `names` are telling words of project names, `front` those
    parties and names that stand in the title or the sentences below it. `sketch` holds
    the smallest hashes of the text's shingles: the share two sketches have in common estimates how much
    of the text is the same. `another`: it is told as one more of its company's. `years` are years to come
    that the text gives for whatever reason.
    """

    article: str
    published: datetime
    lang: str
    title: str
    parties: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    sizes: tuple[Size, ...] = ()
    starts: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    front: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    direction: str | None = None
    stage: str | None = None
    round: int | None = None
    another: bool = False
    sketch: tuple[int, ...] = ()
    countries: dict[str, str] = field(default_factory=dict)  # of parties, as far as they are known


class Text(Protocol):
    """What tells a copy of a report."""

    @property
    def lang(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def sketch(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class StoryState:
    """A story with the follower's own memory of it.

    `keys` are those to index it by. `known` is the union of its reports' facts; `recent` the facts of
    its first and latest reports. `headlines` and `programmes`: every figure given as the story's own and
    as its programme's. `pinned`: articles that a person put here; `barred`: articles and
    stories that a person took out of here; `merged`: ids of stories that were merged into this one.
    """

    story: Story
    keys: tuple[str, ...]
    known: Facts
    recent: tuple[Facts, ...]
    headlines: tuple[Figure, ...] = ()
    programmes: tuple[Figure, ...] = ()
    pinned: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()

    # What comparing asks of a candidate, which need not be decoded as a whole (`candidates.Candidate`).

    @property
    def id(self) -> str:
        return self.story.id

    @property
    def opened(self) -> datetime:
        return self.story.opened

    @property
    def updated(self) -> datetime:
        return self.story.updated

    @property
    def texts(self) -> Sequence[Text]:
        return self.recent

    def holds(self, article: str) -> bool:
        """Whether the article is one of the story's own."""
        return any(r.source.article_id == article for r in self.own)

    @property
    def whole(self) -> StoryState:
        return self

    @property
    def own(self) -> list[Report]:
        """The reports of this story, without those of others that mention it."""
        return [r for r in self.story.reports if not r.mention]


@dataclass(frozen=True, slots=True)
class Followed:
    """What following a report came to.

    `state` is to be saved (as `state.story`, `encode(state)`, `state.keys`), and so is each of `also`:
    other stories that now list the report as a source without being changed by it (a round-up).
    `revision` is to be published; None for a repeat. `again`: this very report was followed before;
    the answer is the recorded one, and nothing needs to be saved. `reason` says in words why the
    report joined the story or opened one.
    """

    state: StoryState
    novelty: Novelty
    changes: tuple[Change, ...]
    revision: Revision | None
    also: tuple[StoryState, ...] = ()
    again: bool = False
    reason: str = ""
    changed: tuple[str, ...] = ()  # the fields of `changes`, each once; recorded, where followed again
