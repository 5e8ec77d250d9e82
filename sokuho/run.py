"""The whole job in one process: poll, read, follow, match, deliver.

once     every due feed is polled, then the bus is drained, then what is due is delivered
forever  the same at the same time: a thread for each worker, the feeds' own intervals, until told
         to stop; each worker then finishes the record in hand and leaves
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog

from consumers.articles import publish_pending
from consumers.deliveries import DeliveryWorker
from sokuho.errors import Retry, SokuhoError
from sokuho.feeds.report import FeedResult
from sokuho.model import Outcome
from sokuho.operations import switching
from sokuho.operations.pruning import prune
from sokuho.pipeline import ARTICLES, DELIVERIES, STORIES, NotPolled, Pipeline
from sokuho.store.switches import ALERTS
from sokuho.worker import Worker

log = structlog.get_logger(__name__)

HOUSEKEEPING = timedelta(hours=6)
#: the feeds are looked at no more often than this, and no less often
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 30.0

Progress = Callable[[str], None]


@dataclass(slots=True)
class Summary:
    """The outcome of one round: counts, and problems by what they concern."""

    polled: int = 0
    not_due: int = 0
    put_off: tuple[str, ...] = ()
    unchanged: int = 0
    new: int = 0
    core: int = 0
    parked: int = 0
    sent: int = 0
    failed: int = 0
    withheld: int = 0
    unknown: int = 0
    waiting: int = 0
    next_due: datetime | None = None
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def mend(self) -> bool:
        """Whether a person must mend something on this machine before all can be told."""
        return "outbox" in self.problems


def once(
    pipeline: Pipeline,
    stop: threading.Event,
    *,
    due_only: bool = True,
    progress: Progress = lambda _: None,
) -> Summary:
    """One whole round over the feeds that are due (or all). Raises ConfigError or TooManyParkedError; what
    was done until then stays done."""
    began = pipeline.clock()
    summary = Summary()
    progress("polling feeds")
    _poll(pipeline, stop, summary, due_only)
    progress("reading articles")
    _drain(pipeline, stop, summary)
    counts = pipeline.store.articles.count(since=began)
    summary.core = counts.get(Outcome.ALERTED, 0) + counts.get(Outcome.JOINED, 0)
    progress("delivering")
    _deliver(pipeline, stop, summary)
    if pause := pipeline.store.switches.paused().get(ALERTS):
        summary.problems[ALERTS] = switching.said(ALERTS, pause)
    for error, count, one in pipeline.store.deliveries.held_up():
        way = pipeline.senders.pick(one).name
        # even if nothing was tried in this round: nobody else will mend an outbox that cannot be written
        summary.problems["outbox" if way == "outbox" else f"{way}, {count} waiting"] = error
    summary.waiting = pipeline.store.deliveries.waiting()
    summary.next_due = pipeline.store.deliveries.next_due()
    return summary


def _poll(pipeline: Pipeline, stop: threading.Event, summary: Summary, due_only: bool) -> None:
    try:
        report = pipeline.poll(stop, due_only=due_only)
    except NotPolled as e:
        summary.problems["feeds"] = str(e)
        return
    summary.polled, summary.put_off = report.polled, report.put_off
    summary.not_due = report.skipped - len(report.put_off)
    summary.unchanged, summary.new = report.unchanged, report.new
    summary.problems |= report.problems


def _drain(pipeline: Pipeline, stop: threading.Event, summary: Summary) -> None:
    """Until both topics are done."""
    publish_pending(pipeline.store, pipeline.bus, pipeline.settings.bus.topics.stories)
    for name in (ARTICLES, STORIES):
        if pipeline.idle(name):
            continue
        worker = pipeline.worker(name, stop)
        try:
            if not worker.drain(partial(pipeline.behind, name)) and not stop.is_set():
                left = pipeline.behind(name)
                summary.problems[name] = f"{left} records wait for another try, or for another worker"
        finally:
            worker.close()
        summary.parked += worker.tally.parked
        if worker.tally.reasons:
            summary.problems[f"{name}, parked"] = worker.tally.reasons[-1]


def _deliver(pipeline: Pipeline, stop: threading.Event, summary: Summary) -> None:
    if not pipeline.store.deliveries.waiting() and not pipeline.store.digests.without_digest():
        return
    told = pipeline.deliver(stop)
    summary.sent, summary.failed, summary.withheld = told.sent, told.failed, told.withheld
    summary.unknown = told.unknown
    summary.problems |= told.problems


def _tell(result: FeedResult) -> None:
    counts = {"entries": result.entries, "new": result.published, "baseline": result.baseline}
    log.info("polled", feed=result.name, status=result.status, error=result.error, **counts)
    for happened in result.events:
        log.warning("feed_event", feed=happened.feed, kind=happened.kind, detail=happened.detail)


class Running:
    """The workers of `forever`, each in a thread; the first error stops all."""

    def __init__(self, pipeline: Pipeline, stop: threading.Event) -> None:
        self._pipeline, self._stop = pipeline, stop
        self._deliveries: DeliveryWorker = pipeline.delivery_worker(stop)
        self._workers: list[Worker] = [
            pipeline.worker(ARTICLES, stop),
            pipeline.worker(STORIES, stop, wrote=self._deliveries.wake),
        ]
        self._threads: list[threading.Thread] = []
        self._error: BaseException | None = None

    def forever(self) -> None:
        """Until `stop` is set. Raises what stopped a worker."""
        for what, pause in self._pipeline.store.switches.paused().items():
            log.warning("paused", note=switching.said(what, pause))
        for worker in self._workers:
            self._start(worker.name, worker.run)
        self._start(DELIVERIES, self._deliveries.run)
        try:
            self._poll_on()
        finally:
            self._stop.set()
            self.wake()
            for thread in self._threads:
                thread.join()
            self._deliveries.close()
        if self._error is not None:
            raise self._error

    def wake(self) -> None:
        """`stop` was set: end what waits."""
        for worker in self._workers:
            worker.wake()
        self._deliveries.wake()

    def _start(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._guarded, args=(name, work), name=name)
        self._threads.append(thread)
        thread.start()

    def _guarded(self, name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as e:
            if not isinstance(e, SokuhoError):
                log.error("worker_died", worker=name, exc_info=e)
            self._error = self._error or e
            self._stop.set()
            self.wake()

    def _poll_on(self) -> None:
        topic = self._pipeline.settings.bus.topics.stories
        cleaned: datetime | None = None
        while not self._stop.is_set():
            try:
                publish_pending(self._pipeline.store, self._pipeline.bus, topic)
                self._pipeline.poll(self._stop, progress=_tell)
                now = self._pipeline.clock()
                if cleaned is None or now - cleaned >= HOUSEKEEPING:
                    prune(self._pipeline)
                    cleaned = now
            except NotPolled as e:
                log.debug("polling_left_to_another", why=str(e))
            except Retry as e:
                log.warning("polling_waits", error=str(e))
            self._stop.wait(self._until_due())

    def _until_due(self) -> float:
        try:
            due = self._pipeline.next_poll()
        except Retry as e:
            log.warning("polling_waits", error=str(e))
            return LONGEST_WAIT
        seconds = (due - self._pipeline.clock()).total_seconds() if due else LONGEST_WAIT
        return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)
