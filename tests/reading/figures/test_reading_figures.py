"""Which sums and sizes of an article are the deal's, and which total it is a part of."""

from __future__ import annotations

import pytest

from tests.reading.given import read, sums


def test_a_company_stands_once_in_a_project() -> None:
    (project,) = read(
        "Orix buys into Ohio wind farm",
        "Orix will buy half of a wind farm in Ohio with Diamond Generating Corporation, a Mitsubishi unit.\n"
        "Diamond Generating and Orix will run the wind farm. Diamond Generating Corporation owns a third.",
    ).projects
    assert len(set(project.companies)) == len(project.companies)


def test_other_news_of_the_article_is_no_project() -> None:
    reading = read(
        "Jera sells Freeport LNG stake to Inpex for $380 million",
        "Japan's Jera will sell a part of its stake in Freeport LNG in Texas to Inpex for $380 million.\n"
        "Separately, JBIC is to lend Woodside $1 billion for the Scarborough gas project in Australia. With "
        "private banks the funding comes to $1.45 billion.",
    )
    assert set(sums(reading)) == {"$380 million"}
    assert reading.headline_amount is not None
    assert reading.headline_amount.text == "$380 million"


@pytest.mark.parametrize(
    "text",
    [
        "The cost of a gas-fired power plant that Japan's SoftBank will build in Ohio has "
        "grown from $33 billion to $45 billion.",
        "SoftBank of Japan will lift the sum that it puts into land, turbines and power lines for a "
        "gas-fired power plant in Ohio from around $33 billion to about $45 billion.",
    ],
)
def test_a_raised_figure_replaces_the_old_one(text: str) -> None:
    reading = read("SoftBank's Ohio gas plant to cost $45 billion", text)
    assert set(sums(reading)) == {"$45 billion"}


def test_what_a_government_covers_is_a_subsidy() -> None:
    reading = read(
        "Micron to put ¥1.5 trillion into Hiroshima fab",
        "Micron will put ¥1.5 trillion into a memory fab at its Hiroshima site in Japan. The Japanese "
        "government may cover as much as ¥500 billion.",
    )
    assert "¥500 billion" not in sums(reading)


def test_a_title_of_two_clauses_keeps_its_figure_to_the_second() -> None:
    reading = read(
        "赤沢経産相、対米投資の３案件を説明　ガス火力に３３３億ドル",
        "赤沢経済産業相は日本が米国で進める投資の３案件を説明した。人工ダイヤモンドに６億ドル、原油関連に２１億ドル、"
        "データセンター向けのガス火力発電に３３３億ドルを充てる。",
    )
    assert {p.sector: {m.text for m in p.amounts} for p in reading.projects} == {
        "advanced_materials": {"６億ドル"},
        "oil": {"２１億ドル"},
        "gas_power": {"３３３億ドル"},
    }


def test_partners_shares_and_another_currency_make_no_programme() -> None:
    text = (
        "芙蓉総合リースと三井住友信託銀行は、米テキサス州の系統用蓄電池3件に合計2億1500万ドルを投じた。"
        "内訳は前者が1億2000万ドル、後者が9500万ドル。総額は円では約310億円になる。"
    )
    title = "リース2社、米テキサスの蓄電池に310億円"
    reading = read(title, text)
    assert reading.programme_total is None
    assert [p.sector for p in reading.projects] == ["storage"]
    amounts = {m.text for m in reading.projects[0].amounts}
    assert amounts == {"310億円", "2億1500万ドル", "1億2000万ドル", "9500万ドル"}


def test_a_batch_before_this_one_gives_no_figure_to_it() -> None:
    text = (
        "WASHINGTON - The Department of Commerce announced three further projects under Japan's $550 billion "
        "commitment. Together they are valued at up to $73 billion.\n"
        "1. Reactors: GE Vernova Hitachi builds small modular reactors in Tennessee, up to $40 billion.\n"
        "2. Natural gas generating facilities in Pennsylvania, up to $17 billion.\n"
        "3. Natural gas generating facilities in Texas, up to $16 billion.\n"
        "An earlier group, made public in February, came to $36 billion."
    )
    reading = read("United States and Japan select a second group of strategic investments", text)
    assert reading.headline_amount is not None
    assert reading.headline_amount.text == "$73 billion"
    assert [[m.text for m in p.amounts] for p in reading.projects] == [
        ["$40 billion"],
        ["$17 billion"],
        ["$16 billion"],
    ]


@pytest.mark.parametrize(
    ("title", "text", "amounts"),
    [
        (
            "TGNR buys Chevron gas in Texas for $525 mln",
            "TG Natural Resources, which belongs to Tokyo Gas, buys shale gas acreage in Texas from Chevron. "
            "Of $525 million altogether, $75 million is paid in cash and $450 million in drilling.",
            {"$525 mln", "$525 million", "$75 million", "$450 million"},
        ),
        (
            "TMEIC opens inverter factory in Texas",
            "TMEIC of Tokyo opened a factory in Texas for solar inverters. It represents an investment "
            "of $30 million, with a further $12 million planned for 2026. "
            "The county granted a tax abatement worth $1.1 million.",
            {"$30 million", "$12 million"},
        ),
        (
            "Sumitomo backs Texas battery maker",
            "Sumitomo Corp. put $250 million into a battery storage plant in Texas. "
            "The global market for such storage is put by one consultancy at $90 billion.",
            {"$250 million"},
        ),
        (
            "Tokyo Gas starts up battery in Texas",
            "Tokyo Gas has switched on a battery storage plant in Texas that cost $97 million. "
            "The parent has earmarked ¥650 billion for growth in three years.",
            {"$97 million"},
        ),
        (
            "TonenGeneral to buy Exxon's Japan oil business",
            "For 302 billion yen, TonenGeneral Sekiyu will acquire the oil refining business of "
            "Exxon Mobil in Japan. The price, equivalent to about $3.9 billion, will be met with bank loans.",
            {"302 billion yen", "$3.9 billion"},
        ),
        (
            "SoftBank to lead Texas gas plant for data centers",
            "SoftBank will build gas-fired power plants in Texas. They have a combined 5 gigawatts and were "
            "pencilled in at about $25 billion.",
            {"$25 billion"},
        ),
    ],
)
def test_sums_additions_and_plans_of_a_parent(title: str, text: str, amounts: set[str]) -> None:
    reading = read(title, text)
    assert set(sums(reading)) == amounts
    assert reading.programme_total is None


def test_what_a_deal_is_a_piece_of_is_a_programme_and_none_of_its_sums() -> None:
    reading = read(
        "Hitachi Energy to build $457m transformer factory in Virginia",
        "Hitachi Energy, part of Japan's Hitachi, will spend $457 million on a transformer factory "
        "in South Boston, Virginia, the biggest piece of a programme of more than $1 billion.",
    )
    assert set(sums(reading)) == {"$457m", "$457 million"}
    assert reading.programme_total
    assert reading.programme_total.text == "$1 billion"


def test_what_equity_and_debt_add_up_to_is_the_price_of_one_deal() -> None:
    reading = read(
        "Mitsubishi to buy U.S. shale gas assets for $7.53 billion",
        "Mitsubishi Corp. will acquire shale gas assets in Texas and Louisiana for a total of $7.53 billion. "
        "The deal comprises $5.2 billion for Aethon's equity and $2.33 billion in net debt.",
    )
    assert reading.programme_total is None
    assert set(sums(reading)) == {"$7.53 billion", "$5.2 billion", "$2.33 billion"}


def test_another_round_of_the_framework_is_none_of_the_project() -> None:
    reading = read(
        "SoftBank to build 9.2 GW gas plant in Ohio",
        "SoftBank Group will build a $33 billion gas-fired power plant in Ohio. The news coincides with "
        "up to $73 billion in a second round of investment in reactors and gas power by Japan and the U.S.",
    )
    assert set(sums(reading)) == {"$33 billion"}


@pytest.mark.parametrize(
    "text",
    [
        "SoftBank Group will build a 10 GW data center campus in Ohio for $40 billion. 9.2 GW would "
        "come from natural gas plants.",
        "SoftBank Group will build a data center campus of 10 GW in Ohio for $40 billion. It includes "
        "9.2 GW of natural gas capacity.",
    ],
)
def test_a_size_belongs_to_the_thing_right_behind_it(text: str) -> None:
    reading = read("SoftBank to build $40 billion data center campus in Ohio", text)
    sizes = {p.sector: [c.text for c in p.capacity] for p in reading.projects}
    assert sizes == {"data_centers": ["10 GW"], "gas_power": ["9.2 GW"]}


def test_what_the_parts_of_a_framework_come_to_is_no_project() -> None:
    text = (
        "Japan and the United States chose projects under their $550 billion investment framework. The new"
        " projects represent a $24 billion commitment to oil and gas, copper and steel.\nIn Ohio, a gas power"
        " plant of 3 GW is to be built."
    )
    reading = read("Japan and U.S. choose projects", text)
    assert sums(reading) == []
    assert [(m.text, m.about) for m in reading.other_amounts] == [("$24 billion", "batch total")]
