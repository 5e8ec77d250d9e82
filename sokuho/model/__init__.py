"""The frozen values that travel through the pipeline, and how their ids are made.

Nothing here does I/O, knows the time or reads the environment. Every value survives
`sokuho.codec.encode` / `decode` unchanged. Times are aware UTC datetimes; amounts are in units of
their currency; offsets count code points of `Article.body`.
"""

from sokuho.model.delivery import (
    WITHHELD,
    Bulk,
    Delivery,
    DeliveryState,
    Image,
    Message,
    Person,
    Receipt,
    Subscription,
)
from sokuho.model.feed import (
    Article,
    FeedEvent,
    FeedState,
    Outcome,
    Settled,
)
from sokuho.model.ids import (
    article_id,
    delivery_id,
    digest_id,
    is_reader_id,
    reader_id,
    story_id,
)
from sokuho.model.reading import (
    Capacity,
    Evidence,
    Money,
    Number,
    Opening,
    Party,
    Project,
    Qualifier,
    Reading,
    Relevance,
    digits,
)
from sokuho.model.story import (
    Change,
    Figure,
    Measure,
    Novelty,
    Report,
    Revision,
    Source,
    Story,
    StoryProject,
)

__all__ = [
    "WITHHELD",
    "Article",
    "Bulk",
    "Capacity",
    "Change",
    "Delivery",
    "DeliveryState",
    "Evidence",
    "FeedEvent",
    "FeedState",
    "Figure",
    "Image",
    "Measure",
    "Message",
    "Money",
    "Novelty",
    "Number",
    "Opening",
    "Outcome",
    "Party",
    "Person",
    "Project",
    "Qualifier",
    "Reading",
    "Receipt",
    "Relevance",
    "Report",
    "Revision",
    "Settled",
    "Source",
    "Story",
    "StoryProject",
    "Subscription",
    "article_id",
    "delivery_id",
    "digest_id",
    "digits",
    "is_reader_id",
    "reader_id",
    "story_id",
]
