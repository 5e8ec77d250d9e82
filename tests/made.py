"""Small values for tests: whole, valid, and changed where a test needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory
from typing import Any, AnyStr

from sokuho.model import (
    Article,
    Delivery,
    Novelty,
    Reading,
    Relevance,
    Report,
    Revision,
    Source,
    Story,
    Subscription,
    delivery_id,
)
from sokuho.store import open_store

NOW = datetime(2026, 2, 18, 3, 10, tzinfo=UTC)
BODY = "A Japanese utility agreed to build a $3bn gas-fired power plant in Ohio beside a data centre."


def lay_store(path: Path) -> None:
    """An SQLite store with nothing in it yet, as the migrations made it: a copy, which hundreds of tests
    have in a tenth of the time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_empty_store())


@cache
def _empty_store() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_store(f"sqlite:///{path}").close()
        return path.read_bytes()


@contextmanager
def killed_at_end(process: Popen[AnyStr]) -> Iterator[Popen[AnyStr]]:
    """A process that a test started, which does not outlive it, also where the test fails."""
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                pipe.close()


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


def article(number: int = 1, **changes: Any) -> Article:
    plain = Article(
        id=f"a{number:016x}",
        url=f"https://news.example/{number}",
        title=f"Power plant {number} agreed",
        summary=None,
        text=BODY,
        lang="en",
        source="Example Wire",
        published=NOW + timedelta(seconds=number),
        fetched=NOW + timedelta(seconds=number),
        feed="example",
    )
    return replace(plain, **changes)


def reading(of: Article, relevance: Relevance = Relevance.CORE, reason: str = "") -> Reading:
    return Reading(
        id=of.id,
        relevance=relevance,
        score=1.0,
        direction="japan_to_us",
        sectors=("gas_power",),
        stage="agreed",
        projects=(),
        programme_total=None,
        headline_amount=None,
        other_amounts=(),
        companies=(),
        evidence=(),
        topic="japan-us-energy-ai",
        reason=reason,
    )


def story(of: Article, number: int = 1, **changes: Any) -> Story:
    source = Source(of.id, of.source, of.url, of.title, of.lang, of.published)
    plain = Story(
        id="s" + of.id[1:],
        number=number,
        topic="japan-us-energy-ai",
        titles={of.lang: of.title},
        opened=of.published,
        updated=of.published,
        direction="japan_to_us",
        sectors=("gas_power",),
        stage="agreed",
        headline=None,
        programme_total=None,
        computed_total=None,
        projects=(),
        parties=(),
        reports=(Report(source, Novelty.NEW),),
        lead=BODY,
    )
    return replace(plain, **changes)


def revision(of: Story, novelty: Novelty = Novelty.NEW) -> Revision:
    return Revision(of, novelty, (), of.reports[0].source.article_id, NOW)


def subscription(name: str = "desk", **changes: Any) -> Subscription:
    plain = Subscription(id=name, channel="email", address=f"{name}@readers.example")
    return replace(plain, **changes)


def delivery(to: Subscription, of: Revision, **changes: Any) -> Delivery:
    plain = Delivery(
        id=delivery_id(to.id, of.story.id, of.id),
        subscription=to.id,
        story=of.story.id,
        revision=of.id,
        kind="alert",
        channel=to.channel,
        address=to.address,
        not_before=NOW,
    )
    return replace(plain, **changes)
