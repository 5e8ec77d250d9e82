"""Any amount in words, any Japanese range and any sum in 百万 reads as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokuho.reading.numbers import spelled
from tests.reading.given import find_money

SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
CURRENCIES = {"dollars": "USD", "yen": "JPY", "euros": "EUR", "U.S. dollars": "USD", "Japanese yen": "JPY"}
LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
JA_CURRENCIES = {"円": "JPY", "ドル": "USD", "米ドル": "USD", "ユーロ": "EUR", "ウォン": "KRW"}
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")

below_thousand = st.integers(min_value=1, max_value=999)


def in_words(n: int, dash: str, link: str) -> str:
    """A number below a thousand: "two hundred and twenty-five"."""
    if n >= 100:
        rest = n % 100
        return f"{SMALL[n // 100]} hundred" + (f"{link}{in_words(rest, dash, link)}" if rest else "")
    if n < 20:
        return SMALL[n]
    return TENS[n // 10 - 2] + (f"{dash}{SMALL[n % 10]}" if n % 10 else "")


@given(
    below_thousand,
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(CURRENCIES)),
    st.sampled_from(["-", " "]),
    st.sampled_from([" and ", " "]),
    st.booleans(),
)
def test_any_amount_in_words(n: int, scale: str, word: str, dash: str, link: str, opens: bool) -> None:
    written = f"{in_words(n, dash, link)} {scale} {word}"
    if opens:
        written = written[0].upper() + written[1:]
    (found,) = find_money(f"{written} went into it" if opens else f"They put {written} into it.")
    assert (found.text, found.currency, found.value) == (written, CURRENCIES[word], n * SCALES[scale])


@given(st.integers(1, 99), st.integers(1, 9), st.sampled_from(sorted(SCALES)))
def test_any_fraction_in_words(whole: int, tenth: int, scale: str) -> None:
    written = f"{in_words(whole, '-', ' ')} point {SMALL[tenth]} {scale} dollars"
    (found,) = find_money(f"a plant of {written}")
    assert (found.text, found.value) == (written, (10 * whole + tenth) * SCALES[scale] // 10)


@given(st.integers(0, 10**15 - 1))
def test_any_whole_number_in_words(n: int) -> None:
    parts = []
    for name, size in (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 1000)):
        if n // size % 1000:
            parts += [*in_words(n // size % 1000, " ", " and ").split(), name]
    if n % 1000 or not parts:
        parts += in_words(n % 1000, " ", " and ").split()
    assert spelled(parts) == n


@given(
    st.integers(1, 999),
    st.integers(1, 999),
    st.sampled_from(sorted(LARGE)),
    st.sampled_from(sorted(JA_CURRENCIES)),
    st.sampled_from(["～", "〜", "~", "―", "から", "－"]),
    st.sampled_from(["both", "scale", "once"]),
    st.booleans(),
)
def test_any_japanese_range(
    one: int, other: int, unit: str, word: str, mark: str, said: str, wide: bool
) -> None:
    low, high = sorted((one, other))
    if low == high:
        return
    first = {"both": f"{low}{unit}{word}", "scale": f"{low}{unit}", "once": f"{low}"}[said]
    written = f"{first}{mark}{high}{unit}{word}"
    if wide:
        written = written.translate(FULL_WIDTH)
    (found,) = find_money(f"総額{written}を見込む。")
    assert (found.text, found.currency, found.qualifier) == (written, JA_CURRENCIES[word], "range")
    assert (found.value, found.value_max) == (low * LARGE[unit], high * LARGE[unit])


@given(st.integers(1, 99_999), st.sampled_from(sorted(JA_CURRENCIES)), st.booleans(), st.booleans())
def test_any_sum_in_millions_of_a_balance_sheet(n: int, word: str, commas: bool, wide: bool) -> None:
    written = f"{n:,}百万{word}" if commas else f"{n}百万{word}"
    if wide:
        written = written.translate(FULL_WIDTH)
    (found,) = find_money(f"取得価額は{written}です。")
    assert (found.text, found.currency, found.value) == (written, JA_CURRENCIES[word], n * 10**6)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a hundred million euros", 100_000_000),
        ("two-and-a-quarter trillion yen", 2_250_000_000_000),
        ("a billion and three quarters dollars", 1_750_000_000),
        ("three-quarters of a billion dollars", 750_000_000),
    ],
)
def test_parts_in_words(written: str, value: int) -> None:
    assert [m.value for m in find_money(f"It needs {written} now")] == [value]
