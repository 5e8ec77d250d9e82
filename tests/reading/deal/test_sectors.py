"""The sectors of the main deal, and direction, sectors and stage of our own articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sokuho.documents import article_of
from sokuho.reading.deal import things
from sokuho.reading.layout import Layout
from tests.reading.given import article, read, reader

CORE: list[dict[str, Any]] = [
    row
    for line in (Path(__file__).parent / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    if (row := json.loads(line))["relevance"] == "core"
]


@pytest.mark.parametrize(("field", "floor"), [("direction", 0.91), ("stage", 0.91)])
def test_our_own_articles(field: str, floor: float) -> None:
    readings = [(reader().read(article_of(row)), row) for row in CORE]
    core = [(reading, row) for reading, row in readings if reading.relevance == "core"]
    assert sum(getattr(reading, field) == row[field] for reading, row in core) >= floor * len(core)


def test_sectors_of_our_own_articles() -> None:
    hit = said = true = 0
    for row in CORE:
        sectors = set(reader().read(article_of(row)).sectors)
        hit, said, true = (
            hit + len(sectors & set(row["sectors"])),
            said + len(sectors),
            true + len(row["sectors"]),
        )
    assert 2 * hit / (said + true) >= 0.88


BUYS = "The Osaka company said it would pay $300 million for half of a 500 MW {} in {}."


@pytest.mark.parametrize(
    ("thing", "sector"),
    [
        ("solar farm", "renewables"),
        ("gas-fired power plant", "gas_power"),
        ("battery storage plant", "storage"),
        ("data center", "data_centers"),
        ("nuclear power plant", "nuclear"),
        ("1,000-megawatt gas station", "gas_power"),
    ],
)
def test_the_thing_bought_gives_the_sector(thing: str, sector: str) -> None:
    title = f"Orix to buy half of {thing} in Texas"
    reading = read(title, BUYS.format(thing, "Texas"))
    assert reading.sectors == (sector,)
    assert reading.direction == "japan_to_us"


def test_the_end_use_gives_none() -> None:
    text = "JERA will build a gas-fired power plant in Ohio for a data center at a cost of $2 billion."
    reading = read("JERA to build Ohio gas plant for data center", text)
    assert reading.sectors == ("gas_power",)


@pytest.mark.parametrize(
    ("title", "text", "sector"),
    [
        (
            "Toshiba wins steam turbine order from Texas",
            "Toshiba will supply a steam turbine for a combined-cycle power plant in Texas.",
            "gas_power",
        ),
        (
            "Mitsubishi Heavy to expand turbine factory in Georgia",
            "Mitsubishi Heavy Industries will spend $100 million on its gas turbine factory in Georgia.",
            "power_equipment",
        ),
    ],
)
def test_a_turbine_is_part_of_the_plant_it_is_for(title: str, text: str, sector: str) -> None:
    assert read(title, text).sectors == (sector,)


@pytest.mark.parametrize(
    ("title", "text", "sector"),
    [
        (
            "日立など、米送電線に48億ドル　対米投資",
            "日立製作所などは米アリゾナ州の送電線に48億ドルを投じる。"
            "送電線は人工ダイヤモンドや原発に続く対米投資の案件で、2029年に使い始める。",
            "grid",
        ),
        (
            "住友電工、米に人工ダイヤ工場",
            "住友電気工業は米ユタ州に人工ダイヤモンドの工場を建てる。投資額は6億ドル。"
            "人工ダイヤは自動車や半導体の製造などに欠かせない。",
            "advanced_materials",
        ),
    ],
)
def test_what_a_thing_follows_or_is_used_for_is_not_built(title: str, text: str, sector: str) -> None:
    one = article(title, text)
    layout = Layout(one, [])
    found = things.built(one.body, reader().lexicon.scan(one.body))
    assert {t.value for t in layout.own(found) if not t.weak} == {sector}


def test_one_deal_is_of_the_topics_sectors() -> None:
    text = (
        "Tempus AI of Chicago and SoftBank will put 30 billion yen into an AI venture in Japan. "
        "Its first customers are drugmakers and a pharmaceutical plant in Osaka."
    )
    title = "SoftBank and Tempus set up AI venture in Japan for drugmakers"
    reading = read(title, text)
    assert reading.sectors == ("ai",)
    assert [p.sector for p in reading.projects] == ["ai"]


@pytest.mark.parametrize(
    ("title", "text", "relevance"),
    [
        (
            "Toyota opens battery plant in North Carolina",
            "Toyota has opened a $13.9 billion plant in North Carolina that makes batteries for hybrids.",
            "adjacent",
        ),
        (
            "Orix to build $300 million battery plant in Texas for the grid",
            "Orix of Japan will build a $300 million battery storage plant in Texas.",
            "core",
        ),
    ],
)
def test_car_batteries_are_of_the_car_trade(title: str, text: str, relevance: str) -> None:
    assert read(title, text).relevance == relevance


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "伊藤忠、米の太陽光発電2.5倍 原発10基分",
            "伊藤忠商事は米国で太陽光発電所を増やし、原子力発電所10基分にあたる約1000万キロワットを建設する。",
        ),
        (
            "Itochu to expand US solar power",
            "Itochu will build solar farms in Texas with 10 GW, equivalent to ten nuclear reactors.",
        ),
        (
            "Itochu to expand US solar power",
            "Itochu will build solar farms in Texas. Their output is comparable to the capacity of six"
            " nuclear reactors, it said.",
        ),
    ],
)
def test_a_size_told_in_reactors_builds_none(title: str, text: str) -> None:
    assert read(title, text).sectors == ("renewables",)


@pytest.mark.parametrize(
    ("said", "sectors"),
    [
        ("its core steel business in Ohio", {"steel"}),
        ("LNG storage capacity in Texas", {"lng"}),
        ("a data center in Ohio while others hit the brakes", {"data_centers"}),
        ("AI, peering into a crucible of reformers", {"ai"}),
        ("データセンターへの投資の潮流", {"data_centers"}),
    ],
)
def test_words_that_mean_more_than_a_trade_tell_none(said: str, sectors: set[str]) -> None:
    body = f"JERA\n{said}"
    assert {m.value for m in things.built(body, reader().lexicon.scan(body))} == sectors
