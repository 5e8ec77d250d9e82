"""Threads for asking many servers at once."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Self


class Crew:
    """Threads that are left behind, not waited for, when the round is broken off: one of them may hang on
    a server for as long as its deadline allows."""

    def __init__(self, size: int) -> None:
        self.dismissed = False
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads = [Thread(target=self._work, daemon=True, name="feeds") for _ in range(size)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.dismissed = True
        for _ in self._threads:
            self._jobs.put(None)

    def do(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
