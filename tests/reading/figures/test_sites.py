"""Which sites of an article are projects of their own, and which measured things are none of the deal's."""

from __future__ import annotations

import pytest

from sokuho.model import Reading
from tests.reading.given import read, sums


def amounts(reading: Reading) -> list[list[str]]:
    return [[m.text for m in p.amounts] for p in reading.projects]


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        (
            "SoftBank to put $3 billion into Ohio data center",
            "SoftBank Group will invest $3 billion in a data center in Ohio. The data center campus in "
            "Lordstown will cost $1.2 billion at first.",
            ["$3 billion", "$1.2 billion"],
        ),
        (
            "NTT、米データセンターに投資",
            "NTTはバージニア州アッシュバーンのデータセンターに30億ドルを投じる。バージニア州のデータセンターへの投資は50億ドルに達する。",
            ["30億ドル", "50億ドル"],
        ),
        (
            "三菱重工、米でタービン",
            "三菱重工業はジョージア州のガスタービン工場に3億ドルを投じる。ジョージア州サバンナのガスタービン工場には2億ドルを充てる。",
            ["3億ドル", "2億ドル"],
        ),
        (
            "JERA to build Texas solar farms",
            "JERA will invest $900 million in solar farms in Texas. It will spend $300 million on a solar "
            "farm in Ector County. It will spend $600 million on a solar farm in Reeves County.",
            ["$900 million", "$300 million", "$600 million"],
        ),
    ],
)
def test_a_state_beside_a_city_may_be_the_same_site(title: str, text: str, told: list[str]) -> None:
    assert amounts(read(title, text)) == [told]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("Texas", "Banks in New York lent $250 million to the battery storage project.", "$250 million"),
        (
            "Texas",
            "The battery storage project has a $200 million loan from MUFG in New York.",
            "$200 million",
        ),
        (
            "Houston, Texas",
            "The first phase of the battery storage project in Austin, Texas, will cost $100 million.",
            "$100 million",
        ),
    ],
)
def test_lenders_and_phases_make_no_site(first: str, second: str, told: str) -> None:
    reading = read(
        "Itochu to build Texas battery storage",
        f"Itochu will invest $400 million in a battery storage project in {first}. {second}",
    )
    assert amounts(reading) == [["$400 million", told]]


def test_what_two_sites_add_up_to_is_the_total_and_each_is_called_by_its_own_thing() -> None:
    reading = read(
        "Mitsubishi Electric invests in two U.S. factories",
        "Mitsubishi Electric will invest $86 million in a switchgear factory in Kentucky. It will spend "
        "$60 million on a breaker plant in Pennsylvania. The investments total $146 million.",
    )
    assert [(p.name, p.location, p.companies) for p in reading.projects] == [
        ("switchgear factory", "Kentucky", ("Mitsubishi Electric",)),
        ("breaker plant", "Pennsylvania", ("Mitsubishi Electric",)),
    ]
    assert amounts(reading) == [["$86 million"], ["$60 million"]]
    assert reading.programme_total is not None
    assert reading.programme_total.text == "$146 million"


def test_a_larger_amount_of_no_site_leaves_one_project() -> None:
    reading = read(
        "Oracle to invest in Japan data centers",
        "Oracle said it will invest $8 billion in data centers in Japan. It will spend $3 billion on data "
        "centers in Osaka. Data centers in Fukuoka will get $2 billion.",
    )
    assert len(reading.projects) == 1


def test_a_site_whose_sentence_names_who_builds_there_is_not_the_others() -> None:
    reading = read(
        "SoftBank to build data centers in Ohio and Texas",
        "SoftBank Group will invest $3 billion in a data center in Lordstown, Ohio. Its unit SB Energy will "
        "spend $1 billion on a data center in Milam County, Texas.",
    )
    assert [p.companies for p in reading.projects] == [("SoftBank Group",), ("SB Energy",)]


@pytest.mark.parametrize(
    ("title", "text", "sizes"),
    [
        (
            "Orix to invest in Texas solar farm",
            "Orix will invest $400 million in a 300 MW solar farm in Texas that replaces a "
            "500 MW coal plant.",
            ["300 MW"],
        ),
        (
            "Toshiba to supply turbines to Ohio plant",
            "Toshiba will invest $100 million in a turbine factory in Ohio to supply a 1.2 GW nuclear plant "
            "of Vistra's and 3 GW of new data centers.",
            ["1.2 GW"],
        ),
        (
            "ソフトバンク、米でデータセンター",
            "ソフトバンクグループは米テキサス州のデータセンターに30億ドルを投じる。隣接する240万キロワットの原子力発電所から電気を買う。",
            [],
        ),
    ],
)
def test_a_neighbour_measured_or_compared_is_no_project(title: str, text: str, sizes: list[str]) -> None:
    (project,) = read(title, text).projects
    assert project.amounts
    assert [c.text for c in project.capacity] == sizes


def test_what_is_also_built_is_a_project_without_an_amount() -> None:
    reading = read(
        "SoftBank plans data center campus in Ohio",
        "SoftBank Group will invest $30 billion in a 10 GW data center campus in Ohio. It will also build "
        "9.2 GW of natural gas generation.",
    )
    assert {p.sector: [c.text for c in p.capacity] for p in reading.projects} == {
        "data_centers": ["10 GW"],
        "gas_power": ["9.2 GW"],
    }


def test_a_size_told_ahead_of_a_measured_part_stays_with_the_deal() -> None:
    reading = read(
        "Orix to invest in Texas solar farm",
        "Orix will invest $400 million in a solar farm in Texas. Its output is 300 MW, and it includes "
        "50 MW of battery storage. The 50 MW will come first.",
    )
    assert {p.sector: [c.text for c in p.capacity] for p in reading.projects} == {
        "renewables": ["300 MW"],
        "storage": ["50 MW"],
    }


@pytest.mark.parametrize(
    ("title", "text", "places"),
    [
        (
            "Oracle to build data center in Japan",
            "Oracle will spend $2 billion on a data center in Japan. It is also building one in Ohio.",
            [None],
        ),
        (
            "Mitsui to buy US gas field",
            "Mitsui & Co. will buy a gas field for $2 billion from New York-listed Norvane Energy.",
            [None],
        ),
    ],
)
def test_homes_and_exchanges_are_no_sites(title: str, text: str, places: list[str | None]) -> None:
    assert [p.location for p in read(title, text).projects] == places


def test_what_a_title_ends_with_says_nothing_of_what_the_text_begins_with() -> None:
    text = "Wind farms will be built from 2029. Japan's JERA pays for them."
    reading = read("JERA to spend $1 billion on powering Texas data centers", text)
    assert [(p.sector, p.name) for p in reading.projects] == [("renewables", "Wind farms")]


def test_a_terminal_stands_where_its_name_says() -> None:
    text = "JERA will buy 1 mtpa for 20 years from a US Gulf Coast LNG project, it said on Wednesday."
    assert [p.location for p in read("JERA to buy US LNG", text).projects] == ["US Gulf"]


def test_things_listed_one_by_one_are_projects_without_amounts() -> None:
    reading = read(
        "Japan picks first three US projects worth $20 billion",
        "Japan will fund three projects in the United States. They are a gas-fired power plant in Kentucky, "
        "a crude oil export terminal in Louisiana and a synthetic diamond plant in Utah.\n"
        "The gas-fired power plant will have 4.5 GW.",
    )
    told = [(p.sector, p.location, [c.text for c in p.capacity]) for p in reading.projects]
    assert told == [
        ("gas_power", "Kentucky", ["4.5 GW"]),
        ("oil", "Louisiana", []),
        ("advanced_materials", "Utah", []),
    ]


@pytest.mark.parametrize(
    ("title", "text", "sizes"),
    [
        (
            "SoftBank plans 1 GW data center in Ohio",
            "SoftBank will build a $10 billion data center in Ohio. Power will come from a 500 MW gas plant.",
            {"1 GW"},
        ),
        (
            "NTT plans Texas data center",
            "NTT will build a $2 billion data center near Dallas, powered by a 300 MW solar farm.",
            set(),
        ),
    ],
)
def test_the_plant_that_feeds_a_site_is_no_size_of_it(title: str, text: str, sizes: set[str]) -> None:
    assert {c.text for p in read(title, text).projects for c in p.capacity} == sizes


def test_two_sites_with_an_amount_each_are_two_projects() -> None:
    reading = read(
        "U.S. developer to build data centers in Itoshima and Kitakyushu",
        "Asia Pacific Land of the U.S. will build a data center in Itoshima with 300,000 kilowatts for over "
        "300 billion yen.\n"
        "It also plans to invest 125 billion yen in a data center of 120,000 kilowatts in Kitakyushu.",
    )
    told = [(p.location, [m.text for m in p.amounts], [c.text for c in p.capacity]) for p in reading.projects]
    assert told == [
        ("Itoshima", ["300 billion yen"], ["300,000 kilowatts"]),
        ("Kitakyushu", ["125 billion yen"], ["120,000 kilowatts"]),
    ]


def test_a_phase_of_one_site_is_no_project_of_its_own() -> None:
    reading = read(
        "CloudHQ to build $2 billion data center campus in Osaka",
        "CloudHQ of the U.S. will build a $2 billion data center campus in Osaka, Japan. The first phase of "
        "the Osaka data center will cost $400 million.",
    )
    assert len(reading.projects) == 1
    assert set(sums(reading)) == {"$2 billion", "$400 million"}
