"""One worker alone, as `sokuho work` and `python -m consumers.articles` run it: with metrics, and patient.

A store or broker that is away when it starts is waited for, as one that goes away later is.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

import structlog

from consumers.deliveries import DeliveryWorker
from sokuho.errors import Retry
from sokuho.pipeline import DELIVERIES, Pipeline, open_pipeline
from sokuho.settings import Settings
from sokuho.worker import Worker

if TYPE_CHECKING:
    from sokuho.metrics import Counts

log = structlog.get_logger(__name__)

#: seconds between tries to open what is away, doubled each time up to the second
FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0


_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def share_one_arena() -> None:
    """Lets all threads take memory from one place. glibc gives each one of its own, and none gives back what
    it once held, though one thread does nearly all of a worker's work: six of 156 MB. Without glibc nothing
    changes."""
    try:
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
    except (OSError, AttributeError, TypeError):
        log.debug("threads keep memory of their own")


def work(
    conf: Settings,
    name: str,
    stop: threading.Event,
    hear: Callable[[Callable[[], None]], None],
    metrics_port: int | None = None,
) -> None:
    """Until `stop` is set. `hear` is given what wakes the worker then. Raises ConfigError,
    TooManyParkedError."""
    share_one_arena()
    with ExitStack() as stack:
        pipeline = _patiently(conf, stop, stack)
        if pipeline is None:
            return
        worker: Worker | DeliveryWorker
        if name == DELIVERIES:
            worker = deliverer = pipeline.delivery_worker(stop)
            counts: Counts = deliverer.told
        else:
            worker = reader = pipeline.worker(name, stop)
            counts = reader.tally
        hear(worker.wake)
        port = conf.metrics_port if metrics_port is None else metrics_port
        if port is not None:
            from sokuho.metrics import Watched, serving

            watched = Watched(
                name,
                counts,
                worker.pulse,
                lambda: pipeline.lag(name),
                lambda: pipeline.store.deliveries.count() if name == DELIVERIES else {},
            )
            worker.took = watched.took
            port = stack.enter_context(serving(watched, conf.metrics_host, port))
            print(f"sokuho: metrics at http://{conf.metrics_host}:{port}/metrics", file=sys.stderr)
        print(f"sokuho: {name} working; Ctrl-C stops after what is in hand", file=sys.stderr, flush=True)
        worker.run()


def _patiently(conf: Settings, stop: threading.Event, stack: ExitStack) -> Pipeline | None:
    """The pipeline, as soon as its store can be reached; None when told to stop before."""
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            return stack.enter_context(open_pipeline(conf))
        except Retry as e:
            log.warning("not_yet", error=str(e), again_in=wait)
            stop.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)
    return None
