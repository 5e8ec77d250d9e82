"""Which figure belongs to which project, however a text lists them."""

from __future__ import annotations

import pytest

from sokuho.model import Reading
from tests.reading.given import read, sums


def linked(reading: Reading) -> dict[str, set[str]]:
    """The amounts as written, by the sector of their project."""
    out: dict[str, set[str]] = {}
    for p in reading.projects:
        out.setdefault(p.sector, set()).update(m.text for m in p.amounts)
    return {sector: amounts for sector, amounts in out.items() if amounts}


EN = "Japan and U.S. agree on three investment projects"
JA = "日米、対米投資の3案件で合意"
THREE = {"advanced_materials": {"$600 million"}, "oil": {"$2.1 billion"}, "gas_power": {"$33.3 billion"}}
DREI = {"advanced_materials": {"6億ドル"}, "oil": {"21億ドル"}, "gas_power": {"333億ドル"}}

ENUMERATIONS = [
    (
        EN,
        "Japan will invest $600 million in synthetic diamonds, $2.1 billion in crude oil exports and "
        "$33.3 billion "
        "in gas-fired power.",
        THREE,
    ),
    (
        EN,
        "Japan will finance a $33.3 billion gas-fired power plant in Ohio, a $2.1 billion crude oil "
        "terminal in Texas "
        "and a $600 million synthetic diamond factory in Georgia.",
        THREE,
    ),
    (
        EN,
        "Japan's money goes to a gas-fired power plant in Ohio ($33.3 billion), a crude oil terminal in "
        "Texas "
        "($2.1 billion) and a synthetic diamond factory in Georgia ($600 million).",
        THREE,
    ),
    (
        EN,
        "Japan put the gas-fired power plant at $33.3 billion, the crude oil terminal at $2.1 billion and "
        "the synthetic "
        "diamond factory at $600 million.",
        THREE,
    ),
    (
        EN,
        "Japanese companies may invest in synthetic diamonds, crude oil and gas-fired power, which are "
        "worth $600 million, "
        "$2.1 billion and $33.3 billion respectively.",
        THREE,
    ),
    (
        EN,
        "Japan chose synthetic diamonds, crude oil and gas-fired power for its U.S. investments.\n"
        "The diamond factory costs $600 million. For the oil terminal $2.1 billion is set aside. "
        "By far the largest sum, $33.3 billion, goes to the gas-fired plant.",
        THREE,
    ),
    (
        EN,
        "Japan listed its U.S. investments:\n1) Gas-fired power: $33.3 billion\n2) Crude oil: $2.1 billion\n"
        "3) Synthetic diamonds: $600 million",
        THREE,
    ),
    (
        EN,
        "Japan listed its U.S. investments.\nSector | Amount | Interested\nGas-fired power | $33.3 "
        "billion | Toshiba\n"
        "Crude oil | $2.1 billion | Nippon Steel\nSynthetic diamonds | $600 million | Noritake",
        THREE,
    ),
    (
        EN,
        "Japan will invest in the United States: $33.3 billion for gas-fired power; $2.1 billion for "
        "crude oil; "
        "$600 million for synthetic diamonds.",
        THREE,
    ),
    (
        EN,
        "Japan will finance a synthetic diamond factory worth $600 million in Georgia, a crude oil terminal "
        "worth $2.1 billion in Texas and a gas-fired power plant worth $33.3 billion in Ohio.",
        THREE,
    ),
    (
        EN,
        "For its U.S. investments Japan estimates synthetic diamonds at $600 million and crude oil "
        "at $2.1 billion, while gas-fired power stands at $33.3 billion.",
        THREE,
    ),
    (JA, "日本の対米投資は人工ダイヤが6億ドルと原油が21億ドル、ガス火力が333億ドルとなる。", DREI),
    (JA, "日本は米国で人工ダイヤに6億ドル、原油に21億ドル、ガス火力に333億ドルを投じる。", DREI),
    (JA, "日本が米国に投じるのは、人工ダイヤ(6億ドル)、原油(21億ドル)、ガス火力(333億ドル)の3件。", DREI),
    (
        JA,
        "日本の対米投資は、6億ドルの人工ダイヤ工場、21億ドルの原油基地、333億ドルのガス火力発電所の3つ。",
        DREI,
    ),
    (JA, "人工ダイヤ、原油、ガス火力への日本の投資額はそれぞれ6億ドル、21億ドル、333億ドル。", DREI),
    (
        JA,
        "日本は米国に投資する。人工ダイヤは6億ドル。原油は21億ドル。最も大きいのはガス火力で333億ドルにのぼる。",
        DREI,
    ),
    (JA, "日本の対米投資は次の通り。\n▽人工ダイヤ　6億ドル\n▽原油　21億ドル\n▽ガス火力　333億ドル", DREI),
    (JA, "日本の対米投資の内訳\n・人工ダイヤ:6億ドル\n・原油:21億ドル\n・ガス火力:333億ドル", DREI),
    (
        JA,
        "日本は米国で、ガス火力発電(333億ドル、約5兆円)と原油輸出(21億ドル、約3200億円)に投資する。",
        {"gas_power": {"333億ドル", "5兆円"}, "oil": {"21億ドル", "3200億円"}},
    ),
]


@pytest.mark.parametrize(("title", "text", "expected"), ENUMERATIONS)
def test_each_figure_goes_to_its_project(title: str, text: str, expected: dict[str, set[str]]) -> None:
    assert linked(read(title, text)) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "JERA and SoftBank invest in America",
            "JERA builds a gas-fired power plant and SoftBank a data center in Texas. The former will "
            "cost $3 billion. "
            "The latter will cost $5 billion.",
            {"gas_power": {"$3 billion"}, "data_centers": {"$5 billion"}},
        ),
        (
            "JERAとソフトバンク、米国に投資",
            "JERAは米テキサス州にガス火力発電所、ソフトバンクはデータセンターを建設する。前者には30億ドル、"
            "後者には50億ドルを投じる。",
            {"gas_power": {"30億ドル"}, "data_centers": {"50億ドル"}},
        ),
        (
            "JERAとソフトバンク、米国に投資",
            "JERAは米テキサス州のガス火力発電所に、ソフトバンクはデータセンターに投資し、投資額は前者が30億ドル、"
            "後者が50億ドルとなる。",
            {"gas_power": {"30億ドル"}, "data_centers": {"50億ドル"}},
        ),
    ],
)
def test_former_and_latter(title: str, text: str, expected: dict[str, set[str]]) -> None:
    assert linked(read(title, text)) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (  # a sentence of its own each, the amount in a clause behind the thing
            "Tokyo presents three U.S. ventures",
            "The largest is a nuclear power plant in Texas, on which Japan will spend $40 billion. Mitsui & "
            "Co. is interested in LNG, where $4 billion is to go. A copper smelter, for which $1.8 billion "
            "is set aside, completes the list.",
            {"nuclear": {"$40 billion"}, "lng": {"$4 billion"}, "critical_minerals": {"$1.8 billion"}},
        ),
        (  # no number, but things of three sectors one after the other
            "Japan to put money into U.S. nuclear power, LNG and synthetic diamonds",
            "Japan will put $40 billion into nuclear power, $4 billion into LNG and $600 million into "
            "synthetic diamonds.",
            {"nuclear": {"$40 billion"}, "lng": {"$4 billion"}, "advanced_materials": {"$600 million"}},
        ),
        (  # a word that names its sector only weakly stands right beside its amount
            "Japan names $40bn nuclear power, $2bn crude, $600m diamond projects in US",
            "The trade minister listed them in Tokyo on Wednesday.",
            {"nuclear": {"$40bn"}, "oil": {"$2bn"}, "advanced_materials": {"$600m"}},
        ),
    ],
)
def test_each_sentence_of_a_batch_tells_of_a_project(
    title: str, text: str, expected: dict[str, set[str]]
) -> None:
    assert linked(read(title, text)) == expected


BATCH = "Japan picks three U.S. projects: nuclear power, crude oil and synthetic diamonds"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            BATCH,
            "Another $2 billion goes into crude oil and $600 million into diamonds. The power project is the "
            "largest at $40 billion.",
            {"nuclear": {"$40 billion"}, "oil": {"$2 billion"}, "advanced_materials": {"$600 million"}},
        ),
        (
            "対米投資３事業、原油・人工ダイヤ・ガス火力発電に",
            "日本が米国で進める３事業を赤沢経産相が説明した。最も大きいのは発電で、事業費は333億ドルに上る。原油は21億ドル、人工ダイヤは6億ドル。",
            DREI,
        ),
    ],
)
def test_a_thing_is_recalled_by_the_end_of_its_name(
    title: str, text: str, expected: dict[str, set[str]]
) -> None:
    reading = read(title, text)
    assert linked(reading) == expected
    names = {p.sector: p.name for p in reading.projects}
    assert names.get("nuclear", "nuclear power") == "nuclear power"
    assert names.get("gas_power", "ガス火力発電") == "ガス火力発電"


SPENT = (
    "Japan will spend $40 billion on nuclear power, $2 billion on crude oil and $600 million on synthetic "
    "diamonds.\n"
)


@pytest.mark.parametrize(
    "interest",
    [
        "Toshiba and Hitachi are interested in the first; Modec in the second; and Noritake in the third.",
        "In the first, Toshiba and Hitachi are interested; in the second, Modec; in the third, Noritake.",
    ],
)
def test_companies_go_with_the_project_that_is_counted(interest: str) -> None:
    companies = {p.sector: set(p.companies) for p in read(BATCH, SPENT + interest).projects}
    assert companies == {
        "nuclear": {"Toshiba", "Hitachi"},
        "oil": {"Modec"},
        "advanced_materials": {"Noritake"},
    }


def test_lines_that_count_are_items_of_a_list() -> None:
    reading = read(
        "赤沢大臣の記者会見（米国における投資について）",
        "対米投資の第1号となる3つのプロジェクトについてです。\n"
        "1つ目は人工ダイヤモンドで、規模は約6億ドルです。ノリタケが関心を示しておられます。\n"
        "2つ目は原油で、約21億ドルです。商船三井が関心を示しておられます。\n"
        "3つ目はガス火力発電で、約333億ドルになります。東芝に関心を示していただいております。",
    )
    assert linked(reading) == DREI
    assert [p.companies for p in reading.projects] == [("ノリタケ",), ("商船三井",), ("東芝",)]


def test_the_other_is_no_purpose_of_the_one() -> None:
    reading = read(
        "Japan picks first U.S. investments",
        "Two schemes were named by Japan for the United States. One is for LNG and the other for synthetic "
        "diamonds; the former will get $4 billion and the latter $600 million.",
    )
    assert linked(reading) == {"lng": {"$4 billion"}, "advanced_materials": {"$600 million"}}


@pytest.mark.parametrize(
    "text",
    [
        "JERA is to build a natural gas plant in the United States at a cost of $3 billion, beside the data "
        "centers where large language models are trained.",
        "JERA plans a gas-fired plant in the United States. The project, meant for the data centers behind "
        "chatbots, will cost $3 billion.",
    ],
)
def test_what_a_plant_is_for_is_not_built(text: str) -> None:
    reading = read("Why Japan is building America's AI power plants", text)
    assert linked(reading) == {"gas_power": {"$3 billion"}}
    assert reading.sectors == ("gas_power",)


def test_a_company_of_a_project_is_called_as_among_the_parties() -> None:
    reading = read(
        "日立や東芝、米ガス火力に関心",
        "米国のガス火力発電所に333億ドルを投じる計画に、日立製作所と東芝が関心を示している。",
    )
    (project,) = reading.projects
    assert {c.text for c in reading.companies} == set(project.companies) == {"日立製作所", "東芝"}


def test_respectively_counts_things_of_one_sector_apart() -> None:
    reading = read(
        "Orix buys three power assets in the United States",
        "Orix is taking over a wind farm in Illinois, a solar farm in Texas and a grid battery in Nevada for "
        "$340 million, $275 million and $88 million, respectively.",
    )
    assert linked(reading) == {"renewables": {"$340 million", "$275 million"}, "storage": {"$88 million"}}


def test_a_plant_for_a_data_centre_is_a_plant() -> None:
    reading = read(
        "JERA to build gas plant for U.S. data center",
        "JERA will build a $3 billion gas-fired power plant in Ohio to power a data center of a U.S. "
        "company.",
    )
    assert linked(reading) == {"gas_power": {"$3 billion"}}


def test_companies_places_and_capacities_go_with_their_project() -> None:
    reading = read(
        EN,
        "Japan will finance three projects in the United States.\n"
        "- Ohio: a gas-fired power plant of 9.2 GW, $33.3 billion (Toshiba, Hitachi)\n"
        "- Texas: a crude oil terminal, $2.1 billion (Nippon Steel)\n"
        "- Georgia: synthetic diamonds, $600 million (Noritake)",
    )
    by_sector = {p.sector: p for p in reading.projects}
    gas, oil = by_sector["gas_power"], by_sector["oil"]
    assert [c.value for c in gas.capacity] == [9.2]
    assert gas.location == "Ohio"
    assert set(gas.companies) == {"Toshiba", "Hitachi"}
    assert (oil.location, oil.companies, oil.capacity) == ("Texas", ("Nippon Steel",), ())


def test_two_notations_of_a_figure_are_both_kept_once() -> None:
    reading = read(
        "JERA buys U.S. gas field for $1.5bn",
        "JERA will pay $1.5 billion (about 230 billion yen) for the gas field in Louisiana. "
        "The $1.5 billion is its own money, the company said.",
    )
    assert sums(reading) == [
        "$1.5bn",
        "$1.5 billion",
        "230 billion yen",
    ]


def test_what_a_company_is_bought_for_goes_to_its_trade() -> None:
    text = (
        "SoftBank Group of Japan agreed to invest $32 billion in OpenAI, which needs data centers in Texas.\n"
        "It is also buying Ampere Computing, a U.S. maker of server processors, for $6.5 billion."
    )
    reading = read("SoftBank to invest $32 billion in OpenAI", text)
    assert linked(reading) == {"ai": {"$32 billion"}, "semiconductors": {"$6.5 billion"}}


def test_who_takes_no_part_is_no_company_of_the_project() -> None:
    reading = read(
        "JERA to build $3 billion gas plant in Texas",
        "JERA of Japan will build a $3 billion gas-fired power plant in Texas with American partners. It is "
        "to start operating in 2028. Demand for power grows fast, an analyst at Mizuho Securities said. "
        "Vistra's chief executive has spoken of a shortage of turbines.",
    )
    assert [p.companies for p in reading.projects] == [("JERA",)]


def test_the_sum_of_all_projects_is_none_of_them() -> None:
    reading = read(
        "Japan Picks $47 Billion of US Projects: Nuclear Power, LNG and Copper",
        "Japan laid out three investments in the United States, worth $47 billion: nuclear power gets $40 "
        "billion, LNG $4 billion and a copper smelter $3 billion.",
    )
    assert linked(reading) == {
        "nuclear": {"$40 billion"},
        "lng": {"$4 billion"},
        "critical_minerals": {"$3 billion"},
    }
    assert reading.programme_total is not None
    assert reading.headline_amount is not None
    assert reading.programme_total.value == reading.headline_amount.value == 47e9
