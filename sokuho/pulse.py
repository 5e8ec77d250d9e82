"""Whether a loop still turns, and what keeps it from its work: written by the loop, read from any thread."""

from __future__ import annotations

import time


class Pulse:
    """`trouble` says in words why no work is done; None while it is."""

    def __init__(self) -> None:
        self.trouble: str | None = "starting"
        self._beat = time.monotonic()

    def beat(self, trouble: str | None = None) -> None:
        """The loop turned once; with `trouble`, in vain."""
        self.trouble, self._beat = trouble, time.monotonic()

    @property
    def seconds_still(self) -> float:
        """For how long the loop has not turned."""
        return time.monotonic() - self._beat
