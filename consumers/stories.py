"""Stories to deliveries: who is told of a revision, written down in one transaction, nothing sent yet.

Instant readers get a row each; for readers of digests the revision is noted, and their next digest has
one row. A unique index refuses what was written before, so a repeated record changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from sokuho.alerts.rules import digest_due, due, matches
from sokuho.bus import Record
from sokuho.codec import decode
from sokuho.model import Delivery, Number, Revision, Subscription, delivery_id
from sokuho.store import Parts, Store

log = structlog.get_logger(__name__)


class StoryHandler:
    """Handles the records of the stories' topic. `wrote` is called when rows were written."""

    def __init__(
        self,
        store: Store,
        rates: Mapping[str, Number],
        clock: Callable[[], datetime],
        wrote: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._rates, self._clock, self._wrote = store, rates, clock, wrote

    def __call__(self, record: Record) -> None:
        revision = decode(record.value, Revision)
        now = self._clock()
        written = 0
        with self._store.transaction() as tx:
            story = tx.stories.story(revision.story.id)
            if story is not None and story.muted:
                log.info("muted", story=story.id, revision=revision.id)
                return
            for subscription in tx.subscriptions.list_subscriptions(active=True):
                reason = matches(subscription, revision, self._rates)
                if reason is not None and self._write(tx, subscription, revision, now):
                    written += 1
                    log.info("matched", subscription=subscription.id, revision=revision.id, reason=reason)
        if written:
            self._wrote()

    def _write(self, tx: Parts, subscription: Subscription, revision: Revision, now: datetime) -> bool:
        if subscription.cadence == "instant":
            return tx.deliveries.add_deliveries([_alert(subscription, revision, now)]) == 1
        if not tx.digests.add_item(subscription.id, revision.id, now):
            return False
        tx.deliveries.add_deliveries([digest_row(subscription, now)])
        return True


def digest_row(subscription: Subscription, now: datetime) -> Delivery:
    """The row of the subscription's next digest; the same one for all that happens until then."""
    period, moment = digest_due(subscription, now)
    return Delivery(
        id=delivery_id(subscription.id, "digest", period),
        subscription=subscription.id,
        story="digest",
        revision=period,
        kind="digest",
        channel=subscription.channel,
        address=subscription.address,
        not_before=moment,
    )


def open_digests(store: Store, now: datetime) -> int:
    """Rows for revisions that came while the digest meant for them was being sent. Returns how many."""
    opened = 0
    for name in store.digests.without_digest():
        subscription = store.subscriptions.subscription(name)
        if subscription is None or not subscription.active or subscription.cadence == "instant":
            continue
        opened += store.deliveries.add_deliveries([digest_row(subscription, now)])
    return opened


def _alert(subscription: Subscription, revision: Revision, now: datetime) -> Delivery:
    return Delivery(
        id=delivery_id(subscription.id, revision.story.id, revision.id),
        subscription=subscription.id,
        story=revision.story.id,
        revision=revision.id,
        kind="alert",
        channel=subscription.channel,
        address=subscription.address,
        not_before=due(subscription, now),
    )


if __name__ == "__main__":
    from sokuho.cli.run import work_main

    work_main("stories")
