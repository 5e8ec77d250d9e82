"""What a rule would have sent over revisions of the past, before it is switched on. Pure: nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sokuho.alerts.budget import Alert, within_budget
from sokuho.alerts.rules import Matcher
from sokuho.alerts.schedule import digest_due, due
from sokuho.model import Novelty, Number, Revision, Subscription


@dataclass(frozen=True, slots=True)
class Sent:
    """A revision that the rule would have sent: `kind` alert or digest, when it would have left (UTC),
    and why it matched."""

    revision: Revision
    kind: str
    moment: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Day:
    """What a reader would have got on one local day ("2026-02-17")."""

    day: str
    alerts: int = 0
    updates: int = 0
    digests: int = 0
    in_digests: int = 0


def backtest(
    subscription: Subscription, revisions: Iterable[Revision], rates: Mapping[str, Number] | None = None
) -> list[Sent]:
    """What would have been sent of the revisions (oldest first), each matched at its own time."""
    sent: list[Sent] = []
    written: list[Alert] = []
    for revision in revisions:
        reason = Matcher(revision, rates).reason(subscription)
        if reason is None:
            continue
        if subscription.cadence == "instant":
            free = within_budget([subscription], written, revision.id, revision.at)
            moment = due(subscription, revision.at)
            if free.alerts:
                written.append(Alert(subscription.id, revision.id, moment))
                sent.append(Sent(revision, "alert", moment, reason))
                continue
            if not free.rest:
                continue
        sent.append(Sent(revision, "digest", digest_due(subscription, revision.at)[1], reason))
    return sent


def by_day(subscription: Subscription, sent: Iterable[Sent]) -> list[Day]:
    """Counts by the reader's local day, days without anything left out. A digest tells a story once,
    however often it changed."""
    zone = ZoneInfo(subscription.timezone)
    alerts: dict[str, list[Sent]] = {}
    stories: dict[str, set[str]] = {}
    digests: dict[str, set[datetime]] = {}
    for one in sent:
        day = one.moment.astimezone(zone).date().isoformat()
        if one.kind == "alert":
            alerts.setdefault(day, []).append(one)
        else:
            stories.setdefault(day, set()).add(one.revision.story.id)
            digests.setdefault(day, set()).add(one.moment)
    return [
        Day(
            day,
            alerts=len(alerts.get(day, ())),
            updates=sum(s.revision.novelty is Novelty.UPDATE for s in alerts.get(day, ())),
            digests=len(digests.get(day, ())),
            in_digests=len(stories.get(day, ())),
        )
        for day in sorted({*alerts, *stories})
    ]
