"""Lines that were only full are joined; headings, items and paragraphs stay apart."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from sokuho.reading.full_lines import joints
from sokuho.reading.text import width
from sokuho.reading.way import changed

RELEASE = (
    "Tohoku Electric Power and the Meridian Wind partnership of Denver said on Tuesday that they had agreed"
    " on the terms of a joint venture. It is to build 340 MW of wind power near Laramie, Wyoming, for $610"
    " million, of which Tohoku will pay two fifths. Construction begins next spring; the first turbines,"
    " from GE Vernova, are to turn in 2029."
)
JAPANESE = (
    "東北電力は24日、米ワイオミング州で計画されている風力発電所の建設と運営に、現地の開発会社メリディアン・"
    "ウインドと共同で参加すると発表した。出力は34万キロワットで、総事業費は6億1000万ドルを見込む。東北電力は"
    "このうち4割を出資し、2029年の運転開始を目指す。"
)


def joined(text: str) -> str:
    return changed(text, joints(text))


def in_columns(text: str, most: int, measure: Callable[[str], int]) -> str:
    """Japanese set in a width; no line begins with a mark."""
    lines = [""]
    for char in text:
        if measure(lines[-1] + char) > most and char not in "、。":
            lines.append("")
        lines[-1] += char
    return "\n".join(lines)


@pytest.mark.parametrize("columns", [55, 64, 72, 80])
def test_full_lines_are_joined(columns: int) -> None:
    assert joined("\n".join(textwrap.wrap(RELEASE, columns, break_on_hyphens=False))) == RELEASE


@pytest.mark.parametrize("characters", [25, 30, 35, 40])
def test_full_japanese_lines_are_joined(characters: int) -> None:
    assert joined(in_columns(JAPANESE, characters, len)) == JAPANESE
    assert joined(in_columns(JAPANESE, 2 * characters, width)) == JAPANESE


def test_paragraphs_stay_apart() -> None:
    text = "\n\n".join("\n".join(textwrap.wrap(RELEASE, 72)) for _ in range(2))
    assert joined(text) == f"{RELEASE}\n\n{RELEASE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a set width\nof lines", "a set width of lines"),
        ("with carriage \nreturns", "with carriage returns"),
        ("of gas-\nfired plants", "of gas-fired plants"),
        ("出力は計550MW、\n費用は約23億ドルの\n見込み。", "出力は計550MW、費用は約23億ドルの見込み。"),
        ("今後の狙いは\n三井物産は", "今後の狙いは\n三井物産は"),
        ("Chubu buys Ohio solar\nxAI buys turbines", "Chubu buys Ohio solar\nxAI buys turbines"),
        ("a) 40 MW in Ohio\nb) 60 MW in Utah", "a) 40 MW in Ohio\nb) 60 MW in Utah"),
        ("Title without stop\nText starts.", "Title without stop\nText starts."),
        ("Partners:\n- Chubu Electric Power\n- Invenergy", "Partners:\n- Chubu Electric Power\n- Invenergy"),
    ],
)
def test_what_goes_on_is_joined_and_nothing_else(text: str, expected: str) -> None:
    assert joined(text) == expected


def test_a_list_is_no_text_of_full_lines() -> None:
    plants = "\n".join(f"Kansai Solar Park Number {n} in Pecos County, Texas" for n in range(1, 9))
    assert joined(plants) == plants


def test_a_line_that_a_taken_out_code_has_shortened_goes_on() -> None:
    text = (
        "TOKYO, July 31 Japan's Osaka Gas Co and\nMarubeni Corp said on Tuesday that they signed\n"
        "a contract with Freeport LNG to import gas,\nthe first of its kind.\nGas is cheap."
    )
    assert joined(text).split("\n")[1:] == ["Gas is cheap."]
