"""What is kept for how long: count first, then forget. What each table loses stands in `store.retention`."""

from __future__ import annotations

from datetime import timedelta

import structlog

from sokuho import settings
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.store.retention import Before

log = structlog.get_logger(__name__)


def run_count() -> dict[str, int]:
    """How many rows `run_prune` would remove now, by what they are."""
    with open_pipeline(settings.load()) as pipeline:
        return count(pipeline)


def run_prune() -> dict[str, int]:
    """Remove what is past its time. Returns how many, by what they were."""
    with open_pipeline(settings.load()) as pipeline:
        return prune(pipeline)


def count(pipeline: Pipeline) -> dict[str, int]:
    """The conditions are those of `prune`, so the count differs from it only by what happens meanwhile."""
    return _seen_and_bus(pipeline, dry_run=True) | pipeline.store.retention.count(_before(pipeline))


def prune(pipeline: Pipeline) -> dict[str, int]:
    """Safe to repeat and to cut off. Both buses keep records for `bus.topics.retention_hours`: Kafka by
    itself (`sokuho bus init` sets it), the local one here."""
    done = _seen_and_bus(pipeline, dry_run=False) | pipeline.store.retention.remove(_before(pipeline))
    log.info("pruned", **{name.replace(" ", "_"): number for name, number in done.items() if number})
    return done


def _seen_and_bus(pipeline: Pipeline, *, dry_run: bool) -> dict[str, int]:
    from sokuho.bus.local import LocalBus

    keep = pipeline.settings.operating
    found = {"entries seen": pipeline.store.feeds.prune(_days(keep.keep_seen_days), dry_run=dry_run)}
    if isinstance(pipeline.bus, LocalBus):
        hours = pipeline.settings.bus.topics.retention_hours
        found["records on the local bus"] = pipeline.bus.prune(timedelta(hours=hours), dry_run=dry_run)
    return found


def _before(pipeline: Pipeline) -> Before:
    keep, now = pipeline.settings.operating, pipeline.clock()
    # a story that a report may still join is found by its keys: without them it would be told as new
    return Before(
        articles=now - _days(keep.keep_articles_days),
        stories=now - max(_days(keep.keep_stories_days), pipeline.follower.window),
        events=now - _days(keep.keep_events_days),
    )


def _days(days: float) -> timedelta:
    return timedelta(days=days)
