"""Back onto the bus by hand: what was parked, and a span of articles, with what reads differently today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sokuho import settings
from sokuho.codec import encode, parse_time
from sokuho.errors import ConfigError, Reject
from sokuho.model import Reading, Relevance, delivery_id
from sokuho.operations.digests import again
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.store import Parked

LONGEST_SPAN = timedelta(days=92)
EXAMPLES = 50
#: tells the article handler that what was off topic is to be read anew
AGAIN = {"replay": "1"}


def run_replay(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of the DAG `replay` asks for. Raises ConfigError for a form that is not filled in."""
    what, dry_run = asked.get("what"), bool(asked.get("dry_run", True))
    with open_pipeline(settings.load()) as pipeline:
        if what == "parked":
            return parked(pipeline, dry_run=dry_run, contains=str(asked.get("reason") or ""))
        if what == "span":
            times = _time(asked.get("start"), "start"), _time(asked.get("end"), "end")
            said = compare(pipeline, *times)
            return said | {"published": 0 if dry_run else span(pipeline, *times)}
        if what == "digest":
            subscription, period = str(asked.get("subscription") or ""), str(asked.get("period") or "")
            return digest(pipeline, subscription, period, dry_run=dry_run)
    raise ConfigError(f"unknown choice {what!r}: parked, span or digest")


def digest(pipeline: Pipeline, subscription: str, period: str, *, dry_run: bool) -> dict[str, Any]:
    """One digest once more; `dry_run` shows how many revisions it told."""
    if not (subscription and period):
        raise ConfigError("name the subscription and the period of the digest")
    old = delivery_id(subscription, "digest", period)
    told = pipeline.store.digests.told(old)
    new = None if dry_run else again(pipeline, subscription, period)
    return {"revisions": len(told), "delivery": new}


def parked(pipeline: Pipeline, *, dry_run: bool, contains: str = "") -> dict[str, Any]:
    """Publish the oldest 1,000 parked messages to the topic they came from; `contains` picks by reason.

    Each is marked after it was published: a crash in between publishes it again, which is harmless.
    """
    chosen = [item for item in pipeline.store.parking.list_parked(limit=1000) if contains in item.reason]
    reasons = Counter(item.reason for item in chosen)
    published = 0 if dry_run else sum(put_back(pipeline, item) is None for item in chosen)
    return {
        "messages": len(chosen),
        "published": published,
        "left": pipeline.store.parking.count(),
        "reasons": dict(reasons.most_common(20)),
    }


def all_parked(pipeline: Pipeline) -> tuple[int, list[str]]:
    """Publish all parked records to the topics that they came from. Returns how many, and why others stay
    parked.

    A crash in between may publish one twice, which the handlers bear.
    """
    count, refused = 0, list[str]()
    # those that stay are the oldest ones of the next list again
    while items := pipeline.store.parking.list_parked(limit=len(refused) + 100)[len(refused) :]:
        for item in items:
            if why := put_back(pipeline, item):
                refused.append(why)
            else:
                count += 1
    return count, refused


def put_back(pipeline: Pipeline, item: Parked) -> str | None:
    """Publish a parked record where it came from. Returns why not, where the bus refuses it."""
    try:
        pipeline.bus.publish(item.topic, item.key, item.value, AGAIN)
    except Reject as e:
        return str(e)
    pipeline.store.parking.mark_replayed(item, pipeline.clock())
    return None


def span(pipeline: Pipeline, start: datetime, end: datetime) -> int:
    """Publish the articles fetched from `start` to before `end` again. Returns how many."""
    topic, count = pipeline.settings.bus.topics.articles, 0
    for article in pipeline.store.articles.span(start, end):
        pipeline.bus.publish(topic, article.id, encode(article), AGAIN)
        count += 1
    return count


def compare(pipeline: Pipeline, start: datetime, end: datetime) -> dict[str, Any]:
    """Changes nothing: stored readings against new ones. Raises ConfigError for a span that is too long."""
    if not timedelta(0) < end - start <= LONGEST_SPAN:
        raise ConfigError(f"the span must end after it starts and last at most {LONGEST_SPAN.days} days")
    seen = 0
    found: list[str] = []
    for article in pipeline.store.articles.span(start, end):
        seen += 1
        old = pipeline.store.articles.reading(article.id)
        if old is not None:
            new = pipeline.reader.read(article)
            if what := "; ".join(differences(old, new)):
                found.append(f"{article.id} {article.title[:80]}: {what}")
    return {"articles": seen, "different": len(found), "examples": found[:EXAMPLES]}


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


def _time(text: object, name: str) -> datetime:
    try:
        return parse_time(str(text))
    except (ValueError, TypeError) as e:
        raise ConfigError(f"{name}: write a time with its zone, such as 2026-11-22T00:00:00Z ({e})") from e
