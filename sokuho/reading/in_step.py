"""Jobs that are cut into steps, so that many can be done together."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import zip_longest
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[None, None, T]


def in_step(jobs: Sequence[Steps[T]]) -> list[T]:
    """What several jobs return, each taken one step further in turn.

    Reading one article runs through more code than the processor's caches hold, so every step would find
    them cold. Where many articles take the same step one after the other, only the first does.
    """
    ended: dict[int, T] = {}

    def run(at: int, job: Steps[T]) -> Steps[None]:
        ended[at] = yield from job

    for _ in zip_longest(*(run(at, job) for at, job in enumerate(jobs))):
        pass
    return [ended[at] for at in range(len(jobs))]


def at_once(job: Steps[T]) -> T:
    return in_step([job])[0]
