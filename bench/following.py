"""How long it takes to follow one article among many stories, on SQLite.

    python -m bench.following            # 1,000, 10,000 and 100,000 stories of 90 days
    python -m bench.following 1000

Each measured article goes the whole way of `consumers/articles.py` between reading and publishing: keys,
candidates, decoding, deciding, and saving story, keys and revision in one transaction. Half of the
articles report on a story that is there, half on a new one. Companies and places are drawn as in the
news: few of them in very many stories.
"""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from bench import command
from sokuho.codec import encode
from sokuho.following import load_follower
from sokuho.model import Article, Capacity, Money, Party, Project, Qualifier, Reading, Relevance
from sokuho.store import Store, open_store
from sokuho.stories.candidates import Memories
from sokuho.stories.follow import Follower
from sokuho.stories.state import StoryState
from sokuho.vocabulary import load_reader

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SECTORS = (
    "gas_power", "lng", "data_centers", "nuclear", "renewables", "storage", "grid", "semiconductors", "ai",
)  # fmt: skip
STAGES = ("proposed", "pledged", "agreed", "financed", "under_construction")
MEASURED = 400
REAL = 1000
TOGETHER = 10_000
COMMON = ("p:", "ps:", "ls:", "sa:", "n:")
Known = tuple[Article, Reading, StoryState]


class News:
    """Endless made-up deals and reports on them; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = [
            f"{a}{b}{c}" for a in "BDFGKLMNPRSTV" for b in "aeiou" for c in ("ron", "tek", "lis", "mar")
        ]

    def _often_few(self, kind: str, many: int) -> str:
        """One of `many` names; the n-th about as often as 1/n."""
        rank = int(many ** self._random.random())
        return f"{self._words[rank % len(self._words)]} {kind}{rank}"

    def deal(self, name: str) -> tuple[Article, Reading]:
        pick = self._random
        firms = tuple(dict.fromkeys(self._often_few("Energy", 3000) for _ in range(pick.randint(1, 3))))
        place, sector = self._often_few("County", 800), pick.choice(SECTORS)
        value = float(f"{10 ** pick.uniform(7.5, 10.5):.{pick.randint(0, 2)}e}")
        when = NOW - timedelta(days=pick.uniform(0, 90))
        return self.report(name, firms, place, sector, value, pick.randint(1, 2000), when)

    def report(
        self,
        name: str,
        firms: tuple[str, ...],
        place: str,
        sector: str,
        value: float,
        megawatts: int,
        when: datetime,
    ) -> tuple[Article, Reading]:
        pick = self._random
        money, size = f"${value / 1e6:,.0f} million", f"{megawatts} MW"
        title = f"{firms[0]} plans {money} {sector} project in {place}"
        filler = " ".join(pick.choice(self._words).lower() for _ in range(250))
        text = f"{', '.join(firms)} will spend {money} on a project of {size} in {place}. {filler}."
        article = Article(name, f"https://news.example/{name}", title, None, text, "en", "Wire", when, when)
        at, wide = title.index(money), article.body.index(size)
        amount = Money(money, "USD", int(value), None, Qualifier.EXACT, at, at + len(money))
        project = Project(
            f"{place} project", sector, place, (amount,),
            (Capacity(size, megawatts, "MW", wide, wide + len(size)),), firms, "2028",
        )  # fmt: skip
        parties = tuple(Party(f, f, pick.choice(("JP", "US"))) for f in firms)
        stage = pick.choice(STAGES)
        reading = Reading(
            name, Relevance.CORE, 1.0, "japan_to_us", (sector,), stage, (project,), None, amount, (), parties,
            (), "japan-us-energy-ai", (place,),
        )  # fmt: skip
        return article, reading

    def again(self, article: Article, reading: Reading, name: str) -> tuple[Article, Reading]:
        """Another outlet's report on the same deal, some days later."""
        (project,) = reading.projects
        when = min(article.published + timedelta(days=self._random.uniform(0, 5)), NOW)
        megawatts, value = int(project.capacity[0].value), float(project.amounts[0].value)
        firms = tuple(p.name for p in reading.companies)
        return self.report(name, firms, reading.places[0], project.sector, value, megawatts, when)


def fill(store: Store, follower: Follower, news: News, start: int, stop: int, real: list[Known]) -> None:
    """Opens stories number `start` to `stop`. Those after the first thousand are copies with keys of
    their own, save the keys that stories of one company, place or sector share: they stay common."""
    for first in range(start, stop, TOGETHER):
        states = []
        for i in range(first, min(first + TOGETHER, stop)):
            if i < REAL:
                article, reading = news.deal(f"n{i}")
                states.append(follower.follow(article, reading, (), article.published).state)
                real.append((article, reading, states[-1]))
            else:
                states.append(copied(real[i % REAL][2], i))
        store.stories.save_new([(state.story, encode(state), state.keys) for state in states])


def settle(file: Path) -> None:
    """Waits until all that filled the store is on the disk: a gigabyte still being written would make
    those commits wait that are measured."""
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def copied(state: StoryState, number: int) -> StoryState:
    keys = tuple(k if k.startswith(COMMON) else f"{k}~{number}" for k in state.keys)
    return replace(state, story=replace(state.story, id=f"s{number:016x}"), keys=keys)


@dataclass(frozen=True, slots=True)
class Run:
    """What following one article took, in seconds: all of it; without the commit, which waits for the disk
    and which a worker makes once for all articles of a batch; of this process's own."""

    whole: float
    work: float
    busy: float
    candidates: int
    joined: bool


def follow(store: Store, follower: Follower, memories: Memories, article: Article, reading: Reading) -> Run:
    began, own = time.perf_counter(), time.process_time()
    keys = follower.keys(article, reading)
    with store.transaction() as tx:
        tx.stories.lock()
        found = tx.stories.candidates(keys, article.published - follower.window, follower.limit)
        followed = follower.follow(article, reading, [memories.state(s) for s in found], article.published)
        for state in (followed.state, *followed.also):
            data = encode(state)
            tx.stories.save_story(state.story, data, state.keys)
            memories.keep(data, state)
        if followed.revision is not None:
            tx.stories.add_revision(followed.revision)
        worked, busy = time.perf_counter() - began, time.process_time() - own
    joined = len(followed.state.story.reports) > 1
    return Run(time.perf_counter() - began, worked, busy, len(found), joined)


def measure(sizes: list[int]) -> Iterator[str]:
    load_reader(Path.cwd())  # which a consumer has in memory, with Python's collector set as for it
    follower, memories = load_follower(Path.cwd()), Memories()
    news = News(1)
    yield "milliseconds for one article: with its commit, without it, of the processor's own (p50 and p99)"
    columns = ("stories", "p50", "p99", "work p50", "work p99", "cpu p50", "cpu p99", "candidates", "joined")
    yield " ".join(f"{name:>10}" for name in columns)
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/bench.db") as store:
        there = 0
        real: list[Known] = []
        for size in sizes:
            fill(store, follower, news, there, size, real)
            settle(Path(folder) / "bench.db")
            there = size
            new = [news.deal(f"x{size}-{i}") for i in range(MEASURED // 2)]
            old = [news.again(a, r, f"y{size}-{i}") for i, (a, r, _) in enumerate(real[: MEASURED // 2])]
            both = [told for pair in zip(new, old, strict=False) for told in pair]
            runs = [follow(store, follower, memories, *told) for told in both]
            columns = (
                f"{size:,}",
                *_half_and_most(run.whole for run in runs),
                *_half_and_most(run.work for run in runs),
                *_half_and_most(run.busy for run in runs),
                f"{median(run.candidates for run in runs)}",
                f"{sum(run.joined for run in runs)}/{len(runs)}",
            )
            yield " ".join(f"{value:>10}" for value in columns)


def _half_and_most(seconds: Iterable[float]) -> tuple[str, str]:
    """The median and the 99th percentile, in milliseconds."""
    times = [1000 * s for s in seconds]
    return f"{median(times):.1f}", f"{quantiles(times, n=100)[98]:.1f}"


def main(argv: list[str] | None = None) -> None:
    """Prints a line for each number of stories."""
    parser = command(__doc__)
    parser.add_argument("stories", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    for line in measure(parser.parse_args(argv).stories):
        print(line, flush=True)


if __name__ == "__main__":
    main()
