"""Polling in batches: which feeds are due, grouped by host, and one batch's round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog

from sokuho import settings
from sokuho.configuration import Feed
from sokuho.feeds.schedule import by_host, is_due, remembered
from sokuho.model import FeedState
from sokuho.operations.switching import said
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.store.switches import POLLING

log = structlog.get_logger(__name__)

#: more batches than this would cost the scheduler more than the polling itself
MAX_BATCHES = 40


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
    known = [(feed, remembered(feed, states.get(feed.name), now)) for feed in feeds if feed.enabled]
    hosts = by_host((feed, state) for feed, state in known if is_due(state, now))
    largest_first = sorted(hosts.items(), key=lambda item: (-len(item[1]), item[0]))
    count = min(most, len(hosts))
    return [
        {"host": _label([host for host, _ in part]), "feeds": [f.name for _, row in part for f, _ in row]}
        for part in (largest_first[at::count] for at in range(count))
    ]


def run_poll(names: Sequence[str]) -> dict[str, Any]:
    """Poll these feeds, those of them that are still due. Raises Retry where store or bus is away."""
    with open_pipeline(settings.load()) as pipeline:
        return poll_batch(pipeline, names)


def poll_batch(pipeline: Pipeline, names: Sequence[str]) -> dict[str, Any]:
    """What a feed does is counted, never raised; what it brought is on the bus before it counts as seen."""
    done = pipeline.ask([feed for feed in pipeline.settings.feeds if feed.name in names])
    return {"polled": done.polled, "unchanged": done.unchanged, "new": done.new, "failed": done.failed}


def total(parts: Iterable[Mapping[str, Any] | None], asked: int) -> dict[str, Any]:
    """All batches together. `asked`: how many there were; those without counts could not be worked on."""
    found = [part for part in parts if part]
    counts = {name: sum(part[name] for part in found) for name in ("polled", "unchanged", "new")}
    failed = {feed: error for part in found for feed, error in part["failed"].items()}
    return counts | {"failed": failed, "batches": asked, "batches_undone": asked - len(found)}


def _label(hosts: Sequence[str]) -> str:
    return hosts[0] if len(hosts) == 1 else f"{hosts[0]} and {len(hosts) - 1} more"
