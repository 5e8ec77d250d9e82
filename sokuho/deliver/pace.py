"""Not faster than a provider likes: one call each so many seconds, by channel."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Pace:
    """Calls for one channel are at least `seconds` apart. Safe for several threads."""

    def __init__(
        self,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds, self._clock, self._sleep = seconds, clock, sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, channel: str) -> None:
        """Returns when it is this call's turn."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(channel, now))
            self._next[channel] = turn + self._seconds
        if turn > now:
            self._sleep(turn - now)
