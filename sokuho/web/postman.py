"""Beside the pages: what sends their letters, and forgets them in time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from sokuho.errors import SokuhoError
from sokuho.store import Store
from sokuho.web.letters import KINDS

if TYPE_CHECKING:
    from consumers.deliveries import DeliveryWorker

log = structlog.get_logger(__name__)

#: how long letters and providers' events are kept: nobody needs them later, and they are about people
KEEP = timedelta(days=90)
SWEEP_SECONDS = 30.0
#: how often letters are looked for that other processes wrote
LOOK_SECONDS = 2.0


class Postman:
    """Sends the pages' letters, whether or not `sokuho run` is at work; both may be."""

    def __init__(self, store: Store, worker: DeliveryWorker, clock: Callable[[], datetime]) -> None:
        self._store, self._worker, self._clock = store, worker, clock
        self._stop, self._woken = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="letters")

    def __enter__(self) -> Postman:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._woken.set()
        self._thread.join()
        self._worker.close()

    def wake(self) -> None:
        """A letter was written; from any thread."""
        self._woken.set()

    def _run(self) -> None:
        swept: datetime | None = None
        while not self._stop.is_set():
            self._woken.clear()
            try:
                now = self._clock()
                if swept is None or abs((now - swept).total_seconds()) >= SWEEP_SECONDS:
                    self._sweep(now)
                    swept = now
                for kind in KINDS:
                    while not self._stop.is_set() and self._worker.round(kind):
                        pass
            except SokuhoError as e:  # tried again; the log says what a person must mend
                log.warning("letters_wait", error=str(e))
            except Exception as e:
                log.error("letters_wait", exc_info=e)
            self._woken.wait(LOOK_SECONDS)

    def _sweep(self, now: datetime) -> None:
        self._worker.sweep()
        self._store.provider_events.settle(now)
        self._store.letters.forget(now - KEEP)
        self._store.provider_events.forget(now - KEEP)
