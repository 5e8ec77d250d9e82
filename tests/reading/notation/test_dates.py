"""Dates of start: what is read from the words around a date."""

from __future__ import annotations

from datetime import date

import pytest

from sokuho.reading.notation.dates import YEAR
from tests.reading.given import find_starts

PUBLISHED = date(2025, 12, 11)


def starts(text: str) -> list[str]:
    return [s.text for s in find_starts(text, PUBLISHED)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plant is to be in service by 2028.", "2028"),
        ("Commercial operation is expected by the end of 2027.", "2027"),
        ("Deliveries start in fiscal 2029.", "fiscal year 2029"),
        ("It doubles production to be ready by FY2030.", "fiscal year 2030"),
        ("Works begin in 2025, ready May 2027", "May 2027"),
        ("Final investment decision in 2026, start-up in 2030.", "2030"),
        ("First tape-outs: mid-2026.", "mid-2026"),
        ("Full-scale production is planned for early 2027.", "2027"),
        ("The halls are to enter service starting in 2027.", "2027"),
        ("The supply runs for 20 years, starting in 2029.", "2029"),
        ("The first parks should be generating in 2027.", "2027"),
        ("Work is to begin in June 2026 and start shipments around 2029.", "2029"),
        ("2028年春の稼働を目指す。", "2028"),
        ("２９年にまず２棟を稼働させる。", "2029"),
        ("2027年度の運転開始を予定する。", "fiscal year 2027"),
        ("令和10年の操業開始を見込む。", "2028"),
        ("来年1月までに稼働する。", "2026"),
        ("発電所は2027年3月までに動く見込み。", "2027"),
        ("10月に商業運転に入った。", "2025"),
        ("工場は2月に稼働する。", "2026"),
    ],
)
def test_starts(text: str, expected: str) -> None:
    assert starts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Construction starts in 2026.",
        "Hiring starts in 2026.",
        "The contract was signed in 2024.",
        "25年春頃に造成を始める。",
        "2024年に買収を発表した。",
        "20年間の契約で稼働を支える。",
        "The old plant went into operation in 1995.",
        "Revenue was $2,028 million when it opened.",
        "Plano, Texas, Nov. 3, 2025 (GLOBE NEWSWIRE) -- A plant that opened",
        "OSAKA, Nov. 3, 2025 - The maker of turbines opened",
    ],
)
def test_other_dates_are_left_out(text: str) -> None:
    assert starts(text) == []


def test_a_month_alone_needs_the_day_of_publication() -> None:
    assert find_starts("10月に稼働する。") == []
    assert [s.year for s in find_starts("9月に竣工した。", date(2026, 2, 9))] == [2025]


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "Ａ&amp;B: the plant&nbsp;opens in ２０２８ at last"
    (found,) = find_starts(text)
    assert (text[found.start : found.end], found.text) == ("２０２８", "2028")


def test_the_start_of_construction_is_not_the_start_of_operation() -> None:
    text = "Construction starts in 2027 and commercial operation is expected in 2030."
    assert [start.text for start in find_starts(text)] == ["2030"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("800 MW gas plant in Ohio, start 2028", ["2028"]),
        ("Operations targeted for 2028.", ["2028"]),
        ("Operation is slated for mid-2028.", ["mid-2028"]),
        ("Start date: March 2029", ["March 2029"]),
        ("Construction is to start 2027, said the company.", []),
        ("Building work is set to begin in 2027.", []),
        ("Operating profit averaged 9 billion yen from fiscal 2026 to 2029.", []),
        ("Inception: March 2026 | Removal: open ended", []),
        ("2027年に建設を開始し、2030年から製造を開始する。", ["2030"]),
    ],
)
def test_short_forms_of_tables_and_lists(text: str, start: list[str]) -> None:
    assert [s.text for s in find_starts(text)] == start


def test_thousands_are_no_year() -> None:
    assert YEAR.findall("計67万2000キロワット、2000平方メートル、2000キロ") == []
    assert YEAR.findall("2027年に着工し、2029 年度に") == ["2027", "2029"]
