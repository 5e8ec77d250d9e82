"""What is the article's own, and what stands below its pictures."""

from __future__ import annotations

import pytest

from sokuho.reading.layout import Layout
from tests.reading.given import article, read, reader


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (
            "SoftBank Group will invest $30 billion in a data center in Ohio, the largest bet on AI seen in"
            " this state.\nThe campus will use 2 GW.",
            ["$30 billion"],
        ),
        (
            "The pact is a year old.\nSoftBank Group will invest $3 billion in a data center in Ohio, one of"
            " the biggest deals shown in this year's trade pact.",
            ["$3 billion"],
        ),
        (
            "日米の協定から1年がたつ。\n"
            "三菱商事は22日、米バージニア州のデータセンターに10億ドルを投じると発表した＝共同",
            ["10億ドル"],
        ),
        ("JERA will buy a 1 GW gas plant in Ohio for $1.2 billion, it said. Tokyo/AP", ["$1.2 billion"]),
    ],
)
def test_a_sentence_with_an_amount_is_no_caption(text: str, amounts: list[str]) -> None:
    found = read("Japanese company invests in the United States", text)
    assert [m.text for p in found.projects for m in p.amounts] == amounts


RECORDS_JA = (
    "経済産業省は、日米の合意に基づく対米投資の案件を公表した。概要は次の通り。\n"
    "案件1:ハーラン・グリッド\n所在地:アリゾナ州メサ近郊\n事業内容:送電線\n事業費:74億ドル\n\n"
    "案件2:ケルド発電所\n所在地:アラバマ州\n事業内容:原子力発電所\n事業費:210億ドル\n発電容量:1.8ギガワット\n\n"
    "案件3:ロルム工場\n所在地:ユタ州\n事業内容:人工ダイヤモンドの工場\n事業費:約8億ドル"
)
RECORDS_EN = (
    "Japan and the United States published the projects that Japan will invest in under their pact.\n"
    "Harlan Grid\nLocation: Mesa, Arizona\nWork: transmission line\nCost: $7.4 billion\n"
    "Keld Station\nLocation: Alabama\nWork: nuclear power plant\nCost: $21 billion\nOutput: 1.8 GW\n"
    "Rolm Works\nLocation: Utah\nWork: synthetic diamond factory\nCost: about $800 million"
)


@pytest.mark.parametrize(
    ("text", "sums", "size"),
    [
        (RECORDS_JA, ["74億ドル", "210億ドル", "8億ドル"], "1.8ギガワット"),
        (RECORDS_EN, ["$7.4 billion", "$21 billion", "$800 million"], "1.8 GW"),
    ],
)
def test_records_of_like_labels_are_projects_of_their_own(text: str, sums: list[str], size: str) -> None:
    found = read("対米投資の案件" if "。" in text else "US deals", text)
    assert [[m.text for m in p.amounts] for p in found.projects] == [[s] for s in sums]
    assert [p.sector for p in found.projects] == ["grid", "nuclear", "advanced_materials"]
    assert [[c.text for c in p.capacity] for p in found.projects] == [[], [size], []]


@pytest.mark.parametrize(
    "line",
    [
        "Founder Ichiro Tanaka has long said that the race for faster chips, in which Nvidia is ahead of"
        " every rival, will decide who leads the industry over the next ten years or more. PHOTO: REUTERS",
        "Next In World News\nNvidia to buy Texas chip start-up",
    ],
)
def test_captions_and_other_news_name_no_partner(line: str) -> None:
    text = f"JERA will build a gas plant in Ohio.\nIt will have 1 GW.\n{line}"
    found = read("JERA to build a gas plant in Ohio", text)
    assert [c.name for c in found.companies] == ["JERA"]


def test_what_a_crosshead_leads_to_is_the_articles_own() -> None:
    text = (
        "JERA will build a $2 billion gas plant in Ohio.\nNext in Texas\nIt will spend $500 million on a"
        " solar farm in Texas."
    )
    found = read("JERA to build in the United States", text)
    assert [m.text for p in found.projects for m in p.amounts] == ["$2 billion", "$500 million"]


@pytest.mark.parametrize(
    ("title", "above", "first"),
    [
        (
            "JERA takes 10% of Ohio plant",
            ["JERA takes 10% of Ohio plant", "Nov. 18, 2025, 4:54 a.m. EST", "By Mari Iwata", "Loading..."],
            "TOKYO -- JERA said on Tuesday it would take 10% of a gas plant in Ohio.",
        ),
        (
            "東京ガス、テキサスで蓄電池",
            ["ニュース", "2025年11月18日 14:37", "印刷", "テキサス州の蓄電池（東京ガスの発表資料より）"],
            "東京ガスは18日、テキサス州で蓄電池の運転を始めたと発表した。",
        ),
        (
            "Itochu adds US solar",
            ["Dive Brief:"],
            "- Itochu is to add 500 megawatts of solar power in Texas, it said on Monday.",
        ),
        ("JERA in Ohio", ["By Mari Iwata"], "JERA will pay $1 billion."),
        ("JERAが投資", ["2025年11月18日"], "JERAは米に10億ドルを投じる。"),
        (
            "Tokyo Gas in Texas",
            ["By Mari Iwata"],
            "Tokyo Gas has bought these wells and pipes in Texas from a fund:\n- 400 wells in the Haynesville"
            " shale, which it will run with its partner from May.",
        ),
        (
            "JERA in Ohio",
            ["Reuters"],
            "* 10% of a gas plant\n* First in Ohio\n* It will be paid by March, the company said on Tuesday.",
        ),
        ("Nuclear deal", [], "Toshiba signs at last, after a year of talks on the price"),
    ],
)
def test_the_text_begins_with_its_first_paragraph(title: str, above: list[str], first: str) -> None:
    text = "\n".join([*above, first, "No more was told."])
    layout = Layout(article(title, text), ())
    assert layout.body[layout.text_start :].startswith(first)


def test_lists_and_tables_one_by_one_and_sentences_beside_them() -> None:
    above = "Three plants will be built.\n- Lima\n\n- Fayette\nBehind them stands a fund.\nTerms"
    text = f"{above}\nA | B | C\n1 | 2 | 3"
    layout = Layout(article("Plants", text), ())
    lists = [[layout.body[line.start : line.end] for line in items] for items in layout.lists()]
    assert lists == [["- Lima", "- Fayette"], ["A | B | C", "1 | 2 | 3"]]
    told = [layout.body[slice(*s)] for i, s in enumerate(layout.sentences) if i and layout.tells(i)]
    assert told == ["Three plants will be built.", "Behind them stands a fund."]


MENU = "Search\nLog in\n" + "\n".join(
    f"  • {c}" for c in ("Oil", "Texas", "Tokyo", "LNG", "Solar", "AI", "Meta", "Events", "Jobs")
)


def test_a_menu_above_the_text_is_none_of_it() -> None:
    told = "Japan's JERA will pay $900 million for half of a 1.2 GW gas plant in Ohio, it said on Friday."
    menu = f"{MENU}\n\nPower\n\nJERA buys into a gas plant\n\n{told}"
    plain, dressed = (read("JERA buys into US gas plant", text) for text in (told, menu))
    assert [(p.name, p.location, p.companies) for p in dressed.projects] == [
        (p.name, p.location, p.companies) for p in plain.projects
    ]
    assert [p.name for p in dressed.companies] == ["JERA"]


def test_a_short_list_above_the_text_is_the_articles() -> None:
    text = (
        "Power\n- Region: Ohio\n- Gas\n- Loans\nJERA will pay $900 million for half of a gas plant, it said."
    )
    layout = Layout(article("JERA buys gas plant", text), [])
    assert not any(line.noise for line in layout.lines)


@pytest.mark.parametrize(
    "facts",
    [
        "Project: Big Bend\nDeveloper: Lone Elk\nSite: Pecos County\nCapacity: 200 MW\nLender: MUFG Bank"
        "\nAdviser: Nomura\nContractor: Fluence\nGrid: ERCOT\nStart: 2028\nOwner: Marubeni\nOfftaker: CPS",
        "概要\n事業名 ビッグベンド\n開発 ローンエルク\n出資 丸紅\n場所 ペコス郡\n出力 20万キロワット"
        "\n容量 80万キロワット時\n融資 三菱UFJ銀行\n施工 フルエンス\n開始 2028年\n系統 アーコット",
    ],
)
def test_a_long_summary_above_the_text_is_the_articles(facts: str) -> None:
    text = f"{facts}\nMarubeni will pay $320 million for a storage project in Texas, it said on Friday."
    layout = Layout(article("Marubeni buys storage", text), [])
    assert not any(line.noise for line in layout.lines)


def test_a_line_that_stands_twice_is_a_link() -> None:
    link = "Amazon earnings are going to beat expectations, says AllianceBernstein"
    text = f"AWS will invest $15 billion in Japan.\n{link}\nVIDEO 2:19\n{link}\nHalf of it goes to Osaka."
    layout = Layout(article("AWS to invest in Japan", text), [])
    assert [text for text in text.split("\n") if layout.line(layout.body.index(text)).noise] == [link, link]


@pytest.mark.parametrize(
    "back",
    [
        "- Lima gets 400 MW",
        "The figures:",
        "Work on both plants begins next spring, the two companies said in a statement on Friday.",
    ],
)
def test_related_links_amid_a_text_end_where_something_else_begins(back: str) -> None:
    text = f"Chubu builds two gas plants.\nRELATED\nKubota buys a tractor maker\n{back}\n- Fayette gets 1 GW"
    one = article("Two plants in Ohio", text)
    layout = Layout(one, reader().lexicon.scan(one.body).of("noise"))
    noise = [layout.body[line.start : line.end] for line in layout.lines if line.noise]
    assert noise == ["RELATED", "Kubota buys a tractor maker"]
