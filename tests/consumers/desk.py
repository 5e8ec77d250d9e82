"""A delivery worker with its surroundings, and a way out that does as it is told."""

from __future__ import annotations

import threading
from pathlib import Path

from consumers.deliveries import DeliveryWorker
from sokuho.configuration import Delivering
from sokuho.deliver.choose import Senders
from sokuho.deliver.outbox import Outbox
from sokuho.model import Delivery, DeliveryState, Message, Novelty, Receipt, Revision, Subscription
from sokuho.outgoing import load_renderer
from sokuho.settings import load
from sokuho.store import Store
from tests import made
from tests.made import Clock

RULES = Delivering(lease_seconds=60, max_attempts=3, backoff_seconds=10, backoff_max_seconds=100)


class Provider:
    """A way out that does as it is told, message by message."""

    name = "sendgrid"
    repeatable = False

    def __init__(self) -> None:
        self.answers: list[Exception] = []
        self.got: list[Message] = []

    def send(self, message: Message) -> Receipt:
        if self.answers:
            raise self.answers.pop(0)
        self.got.append(message)
        return Receipt(f"p{len(self.got)}", message.thread or f"t{len(self.got)}")


class Desk:
    """A delivery worker with its surroundings."""

    def __init__(self, store: Store, clock: Clock, home: Path) -> None:
        self.store, self.clock, self.home = store, clock, home
        self.mail, self.slack = Provider(), Provider()
        self.slack.name = "slack"
        self.stop = threading.Event()
        self.worker = self.hire()

    def hire(self, **ways: object) -> DeliveryWorker:
        settings = load({"SOKUHO_HOME": str(self.home), "SOKUHO_SIGNING_KEY": "k" * 32})
        outbox = Outbox(self.home / "outbox", settings.delivering.mail_from, self.clock)
        senders = Senders(outbox, **{"sendgrid": self.mail, "slack": self.slack, **ways})  # type: ignore[arg-type]
        return DeliveryWorker(self.store, load_renderer(settings), senders, RULES, self.clock, self.stop)

    def tell(self, number: int = 1, to: Subscription | None = None, **changes: object) -> Delivery:
        """A revision for a reader: one row, due now."""
        to = to or made.subscription()
        self.store.subscriptions.add(to)
        revision = self.note(number)
        delivery = made.delivery(to, revision, **changes)
        self.store.deliveries.add_deliveries([delivery])
        return delivery

    def note(self, number: int = 1, story: int = 1) -> Revision:
        revision = made.revision(
            made.story(made.article(story), number), Novelty.NEW if number == 1 else Novelty.UPDATE
        )
        with self.store.transaction() as tx:
            tx.stories.save_story(revision.story, b"", [])
            tx.stories.add_revision(revision)
        return revision

    def row(self, delivery: Delivery) -> Delivery:
        found = self.store.deliveries.delivery(delivery.id)
        assert found is not None
        return found

    def state(self, delivery: Delivery) -> DeliveryState:
        return self.row(delivery).state
