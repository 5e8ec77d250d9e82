"""One time for many machines: the database server's.

A machine whose clock is wrong, or jumps, would take over what others hold and put off for a day what should
wait for a minute. So workers on PostgreSQL ask its server for the time, once a minute, and count on from
there by their machine's steady clock, which does not jump.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from sokuho.errors import SokuhoError

log = structlog.get_logger(__name__)

FRESH_SECONDS = 60.0
#: a machine's clock may differ by so much from the server's before anybody is told
TOLERANCE = timedelta(seconds=5)


def utc_now() -> datetime:
    return datetime.now(UTC)


def steady_seconds() -> float:
    """Seconds by a clock that does not jump and, where the system has one, goes on while it sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class ServerClock:
    """Called, gives the time. `ask` asks the server; while it does not answer, the time is counted on; while
    it never did, the machine's own has to do. Safe to use from several threads."""

    def __init__(
        self,
        ask: Callable[[], datetime],
        steady: Callable[[], float] = steady_seconds,
        local: Callable[[], datetime] = utc_now,
    ) -> None:
        self._ask, self._steady, self._local = ask, steady, local
        self._lock = threading.Lock()
        self._told: tuple[datetime, float] | None = None
        self._asked = float("-inf")
        self._differs = False

    def __call__(self) -> datetime:
        with self._lock:
            if self._told is None or self._steady() - self._asked >= FRESH_SECONDS:
                self._look()
            return self._counted() or self._local()

    def _counted(self) -> datetime | None:
        if self._told is None:
            return None
        told, at = self._told
        return told + timedelta(seconds=self._steady() - at)

    def _look(self) -> None:
        self._asked = self._steady()
        try:
            told = self._ask()
        except SokuhoError:
            return  # whoever needs the server for more than its time will say so
        before, self._told = self._counted(), (told, self._steady())
        if before is not None and abs(told - before) > TOLERANCE:
            log.warning("the_stores_clock_jumped", seconds=_seconds(told - before))
        behind = told - self._local()
        if (abs(behind) > TOLERANCE) is not self._differs:
            self._differs = not self._differs
            note = "the store's time counts; set this machine's clock" if self._differs else "mended"
            log.warning("this_clock_is_wrong", slow_by_seconds=_seconds(behind), note=note)


def _seconds(span: timedelta) -> float:
    return round(span.total_seconds(), 1)
