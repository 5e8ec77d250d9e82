"""Quiet hours and digest times, also where clocks jump."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import handmade as made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokuho.alerts.schedule import digest_due, due, is_quiet

NEW_YORK = "America/New_York"


def at(text: str, zone: str = "UTC", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("quiet", "now", "expected"),
    [
        (None, "2026-02-17 23:30", "2026-02-17 23:30"),
        (("22:00", "07:00"), "2026-02-17 21:59", "2026-02-17 21:59"),
        (("22:00", "07:00"), "2026-02-17 22:00", "2026-02-18 07:00"),
        (("22:00", "07:00"), "2026-02-18 00:00", "2026-02-18 07:00"),
        (("22:00", "07:00"), "2026-02-18 06:59", "2026-02-18 07:00"),
        (("22:00", "07:00"), "2026-02-18 07:00", "2026-02-18 07:00"),
        (("12:00", "13:00"), "2026-02-18 12:30", "2026-02-18 13:00"),
        (("07:00", "07:00"), "2026-02-18 07:00", "2026-02-18 07:00"),
    ],
)
def test_quiet_hours_delay(quiet: tuple[str, str] | None, now: str, expected: str) -> None:
    sub = made.subscriber(quiet=quiet, timezone="Asia/Tokyo")
    assert due(sub, at(now, "Asia/Tokyo")) == at(expected, "Asia/Tokyo")


def test_quiet_hours_end_in_the_hour_that_does_not_exist() -> None:
    """On 8 March 2026 New York goes from 02:00 to 03:00."""
    sub = made.subscriber(quiet=("22:00", "02:30"), timezone=NEW_YORK)
    end = due(sub, at("2026-03-08 01:00", NEW_YORK))
    assert end == at("2026-03-08 03:30", NEW_YORK)
    assert not is_quiet(sub, end)


def test_quiet_hours_end_in_the_hour_that_comes_twice() -> None:
    """On 1 November 2026 New York has 01:00 to 02:00 twice; the second time is quiet again until 01:30."""
    sub = made.subscriber(quiet=("22:00", "01:30"), timezone=NEW_YORK)
    assert due(sub, at("2026-11-01 00:30", NEW_YORK)) == at("2026-11-01 01:30", NEW_YORK)
    assert due(sub, at("2026-11-01 01:10", NEW_YORK, fold=1)) == at("2026-11-01 01:30", NEW_YORK, fold=1)


@pytest.mark.parametrize(
    ("cadence", "now", "period", "moment"),
    [
        ("daily", "2026-02-17 07:29", "2026-02-17", "2026-02-17 07:30"),
        ("daily", "2026-02-17 07:30", "2026-02-18", "2026-02-18 07:30"),
        ("weekly", "2026-02-17 12:00", "2026-02-23", "2026-02-23 07:30"),
        ("weekly", "2026-02-23 07:29", "2026-02-23", "2026-02-23 07:30"),
        ("weekly", "2026-02-23 07:31", "2026-03-02", "2026-03-02 07:30"),
    ],
)
def test_digest_runs(cadence: str, now: str, period: str, moment: str) -> None:
    sub = made.subscriber(cadence=cadence, timezone="Asia/Tokyo")
    assert digest_due(sub, at(now, "Asia/Tokyo")) == (period, at(moment, "Asia/Tokyo"))
    assert due(sub, at(now, "Asia/Tokyo")) == at(moment, "Asia/Tokyo")


@pytest.mark.parametrize(("day", "clock"), [("2026-03-08", "02:30"), ("2026-11-01", "01:30")])
def test_one_run_a_date_where_the_clock_jumps(day: str, clock: str) -> None:
    """Whoever asks at any minute of three days hears of each date's run once, in order."""
    sub = made.subscriber(cadence="daily", at=clock, timezone=NEW_YORK)
    now = datetime.fromisoformat(day).replace(tzinfo=UTC) - timedelta(days=1)
    runs = dict(digest_due(sub, now + timedelta(minutes=5 * i)) for i in range(3 * 24 * 12))
    assert list(runs) == sorted(runs)
    assert list(runs.values()) == sorted(runs.values())
    gaps = [b - a for a, b in zip(list(runs.values()), list(runs.values())[1:], strict=False)]
    assert all(timedelta(hours=22) < gap < timedelta(hours=26) for gap in gaps)


def test_digest_waits_for_the_end_of_quiet_hours() -> None:
    sub = made.subscriber(cadence="daily", at="07:30", quiet=("22:00", "09:00"), timezone="UTC")
    assert digest_due(sub, at("2026-02-17 08:00")) == ("2026-02-18", at("2026-02-18 09:00"))


def test_instant_subscription_has_no_digest() -> None:
    with pytest.raises(ValueError, match="no digest"):
        digest_due(made.subscriber(), made.NOON)


FIRST, LAST = datetime(2025, 1, 1), datetime(2028, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
clocks = st.times().map(lambda t: f"{t:%H:%M}")


@given(
    now=st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    quiet=st.tuples(clocks, clocks),
    zone=st.sampled_from(["Asia/Tokyo", NEW_YORK, "Australia/Lord_Howe", "America/St_Johns", "UTC"]),
)
def test_quiet_hours_delay_less_than_a_day_and_end(now: datetime, quiet: tuple[str, str], zone: str) -> None:
    sub = made.subscriber(quiet=quiet, timezone=zone)
    when = due(sub, now)
    assert now <= when <= now + timedelta(hours=26)
    assert not is_quiet(sub, when)


@given(
    now=st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    clock=clocks,
    cadence=st.sampled_from(["daily", "weekly"]),
    zone=st.sampled_from(["Asia/Tokyo", NEW_YORK, "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_digests_come_once_a_period(now: datetime, clock: str, cadence: str, zone: str) -> None:
    sub = made.subscriber(cadence=cadence, at=clock, timezone=zone)
    period, moment = digest_due(sub, now)
    following, later = digest_due(sub, moment)
    assert now < moment < later
    assert period < following
    # right before its moment, the run is still the same one
    assert digest_due(sub, moment - timedelta(seconds=1)) == (period, moment)
