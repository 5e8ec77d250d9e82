"""`python -m bench.kafka [PART ...]`: what many processes do on one machine, broker and database included.

    latency     100 articles a second for a minute: from published to sent
    drain       a backlog of 50,000 articles, two article consumers; their memory
    rebalance   a third consumer comes, goes, and one is killed: how long the flow stops

Apache Kafka and PostgreSQL are real processes, the providers stand-ins on loopback. One article in fifty is
on topic. Exits with 1 if a mark is missed.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from bench.many.cluster import Cluster, cluster
from bench.many.news import articles
from bench.many.progress import Line
from bench.many.table import Table
from sokuho import logs
from sokuho.bus import Bus
from sokuho.codec import encode
from sokuho.errors import Retry
from sokuho.model import Article
from sokuho.store import Store
from tools.process import wait_until

RATE = 100  # articles a second
ON_TOPIC = 50  # one in so many


def latency(many: Cluster, line: Line, table: Table, seconds: int = 60) -> None:
    """One chunk a tenth of a second; from before its publishing to the stand-in's taking of each message."""
    for name in ("articles-1", "articles-2", "stories-1", "deliveries-1", "deliveries-2"):
        many.start_worker(name)
    count = RATE * seconds
    news = list(articles(count, count // ON_TOPIC, datetime.now(UTC)))
    published: dict[str, float] = {}
    topic = many.settings.bus.topics.articles
    with many.bus() as bus, many.store() as store:
        _warm_up(many, bus, store, news[:RATE])
        began, chunk, left = time.time(), RATE // 10, news[RATE:]
        for start in range(0, len(left), chunk):
            time.sleep(max(began + start / RATE - time.time(), 0))
            part, now = left[start : start + chunk], time.time()
            published |= {article.id: now for article in part}
            bus.publish_all(topic, [(article.id, encode(article)) for article in part])
            line.show(f"latency: {start:,} of {len(left):,} articles offered at {RATE}/s")
        offered = len(left) / (time.time() - began)
        wait_until(lambda: _all_done(store, bus, count), 60, pause=0.5)
        told = many.told()["deliveries"]
        waits = []
        for row in store.deliveries.list_deliveries(limit=1_000_000):
            revision = store.stories.revision(row.revision)
            assert revision is not None
            if revision.article_id in published and row.channel == "email":
                waits.append(told[row.id]["at"] - published[revision.article_id])
    codes = many.stop_workers()
    line.clear()
    table.add("offered, articles/s", offered, at_least=RATE * 0.99)
    parts = quantiles(waits, n=100)
    table.add(f"published to sent, p50 ({len(waits)} mails), s", parts[49])
    table.add("published to sent, p95, s", parts[94], at_most=1)
    table.add("published to sent, p99, s", parts[98], at_most=3)
    table.add("workers that did not stop with 0", sum(map(bool, codes.values())), at_most=0)


def drain(many: Cluster, line: Line, table: Table, count: int = 50_000) -> None:
    """All articles are on the bus before the consumers start; counted from the first outcome to the last."""
    topic = many.settings.bus.topics.articles
    with many.bus() as bus, many.store() as store:
        before = _outcomes(store)
        batch: list[tuple[str, bytes]] = []
        for number, article in enumerate(articles(count, count // ON_TOPIC, datetime.now(UTC))):
            batch.append((f"drain-{article.id}", encode(_renamed(article))))
            if len(batch) == 1000 or number == count - 1:
                bus.publish_all(topic, batch)
                batch.clear()
                line.show(f"drain: {number + 1:,} of {count:,} articles published")
        for name in ("articles-1", "articles-2", "stories-1"):
            many.start_worker(name)
        wait_until(lambda: _outcomes(store) > before, 60, pause=0.05)
        began, first, memory, before_it = time.monotonic(), _outcomes(store), Memory(many), many.cpu_seconds()
        while (done := _outcomes(store)) < before + count and time.monotonic() - began < 600:
            passed = time.monotonic() - began
            memory.look()
            line.show(
                f"drain: {done - before:,} of {count:,} done, {(done - first) / max(passed, 1):.0f}/s, "
                f"memory {memory.now:.0f} MB"
            )
            time.sleep(1)
        rate = (done - first) / (time.monotonic() - began)
        memory.look()
        busy = {name: spent - before_it[name] for name, spent in many.cpu_seconds().items()}
    many.stop_workers()
    line.clear()
    table.add("drained", done - before, at_least=count)
    table.add("drain of the backlog, articles/s", rate, at_least=500)
    table.add("memory of an article consumer, most, MB", memory.most, at_most=150)
    table.add("its growth over the second half, MB", memory.growth, at_most=10)
    for name, seconds in busy.items():
        table.add(f"processor time of {name}, ms an article", seconds / (done - first) * 1000)
    table.add("processor time of all of them, ms an article", sum(busy.values()) / (done - first) * 1000)


def rebalance(many: Cluster, line: Line, table: Table) -> None:
    """While articles are offered, the longest time in which no article got its outcome."""
    topic = many.settings.bus.topics.articles
    for name in ("articles-1", "articles-2"):
        many.start_worker(name)
    changes: tuple[tuple[str, Callable[[], None], float | None], ...] = (
        ("a consumer comes", lambda: many.start_worker("articles-3"), 5),
        ("a consumer goes (SIGTERM)", lambda: many.workers["articles-3"].stop(), 5),
        ("a consumer is killed (-9)", lambda: many.workers["articles-2"].kill(), None),
    )
    with many.bus() as bus, many.store() as store:
        offering = Offering(bus, topic)
        offering.start()
        start = _outcomes(store)
        wait_until(lambda: _outcomes(store) > start + RATE, 60)
        for what, change, mark in changes:
            line.show(f"rebalance: {what}")
            flow = Flow(store)
            flow.start()
            time.sleep(2)
            change()
            time.sleep(20)
            table.add(f"{what}: the flow stops for, s", flow.longest_pause(), at_most=mark)
        offering.stop()
        wait_until(lambda: not sum(lag.behind for lag in bus.lag() if lag.group == "articles"), 60, pause=0.5)
        behind = sum(lag.behind for lag in bus.lag() if lag.group == "articles")
    many.stop_workers()
    line.clear()
    table.add("records left behind", behind, at_most=0)


class Memory:
    """Resident megabytes of the article consumers, as they were seen."""

    def __init__(self, many: Cluster) -> None:
        self._many, self._seen = many, list[float]()

    def look(self) -> None:
        pages = [_resident(w.pid) for name, w in self._many.workers.items() if name.startswith("articles")]
        self._seen.append(max(pages, default=0.0))

    @property
    def now(self) -> float:
        return self._seen[-1] if self._seen else 0.0

    @property
    def most(self) -> float:
        return max(self._seen)

    @property
    def growth(self) -> float:
        """From the middle of the time to its end."""
        return self._seen[-1] - self._seen[len(self._seen) // 2]


class Offering(threading.Thread):
    """Publishes off-topic articles at a steady rate until told to stop."""

    def __init__(self, bus: Bus, topic: str) -> None:
        super().__init__(name="offering", daemon=True)
        self._bus, self._topic, self._stopped = bus, topic, threading.Event()

    def run(self) -> None:
        news = articles(1_000_000, 0, datetime.now(UTC))
        while not self._stopped.wait(0.1):
            part = [_renamed(next(news), "r") for _ in range(RATE // 10)]
            self._bus.publish_all(self._topic, [(article.id, encode(article)) for article in part])

    def stop(self) -> None:
        self._stopped.set()
        self.join()


class Flow(threading.Thread):
    """Watches how many articles have their outcome, ten times a second."""

    def __init__(self, store: Store) -> None:
        super().__init__(name="flow", daemon=True)
        self._store, self._stopped, self._longest = store, threading.Event(), 0.0

    def run(self) -> None:
        last, since = _outcomes(self._store), time.monotonic()
        while not self._stopped.wait(0.1):
            now = _outcomes(self._store)
            self._longest = max(self._longest, time.monotonic() - since)
            if now > last:
                last, since = now, time.monotonic()

    def longest_pause(self) -> float:
        self._stopped.set()
        self.join()
        return self._longest


def _warm_up(many: Cluster, bus: Bus, store: Store, news: list[Article]) -> None:
    """Every worker has loaded what it needs and has its partitions."""
    before = _outcomes(store)
    bus.publish_all(many.settings.bus.topics.articles, [(a.id, encode(a)) for a in news])
    if not wait_until(lambda: _all_done(store, bus, before + len(news)), 120, pause=0.5):
        raise RuntimeError("the workers did not begin: look into their logs")
    time.sleep(5)


def _all_done(store: Store, bus: Bus, articles_: int) -> bool:
    try:
        behind = sum(lag.behind for lag in bus.lag())
    except Retry:
        return False
    return _outcomes(store) >= articles_ and not behind and not store.deliveries.waiting()


def _outcomes(store: Store) -> int:
    return sum(store.articles.count().values())


def _renamed(article: Article, prefix: str = "drain") -> Article:
    return replace(article, id=f"{prefix}-{article.id}")


def _resident(pid: int) -> float:
    """Megabytes of memory in use, without what is shared and never touched."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)


PARTS: dict[str, Callable[[Cluster, Line, Table], None]] = {
    "latency": latency,
    "drain": drain,
    "rebalance": rebalance,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.kafka", description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--backlog", type=int, default=50_000, help="articles to be drained")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    logs.setup("error")
    line, table = Line(), Table()
    for name in asked.parts or PARTS:
        line.show(f"{name}: starting Apache Kafka and PostgreSQL")
        with cluster() as many:
            table.head(name, many.name)
            if name == "drain":
                drain(many, line, table, asked.backlog)
            else:
                PARTS[name](many, line, table)
        table.show()
    return table.verdict()


if __name__ == "__main__":
    sys.exit(main())
