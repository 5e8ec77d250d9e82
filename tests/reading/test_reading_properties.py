"""What must hold for any amount and any text: values survive writing and reading, nothing breaks or hangs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokuho.reading.notation.money import harmonise
from sokuho.reading.text import sentences
from tests.reading.given import find_capacities, find_money, find_starts

# --- writing amounts ----------------------------------------------------------------------------

EN_SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT = {
    "million": ["m", "mn", "M", "MM"],
    "billion": ["bn", "B", "b", "bln"],
    "trillion": ["tn", "T", "trn"],
}
PREFIXES = {"$": "USD", "US$": "USD", "USD ": "USD", "¥": "JPY", "JPY": "JPY", "€": "EUR", "£": "GBP",
            "A$": "AUD", "C$": "CAD", "NT$": "TWD", "HK$": "HKD", "₩": "KRW", "₹": "INR"}  # fmt: skip
SUFFIXES = {"dollars": "USD", "yen": "JPY", "euros": "EUR", "U.S. dollars": "USD", "won": "KRW",
            "Japanese yen": "JPY", "Canadian dollars": "CAD", "USD": "USD", "JPY": "JPY"}  # fmt: skip
JA_SUFFIXES = {"円": "JPY", "ドル": "USD", "米ドル": "USD", "ユーロ": "EUR", "豪ドル": "AUD", "ウォン": "KRW",
               "台湾ドル": "TWD", "人民元": "CNY"}  # fmt: skip
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")
SPACES = [" ", "\u00a0", "\u2009", "\u202f", "&nbsp;", "-", "&#160;"]

hundredths = st.integers(min_value=1, max_value=99_999)


def decimal(hundredth: int) -> str:
    return f"{hundredth / 100:.2f}".rstrip("0").rstrip(".")


@st.composite
def english(draw: st.DrawFn) -> tuple[str, str, float]:
    """(written, currency, value)"""
    coefficient, scale = draw(hundredths), draw(st.sampled_from(sorted(EN_SCALES)))
    value = coefficient * EN_SCALES[scale] // 100
    number = decimal(coefficient)
    if draw(st.booleans()):
        prefix = draw(st.sampled_from(sorted(PREFIXES)))
        tail = draw(st.sampled_from([draw(st.sampled_from(SPACES)) + scale, *SHORT[scale]]))
        if draw(st.booleans()):
            return f"{prefix}{value:,}", PREFIXES[prefix], value
        return f"{prefix}{number}{tail}", PREFIXES[prefix], value
    suffix = draw(st.sampled_from(sorted(SUFFIXES)))
    space = draw(st.sampled_from(SPACES))
    return f"{number}{space}{scale} {suffix}", SUFFIXES[suffix], value


def japanese_number(value: int, thousands: bool, commas: bool) -> str:
    """`value` in 兆, 億, 万 and the rest, with 5千 for 5000 if asked."""
    out = ""
    for name, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4), ("", 1)):
        part, value = divmod(value, size)
        if part:
            short = thousands and part % 1000 == 0 and part < 10_000
            out += (f"{part // 1000}千" if short else f"{part:,}" if commas else str(part)) + name
    return out


@st.composite
def japanese(draw: st.DrawFn) -> tuple[str, str, float]:
    suffix = draw(st.sampled_from(sorted(JA_SUFFIXES)))
    currency = JA_SUFFIXES[suffix]
    form = draw(st.sampled_from(["mixed", "decimal", "middle dot", "kanji"]))
    if form == "mixed":
        value = draw(st.integers(min_value=1, max_value=999 * 10**12))
        number = japanese_number(value, draw(st.booleans()), draw(st.booleans()))
    elif form == "kanji":
        digits, unit = draw(st.integers(min_value=2, max_value=999)), draw(st.sampled_from("兆億"))
        value = digits * {"兆": 10**12, "億": 10**8}[unit]
        number = str(digits).translate(KANJI) + unit
    else:
        coefficient, unit = draw(hundredths), draw(st.sampled_from("兆億"))
        value = coefficient * {"兆": 10**12, "億": 10**8}[unit] // 100
        number = decimal(coefficient).replace(".", "・" if form == "middle dot" else ".") + unit
    if draw(st.booleans()):
        number = number.translate(FULL_WIDTH)
    return number + suffix, currency, value


EN_FRAMES = [
    "The plant will cost {}, officials said.",
    "{}",
    "({})",
    "A {} plan",
    "worth {}.",
    "Up to {} in 2028",
]
JA_FRAMES = ["総額{}を投じる。", "{}", "（{}）", "最大{}規模", "2028年に{}、米国で", "「{}」"]


@given(english(), st.sampled_from(EN_FRAMES))
def test_any_english_amount_reads_as_it_was_meant(amount: tuple[str, str, float], frame: str) -> None:
    written, currency, value = amount
    text = frame.format(written)
    (found,) = find_money(text)
    assert (found.text, found.currency, found.value) == (written.rstrip(), currency, value)
    assert text[found.start : found.end] == found.text


@given(japanese(), st.sampled_from(JA_FRAMES))
def test_any_japanese_amount_reads_as_it_was_meant(amount: tuple[str, str, float], frame: str) -> None:
    written, currency, value = amount
    (found,) = find_money(frame.format(written))
    assert (found.text, found.currency, found.value) == (written, currency, value)


@given(hundredths, hundredths, st.sampled_from(sorted(EN_SCALES)), st.sampled_from(["-", "–", " to "]))
def test_any_range_keeps_both_ends(one: int, other: int, scale: str, mark: str) -> None:
    low, high = sorted((one, other))
    if low == high:
        return
    forms = [
        f"${decimal(low)}{mark}${decimal(high)} {scale}",
        f"{decimal(low)}{mark}{decimal(high)} {scale} yen",
    ]
    for written in forms:
        (found,) = find_money(f"It will cost {written} in all")
        assert (found.text, found.qualifier) == (written, "range")
        assert (found.value, found.value_max) == (
            low * EN_SCALES[scale] // 100,
            high * EN_SCALES[scale] // 100,
        )


@given(hundredths, st.sampled_from([("MW", "MW"), ("ギガワット", "GW"), ("-gigawatt", "GW"), ("GWh", "GWh")]))
def test_any_capacity_reads_as_it_was_meant(value: int, unit: tuple[str, str]) -> None:
    (found,) = find_capacities(f"plant of {decimal(value)}{unit[0]} there")
    assert (found.value, found.unit) == (value / 100, unit[1])


# --- any text ---------------------------------------------------------------------------------

WORDS = """$ US$ ¥ 1 ９ 0.5 1,000 ・ 兆 億 万 千 三 円 ドル 約 最大 超 ～ から - – billion bn dollars yen
&amp; &yen; &#36; ㌦ ｶﾞ MW 万キロワット トン GPU 年 2028 稼働 ( ） 。 . 「 a U.S. % 1ドル= \u0130"""
PIECES = [
    *WORDS.split(),
    " to ",
    " and ",
    "half a ",
    " tons of LNG a year",
    "in service by ",
    "\n",
    " ",
    "\u200b",
]
risky = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def check_all(text: str) -> None:
    monies, capacities = find_money(text), find_capacities(text)
    for found in (monies, capacities):
        for item in found:
            assert 0 <= item.start < item.end <= len(text)
            assert text[item.start : item.end] == item.text
            assert item.value >= 0
    for before, after in pairwise(monies):
        assert before.end <= after.start
    for m in monies:
        assert m.value_max is None or m.value < m.value_max
    assert [m.text for m in harmonise(monies)] == [m.text for m in monies]
    for start in find_starts(text, date(2026, 11, 22)):
        assert text[start.start : start.end]
    sentences(text)


@settings(max_examples=300)
@given(risky)
def test_no_mixture_of_figures_breaks_the_reader(text: str) -> None:
    check_all(text)


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    check_all(text)


DENSE = [
    "9",
    "1,",
    "$1-",
    "一",
    "円１",
    "1 to ",
    "a billion ",
    "(",
    "&amp;",
    "。",
    "!",
    "U.S. ",
    "千円",
    "1億",
    "約",
    "\n",
]
DENSE += ["1 million tons of ", "start a ", "up to "]


@pytest.mark.parametrize("piece", DENSE)
def test_long_lines_of_anything_are_read(piece: str) -> None:
    check_all(piece * (100_000 // len(piece)))


@pytest.mark.parametrize("piece", ["9", "$1-", "１兆円～", "U.S. ", "&amp;"])
def test_megabyte_lines_are_read(piece: str) -> None:
    check_all(piece * (1_000_000 // len(piece)))


def calls(action: Callable[[], Any]) -> int:
    """How many functions, built-in ones included, `action` calls: a measure of work without a clock."""
    count = 0

    def tally(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tally)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "sentence",
    [
        "JERA will pay about $1.5 billion (230 billion yen) for a 2.5 GW plant in Ohio by 2028. ",
        "三菱商事は約15億ドル（約2300億円）で250万キロワットの発電所を2028年に稼働させる。",
        "1-1 to 1、$1-2 ",
    ],
)
@pytest.mark.parametrize("finder", [find_money, find_capacities, find_starts, sentences])
def test_work_grows_no_faster_than_the_text(sentence: str, finder: Callable[[str], object]) -> None:
    short, long = sentence * 50, sentence * 200
    assert calls(lambda: finder(long)) <= 4.5 * calls(lambda: finder(short))
