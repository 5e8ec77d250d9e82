"""What figures are worth in the reader's own currency, dated and marked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import handmade as made
import pytest

from sokuho import wording
from sokuho.alerts.equivalents import DatedRates, equivalent

WORDS = wording.load_words(Path("/no-home"))
RATES = DatedRates(
    {
        "JPY": {"2025-11": 155, "2026-02": 154, "2026-02-17": 156.4, "2026-03": 158},
        "EUR": {"2025-04": 0.88},
    }
)


@pytest.mark.parametrize(
    ("value", "currency", "day", "en", "ja"),
    [
        (
            33.3e9, "USD", "2026-02-16",
            "≈ ¥5.1tn at ¥154 to the dollar, reference rate of Feb 2026",
            "約5兆1,000億円（1ドル=154円、2026年2月の参考レートで換算）",
        ),
        (
            33.3e9, "USD", "2026-02-20",
            "≈ ¥5.2tn at ¥156.4 to the dollar, reference rate of 17 Feb 2026",
            "約5兆2,000億円（1ドル=156.4円、2026年2月17日の参考レートで換算）",
        ),
        (
            500e9, "JPY", "2026-03-09",
            "≈ $3.2bn at ¥158 to the dollar, reference rate of Mar 2026", "",
        ),
        (
            2e9, "EUR", "2026-02-20",
            "≈ $2.3bn at €0.88 to the dollar, reference rate of Apr 2025",
            "約3,600億円（1ドル=156.4円、0.88ユーロ、2025年4月の参考レートで換算）",
        ),
        (33.3e9, "USD", "2024-01-01", "", ""),  # no rate of that time
        (33.3e9, "XYZ", "2026-02-20", "", ""),
    ],
)  # fmt: skip
def test_worth(value: float, currency: str, day: str, en: str, ja: str) -> None:
    amount, stated = made.money("x", value, currency), datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert equivalent(amount, stated, WORDS["en"], RATES) == en
    assert equivalent(amount, stated, WORDS["ja"], RATES) == ja


def test_ranges_stay_ranges() -> None:
    amount = made.money("x", 38e9, high=44e9)
    told = equivalent(amount, datetime(2026, 2, 20, tzinfo=UTC), WORDS["en"], RATES)
    assert told.startswith("≈ ¥5.9tn–¥6.9tn at ¥156.4")
