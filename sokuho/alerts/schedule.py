"""When a message may leave: quiet hours delay it, digests wait for their time, on the reader's own clock.

Wall clocks jump twice a year. A time that does not exist on a day is taken as the moment the clock jumps
past it; of a time that exists twice, the first. So a digest runs once a date, whatever the clock does.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sokuho.model import Subscription


def has_digest(subscription: Subscription) -> bool:
    """Whether it gets digests: by its cadence, or for the alerts beyond its budget."""
    return subscription.cadence in ("daily", "weekly") or subscription.budget is not None


def day_of(subscription: Subscription, moment: datetime) -> tuple[datetime, datetime]:
    """The reader's day that a moment falls in, from midnight to midnight (UTC, the end not in it)."""
    zone = ZoneInfo(subscription.timezone)
    day = moment.astimezone(zone).date()
    return _moment(day, time(), zone), _moment(day + timedelta(days=1), time(), zone)


def due(subscription: Subscription, now: datetime) -> datetime:
    """The earliest moment (UTC) at which something that matched at `now` may be sent.

    Instant alerts: now, or the end of the quiet hours. Digests: the next run after `now`.
    """
    if subscription.cadence == "instant":
        return after_quiet(subscription, now)
    return digest_due(subscription, now)[1]


def digest_due(subscription: Subscription, now: datetime) -> tuple[str, datetime]:
    """The next digest run after `now`: its period's key, the local date ("2026-11-22"), and its moment (UTC).

    Raises ValueError for a subscription that has none: its cadence is instant and it has no budget.
    """
    if not has_digest(subscription):
        raise ValueError(f"{subscription.id} has no digest: its cadence is {subscription.cadence}")
    zone, at = ZoneInfo(subscription.timezone), time.fromisoformat(subscription.at)
    today = now.astimezone(zone).date()
    for ahead in range(-1, 9):
        day = today + timedelta(days=ahead)
        if subscription.cadence == "weekly" and day.weekday() != subscription.weekday:
            continue
        moment = _moment(day, at, zone)
        if moment > now:
            return day.isoformat(), after_quiet(subscription, moment)
    raise AssertionError("ten days hold every weekday")


def after_quiet(subscription: Subscription, now: datetime) -> datetime:
    """`now`, or the end of the quiet hours that it falls in (UTC)."""
    now = now.astimezone(UTC)
    if not is_quiet(subscription, now):
        return now
    zone, end = ZoneInfo(subscription.timezone), _window(subscription)[1]
    today = now.astimezone(zone).date()
    ends = [_moment(today + timedelta(days=ahead), end, zone, fold) for ahead in range(3) for fold in (0, 1)]
    return min(e for e in ends if e > now and not is_quiet(subscription, e))


def is_quiet(subscription: Subscription, now: datetime) -> bool:
    """Whether `now` lies in the quiet hours, which may run over midnight. Equal ends mean none."""
    if subscription.quiet is None:
        return False
    start, end = _window(subscription)
    clock = now.astimezone(ZoneInfo(subscription.timezone)).time().replace(fold=0)
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def _window(subscription: Subscription) -> tuple[time, time]:
    start, end = subscription.quiet or ("00:00", "00:00")
    return time.fromisoformat(start), time.fromisoformat(end)


def _moment(day: date, at: time, zone: ZoneInfo, fold: int = 0) -> datetime:
    return datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC)
