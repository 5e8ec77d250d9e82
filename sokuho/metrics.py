"""What a worker does, for Prometheus, and whether it is well: a port of its own.

    GET /metrics        handled, parked, retried, seconds a message, lag, deliveries by state
    GET /health/live    200 while the loop turns; 503: start it anew
    GET /health/ready   200 while it works; 503 and why: bus or store are away, or it is starting

What needs the bus or the store is asked when somebody looks, at most every few seconds.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

import structlog
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from sokuho.bus import Lag
from sokuho.errors import ConfigError, SokuhoError
from sokuho.pulse import Pulse

log = structlog.get_logger(__name__)

#: lag and deliveries are looked up no more often than this (seconds)
FRESH_SECONDS = 5.0
#: a loop that has not turned for so long hangs: a poll waits 5 s, a batch takes less than a second, and
#: what waits for a store that is locked or a provider that is silent ends by itself within a minute
HANGS_SECONDS = 180.0
BUCKETS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Counts(Protocol):
    """`worker.Tally`, or what is like it."""

    @property
    def handled(self) -> int: ...
    @property
    def parked(self) -> int: ...
    @property
    def retried(self) -> int: ...


class Watched(Collector):
    """The figures of one worker. Prometheus may ask from any thread."""

    def __init__(
        self,
        worker: str,
        counts: Counts,
        pulse: Pulse,
        lag: Callable[[], list[Lag]],
        deliveries: Callable[[], Mapping[str, int]],
    ) -> None:
        self.worker, self.pulse = worker, pulse
        self._counts, self._lag, self._deliveries = counts, lag, deliveries
        self._lock = threading.Lock()
        self._looked: tuple[float, list[Metric]] = (float("-inf"), [])
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "sokuho_message_seconds",
            "Seconds of work for a message",
            ["worker"],
            buckets=BUCKETS,
            registry=self.registry,
        ).labels(worker)
        self.registry.register(self)
        ProcessCollector(registry=self.registry)

    def took(self, count: int, seconds: float) -> None:
        """So many messages were handled in so many seconds."""
        for _ in range(count):
            self._seconds.observe(seconds / count)

    def collect(self) -> Iterator[Metric]:
        for name, value, what in (
            ("sokuho_handled", self._counts.handled, "Messages whose work was done"),
            ("sokuho_parked", self._counts.parked, "Messages put aside"),
            ("sokuho_retried", self._counts.retried, "Messages to be tried again"),
        ):
            counter = CounterMetricFamily(name, what, labels=["worker"])
            counter.add_metric([self.worker], value)
            yield counter
        ready = GaugeMetricFamily("sokuho_ready", "1 while bus and store are there", labels=["worker"])
        ready.add_metric([self.worker], float(self.pulse.trouble is None))
        yield ready
        with self._lock:  # one look for all who ask at once
            if time.monotonic() - self._looked[0] > FRESH_SECONDS:
                self._looked = (time.monotonic(), self._look())
        yield from self._looked[1]

    def _look(self) -> list[Metric]:
        """What the bus and the store say; nothing while they are away, so that nobody takes it for zero."""
        lag = GaugeMetricFamily("sokuho_lag", "Records not done", labels=["group", "topic", "partition"])
        rows = GaugeMetricFamily("sokuho_deliveries", "Rows of the table deliveries", labels=["state"])
        try:
            for each in self._lag():
                lag.add_metric([each.group, each.topic, str(each.partition)], each.behind)
            for state, count in self._deliveries().items():
                rows.add_metric([str(state)], count)
        except SokuhoError as e:
            log.warning("metrics_incomplete", worker=self.worker, error=str(e))
            return []
        return [lag, rows]


@contextmanager
def serving(watched: Watched, host: str, port: int) -> Iterator[int]:
    """Serve it while within; gives the port (of 0: a free one). Raises ConfigError where it is taken."""
    try:
        server = ThreadingHTTPServer((host, port), _handler(watched))
    except OSError as e:
        raise ConfigError(
            f"metrics cannot be served at {host}:{port} ({e.strerror}): choose another --metrics-port"
        ) from e
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="metrics", daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(watched: Watched) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].rstrip("/")
            if path == "/metrics":
                self._answer(200, generate_latest(watched.registry), CONTENT_TYPE_LATEST)
            elif path in ("/health", "/health/ready"):
                self._health(watched.pulse.trouble)
            elif path == "/health/live":
                still = watched.pulse.seconds_still
                self._health(f"the loop stands still for {still:.0f} s" if still > HANGS_SECONDS else None)
            else:
                self._answer(404, b"there are /metrics, /health/live and /health/ready\n", "text/plain")

        def _health(self, trouble: str | None) -> None:
            said = {"worker": watched.worker, "ok": trouble is None, "trouble": trouble}
            self._answer(503 if trouble else 200, json.dumps(said).encode() + b"\n", "application/json")

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    return Handler
