"""Capacities of the deal itself: no goals, fleets, machines, or other companies' plants."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.given import read

DEAL = "JERA said on Thursday it had bought the 310-megawatt Mesa Rosa wind farm in Texas for $400 million."


def sizes(title: str, text: str) -> list[str]:
    return [c.text for p in read(title, text, date(2024, 5, 9)).projects for c in p.capacity]


@pytest.mark.parametrize(
    "tail",
    [
        "The company aims to have 5 gigawatts of renewables by March 2026.",
        "Its renewables portfolio now comes to 1.75 GW worldwide.",
        "After the deal, its ownership of power plants in North America will increase to 3,536 MW.",
        "The farm has 70 turbines, each capable of generating 4.5 MW.",
        "The first of three 103 MW units is to start in June.",
        "It consists of 70 turbines with a generating capacity of 4.4 MW each.",
        "In 2019 it bought a stake in a 254 MW solar plant in Mexico.",
        "Japan's demand for electricity grew to 160 GW last summer.",
    ],
)
def test_what_is_not_bought_is_left_out(tail: str) -> None:
    assert sizes("JERA buys Texas wind farm", f"{DEAL}\n{tail}") == ["310-megawatt"]


def test_two_measures_of_one_thing_go_together() -> None:
    text = "Tokyo Gas will build a 500MWac/631MWdc solar farm near Houston, Texas, it said on Monday."
    assert sizes("Tokyo Gas to build solar farm in Texas", text) == ["500MWac", "631MWdc"]


def test_each_plant_of_a_deal_counts() -> None:
    text = (
        "Osaka Gas will buy stakes in two gas-fired power plants in the United States for $300 million. One "
        "has an installed capacity of 725MW and is located in New Jersey. The other, a 1,050MW plant in "
        "Pennsylvania, is under construction."
    )
    assert sizes("Osaka Gas buys into two US power plants", text) == ["725MW", "1,050MW"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "三井物産は9日、米テキサス州で出力15万キロワットの太陽光発電所を建設すると発表した。投資額は約300億円。"
            "同社は2030年に再エネを500万キロワットに増やす目標を掲げる。",
            "15万キロワット",
        ),
        (
            "伊藤忠商事は米ミネソタ州の総発電容量4万3000kWの風力発電事業に出資すると発表した。"
            "単機容量2000kW級の風力タービンを導入する。",
            "4万3000kW",
        ),
    ],
)
def test_japanese_goals_and_machines_are_left_out(text: str, kept: str) -> None:
    assert sizes("米で発電事業に投資", text) == [kept]


@pytest.mark.parametrize(
    "text",
    [
        "JERA will build an ammonia plant in Louisiana. Some 1.4 million tons a year would go to Japan.",
        "JX will repair its carbon capture unit in Texas. It can catch 1.4 million metric tons a year.",
        "Mitsubishi plans an ammonia plant in Texas. It would make, from natural gas, 1 million tons a year.",
        "Marubeni buys a coal mine in Virginia. Its output is 1 million tons a year.",
        "三菱商事は米でアンモニア生産を計画。天然ガスから年100万トンを造る。",
        "丸紅は米バージニア州の炭鉱に出資する。年100万トンを見込む。",
        "Mitsubishi will buy wood pellets from Enviva of the U.S.: 630,000 metric tons per year.",
    ],
)
def test_tons_of_other_goods_are_no_lng(text: str) -> None:
    assert sizes(text.split(". ")[0], text) == []


@pytest.mark.parametrize(
    ("title", "said", "kept"),
    [
        ("Itochu invests in Texas solar plant", "The 140 MW plant will make 247,000 MWh a year.", ["140 MW"]),
        (
            "伊藤忠、米テキサスの太陽光に出資",
            "伊藤忠商事の米国の太陽光は出力14万kW、年間約24万MWhを発電する。",
            ["14万kW"],
        ),
        ("Panasonic invests in Kansas battery plant", "Its output will reach 32 GWh a year.", ["32 GWh"]),
    ],
)
def test_what_a_plant_makes_in_a_year_is_no_size(title: str, said: str, kept: list[str]) -> None:
    assert sizes(title, f"{title}. {said}") == kept


@pytest.mark.parametrize(
    "said",
    [
        "The plant makes 6 mtpa. Carbon capture is planned.",
        "It makes 6 mtpa, with lower emissions than others, and has a steel pier.",
        "The plant will make 6 mtpa of low-carbon LNG.",
        "A private placement of notes pays for it. It makes 6 mtpa.",
    ],
)
def test_goods_of_another_phrase_take_no_lng_away(said: str) -> None:
    text = f"JERA will invest $2 billion in an LNG plant in Louisiana. {said}"
    assert sizes("JERA to invest $2 billion in Louisiana LNG plant", text) == ["6 mtpa"]


def test_the_size_of_one_machine_is_not_the_deals() -> None:
    text = (
        "Itochu of Japan will invest in the Prairie Switch wind farm near Houston, Texas. The farm has a"
        " capacity of 160 MW and uses 48 wind turbines of 3.4 MW. It starts in 2025."
    )
    assert sizes("Itochu invests in Texas wind farm", text) == ["160 MW"]


def test_a_subtitle_tells_the_size_that_the_text_leaves_out() -> None:
    text = (
        "Japan's NTT has applied for leave to build a 336-megawatt data center campus in Virginia\n\n"
        "NTT's campus in Gainesville would have four buildings, the first of them to open in 2027, it said."
    )
    assert sizes("NTT files plans for Virginia data center", text) == ["336-megawatt"]


def test_what_a_picture_above_the_text_shows_is_left_out() -> None:
    text = (
        "東京ガスは再生エネを600万キロワット開発する目標を掲げる\n\n"
        "東京ガスは20日、米テキサス州で出力15万キロワットの太陽光発電所に出資すると発表した。"
    )
    assert sizes("東京ガス、米の太陽光発電所に出資", text) == ["15万キロワット"]


def test_what_stands_above_the_text_makes_nothing_late() -> None:
    facts = "Project: Lone Elk\nSite: Pecos County, Texas\nCapacity: 200 MW\nEnergy: 800 MWh"
    told = "Marubeni of Japan will invest $320 million in a 200 MW battery storage project in Texas."
    title = "Marubeni to build Texas storage"
    assert sizes(title, f"Key facts\nLender: MUFG Bank\nDeveloper: Fluence\n{facts}\n{told}") == ["200 MW"]


def test_a_title_told_again_makes_nothing_earlier() -> None:
    title = "Three more machines for a field in Utah"
    text = (
        "Turboden America, whose parent belongs to Mitsubishi Heavy Industries of Japan, has been chosen to"
        " supply power plants for Fervo Energy's field in Utah.\n\n"
        "This time it is three units of 50 MW each. Together that makes 150 MW, to be ready by 2028. The"
        " Houston developer had already ordered three smaller ones; with both orders Turboden equipment there"
        " adds up to 250 MW.\n\nNeither company names a price."
    )
    assert sizes(title, f"{title}\n{text}") == sizes(title, text)


@pytest.mark.parametrize(
    "told",
    [
        "Each of the three engines makes 18 MW.",
        "Every one of its turbines is rated at 4 MW.",
        "The turbine has an output of 4.2 MW.",
    ],
)
def test_one_machine_is_told_by_its_sentence(told: str) -> None:
    title = "Itochu to build gas-fired plant in Ohio"
    assert sizes(title, f"{title}, the company said on Monday. It starts in 2028. {told}") == []


def test_a_plants_age_makes_it_nothing_of_the_past() -> None:
    title = "Osaka Gas buys Texas gas-fired plant"
    told = "Terms were not disclosed. The plant, which has 420 MW, was built in 2010."
    text = f"{title}, the company said on Monday. {told}"
    assert sizes(title, text) == ["420 MW"]
