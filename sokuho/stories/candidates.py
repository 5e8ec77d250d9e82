"""Stories that a report may be of, decoded as far as it takes to compare them.

A story keeps every figure, quotation and source of its reports. Comparing asks for the facts alone, and of
six candidates one is joined at most: so the rest of it is read when it is joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

from sokuho.codec import from_plain, opened
from sokuho.stories.state import Facts, StoryState, Text


class Candidate(Protocol):
    """A story that a report is compared with: a `StoryState`, or one that is still in the store's form.
    `texts` are of its first and latest reports, as `recent` is."""

    @property
    def id(self) -> str: ...
    @property
    def opened(self) -> datetime: ...
    @property
    def updated(self) -> datetime: ...
    @property
    def keys(self) -> tuple[str, ...]: ...
    @property
    def barred(self) -> tuple[str, ...]: ...
    @property
    def known(self) -> Facts: ...
    @property
    def recent(self) -> tuple[Facts, ...]: ...
    @property
    def texts(self) -> Sequence[Text]: ...

    @property
    def whole(self) -> StoryState: ...

    def holds(self, article: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Text:
    lang: str
    title: str
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    article_id: str


@dataclass(frozen=True, slots=True)
class _Report:
    source: _Source
    mention: bool = False


@dataclass(frozen=True, slots=True)
class _Story:
    id: str
    opened: datetime
    updated: datetime
    reports: tuple[_Report, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """Of a `StoryState` what comparing asks for."""

    story: _Story
    keys: tuple[str, ...]
    known: Facts
    recent: tuple[_Text, ...]
    barred: tuple[str, ...] = ()


class Stored:
    """A story's state as `encode` wrote it. Raises Reject where it does not read, also later, by `recent`
    and `whole`."""

    def __init__(self, data: bytes) -> None:
        self._plain = opened(data, StoryState)
        told = from_plain(self._plain, _Compared)
        self.id, self.opened, self.updated = told.story.id, told.story.opened, told.story.updated
        self.keys, self.barred, self.known = told.keys, told.barred, told.known
        self.texts: Sequence[Text] = told.recent
        self._own = {report.source.article_id for report in told.story.reports if not report.mention}

    @cached_property
    def recent(self) -> tuple[Facts, ...]:
        return tuple(from_plain(facts, Facts) for facts in self._plain["recent"])

    def holds(self, article: str) -> bool:
        return article in self._own

    @cached_property
    def whole(self) -> StoryState:
        return from_plain(self._plain, StoryState)


class Memories:
    """States kept decoded, the latest of each story, of so many stories: those of the day are candidates of
    one report after the other. Used from one thread."""

    def __init__(self, most: int = 32) -> None:  # a much told story takes a megabyte
        self._most = most
        self._data: dict[str, bytes] = {}
        self._states: dict[bytes, Candidate] = {}

    def state(self, data: bytes) -> Candidate:
        """The state that `encode` wrote. Raises Reject."""
        state = self._states.get(data) or Stored(data)
        self.keep(data, state)
        return state

    def keep(self, data: bytes, state: Candidate) -> None:
        """`data` is the state as written; what was kept of the story before goes."""
        self._forget(state.id)
        self._data[state.id] = data
        self._states[data] = state
        if len(self._data) > self._most:
            self._forget(next(iter(self._data)))

    def _forget(self, story: str) -> None:
        if story in self._data:
            del self._states[self._data.pop(story)]
