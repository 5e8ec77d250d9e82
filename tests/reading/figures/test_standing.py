"""What each amount of an article is taken for, and which one leads."""

from __future__ import annotations

import pytest

from tests.reading.given import article, read, reader, sums


def test_one_amount_is_one_however_often_it_is_written() -> None:
    text = "SoftBank pays $375 million for the chip factory in Ohio.\n\nMuch later: the $375m."
    amounts = reader().amounts(article("SoftBank buys Ohio factory for $375M", text))
    assert [[m.text for c in a.chains for m in c.moneys] for a in amounts] == [
        ["$375M", "$375 million", "$375m"]
    ]


@pytest.mark.parametrize(
    ("title", "text", "sums"),
    [
        (
            "AWS puts $15B into Japan's AI push",
            "Amazon Web Services will invest 2.26 trillion yen ($15.24 billion) in data centers in Japan.",
            ["$15B", "2.26 trillion yen", "$15.24 billion"],
        ),
        (
            "NTT buys land for Virginia data center",
            "The $257M deal is NTT's largest.\nJapan's NTT paid $257.4 million for land in Virginia where"
            " it will build a data center.",
            ["$257M", "$257.4 million"],
        ),
    ],
)
def test_a_rounded_figure_is_the_full_one(title: str, text: str, sums: list[str]) -> None:
    (project,) = read(title, text).projects
    assert [m.text for m in project.amounts] == sums


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Toyota to pay $1.2 billion fine in US",
            "Toyota will pay a fine of $1.2 billion over recalls in the US.",
        ),
        (
            "Tokyo Gas to buy Texas shale field",
            "Tokyo Gas will buy a shale gas field in Texas. It targets 70 billion yen in annual profit.",
        ),
        (
            "Tokyo Gas to buy Texas shale field",
            "Tokyo Gas will buy a shale gas field in Texas. The purchase follows its $2.7 billion takeover of"
            " Rockcliff Energy.",
        ),
    ],
)
def test_what_is_earned_fined_or_was_paid_before_is_no_deals(title: str, text: str) -> None:
    assert sums(read(title, text)) == []


def test_what_an_article_shows_lies_on_a_scale_that_weights_can_share() -> None:
    text = "JERA will build a $3 billion gas plant in Ohio. Its sales were $24 billion (3.4兆円), $5 a share."
    for amount in reader().amounts(article("JERA to build $3bn plant", text)):
        assert amount.row["bias"] == 1.0
        assert all(0.0 <= value <= 2.0 for value in amount.row.values()), amount.row


@pytest.mark.parametrize(
    ("title", "text", "leads"),
    [
        (
            "JERA to build $3 billion gas plant in Ohio",
            "Japan's JERA will build a $3 billion gas plant in Ohio. It sold a stake for $9 billion in 2021.",
            "$3 billion",
        ),
        (
            "Japan and U.S. name first projects",
            "Japan will invest $600 million in synthetic diamonds, $2.1 billion in an oil terminal in Texas"
            " and $33.3 billion in a gas plant in Ohio.",
            "$33.3 billion",
        ),
        (
            "日米、対米投資の第1弾は360億ドル",
            "日米両政府は5500億ドルの対米投資の第1弾として、3案件で合意した。合計は360億ドル。ガス火力に333億ドル、"
            "原油の輸出拠点に21億ドル、人工ダイヤモンドに6億ドルを投じる。",
            "360億ドル",
        ),
    ],
)
def test_the_figure_that_leads(title: str, text: str, leads: str) -> None:
    headline = read(title, text).headline_amount
    assert headline is not None
    assert headline.text == leads


def test_of_a_report_without_a_price_nothing_leads() -> None:
    text = "Tokyo Gas bought 30 percent of a Texas gas producer. The price was not disclosed."
    assert read("Tokyo Gas takes stake in Texas gas field", text).headline_amount is None


def test_what_a_release_says_of_the_company_is_none_of_the_deal() -> None:
    text = (
        "Chevron and Japan's Iwatani will build 30 hydrogen stations in California for $120 million.\n"
        "About Chevron\nChevron is an energy company. It plans to invest more than $10 billion through 2028."
    )
    assert sums(read("Chevron and Iwatani to build hydrogen stations", text)) == ["$120 million"]


FRAMED = (
    "Japan is set to invest up to $36 billion in U.S. energy and critical mineral projects, the first"
    " tranche of its $550 billion commitment under the trade agreement.\n"
    "The largest is a natural gas facility in Ohio of 9.2 gigawatts. The project, led by SoftBank, comes to"
    " $33 billion.\n"
    "Japan also finances a $2.1 billion crude export terminal off Texas, good for up to $30 billion in annual"
    " U.S. crude exports."
)


def test_the_first_tranche_of_a_framework_is_a_batch_and_leads() -> None:
    reading = read("Japan commits $36 billion to U.S. energy and minerals projects", FRAMED)
    assert reading.programme_total is not None
    assert reading.programme_total.text == "$550 billion"
    assert reading.headline_amount is not None
    assert reading.headline_amount.text == "$36 billion"
    assert {p.sector: [m.text for m in p.amounts] for p in reading.projects} == {
        "gas_power": ["$33 billion"],
        "oil": ["$2.1 billion"],
    }


def test_what_counted_projects_cost_together_is_no_project_of_a_framework() -> None:
    text = (
        "日本政府は5500億ドルの対米投資について、第2弾の2つの案件が決まったと発表した。\n"
        "一つは西部アリゾナ州の送電線で、もう一つは南部アラバマ州の原子力発電所だ。\n"
        "米政府は、この2つの案件で投融資が総額480億ドルにのぼるとしている。"
    )
    reading = read("対米投資の第2弾が決まる　送電線と原子力発電所", text)
    assert reading.programme_total is not None
    assert reading.programme_total.text == "5500億ドル"
    assert sums(reading) == []
    assert reading.headline_amount is not None
    assert reading.headline_amount.text == "480億ドル"


def test_what_projects_cost_one_by_one_is_no_sum_of_them() -> None:
    reading = read(
        "Japan names first US projects",
        "Japan outlined three projects worth $600m, $2.1bn and $33.3bn in the United States. They are $600m"
        " for synthetic diamonds, $2.1bn for an oil terminal and $33.3bn for a gas power plant in Ohio.",
    )
    assert reading.programme_total is None
    assert {"$600m", "$2.1bn", "$33.3bn"} == set(sums(reading))


def test_a_known_framework_is_the_total_however_late_it_is_told() -> None:
    text = (
        "JERA of Japan will build a gas-fired plant in Ohio for $3 billion.\n\nWork begins in May.\n\n"
        "Ohio is pleased.\n\nThe plant has nothing to do with the $550 billion that Japan has pledged to"
        " invest in the United States."
    )
    reading = read("JERA to build $3 billion gas plant in Ohio", text)
    assert sums(reading) == ["$3 billion"]
    assert reading.programme_total is not None
    assert reading.programme_total.text == "$550 billion"


def test_a_subsidy_in_the_title_is_the_news() -> None:
    text = (
        "Japan has approved up to 192 billion yen in subsidies for the Hiroshima plant of U.S. chipmaker"
        " Micron.\n"
        "Micron plans to spend about 500 billion yen there."
    )
    reading = read("Japan approves 192 billion yen in subsidies for Micron chip plant", text)
    assert reading.headline_amount is not None
    assert reading.headline_amount.text == "192 billion yen"
    assert "192 billion yen" in sums(reading)


@pytest.mark.parametrize(
    ("title", "text", "grant"),
    [
        (
            "Panasonic battery plant wins Kansas subsidy",
            "Kansas approved a subsidy of $829 million for the battery plant of Panasonic, a Japanese firm.",
            "$829 million",
        ),
        (
            "Texas grants $9 million to Tokyo Electron for Austin research center",
            "Governor Greg Abbott said that $9 million from the state's chip fund goes to Tokyo Electron's"
            " research center in Austin.",
            "$9 million",
        ),
    ],
)
def test_a_grant_that_the_title_tells_is_the_deals(title: str, text: str, grant: str) -> None:
    reading = read(title, text)
    assert set(sums(reading)) == {grant}
    assert reading.headline_amount
    assert reading.headline_amount.text == grant


def row(title: str, text: str, amount: str) -> dict[str, float]:
    """What an article shows of an amount."""
    found = reader().amounts(article(title, text))
    return next(dict(a.row) for a in found if a.chains[0].head.text == amount)


def test_a_loan_is_another_matter_unless_title_or_lead_tell_it() -> None:
    title = "Itochu unit builds Ohio gas plant"
    lead = "Tyr Energy of Japan's Itochu took on $850 million of debt for its gas plant in Ohio."
    assert row(title, lead, "$850 million").get("leading_other", 0) == 0
    late = (
        "Tyr Energy of Japan's Itochu builds a gas plant in Ohio for $2 billion.\n"
        "It starts in 2029.\nIt is big.\nBanks lent the company $850 million of debt."
    )
    assert row(title, late, "$850 million")["leading_other"] > 0


def test_what_is_lent_far_down_belongs_to_a_financing_that_the_title_tells() -> None:
    text = (
        "Primergy raised $1.9 billion for a solar plant in Nevada, lent by MUFG of Japan.\n"
        "It starts in 2029.\nIt is big.\nDebt makes up $1.3 billion."
    )
    reading = read("Primergy raises $1.9 billion for Nevada solar plant, MUFG lends", text)
    assert "$1.3 billion" in sums(reading)


def test_a_month_of_next_year_is_not_past() -> None:
    title = "ソフトバンクグループ、米データセンター会社に出資"
    text = "ソフトバンクグループは米データセンター会社スイッチに出資する。\n{}4月に20億ドルを払い込んだ。"
    assert "past" in " ".join(row(title, text.format(""), "20億ドル"))
    assert "past" not in " ".join(row(title, text.format("来年"), "20億ドル"))


def test_what_the_whole_costs_and_what_is_lent_of_it_are_the_deals() -> None:
    text = (
        "Sumitomo and Itochu of Japan will together invest about $500 million in the Shepherds Flat wind farm"
        " in Oregon. The project costs $2 billion, $1.3 billion of which is lent by banks."
    )
    reading = read("Sumitomo, Itochu put $500 million into Oregon wind farm", text)
    assert {"$500 million", "$2 billion", "$1.3 billion"} <= set(sums(reading))


def test_a_sum_of_two_projects_that_cost_the_same_is_their_total() -> None:
    text = (
        "JERA will invest $300 million in an LNG plant in Texas and $300 million in a solar farm in Ohio,"
        " $600 million in all."
    )
    reading = read("JERA invests in LNG and solar in Texas and Ohio", text)
    assert sums(reading) == ["$300 million", "$300 million"]
    assert reading.programme_total is not None
    assert reading.programme_total.text == "$600 million"
