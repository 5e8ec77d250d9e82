"""What an amount is: one sentence, its amounts, and what each of them should be taken for."""

from __future__ import annotations

import pytest

from sokuho.reading.figures import roles
from sokuho.reading.layout import Layout
from sokuho.reading.notation.chains import Chain
from tests.reading.given import article, find_money, reader


def assign(text: str) -> list[Chain]:
    """The amounts of an article, each with the role that words speak for."""
    story = article("A plan for America", text)
    scan = reader().lexicon.scan(story.body)
    found = roles.weigh(Layout(story, scan.of("noise")), find_money(story.body), scan, ("JP", "US"))
    for chain in found:
        chain.role = roles.strongest(chain)
    return found


def said(text: str) -> dict[str, str]:
    """Every amount of a text, which stands late in an article, with its role."""
    lead = "The companies said so on Wednesday. They met in Tokyo. Officials were there. "
    return {m.text: c.role for c in assign(lead + text) for m in c.moneys}


INVESTMENTS = [
    ("JERA will invest $1.5 billion in the field.", "$1.5 billion"),
    ("The plant will cost $4bn (about 600 billion yen).", "600 billion yen"),
    ("Mitsui agreed to pay $398 million for the stake.", "$398 million"),
    ("The project is worth $2.1 billion.", "$2.1 billion"),
    ("A $33.3 billion gas-fired power plant is planned in Ohio.", "$33.3 billion"),
    ("A consortium of banks arranged financing of $3.8 billion.", "$3.8 billion"),
    ("It wants to raise another $650MM in equity.", "$650MM"),
    ("Oracle plans to spend $8 billion on data centers.", "$8 billion"),
    ("The lender provides a loan of $600 million.", "$600 million"),
    ("It will build a $2 billion utility-scale solar project.", "$2 billion"),
    ("It will build a $2 billion business park for data centers.", "$2 billion"),
    ("創業以来最大となる30億ドルを米国のガス火力に投じる。", "30億ドル"),
    ("2020年以降で最大となる10億ドルを米データセンターに投じる。", "10億ドル"),
    ("前例のない100億ドルを米データセンターに投じる。", "100億ドル"),
    ("総事業費は約40億ドル(約6000億円)となる。", "6000億円"),
    ("バージニア州の新工場に4億5,700万ドルを投入する。", "4億5,700万ドル"),
    ("米企業から権益を15億ドルで買い取る。", "15億ドル"),
    ("原油に21億ドルを充てる。", "21億ドル"),
    ("国際協力銀行は30億ドルを融資する。", "30億ドル"),
    ("投資額は1億4350万ドル。", "1億4350万ドル"),
    ("2027年から2031年までの5年間で92億ドル、日本円で1兆4000億円を投じるという。", "1兆4000億円"),
    ("出資は2段階で進める。2031年12月には410億ドルを追加投資する。", "410億ドル"),
    ("SBGは150億ドルの出資を表明した。", "150億ドル"),
]

OTHERS = [
    ("The company had revenue of $7.17 billion.", "$7.17 billion", "revenue"),
    ("It posted a net profit of 67.5 billion yen.", "67.5 billion yen", "profit"),
    ("The deal gives the company a valuation of $840 billion.", "$840 billion", "valuation"),
    ("That values the company at $2.84 billion.", "$2.84 billion", "valuation"),
    ("It buys 11 million shares at $57 each.", "$57", "share-price"),
    ("Holders get $70 a share.", "$70", "share-price"),
    ("Brent crude stood at $66 on Friday.", "$66", "market-price"),
    ("Power there costs $45 per megawatt-hour.", "$45", "market-price"),
    (
        "The dollar bought 147.68 yen to the dollar... at 147.68 yen to the dollar.",
        "147.68 yen",
        "exchange-rate",
    ),
    ("Louisiana has offered a $6 million grant tied to performance.", "$6 million", "subsidy"),
    ("The ministry adds subsidies of up to 243 billion yen.", "243 billion yen", "subsidy"),
    ("The agreements should add more than $200 billion to U.S. GDP.", "$200 billion", "economic-effect"),
    ("It has assets under management of $108 billion.", "$108 billion", "assets"),
    ("The price is not $1.7 billion, as sources had said.", "$1.7 billion", "earlier-figure"),
    ("Private money should exceed the originally planned $130 million.", "$130 million", "earlier-figure"),
    ("The budget was raised from $2bn.", "$2bn", "earlier-figure"),
    ("The jobs pay $110,000 on average.", "$110,000", "pay"),
    ("A court imposed a fine of $1.5 million.", "$1.5 million", "tariff"),
    ("売上高は1兆4200億円だった。", "1兆4200億円", "revenue"),
    ("純利益は3兆1726億円に膨らんだ。", "3兆1726億円", "profit"),
    ("時価総額は20兆円を超えた。", "20兆円", "valuation"),
    ("普通株を1株16ドルで買い取る。", "16ドル", "share-price"),
    ("運用資産は約1080億ドル。", "1080億ドル", "assets"),
    ("米エネルギー省から5000万ドルの補助金を受ける。", "5000万ドル", "subsidy"),
    ("国内総生産(GDP)を2000億ドル以上押し上げる。", "2000億ドル", "economic-effect"),
    ("当初30億ドルと見込んでいた。", "30億ドル", "earlier-figure"),
    ("30億ドルではなく、もっと少ない。", "30億ドル", "earlier-figure"),
    ("累計投資額は10億ドルを超えた。", "10億ドル", "cumulative"),
    ("タンカーが沖合で積み込む。年120億〜150億ドルの原油を運ぶ。", "120億〜150億ドル", "yearly"),
    ("社債を5000億円発行する。有利子負債は5000億円。", "5000億円", "debt"),
]

TOTALS = [
    (
        "It is part of the $550 billion investment initiative under the trade deal.",
        "$550 billion",
        "programme",
    ),
    ("関税合意に盛り込まれた5500億ドルの対米投資の一部だ。", "5500億ドル", "programme"),
    ("Stargate, the $500 billion plan, goes on.", "$500 billion", "programme"),
    ("The first batch of three projects is worth $36 billion altogether.", "$36 billion", "batch"),
    ("第1弾の3案件は合計360億ドル。", "360億ドル", "batch"),
    ("送電線と蓄電所など4つの案件が含まれ、総額はおよそ730億ドルになる。", "730億ドル", "batch"),
    ("この2件で投資の規模は計480億ドルにのぼる。", "480億ドル", "batch"),
    ("送電線や原発の3件に決めた。総額910億ドルになる。", "910億ドル", "batch"),
    ("政府が進める95兆円超の対米巨額投資では、送電線を敷く。", "95兆円", "programme"),
    ("日本からの90兆円規模の投資の第2弾について協議した。", "90兆円", "programme"),
]


@pytest.mark.parametrize(("text", "amount"), INVESTMENTS)
def test_an_investment(text: str, amount: str) -> None:
    assert said(text)[amount] == "invest"


OF_WHAT = [
    ("A termination fee of $12.8 million may fall due.", "$12.8 million", "fee"),
    ("The terminal ships up to $30 billion in annual U.S. crude.", "$30 billion", "yearly"),
    ("The county offers $72 million in property and sales tax incentives.", "$72 million", "subsidy"),
    ("It now has more than $10 billion of liquidity.", "$10 billion", "assets"),
    ("Its equity stood at 40 billion yen at the end of March.", "40 billion yen", "assets"),
    ("The firm has shareholders' equity of $300 million.", "$300 million", "assets"),
    ("同社の自己資本は4億ドル。", "4億ドル", "assets"),
    ("The Army expects to save about $168 million.", "$168 million", "savings"),
]


@pytest.mark.parametrize(("text", "amount", "role"), OF_WHAT)
def test_the_phrase_that_an_amount_stands_in_says_what_it_is(text: str, amount: str, role: str) -> None:
    assert said(text)[amount] == role


@pytest.mark.parametrize(("text", "amount", "role"), OTHERS)
def test_something_else(text: str, amount: str, role: str) -> None:
    assert said(text)[amount] == role


@pytest.mark.parametrize(("text", "amount", "role"), TOTALS)
def test_a_total(text: str, amount: str, role: str) -> None:
    assert said(text)[amount] == role


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("The plant will cost not $3bn but $2.1bn.", "$2.1bn", "$3bn"),
        ("JERA pays $1.5 billion instead of $1.7 billion for the assets.", "$1.5 billion", "$1.7 billion"),
        ("The cost estimate was revised from $2bn to $3bn.", "$3bn", "$2bn"),
        (
            "Its investment rises to $4.2 billion from the original $3.5 billion.",
            "$4.2 billion",
            "$3.5 billion",
        ),
        ("投資額は30億ドルではなく21億ドルだ。", "21億ドル", "30億ドル"),
        ("事業費を20億ドルから30億ドルに引き上げた。", "30億ドル", "20億ドル"),
        ("投資額は当初計画の20億ドルから30億ドルに膨らむ。", "30億ドル", "20億ドル"),
        ("（本文の投資額を「20億ドル」から「30億ドル」に訂正します）", "30億ドル", "20億ドル"),
    ],
)
def test_a_corrected_figure(text: str, right: str, wrong: str) -> None:
    read = said(text)
    assert (read[right], read[wrong]) == ("invest", "earlier-figure")


def test_a_conversion_goes_with_what_it_converts() -> None:
    chains = assign("Revenue was 1.42 trillion yen ($9.5 billion). It will invest $3bn (4500億円) in Ohio.")
    assert [[m.text for m in c.moneys] for c in chains] == [
        ["1.42 trillion yen", "$9.5 billion"],
        ["$3bn", "4500億円"],
    ]
    assert [c.role for c in chains] == ["revenue", "invest"]


@pytest.mark.parametrize(
    "text",
    [
        "JERA invests $3bn.\nRelated News\n- Valero takes $1.1 billion hit\n- Hyundai builds $5.8 billion "
        "mill",
        "JERA invests $3bn.\nALSO TODAY\n- Valero takes $1.1 billion hit",
        "JERA invests $3bn.\nMore in Energy & Industry\n- Developer secures $750m credit line",
        "JERA、30億ドルを投資。\nこのほかのニュース\n・現代自、58億ドルの製鉄所",
        "JERA invests $3bn.\nMost read: Chipmaker to invest $5.8 billion",
        "JERA、30億ドルを投資。\n【関連記事】\n・現代自、58億ドルの製鉄所\n・米石油会社に11億ドルの損失",
    ],
)
def test_related_links_are_no_part_of_the_story(text: str) -> None:
    first, *rest = assign(text)
    assert first.role == "invest"
    assert rest
    assert {c.role for c in rest} == {"related-link"}
