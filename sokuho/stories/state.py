"""What the follower remembers of a story, and what it answers about a report.

Both are frozen and survive `sokuho.codec`: the store keeps `encode(state)` as bytes and needs to look
at `state.story` and `state.keys` only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sokuho.codec import decode
from sokuho.model import Change, Figure, Novelty, Number, Revision, Story


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
    area sqm, chips GPUs."""

    kind: str
    value: float
    digits: int
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One report, or everything a story knows, reduced to what joining and comparing need.

    `parties` and `places` are canonical and folded; `sites` are the places that a title or a project's
    location names. `leads` are the parties that the title or a project
    names, `titled` those that the title names. `names` are telling words of project names, `front` those
    parties and names that stand in the title or the sentences below it. `sketch` holds
    the smallest hashes of the text's shingles: the share two sketches have in common estimates how much
    of the text is the same. `years` are years to come that the text gives for whatever reason.
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
    sketch: tuple[int, ...] = ()
    countries: dict[str, str] = field(default_factory=dict)  # of parties, as far as they are known


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


class Memories:
    """States kept decoded, the latest of each story, of so many stories: those of the day are candidates of
    one report after the other, and reading a state takes longer than weighing it. Used from one thread."""

    def __init__(self, most: int = 32) -> None:  # a much told story takes a megabyte
        self._most = most
        self._data: dict[str, bytes] = {}
        self._states: dict[bytes, StoryState] = {}

    def state(self, data: bytes) -> StoryState:
        """The state that `encode` wrote. Raises Reject."""
        state = self._states.get(data) or decode(data, StoryState)
        self.keep(data, state)
        return state

    def keep(self, data: bytes, state: StoryState) -> None:
        """`data` is the state as written; what was kept of the story before goes."""
        self._forget(state.story.id)
        self._data[state.story.id] = data
        self._states[data] = state
        if len(self._data) > self._most:
            self._forget(next(iter(self._data)))

    def _forget(self, story: str) -> None:
        if story in self._data:
            del self._states[self._data.pop(story)]


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
