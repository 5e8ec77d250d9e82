"""What every way out has in common."""

from __future__ import annotations

from typing import Protocol

from sokuho.model import Message, Receipt


class Sender(Protocol):
    """One way out. `name` is "outbox", "sendgrid", "slack" or "webhook"; `repeatable` says that sending
    the same message twice leaves one message, so an interrupted attempt may simply be made again."""

    @property
    def name(self) -> str: ...

    @property
    def repeatable(self) -> bool: ...

    def send(self, message: Message) -> Receipt:
        """Hand the message over. Raises Retry (nothing was sent; `after` in seconds where known), Reject
        (it never will be), Unknown (it may have been sent: never repeated by itself)."""
        ...
