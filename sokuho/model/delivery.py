"""Who is told, and the message they get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sokuho.model.reading import Number


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENT = "sent"  # the provider accepted it, nothing more
    FAILED = "failed"  # refused for good, or retries used up
    UNKNOWN = "unknown"  # cut off after sending: a person or the event webhook settles it


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who gets what, where and when. Empty filters let everything pass.

    `channel` is "email" or "slack"; `address` an e-mail address, a Slack channel id, or "webhook".
    `cadence` instant, daily or weekly, the latter two at `at` ("07:30") in `timezone` (on `weekday`,
    0 is Monday). `quiet` is ("22:00", "07:00") in `timezone`; what falls in it is sent when it ends.
    `budget`: instant alerts a local day at most; what is beyond comes in a daily digest at `at`.
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
    budget: int | None = None
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
