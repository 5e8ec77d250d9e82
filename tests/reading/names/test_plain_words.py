"""Names of companies that are plain words, surnames or part of a longer word are not taken for companies."""

from __future__ import annotations

import pytest

from tests.reading.given import reader


def certain(text: str) -> list[str]:
    """The companies that stand in a text without further proof."""
    return [m.text for m in reader().lexicon.scan(text).names if m.kind == "company" and not m.weak]


@pytest.mark.parametrize(
    "text",
    [
        "Athene is the owl-eyed goddess of the poem.",
        "Brocade curtains hung in the throne room.",
        "Tableau vivants were performed in the square.",
        "Rippling water reflected the lanterns.",
        "Stryker brigades trained in the desert.",
        "Crocs were seen in the flooded streets of Darwin.",
        "Whirlpool currents swept the kayak away.",
        "Nordstrom scored in overtime, Grainger and Michels were sent off.",
        "Big Rivers and Small Towns",
        "Wheels Up for the Last Flight",
        "Public Storage of Grain Begins",
        "A New Balance of Power in the Senate",
        "Utah Power Plant Closes After a Century",
        "クロックスを履いた観光客が岩場で転んだ。",
        "パラマウントの古い映画が上映される。",
        "ハーシーの監督作が公開された。",
        "会合をオルガナイズする。",
        "中国塗料の価格が上がった。",
        "日本設計の美しさは海外でも評価される。",
        "国際証券市場は落ち着いている。",
        "東京銀行協会と日本石油連盟が共催した。",
        "国際航業界の会合に鴻池組合の代表が出た。",
    ],
)
def test_plain_words_are_no_companies(text: str) -> None:
    assert certain(text) == []


@pytest.mark.parametrize(
    "text",
    ["Whirlpool Corp.", "Michels Corp.", "Stryker Corp.", "鴻池組", "国際航業", "日本電解", "ニューバランス"],
)
def test_such_companies_are_found_where_nothing_else_is_meant(text: str) -> None:
    assert certain(text) == [text]
