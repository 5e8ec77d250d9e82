"""Budgets of alerts, and rules tried on the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import handmade as made

from sokuho.alerts.backtest import backtest, by_day
from sokuho.alerts.budget import Alert, within_budget
from sokuho.alerts.schedule import day_of
from sokuho.model import Novelty, Revision


def at(hour: int, day: int = 17) -> datetime:
    return datetime(2026, 2, day, hour, tzinfo=UTC)


EARLY = at(1)


def past(count: int, hours: float = 1, start: datetime = EARLY) -> list[Revision]:
    """Revisions of as many stories."""
    return [
        replace(made.revision(replace(made.AKAZAWA, id=f"s-{n}")), at=start + timedelta(hours=hours * n))
        for n in range(count)
    ]


def test_a_budget_counts_the_readers_own_day() -> None:
    reader = made.subscriber(budget=2, timezone="Asia/Tokyo")
    written = [Alert(reader.id, f"s-{n}.1", at(14) + timedelta(minutes=n)) for n in range(2)]
    assert within_budget([reader], written, "x.1", at(14)) == ([], [reader])  # 23:00 in Tokyo
    assert within_budget([reader], written, "x.1", at(15)) == ([reader], [])  # midnight
    assert within_budget([reader], written[:1], "x.1", at(14)) == ([reader], [])


def test_alerts_of_other_readers_cost_nothing() -> None:
    reader = made.subscriber(budget=1)
    assert within_budget([reader], [Alert("other", "s-1.1", at(1))], "x.1", at(1)).alerts == [reader]


def test_what_quiet_hours_delay_counts_on_the_day_it_leaves() -> None:
    reader = made.subscriber(budget=1, timezone="UTC", quiet=("22:00", "07:00"))
    written = [Alert(reader.id, "s-1.1", at(7, 18))]  # came on the 17th at 23:00
    assert within_budget([reader], written, "x.1", at(23)) == ([], [reader])
    assert within_budget([reader], written, "x.1", at(21)) == ([reader], [])


def test_a_revision_that_was_told_is_not_told_again() -> None:
    reader = made.subscriber(budget=1)
    assert within_budget([reader], [Alert(reader.id, "x.1", at(1))], "x.1", at(9, 19)) == ([], [])


def test_a_day_has_23_hours_when_clocks_jump() -> None:
    start, end = day_of(made.subscriber(timezone="America/New_York"), datetime(2026, 3, 8, 12, tzinfo=UTC))
    assert end - start == timedelta(hours=23)


def test_backtest_counts_what_would_have_left() -> None:
    reader = made.subscriber(budget=3, timezone="UTC", at="07:30")
    sent = backtest(reader, past(5))
    assert [s.kind for s in sent] == ["alert"] * 3 + ["digest"] * 2
    assert sent[-1].moment == datetime(2026, 2, 17, 7, 30, tzinfo=UTC)
    [day] = by_day(reader, sent)
    assert (day.alerts, day.digests, day.in_digests) == (3, 1, 2)


def test_backtest_of_a_digest_counts_a_story_once() -> None:
    reader = made.subscriber(cadence="daily", timezone="UTC", at="12:00")
    one = past(2, start=at(1))
    again = replace(one[0], story=replace(one[0].story, number=2), novelty=Novelty.UPDATE, at=at(5))
    [day] = by_day(reader, backtest(reader, [*one, again]))
    assert (day.alerts, day.digests, day.in_digests) == (0, 1, 2)


def test_backtest_of_what_matches_nothing_is_empty() -> None:
    assert backtest(made.subscriber(sectors=("nuclear",)), past(4)) == []
    assert by_day(made.subscriber(), []) == []
