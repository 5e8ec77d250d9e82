"""Who is told, and the message they get."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from sokuho.model.reading import Number
from sokuho.model.value import value


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENT = "sent"  # the provider accepted it, nothing more
    FAILED = "failed"  # refused for good, or retries used up
    UNKNOWN = "unknown"  # cut off after sending: a person or the event webhook settles it


#: so begins the error of a failed one that was not to be sent any more: nothing went wrong with it
WITHHELD = "withheld: "


@value
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


@value
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

    @property
    def outcome(self) -> str:
        """The state in a word, where what was withheld did not fail."""
        withheld = self.state is DeliveryState.FAILED and (self.error or "").startswith(WITHHELD)
        return "withheld" if withheld else str(self.state)


@value
class Image:
    """A picture within a mail; its HTML shows it as `cid:<cid>`."""

    cid: str
    data: bytes = field(repr=False)
    kind: str = "image/png"


@value
class Message:
    """A rendered message, ready for any sender. `subject`, `html` and `text` serve e-mail;
    `text` (the fallback) and `blocks` serve Slack. `headers` are extra mail headers, `categories` what a
    provider may count mails by."""

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
    images: tuple[Image, ...] = ()
    categories: tuple[str, ...] = ()


@value
class Person:
    """One reader of a mail that goes to many. `fills`: marks in the mail's subject, text and HTML, and what
    stands there for this reader (of HTML, escaped)."""

    delivery_id: str
    address: str
    headers: tuple[tuple[str, str], ...]
    fills: tuple[tuple[str, str], ...] = ()


@value
class Bulk:
    """A mail that is the same for many readers but for their `fills`. No reader sees another."""

    subject: str
    text: str
    html: str
    people: tuple[Person, ...]
    images: tuple[Image, ...] = ()
    categories: tuple[str, ...] = ()

    def message(self, person: Person) -> Message:
        """The mail as this reader gets it."""
        return Message(
            delivery_id=person.delivery_id,
            channel="email",
            address=person.address,
            subject=_filled(self.subject, person.fills),
            text=_filled(self.text, person.fills),
            html=_filled(self.html, person.fills),
            headers=person.headers,
            images=self.images,
            categories=self.categories,
        )


def _filled(text: str, fills: tuple[tuple[str, str], ...]) -> str:
    for mark, filling in fills:
        text = text.replace(mark, filling)
    return text


@value
class Receipt:
    """What the provider answered: its id (X-Message-Id, or a Slack ts), and the thread to reply in."""

    provider_id: str | None
    thread: str | None = None
