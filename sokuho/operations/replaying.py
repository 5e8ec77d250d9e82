"""Replay by hand: parked messages once more, and what today's vocabulary would read differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sokuho import settings
from sokuho.codec import parse_time
from sokuho.errors import ConfigError
from sokuho.model import Reading, Relevance
from sokuho.pipeline import Pipeline, open_pipeline

LONGEST_SPAN = timedelta(days=92)
EXAMPLES = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """An article that is read differently today; `what` in words."""

    article: str
    title: str
    what: str


def run_parked(*, dry_run: bool, contains: str = "", limit: int = 1000) -> dict[str, Any]:
    with open_pipeline(settings.load()) as pipeline:
        return parked(pipeline, dry_run=dry_run, contains=contains, limit=limit)


def parked(pipeline: Pipeline, *, dry_run: bool, contains: str = "", limit: int = 1000) -> dict[str, Any]:
    """Publish parked messages to the topic they came from, oldest first; `contains` picks by reason.

    Each is marked after it was published: a crash in between publishes it again, which is harmless.
    """
    chosen = [item for item in pipeline.store.parking.list_parked(limit=limit) if contains in item.reason]
    reasons = Counter(item.reason for item in chosen)
    if not dry_run:
        for item in chosen:
            pipeline.bus.publish(item.topic, item.key, item.value, {"replayed": "1"})
            pipeline.store.parking.mark_replayed(item, pipeline.clock())
    return {
        "messages": len(chosen),
        "published": 0 if dry_run else len(chosen),
        "left": pipeline.store.parking.count(),
        "reasons": dict(reasons.most_common(20)),
    }


def run_span(start: str, end: str) -> dict[str, Any]:
    """What today's vocabulary would read differently in articles fetched from `start` to before `end`."""
    span = _time(start, "start"), _time(end, "end")
    with open_pipeline(settings.load()) as pipeline:
        return compare(pipeline, *span)


def compare(pipeline: Pipeline, start: datetime, end: datetime) -> dict[str, Any]:
    """Changes nothing: stored readings against new ones. Raises ConfigError for a span that is too long."""
    if not timedelta(0) < end - start <= LONGEST_SPAN:
        raise ConfigError(f"the span must end after it starts and last at most {LONGEST_SPAN.days} days")
    seen = 0
    found: list[Difference] = []
    for article in pipeline.store.articles.span(start, end):
        seen += 1
        old = pipeline.store.articles.reading(article.id)
        if old is not None:
            new = pipeline.reader.read(article)
            if what := "; ".join(differences(old, new)):
                found.append(Difference(article.id, article.title, what))
    return {
        "articles": seen,
        "different": len(found),
        "examples": [f"{d.article} {d.title[:80]}: {d.what}" for d in found[:EXAMPLES]],
    }


def differences(old: Reading, new: Reading) -> Iterator[str]:
    """What a reader would notice: relevance, stage, the headline amount, the number of projects."""
    if old.relevance != new.relevance:
        yield f"{old.relevance} -> {new.relevance}"
    if new.relevance is not Relevance.CORE:
        return
    if old.stage != new.stage:
        yield f"stage {old.stage} -> {new.stage}"
    before = old.headline_amount.text if old.headline_amount else None
    after = new.headline_amount.text if new.headline_amount else None
    if before != after:
        yield f"amount {before} -> {after}"
    if len(old.projects) != len(new.projects):
        yield f"projects {len(old.projects)} -> {len(new.projects)}"


def _time(text: str, name: str) -> datetime:
    try:
        return parse_time(text)
    except (ValueError, TypeError) as e:
        raise ConfigError(f"{name}: write a time with its zone, such as 2026-11-22T00:00:00Z ({e})") from e
