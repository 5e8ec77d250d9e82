"""What readers see a project called."""

from __future__ import annotations

import pytest

from tests.reading.given import read


def names(title: str, text: str) -> list[str]:
    return [p.name for p in read(title, text).projects]


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (  # a name of its own, wherever the beginning tells it
            "Kansai Electric to sell stake in US wind farm",
            "Kansai Electric Power said that it agreed to sell its 48.5% interest in Aviator Wind, in"
            " Coke County, Texas.",
            "Aviator Wind",
        ),
        (
            "Toyota Tsusho's unit buys 200MW Texas farm",
            "Eurus Energy America of Toyota Tsusho closed the purchase of the Bull Creek wind farm.",
            "Bull Creek wind farm",
        ),
        (  # what a region makes is nobody's name
            "Marubeni to buy US LNG",
            "Record North American natural gas production helps. Marubeni will buy a million tonnes of gas a"
            " year from the Quill Bay LNG terminal in Texas.",
            "Quill Bay LNG terminal",
        ),
        (  # the company that money goes into
            "SoftBank in talks to put $500 million into robot maker Skild AI",
            "SoftBank Group is in talks to invest $500 million in US start-up Skild AI, people said.",
            "Skild AI",
        ),
        (  # no unit and no bare word where a facility is told
            "JERA to take 1 mtpa of LNG from a Louisiana export plant",
            "JERA signed for 1 mtpa over 20 years. The LNG export plant in Louisiana is to start in 2029.",
            "LNG export plant",
        ),
        (
            "JERA、米で発電所に出資",
            "JERAは米国のリンデン・ガス火力発電所に出資する。",
            "リンデン・ガス火力発電所",
        ),
        (
            "オリックス、米国の蓄電池事業を買収",
            "オリックスは米テキサス州の蓄電池事業を買収する。取得するのは「Blue Heron」プロジェクトだ。",
            "「Blue Heron」プロジェクト",
        ),
    ],
)
def test_a_project_is_called_by_what_tells_most(title: str, text: str, name: str) -> None:
    assert names(title, text) == [name]


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    text = "Japan's Orix will build a solar plant in Nevada. Solar power is cheap there. Work starts in May."
    assert names("Orix to build solar plant in Nevada", text) == ["solar plant"]
