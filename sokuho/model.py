"""The frozen values that travel through the pipeline, and how their ids are made.

Nothing here does I/O, knows the time or reads the environment. Every value survives
`sokuho.codec.encode` / `decode` unchanged. Times are aware UTC datetimes; amounts are in units of
their currency; offsets count code points of `Article.body`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Number = int | float


class Relevance(StrEnum):
    CORE = "core"
    ADJACENT = "adjacent"
    NONE = "none"


class Qualifier(StrEnum):
    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Novelty(StrEnum):
    NEW = "new"
    UPDATE = "update"
    REPEAT = "repeat"
    OFF_TOPIC = "off_topic"


class Outcome(StrEnum):
    """How the work on an article ended; every article has exactly one."""

    ALERTED = "alerted"  # opened a story, or changed one
    JOINED = "joined"  # repeats what its story already says
    OFF_TOPIC = "off_topic"
    BASELINE = "baseline"  # was there at the first sight of its feed
    TOO_OLD = "too_old"
    PARKED = "parked"


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENT = "sent"  # the provider accepted it, nothing more
    FAILED = "failed"  # refused for good, or retries used up
    UNKNOWN = "unknown"  # cut off after sending: a person or the event webhook settles it


# --- what a feed said -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One item of a feed. `lang` is "en" or "ja"; `source` names the outlet, not the address."""

    id: str
    url: str
    title: str
    summary: str | None
    text: str
    lang: str
    source: str
    published: datetime
    fetched: datetime
    feed: str | None = None

    @property
    def body(self) -> str:
        """The text that every offset counts in: title, summary and text, a line each."""
        return "\n".join(part for part in (self.title, self.summary, self.text) if part)


@dataclass(frozen=True, slots=True)
class FeedState:
    """What we know of a feed between two polls. `url` differs from the configured one after a
    permanent redirect; `etag` and `modified` go back to the server unchanged."""

    name: str
    url: str
    etag: str | None = None
    modified: str | None = None
    first_seen: datetime | None = None
    last_polled: datetime | None = None
    last_ok: datetime | None = None
    last_new: datetime | None = None
    next_due: datetime | None = None
    failures: int = 0
    error: str | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """Something about a feed that an operator should know. `kind`: failed, recovered, moved, gone,
    not_a_feed, empty, silent, malformed, throttled."""

    feed: str
    kind: str
    detail: str
    at: datetime


# --- what was read in it ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as written. `text` leaves the qualifier out; a range has `value` low, `value_max` high."""

    text: str
    currency: str
    value: Number
    value_max: Number | None
    qualifier: Qualifier
    start: int
    end: int
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """`unit` is one of kW MW GW MWac MWh GWh mtpa bcfd bpd ha sqm GPUs."""

    text: str
    value: Number
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Party:
    """`text` as written, `name` canonical, `country` JP, US, another ISO code, or None when not known."""

    text: str
    name: str
    country: str | None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One distinct investment of the item. `companies` as written in the text."""

    name: str
    sector: str
    location: str | None
    amounts: tuple[Money, ...] = ()
    capacity: tuple[Capacity, ...] = ()
    companies: tuple[str, ...] = ()
    start: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or phrase of the article and what it shows."""

    quote: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader understood of one article; fields as in docs/labels.md."""

    id: str
    relevance: Relevance
    score: float
    direction: str | None
    sectors: tuple[str, ...]
    stage: str | None
    projects: tuple[Project, ...]
    programme_total: Money | None
    headline_amount: Money | None
    other_amounts: tuple[Money, ...]
    companies: tuple[Party, ...]
    evidence: tuple[Evidence, ...]
    topic: str | None = None
    places: tuple[str, ...] = ()
    reason: str = ""


# --- what a story knows -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure or a report stands."""

    article_id: str
    outlet: str
    url: str
    title: str
    lang: str
    published: datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a reader is shown: the value, its sentence, and where that stands."""

    money: Money
    quote: str
    source: Source


@dataclass(frozen=True, slots=True)
class Measure:
    """A capacity with its sentence and source."""

    capacity: Capacity
    quote: str
    source: Source


@dataclass(frozen=True, slots=True)
class StoryProject:
    """One investment of a story. The first of `amounts` and `capacity` is the one shown; figures that
    disagree with it follow, they are never averaged. `names` and `location` by language ("en", "ja")."""

    key: str
    names: dict[str, str]
    sector: str
    location: dict[str, str]
    amounts: tuple[Figure, ...] = ()
    capacity: tuple[Measure, ...] = ()
    parties: tuple[Party, ...] = ()
    start: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article's part in a story."""

    source: Source
    novelty: Novelty
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What all reports of one deal say together. `number` counts its revisions from 1.

    `computed_total` is the sum of the projects' shown amounts, given only where no source states a
    total: readers see it marked as computed. `titles` by language.
    """

    id: str
    number: int
    topic: str
    titles: dict[str, str]
    opened: datetime
    updated: datetime
    direction: str | None
    sectors: tuple[str, ...]
    stage: str | None
    headline: Figure | None
    programme_total: Figure | None
    computed_total: Money | None
    projects: tuple[StoryProject, ...]
    parties: tuple[Party, ...]
    reports: tuple[Report, ...]
    lead: str = ""  # the sentence that opens the alert, quoted from `reports[0]`
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a report changed. `field`: amount, capacity, stage, party, location or start.

    `old` and `new` are short texts as a source wrote them (a stage's key for "stage"); `old` is None
    for a first value. `project` names the project's key where there is one.
    """

    field: str
    old: str | None
    new: str
    project: str | None = None
    quote: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A story at the moment it became new or changed: what is published on `sokuho.stories`.

    Everything an alert shows is in here, so that rendering needs no look-up.
    """

    story: Story
    novelty: Novelty
    changes: tuple[Change, ...]
    article_id: str
    at: datetime

    @property
    def id(self) -> str:
        return f"{self.story.id}.{self.story.number}"


# --- who is told ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who gets what, where and when. Empty filters let everything pass.

    `channel` is "email" or "slack"; `address` an e-mail address, a Slack channel id, or "webhook".
    `cadence` instant, daily or weekly, the latter two at `at` ("07:30") in `timezone` (on `weekday`,
    0 is Monday). `quiet` is ("22:00", "07:00") in `timezone`; what falls in it is sent when it ends.
    """

    id: str
    channel: str
    address: str
    language: str = "en"
    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    min_amount: Number | None = None
    min_currency: str = "USD"
    novelties: tuple[str, ...] = ("new", "update")
    cadence: str = "instant"
    at: str = "07:30"
    weekday: int = 0
    timezone: str = "UTC"
    quiet: tuple[str, str] | None = None
    broadcast_updates: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one reader: written down before anything is sent.

    `kind` alert or digest. A digest's `revision` is its period ("2026-11-22"), its `story` "digest".
    """

    id: str
    subscription: str
    story: str
    revision: str
    kind: str
    channel: str
    address: str
    not_before: datetime
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    provider_id: str | None = None
    thread: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered message, ready for any sender. `subject`, `html` and `text` serve e-mail;
    `text` (the fallback) and `blocks` serve Slack. `headers` are extra mail headers."""

    delivery_id: str
    channel: str
    address: str
    subject: str
    text: str
    html: str | None = None
    blocks: tuple[dict[str, object], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    thread: str | None = None
    broadcast: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider answered: its id (X-Message-Id, or a Slack ts), and the thread to reply in."""

    provider_id: str | None
    thread: str | None = None


# --- ids --------------------------------------------------------------------------------------


def digest_id(*parts: str) -> str:
    """16 hexadecimal digits that stay the same for the same parts, on every machine."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def article_id(feed: str, key: str) -> str:
    """`key` is what makes the entry this entry: see `sokuho.feeds.parse`."""
    return "a" + digest_id(feed, key)


def story_id(first_article: str) -> str:
    return "s" + digest_id(first_article)


def delivery_id(subscription: str, story: str, revision: str) -> str:
    return "d" + digest_id(subscription, story, revision)
