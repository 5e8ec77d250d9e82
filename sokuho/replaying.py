"""Back onto the bus: what was parked, and articles of a span of time."""

from __future__ import annotations

from datetime import datetime

from sokuho.codec import encode
from sokuho.pipeline import Pipeline

#: tells the article handler that what was off topic is to be read anew
AGAIN = {"replay": "1"}


def parked(pipeline: Pipeline) -> int:
    """Publish all parked records to the topics that they came from. Returns how many.

    A crash in between may publish one twice, which the handlers bear.
    """
    count = 0
    while items := pipeline.store.parking.list_parked(limit=100):
        for item in items:
            pipeline.bus.publish(item.topic, item.key, item.value, AGAIN)
            pipeline.store.parking.mark_replayed(item, pipeline.clock())
        count += len(items)
    return count


def span(pipeline: Pipeline, start: datetime, end: datetime) -> int:
    """Publish the articles fetched from `start` to before `end` again. Returns how many."""
    topic, count = pipeline.settings.bus.topics.articles, 0
    for article in pipeline.store.articles.span(start, end):
        pipeline.bus.publish(topic, article.id, encode(article), AGAIN)
        count += 1
    return count
