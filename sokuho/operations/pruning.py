"""What is kept for how long: count first, then forget."""

from __future__ import annotations

from datetime import timedelta

from sokuho import settings
from sokuho.pipeline import Pipeline, open_pipeline


class _TakeBackError(Exception):
    """Raised to roll a transaction back that was made only to count."""


def run_count() -> dict[str, int]:
    """How many rows `run_prune` would remove now, by what they are."""
    with open_pipeline(settings.load()) as pipeline:
        return count(pipeline)


def run_prune() -> dict[str, int]:
    """Remove what is past its time. Returns how many, by what they were."""
    with open_pipeline(settings.load()) as pipeline:
        return prune(pipeline)


def count(pipeline: Pipeline) -> dict[str, int]:
    """The same removals, rolled back: the count can't differ from what is done."""
    found = 0
    try:
        with pipeline.store.transaction() as tx:
            found = tx.feeds.prune(_days(pipeline.settings.operating.keep_seen_days))
            raise _TakeBackError
    except _TakeBackError:
        return {"entries seen": found}


def prune(pipeline: Pipeline) -> dict[str, int]:
    """Kafka's topics keep their own time (`sokuho bus init` sets it); the local bus is pruned here."""
    from sokuho.bus.local import LocalBus

    operating = pipeline.settings.operating
    done = {"entries seen": pipeline.store.feeds.prune(_days(operating.keep_seen_days))}
    if isinstance(pipeline.bus, LocalBus):
        done["records on the local bus"] = pipeline.bus.prune(_days(operating.keep_bus_days))
    return done


def _days(days: float) -> timedelta:
    return timedelta(days=days)
