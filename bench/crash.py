"""`python -m bench.crash [--short]`: many processes killed with -9 again and again; then all is counted.

Apache Kafka, PostgreSQL, two article consumers, one story consumer and two delivery workers are real
processes; stand-ins for SendGrid and Slack answer with 429, 500, silence, or cut the connection after taking
a message. While articles are published, every two seconds one process is killed and started again: the broker
twice, PostgreSQL once. At the end

    every article has exactly one outcome, and those on topic are in a story
    every revision has exactly one row for each subscription that it matches
    nothing is pending, failed or behind
    every row marked sent reached the stand-in once; a row whose sending was cut off is `unknown` and listed

and what is unknown is settled as an operator would, by the provider's log, after which all is sent once.
Exits with 1 on anything else lost or doubled.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.many import counting
from bench.many.cluster import Cluster, cluster
from bench.many.news import articles
from bench.many.progress import Line
from sokuho import logs
from sokuho.bus import Bus
from sokuho.codec import encode
from sokuho.errors import Retry
from sokuho.model import Article
from sokuho.store import Store
from tools.broker import ApacheKafka
from tools.postgresql import PostgreSQL
from tools.process import wait_until

WORKERS = ("articles-1", "articles-2", "stories-1", "deliveries-1", "deliveries-2")
KAFKA, POSTGRESQL = "Kafka", "PostgreSQL"
EVERY_SECONDS = 2.0
CHUNK = 50
#: after the last kill, how long all that is left may take
PATIENCE_SECONDS = 150.0


@dataclass(frozen=True)
class Plan:
    articles: int
    on_topic: int
    kills: int

    def victims(self, dice: random.Random) -> list[str]:
        """Who is killed, in order: the servers at fixed places, workers elsewhere."""
        names = [dice.choice(WORKERS) for _ in range(self.kills)]
        for place, name in ((1, KAFKA), (3, POSTGRESQL), (4, KAFKA)):
            names[self.kills * place // 6] = name
        return names


FULL = Plan(articles=20_000, on_topic=400, kills=110)
SHORT = Plan(articles=2_000, on_topic=40, kills=6)


class Publisher(threading.Thread):
    """Publishes all articles, evenly over `seconds`; a chunk that fails is published again."""

    def __init__(self, bus: Bus, topic: str, news: list[Article], seconds: float) -> None:
        super().__init__(name="publisher", daemon=True)
        self._bus, self._topic, self._news, self._seconds = bus, topic, news, seconds
        self.published = self.again = 0

    def run(self) -> None:
        began = time.monotonic()
        for start in range(0, len(self._news), CHUNK):
            chunk = [(a.id, encode(a)) for a in self._news[start : start + CHUNK]]
            wait = began + self._seconds * start / len(self._news) - time.monotonic()
            time.sleep(max(wait, 0))
            while True:
                try:
                    self._bus.publish_all(self._topic, chunk)
                    break
                except Retry:
                    self.again += 1
                    time.sleep(0.5)
            self.published += len(chunk)


def crash(many: Cluster, plan: Plan, seed: int, line: Line) -> list[str]:
    """Run the plan; returns the troubles found, each in words."""
    dice, killed = random.Random(seed), Counter[str]()
    news = list(articles(plan.articles, plan.on_topic, datetime.now(UTC)))
    for name in WORKERS:
        many.start_worker(name)
    with many.bus() as bus:
        publisher = Publisher(bus, many.settings.bus.topics.articles, news, plan.kills * EVERY_SECONDS)
        publisher.start()
        servers = Servers(many)
        for number, victim in enumerate(plan.victims(dice)):
            line.show(f"{number} of {plan.kills} kills, {publisher.published:,} articles published")
            time.sleep(EVERY_SECONDS)
            killed[victim.partition("-")[0]] += 1
            servers.kill(victim) if victim in (KAFKA, POSTGRESQL) else _kill(many, victim)
            _revive(many)
        servers.wait()
        publisher.join()
        left = _wait_until_done(many, bus, plan, line)
    codes = many.stop_workers()
    line.clear()
    print(f"{many.name}", flush=True)
    each = ", ".join(f"{name} {count}" for name, count in sorted(killed.items()))
    print(f"killed with -9 and started again: {sum(killed.values())} ({each})")
    print(f"published: {publisher.published:,} articles, {publisher.again} chunks again after a failure")
    found = [f"{name} ended with {code} when told to stop" for name, code in codes.items() if code]
    with many.store() as store:
        found += left + counting.count(store, many, news)
        return found or _settled(many, store)


def _settled(many: Cluster, store: Store) -> list[str]:
    """Send what was settled as not sent, and count again."""
    many.calm()
    many.start_worker("deliveries-1")
    wait_until(lambda: not store.deliveries.waiting(), 60)
    many.stop_workers()
    return counting.count_settled(store, many)


class Servers:
    """Kills servers and starts them again, which takes seconds: the killing of others goes on meanwhile."""

    def __init__(self, many: Cluster) -> None:
        # One thread for all of it, to the end: a child ends with the thread that started it.
        self._starter = ThreadPoolExecutor(1, "servers")
        self._servers: dict[str, ApacheKafka | PostgreSQL] = {KAFKA: many.kafka, POSTGRESQL: many.postgresql}
        self._coming: list[Future[None]] = []

    def kill(self, name: str) -> None:
        self.wait()
        self._servers[name].kill()
        self._coming.append(self._starter.submit(self._servers[name].start))

    def wait(self) -> None:
        """Until all are there again. Raises what kept one from it."""
        for coming in self._coming:
            coming.result()
        self._coming.clear()


def _kill(many: Cluster, victim: str) -> None:
    many.workers[victim].kill()
    many.start_worker(victim)


def _revive(many: Cluster) -> None:
    """What ended by itself is started again, as Compose's `restart: unless-stopped` would."""
    for name, worker in list(many.workers.items()):
        if worker.ended is not None:
            many.ended_alone.append(f"{name} ({worker.ended}): {worker.said()[-300:]}")
            many.start_worker(name)


def _wait_until_done(many: Cluster, bus: Bus, plan: Plan, line: Line) -> list[str]:
    """Until nothing is behind, unpublished or pending. Returns what is left when patience ends."""
    deadline, left = time.monotonic() + PATIENCE_SECONDS, ["nothing could be counted"]
    with many.store() as store:
        while left and time.monotonic() < deadline:
            time.sleep(1)
            _revive(many)
            try:
                left = counting.left(store, bus, plan.articles)
            except Retry as e:
                left = [str(e)]
            line.show(f"no more kills; to be done: {'; '.join(left) or 'nothing'}")
    return left


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="2,000 articles and 6 kills")
    parser.add_argument("--seed", type=int, default=1, help="who is killed when")
    options = parser.parse_args()
    logs.setup("error")
    plan, began = SHORT if options.short else FULL, time.monotonic()
    line = Line()
    line.show("starting Apache Kafka and PostgreSQL")
    with cluster(faults=True, session=3) as many:
        troubles = crash(many, plan, options.seed, line)
        for text in many.ended_alone:
            print(f"  ended by itself and was started again: {text}")
        if troubles:
            many.show_logs()
    for trouble in troubles:
        print(f"  BROKEN: {trouble}")
    took = time.monotonic() - began
    what = f"{plan.articles:,} articles, {plan.kills} kills, {took / 60:.1f} minutes"
    print(f"{'BROKEN' if troubles else 'nothing lost, nothing doubled'}: {what}")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
