from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokuho.feeds.dates import plausible, read_date

MORNING = "2025-11-04T01:00:00+00:00"  # ten o'clock in Tokyo


@pytest.mark.parametrize(
    "written",
    [
        "Tue, 04 Nov 2025 10:00:00 JST",
        "Tue, 04 Nov 2025 10:00:00 +0900",
        "Tue, 4 Nov 2025 10:00 +0900 (JST)",
        "Tue, 04 Nov 2025 01:00:00 GMT",
        "Tue, 4 Nov 2025 10:00:00 GMT+9",
        "Tue Nov 04 10:00:00 JST 2025",
        "4 Nov 2025 02:00:00 CET",
        "Mon, 03 Nov 2025 20:00:00 EST",
        "Mon, 03 Nov 2025 17:00:00 PST",
        "Tue, 04 Nov 2025 10:00:00 KST",
        "2025-11-04T10:00:00+09:00",
        "2025-11-04T10:00:00.000+0900",
        "2025-11-04T01:00:00Z",
        "2025-11-04 10:00:00 JST",
        "2025-11-04T10:00+09",
        "2025年11月04日 10時",
        "2025年11月4日（火）10:00",
        "２０２５年１１月４日　１０時００分",
        "令和7年11月4日 午前10時00分",
        "1762218000",
        "1762218000000",
    ],
)
def test_the_same_moment_in_many_forms(written: str) -> None:
    found = read_date(written)
    assert found is not None
    assert found.isoformat() == MORNING


@pytest.mark.parametrize("written", ["2025/11/04 10:00", "2025-11-04T10:00:00", "Tue, 04 Nov 2025 10:00:00"])
def test_without_a_zone_a_japanese_feed_means_japanese_time(written: str) -> None:
    assert read_date(written, "ja") == datetime.fromisoformat(MORNING)
    assert read_date(written, "en") == datetime.fromisoformat(MORNING) + timedelta(hours=9)


def test_japanese_dates_keep_their_day() -> None:
    assert read_date("2025年11月04日") == datetime(2025, 11, 3, 15, tzinfo=UTC)
    assert read_date("令和元年5月1日") == datetime(2019, 4, 30, 15, tzinfo=UTC)
    assert read_date("2025年11月4日 午後3時5分") == datetime(2025, 11, 4, 6, 5, tzinfo=UTC)
    assert read_date("2025年11月4日 25時30分") == datetime(2025, 11, 4, 16, 30, tzinfo=UTC)


def test_summer_time() -> None:
    assert read_date("Fri, 04 Jul 2025 10:00:00 CEST") == datetime(2025, 7, 4, 8, tzinfo=UTC)
    assert read_date("Fri, 04 Jul 2025 10:00:00 EDT") == datetime(2025, 7, 4, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2025-13-45", "0000-00-00", "2025年13月1日", "--", "12", "99999999999999"]
)
def test_what_is_no_date(written: str) -> None:
    assert read_date(written) is None


@settings(deadline=None)
@given(st.text(max_size=100))
def test_it_never_raises(written: str) -> None:
    found = read_date(written)
    assert found is None or found.tzinfo is UTC


def test_implausible_dates(now: datetime) -> None:
    assert plausible(None, now) is None
    assert plausible(datetime(1762, 1, 1, tzinfo=UTC), now) is None
    assert plausible(datetime(1970, 1, 1, tzinfo=UTC), now) is None
    assert plausible(now + timedelta(days=400), now) is None
    assert plausible(now + timedelta(hours=9), now) == now  # local time sold as UTC
    assert plausible(now - timedelta(days=400), now) == now - timedelta(days=400)
