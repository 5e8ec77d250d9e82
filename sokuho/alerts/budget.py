"""A budget of alerts: so many on a reader's day, what is beyond it goes into the digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sokuho.alerts.schedule import day_of, due
from sokuho.model import Subscription


class Alert(NamedTuple):
    """An alert that was written down, and when it may leave: that is the day it counts on."""

    subscription: str
    revision: str
    not_before: datetime


class Free(NamedTuple):
    """Who is told by an alert, and who by the digest since the budget is used up."""

    alerts: list[Subscription]
    rest: list[Subscription]


def within_budget(
    subscriptions: Sequence[Subscription], written: Iterable[Alert], revision: str, now: datetime
) -> Free:
    """Which subscriptions still have an alert for this revision. Those that have one of it already are in
    neither list, so that a repeated revision changes nothing."""
    by_reader: dict[str, list[Alert]] = defaultdict(list)
    for alert in written:
        by_reader[alert.subscription].append(alert)
    free = Free([], [])
    for subscription in subscriptions:
        mine = by_reader[subscription.id]
        if any(alert.revision == revision for alert in mine):
            continue
        start, end = day_of(subscription, due(subscription, now))
        taken = sum(start <= alert.not_before < end for alert in mine)
        within = subscription.budget is None or taken < subscription.budget
        (free.alerts if within else free.rest).append(subscription)
    return free
