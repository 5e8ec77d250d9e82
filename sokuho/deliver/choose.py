"""Which way out a message takes: the provider whose key is set, else the outbox."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sokuho.deliver.sender import Sender
from sokuho.errors import Reject
from sokuho.model import Delivery, Message


@dataclass(frozen=True, slots=True)
class Senders:
    """All ways out. Those not set up are None; `allowed` lists the mail addresses that may get mail in
    earnest (empty: all), the others' mail goes to the outbox on the same path."""

    outbox: Sender
    sendgrid: Sender | None = None
    slack: Sender | None = None
    webhook: Sender | None = None
    allowed: Collection[str] = ()

    @property
    def all(self) -> list[Sender]:
        """Those that are set up."""
        ways = (self.outbox, self.sendgrid, self.slack, self.webhook)
        return [way for way in ways if way is not None]

    def pick(self, target: Delivery | Message) -> Sender:
        """The way out for a delivery or its message. Raises Reject for a channel that does not exist."""
        if target.channel == "email":
            if self.sendgrid is None or not self._permitted(target.address):
                return self.outbox
            return self.sendgrid
        if target.channel == "slack":
            way = self.webhook if target.address == "webhook" else self.slack
            return way or self.outbox
        raise Reject(f"no way to send to channel {target.channel!r}; use email or slack")

    def _permitted(self, address: str) -> bool:
        return not self.allowed or address.casefold() in {a.casefold() for a in self.allowed}
