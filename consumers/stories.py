"""Stories to deliveries: who is told of a revision, written down in one transaction, nothing sent yet.

Instant readers get a row each; for readers of digests, and for those whose budget of alerts is used up,
the revision is noted, and their next digest has one row. A unique index refuses what was written before,
so a repeated record changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from sokuho.alerts.budget import Alert, within_budget
from sokuho.alerts.rules import Matcher
from sokuho.alerts.schedule import digest_due, due, has_digest
from sokuho.bus import Record
from sokuho.codec import decode
from sokuho.model import Delivery, Number, Revision, Subscription, delivery_id
from sokuho.store import Parts, Store

log = structlog.get_logger(__name__)

#: longer than any reader's day
DAY = timedelta(hours=26)


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
        matcher, now = Matcher(revision, self._rates), self._clock()
        with self._store.transaction() as tx:
            story = tx.stories.story(revision.story.id)
            if story is not None and story.muted:
                log.info("muted", story=story.id, revision=revision.id)
                return
            readers = [s for s in tx.subscriptions.list_subscriptions(active=True) if matcher.grounds(s)]
            written = _write(tx, readers, revision, now)
        if written:
            log.info("matched", revision=revision.id, readers=len(readers), new=written)
            self._wrote()


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
        if subscription is None or not subscription.active:
            continue
        if not has_digest(subscription):  # a last one, for what was noted before its reader chose alerts
            subscription = replace(subscription, cadence="daily")
        opened += store.deliveries.add_deliveries([digest_row(subscription, now)])
    return opened


def _write(tx: Parts, readers: Sequence[Subscription], revision: Revision, now: datetime) -> int:
    """Write down who is told at once and who in a digest. Returns for how many that was new."""
    together = [s for s in readers if s.cadence != "instant"]
    at_once = [s for s in readers if s.cadence == "instant" and s.budget is None]
    limited = [s for s in readers if s.cadence == "instant" and s.budget is not None]
    if limited:
        names = [s.id for s in limited]
        told = tx.alerts.since(names, now - DAY, revision.story.id)
        alerts = [Alert(*row) for row in told]
        noted = tx.digests.noted(names, revision.id)
        free = within_budget([s for s in limited if s.id not in noted], alerts, revision.id, now)
        at_once += free.alerts
        together += free.rest
    new = tx.deliveries.add_deliveries([_alert(s, revision, now) for s in at_once])
    noted_now = tx.digests.add_items([s.id for s in together], revision.id, now)
    if noted_now:
        tx.deliveries.add_deliveries([digest_row(s, now) for s in together])
    return new + noted_now


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
    from sokuho.cli.run import consumer

    consumer("stories")
