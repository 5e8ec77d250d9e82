"""Polling in batches: which feeds are due, grouped by host, and one batch's round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog

from sokuho import settings
from sokuho.feeds.schedule import is_due, remembered
from sokuho.model import FeedState
from sokuho.operations.switching import said
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.settings import Feed
from sokuho.store.switches import POLLING

log = structlog.get_logger(__name__)

#: more batches than this would cost the scheduler more than the polling itself
MAX_BATCHES = 40


@dataclass(slots=True)
class Counts:
    """How a batch did; `failed` by feed name, with what is wrong."""

    polled: int = 0
    unchanged: int = 0
    new: int = 0
    failed: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        return {
            "polled": self.polled,
            "unchanged": self.unchanged,
            "new": self.new,
            "failed": dict(self.failed),
        }


def run_due() -> list[dict[str, Any]]:
    """The batches that are due now: {"host": what to show, "feeds": names}."""
    conf = settings.load()
    with open_pipeline(conf) as pipeline:
        if pause := pipeline.store.switches.paused().get(POLLING):
            log.warning("paused", note=said(POLLING, pause))
            return []
        return batches(conf.feeds, pipeline.store.feeds.feed_states(), pipeline.clock())


def batches(
    feeds: Iterable[Feed], states: Mapping[str, FeedState], now: datetime, most: int = MAX_BATCHES
) -> list[dict[str, Any]]:
    """Due feeds by host. Feeds of one host stay together; with more than `most` hosts, the smallest
    share a batch."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for feed in feeds:
        state = remembered(feed, states.get(feed.name), now)
        if feed.enabled and is_due(state, now):
            hosts[host_of(state.url)].append(feed.name)
    largest_first = sorted(hosts.items(), key=lambda item: (-len(item[1]), item[0]))
    shared: list[list[tuple[str, list[str]]]] = [[] for _ in range(min(most, len(largest_first)))]
    for at, item in enumerate(largest_first):
        shared[at % len(shared)].append(item)
    return [
        {"host": _label([host for host, _ in part]), "feeds": [name for _, names in part for name in names]}
        for part in shared
    ]


def run_poll(names: Sequence[str]) -> dict[str, Any]:
    """Poll these feeds, those of them that are still due. Raises Retry where store or bus is away."""
    with open_pipeline(settings.load()) as pipeline:
        return poll_batch(pipeline, names).plain()


def poll_batch(pipeline: Pipeline, names: Sequence[str]) -> Counts:
    """What a feed does is counted, never raised; what it brought is on the bus before it counts as seen."""
    from sokuho.feeds.poll import poll

    conf = pipeline.settings
    chosen = [feed for feed in conf.feeds if feed.name in set(names)]
    counts = Counts()
    report = poll(
        chosen,
        pipeline.store.feeds,
        pipeline.publish,
        pipeline.clock(),
        pipeline.feed_client,
        conf.polling,
        stop=pipeline.polling_stops(),
    )
    for result in report.results:
        counts.polled += 1
        counts.new += result.published
        counts.unchanged += result.status == "unchanged"
        if result.status == "failed":
            counts.failed[result.name] = result.error or "failed"
    return counts


def total(parts: Iterable[Mapping[str, Any] | None], asked: int) -> dict[str, Any]:
    """All batches together. `asked`: how many there were; those without counts could not be worked on."""
    found = [part for part in parts if part]
    whole = Counts()
    for part in found:
        whole.polled += part["polled"]
        whole.unchanged += part["unchanged"]
        whole.new += part["new"]
        whole.failed |= part["failed"]
    return whole.plain() | {"batches": asked, "batches_undone": asked - len(found)}


def host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower() or url
    except ValueError:
        return url


def _label(hosts: Sequence[str]) -> str:
    return hosts[0] if len(hosts) == 1 else f"{hosts[0]} and {len(hosts) - 1} more"
