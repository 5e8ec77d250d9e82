"""Numbers in digits, kanji and words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sokuho.reading.numbers import MAX_RUNS, digit_runs, japanese, number, parse_digits, spelled


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234.5", "1234.5"),
        ("12・5", "12.5"),
        ("1,5", "1.5"),
        ("1.500.000", "1500000"),
        ("10,00,000", "1000000"),
        ("1,2345", None),
        ("1.2.3", None),
        ("9" * 25, None),
    ],
)
def test_digits(written: str, value: str | None) -> None:
    assert parse_digits(written) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("written", "value", "end"),
    [
        ("3兆1726億円", 3_172_600_000_000, 7),
        ("850百万米", 850_000_000, 5),
        ("113億4千万", 11_340_000_000, 7),
        ("千五百億", 150_000_000_000, 4),
        ("4 700億円", 470_000_000_000, 6),
        ("1億数千万", 100_000_000, 2),
        ("2025年", 2025, 4),
    ],
)
def test_japanese(written: str, value: int, end: int) -> None:
    read = japanese(written, 0)
    assert read is not None
    assert (int(read.value), read.end) == (value, end)


@pytest.mark.parametrize("written", ["3億5兆", "万円", "億", "5千3千", "円", ""])
def test_what_is_no_japanese_number(written: str) -> None:
    assert japanese(written, 0) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("two hundred and fifty million", "250000000"),
        ("half a trillion", "500000000000"),
        ("a quarter of a trillion", "250000000000"),
        ("one and a half billion", "1500000000"),
        ("three point five billion", "3500000000"),
        ("seventy five million", "75000000"),
        ("two three", None),
        ("billion", None),
        ("million two billion", None),
        ("one million two billion", None),
    ],
)
def test_words(written: str, value: str | None) -> None:
    assert spelled(written.split()) == (None if value is None else Decimal(value))


def test_whole_numbers_stay_integers_at_any_scale() -> None:
    assert number(Decimal("5.98") * 10**12) == 5_980_000_000_000
    assert isinstance(number(Decimal("5.98") * 10**12), int)
    assert number(Decimal("0.703")) == 0.703


def test_the_runs_of_a_text_are_bounded() -> None:
    assert sum(1 for _ in digit_runs("1 " * (MAX_RUNS + 10))) == MAX_RUNS
