"""What every way out has in common."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from sokuho.model import Bulk, Message, Receipt


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


@runtime_checkable
class BulkSender(Sender, Protocol):
    """A way out that takes one mail for up to `bulk_limit` readers in one request."""

    @property
    def bulk_limit(self) -> int: ...

    def send_bulk(self, bulk: Bulk) -> Receipt:
        """All or none of them: what `Sender.send` raises holds for every reader."""
        ...
