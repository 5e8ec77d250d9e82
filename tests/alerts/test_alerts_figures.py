"""Figures, dates and times as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import handmade as made
import pytest

from sokuho import wording
from sokuho.alerts import figures
from sokuho.model import Capacity, Qualifier

WORDS = wording.load_words(Path("/no-home"))


@pytest.mark.parametrize(
    ("value", "currency", "more", "en", "ja"),
    [
        (33_300_000_000, "USD", {}, "$33.3bn", "333億ドル"),
        (600_000_000, "USD", {}, "$600m", "6億ドル"),
        (2_100_000_000, "USD", {}, "$2.1bn", "21億ドル"),
        (1_250_000_000, "USD", {}, "$1.25bn", "12億5,000万ドル"),
        (550_000_000_000, "USD", {}, "$550bn", "5,500億ドル"),
        (1_500_000_000_000, "JPY", {}, "¥1.5tn", "1兆5,000億円"),
        (500_000_000_000, "JPY", {}, "¥500bn", "5,000億円"),
        (3_000_000_000, "USD", {"qualifier": Qualifier.APPROX}, "about $3bn", "約30億ドル"),
        (3_000_000_000, "USD", {"qualifier": Qualifier.AT_LEAST}, "at least $3bn", "30億ドル以上"),
        (3_000_000_000, "USD", {"qualifier": Qualifier.AT_MOST}, "up to $3bn", "最大30億ドル"),
        (38_000_000_000, "USD", {"high": 44_000_000_000}, "$38bn–$44bn", "380億ドル〜440億ドル"),
        (151, "JPY", {}, "¥151", "151円"),
        (0, "USD", {}, "$0", "0ドル"),
        (3_000_000_000, "SGD", {}, "SGD 3bn", "30億シンガポールドル"),
        (3_000_000_000, "XYZ", {}, "XYZ 3bn", "30億XYZ"),
    ],
)
def test_money(value: float, currency: str, more: dict[str, object], en: str, ja: str) -> None:
    amount = made.money("x", value, currency, **more)  # type: ignore[arg-type]
    assert (figures.money(amount, WORDS["en"]), figures.money(amount, WORDS["ja"])) == (en, ja)


def test_rounding_is_told() -> None:
    amount = made.money("x", 33_312_345_678)
    assert figures.money(amount, WORDS["en"]) == "about $33.312bn"
    assert figures.money(amount, WORDS["ja"]) == "約333億1,235万ドル"
    nearly = made.money("x", 999_999_999_999)
    assert figures.money(nearly, WORDS["en"]) == "about $1tn"
    assert figures.money(nearly, WORDS["ja"]) == "約1兆ドル"


def test_sum_keeps_a_decimal() -> None:
    total = made.money("", 36_000_000_000)
    assert figures.money(total, WORDS["en"], digits=1) == "$36.0bn"
    assert figures.money(total, WORDS["ja"], digits=1) == "360億ドル"


@pytest.mark.parametrize(
    ("unit", "en", "ja"),
    [
        ("GW", "9.2 GW", "9.2GW"),
        ("mtpa", "9.2 million t a year", "920万トン/年"),
        ("ha", "9.2 ha", "9.2ヘクタール"),
    ],
)
def test_capacity(unit: str, en: str, ja: str) -> None:
    size = Capacity("x", 9.2, unit, 0, 1)
    assert (figures.capacity(size, WORDS["en"]), figures.capacity(size, WORDS["ja"])) == (en, ja)


@pytest.mark.parametrize(
    ("size", "en", "ja"),
    [
        (Capacity("x", 1.2, "GW", 0, 1, Qualifier.AT_MOST), "up to 1.2 GW", "最大1.2GW"),
        (Capacity("x", 5.5, "mtpa", 0, 1, Qualifier.APPROX), "about 5.5 million t a year", "約550万トン/年"),
        (Capacity("x", 90, "MW", 0, 1, Qualifier.AT_LEAST), "at least 90 MW", "90MW以上"),
        (Capacity("x", 150, "MW", 0, 1, Qualifier.RANGE, 100), "100–150 MW", "100〜150MW"),
    ],
)
def test_a_capacity_is_told_as_exactly_as_its_source_has_it(size: Capacity, en: str, ja: str) -> None:
    assert (figures.capacity(size, WORDS["en"]), figures.capacity(size, WORDS["ja"])) == (en, ja)


def test_start() -> None:
    assert figures.start("2028", WORDS["en"]) == "2028"
    assert figures.start("2028", WORDS["ja"]) == figures.start("2028年", WORDS["ja"]) == "2028年"
    assert figures.start("fiscal 2028", WORDS["ja"]) == "fiscal 2028"


def test_times_are_the_readers() -> None:
    when = datetime(2026, 2, 17, 20, 5, tzinfo=UTC)
    assert figures.moment(when, "America/New_York", WORDS["en"]) == "17 Feb 2026, 15:05 EST"
    assert figures.moment(when, "Asia/Tokyo", WORDS["ja"]) == "2026年2月18日 05:05 JST"
    assert figures.moment(when, "Asia/Dubai", WORDS["en"]) == "18 Feb 2026, 00:05 UTC+04"
    assert figures.day(date(2026, 2, 18), WORDS["ja"], "day_weekday") == "2026年2月18日（水）"


def _keys(words: object, where: str = "") -> set[str]:
    if not isinstance(words, dict):
        return {where}
    return {key for name, inner in words.items() for key in _keys(inner, f"{where}.{name}")}


def test_both_languages_have_the_same_words() -> None:
    """Money and capacity are told in their own ways; every other key stands in both."""
    english, japanese = (
        {
            k
            for k in _keys(WORDS[lang])
            if not k.startswith((".money", ".capacity", ".known", ".names.written"))
        }
        for lang in ("en", "ja")
    )
    assert english == japanese
