"""Back onto the bus: what was parked, and articles of a span of time."""

from __future__ import annotations

from datetime import datetime

from sokuho.codec import encode
from sokuho.errors import Reject
from sokuho.pipeline import Pipeline
from sokuho.store import Parked

#: tells the article handler that what was off topic is to be read anew
AGAIN = {"replay": "1"}


def parked(pipeline: Pipeline) -> tuple[int, list[str]]:
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
