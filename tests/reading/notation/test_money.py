"""Notations of money, each with what a reader takes it for."""

from __future__ import annotations

import pytest

from sokuho.model import Money, Qualifier
from sokuho.reading.notation.money import MAX_AMOUNTS, harmonise
from tests.reading.given import find_money

MILLION, BILLION, TRILLION = 10**6, 10**9, 10**12


def amounts(text: str) -> list[tuple[object, ...]]:
    found = find_money(text)
    for m in found:
        assert text[m.start : m.end] == m.text
    return [
        (m.text, m.currency, m.value) + ((m.value_max,) if m.value_max is not None else ()) for m in found
    ]


def only(text: str) -> Money:
    found = find_money(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "written", "currency", "value"),
    [
        ("A plan worth $100bn is set", "$100bn", "USD", 100 * BILLION),
        ("The US$1.2-billion plant", "US$1.2-billion", "USD", 1_200 * MILLION),
        ("It raised $40B on Monday", "$40B", "USD", 40 * BILLION),
        ("a loan of $504.4MM", "$504.4MM", "USD", 504_400_000),
        ("$2T in cloud spending", "$2T", "USD", 2 * TRILLION),
        ("$600k per acre", "$600k", "USD", 600_000),
        ("Lender to give US$3.2 bil for grid", "US$3.2 bil", "USD", 3_200 * MILLION),
        ("Osaka firm spends $627 mn", "$627 mn", "USD", 627 * MILLION),
        ("Fund of 500-B.-Dlr opens", "500-B.-Dlr", "USD", 500 * BILLION),
        ("Chipmaker gets 802.5 B. Yen", "802.5 B. Yen", "JPY", 802_500_000_000),
        ("150 Bln Yen for memory plant", "150 Bln Yen", "JPY", 150 * BILLION),
        ("Y80tn over a decade", "Y80tn", "JPY", 80 * TRILLION),
        ("JPY704.368 billion lost", "JPY704.368 billion", "JPY", 704_368_000_000),
        ("1,722.5 billion yen of aid", "1,722.5 billion yen", "JPY", 1_722_500_000_000),
        ("an 80-trillion-yen package", "80-trillion-yen", "JPY", 80 * TRILLION),
        ("It sold $300,000,000 of bonds", "$300,000,000", "USD", 300 * MILLION),
        ("5 billion U.S. dollars in cash", "5 billion U.S. dollars", "USD", 5 * BILLION),
        ("30 billion New Taiwan dollars", "30 billion New Taiwan dollars", "TWD", 30 * BILLION),
        ("It costs $20 million CAD", "$20 million CAD", "CAD", 20 * MILLION),
        ("AUD$315 a ticket", "AUD$315", "AUD", 315),
        ("a $US3.5 billion port", "$US3.5 billion", "USD", 3_500 * MILLION),
        ("Rs 62,400 crore in two states", "Rs 62,400 crore", "INR", 624 * BILLION),
        ("₹1.04 lakh in cash", "₹1.04 lakh", "INR", 104_000),
        ("RM2.31 trillion", "RM2.31 trillion", "MYR", 2_310 * BILLION),
        ("€1,5 billion from Brussels", "€1,5 billion", "EUR", 1_500 * MILLION),
        ("368 million euros for trains", "368 million euros", "EUR", 368 * MILLION),
        ("£28.5 million in London", "£28.5 million", "GBP", 28_500_000),
        ("11 trillion KRW", "11 trillion KRW", "KRW", 11 * TRILLION),
        ("55 trillion Korean won", "55 trillion Korean won", "KRW", 55 * TRILLION),
        ("earned $.42 a share", "$.42", "USD", 0.42),
        ("about $1½ billion", "$1½ billion", "USD", 1_500 * MILLION),
        ("a $1 1/2 billion plant", "$1 1/2 billion", "USD", 1_500 * MILLION),
        ("$2-3/4 billion in all", "$2-3/4 billion", "USD", 2_750 * MILLION),
        ("a $1 ½ billion plant", "$1 ½ billion", "USD", 1_500 * MILLION),
        ("a $1\u00a01/2\u00a0billion plant", "$1\u00a01/2\u00a0billion", "USD", 1_500 * MILLION),
        ("a $1 1/2 bn plant", "$1 1/2 bn", "USD", 1_500 * MILLION),
        ("some 1⁄2 billion dollars", "1⁄2 billion dollars", "USD", 500 * MILLION),
        ("a ½ billion dollar plant", "½ billion dollar", "USD", 500 * MILLION),
        ("a five-million-dollar grant", "five-million-dollar", "USD", 5 * MILLION),
        ("an eight billion yen plant", "eight billion yen", "JPY", 8 * BILLION),
        ("some 1/2 billion dollars", "1/2 billion dollars", "USD", 500 * MILLION),
        ("sold for €12\u202f500", "€12\u202f500", "EUR", 12_500),
        ("5 000 000 euros", "5 000 000 euros", "EUR", 5 * MILLION),
        ("at 12.5¢/kWh", "12.5¢", "USD", 0.125),
        ("at 7.5 cents a kilowatt-hour", "7.5 cents", "USD", 0.075),
        ("three billion dollars of debt", "three billion dollars", "USD", 3 * BILLION),
        ("half a trillion dollars", "half a trillion dollars", "USD", 500 * BILLION),
        ("what it calls its \"billion-dollar idea\"", "billion-dollar", "USD", BILLION),
        ("a quarter of a trillion yen", "a quarter of a trillion yen", "JPY", 250 * BILLION),
        ("one and a half billion dollars", "one and a half billion dollars", "USD", 1_500 * MILLION),
        ("a billion and a half dollars", "a billion and a half dollars", "USD", 1_500 * MILLION),
        ("$1 and a half billion", "$1 and a half billion", "USD", 1_500 * MILLION),
        ("by 2027 and a half billion dollars", "a half billion dollars", "USD", 500 * MILLION),
        ("for $30 and a half-day of work", "$30", "USD", 30),
        ("a third of a billion-dollar plan", "billion-dollar", "USD", BILLION),
        ("三菱商事の10億ドルプロジェクト", "10億ドル", "USD", BILLION),
        ("5 thousand million dollars", "5 thousand million dollars", "USD", 5 * BILLION),
        ("$1+ billion of wind farms", "$1+ billion", "USD", BILLION),
        ("a $10-plus billion bet", "$10-plus billion", "USD", 10 * BILLION),
        ("500+ million dollars", "500+ million dollars", "USD", 500 * MILLION),
        ("Grid maker spreads a Billion-Dollar bet", "Billion-Dollar", "USD", BILLION),
        ("fifty-five billion dollars", "fifty-five billion dollars", "USD", 55 * BILLION),
    ],
)  # fmt: skip
def test_english_notations(text: str, written: str, currency: str, value: float) -> None:
    assert amounts(text) == [(written, currency, value)]


@pytest.mark.parametrize(
    ("text", "written", "currency", "value"),
    [
        ("事業費は５・５兆円とする", "５・５兆円", "JPY", 5_500 * BILLION),
        ("過去最大の投資額・29億ドルを投じる", "29億ドル", "USD", 2_900 * MILLION),
        ("総額・五兆円を積む", "五兆円", "JPY", 5_000 * BILLION),
        ("投資は16兆8580億円だ", "16兆8580億円", "JPY", 16_858 * BILLION),
        ("４億５，７００万ドルを投じる", "４億５，７００万ドル", "USD", 457 * MILLION),
        ("5千億円の融資", "5千億円", "JPY", 500 * BILLION),
        ("県債113億4千万円", "113億4千万円", "JPY", 11_340 * MILLION),
        ("850百万米ドルを出資", "850百万米ドル", "USD", 850 * MILLION),
        ("改修費は4 700億円", "4 700億円", "JPY", 470 * BILLION),
        ("売買代金は4兆 6322億円", "4兆 6322億円", "JPY", 4_632_200_000_000),
        ("三億円を寄付", "三億円", "JPY", 300 * MILLION),
        ("二百五十億ドルの枠", "二百五十億ドル", "USD", 25 * BILLION),
        ("総額は十億円", "十億円", "JPY", BILLION),
        ("5,500億㌦の枠", "5,500億㌦", "USD", 550 * BILLION),
        ("＄５０億を調達", "＄５０億", "USD", 5 * BILLION),
        ("￥５０００億の社債", "￥５０００億", "JPY", 500 * BILLION),
        ("10億USDの借り入れ", "10億USD", "USD", BILLION),
        ("10億豪ドルで買収", "10億豪ドル", "AUD", BILLION),
        ("1兆560億ルピーを投資", "1兆560億ルピー", "INR", 1_056 * BILLION),
        ("1000億台湾元", "1000億台湾元", "TWD", 100 * BILLION),
        ("24兆ウォンの契約", "24兆ウォン", "KRW", 24 * TRILLION),
        ("ＳＢＧ５０００億円を追加", "５０００億円", "JPY", 500 * BILLION),
        ("1株1,923円50銭で買い取る", "1,923円50銭", "JPY", 1923.5),
    ],
)
def test_japanese_notations(text: str, written: str, currency: str, value: float) -> None:
    assert amounts(text) == [(written, currency, value)]


@pytest.mark.parametrize(
    ("text", "written", "low", "high"),
    [
        ("between $1.5 billion and $2 billion", "$1.5 billion and $2 billion", 1_500 * MILLION, 2 * BILLION),
        ("between 1.5 and 2 billion dollars", "1.5 and 2 billion dollars", 1_500 * MILLION, 2 * BILLION),
        ("a three-to-four-billion-dollar bid", "three-to-four-billion-dollar", 3 * BILLION, 4 * BILLION),
        ("two or three billion dollars", "two or three billion dollars", 2 * BILLION, 3 * BILLION),
        ("between six and seven billion yen", "six and seven billion yen", 6 * BILLION, 7 * BILLION),
        (
            "fifty to a hundred million dollars",
            "fifty to a hundred million dollars",
            50 * MILLION,
            100 * MILLION,
        ),
        ("a $1.5-2bn plant", "$1.5-2bn", 1_500 * MILLION, 2 * BILLION),
        ("a $20-$30 billion order", "$20-$30 billion", 20 * BILLION, 30 * BILLION),
        ("a $50- to $60-million loan", "$50- to $60-million", 50 * MILLION, 60 * MILLION),
        ("about $500 million to $1 billion", "$500 million to $1 billion", 500 * MILLION, BILLION),
        ("$3.5bn–4bn", "$3.5bn–4bn", 3_500 * MILLION, 4 * BILLION),
        ("priced from $20 to $30", "$20 to $30", 20, 30),
        ("$12.00-14.00 in Asia", "$12.00-14.00", 12, 14),
        ("200 billion to 300 billion yen", "200 billion to 300 billion yen", 200 * BILLION, 300 * BILLION),
        ("500億～600億ドル規模", "500億～600億ドル", 50 * BILLION, 60 * BILLION),
        ("5〜6兆円になる", "5〜6兆円", 5 * TRILLION, 6 * TRILLION),
        ("4〜5千億円", "4〜5千億円", 400 * BILLION, 500 * BILLION),
        ("5千億～1兆円", "5千億～1兆円", 500 * BILLION, TRILLION),
        ("100億円から200億円を見込む", "100億円から200億円", 10 * BILLION, 20 * BILLION),
        ("2、3億円かかる", "2、3億円", 200 * MILLION, 300 * MILLION),
        ("The dollar fetched 144.52-53 yen at 5 p.m.", "144.52-53 yen", 144.52, 144.53),
    ],
)
def test_ranges(text: str, written: str, low: float, high: float) -> None:
    found = only(text)
    assert (found.text, found.value, found.value_max) == (written, low, high)
    assert found.qualifier is Qualifier.RANGE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The bet grew from $12 billion to $165 billion", [12 * BILLION, 165 * BILLION]),
        ("Profit shrank by 119.3 billion yen to 102.7 billion yen", [119_300_000_000, 102_700_000_000]),
        ("Its target was raised to $105 from $100", [105, 100]),
        ("1兆円から2兆円に引き上げる", [TRILLION, 2 * TRILLION]),
        ("1兆円から2兆円（約130億ドル）に増え", [TRILLION, 2 * TRILLION, 13 * BILLION]),
        ("It gave $500 to 12 schools", [500]),
        ("lifted profit for the year to March 31 to 840 billion yen", [840 * BILLION]),
        ("They cost $1.2 and $1.5 billion", [1_200 * MILLION, 1_500 * MILLION]),
        ("Tickets are $70 and $2 billion was sold", [70, 2 * BILLION]),
        ("It costs $5 billion — $9 billion with the debt", [5 * BILLION, 9 * BILLION]),
        ("not $3bn but $2.1bn", [3 * BILLION, 2_100 * MILLION]),
        ("$600 million for X, $2.1 billion tied to Y", [600 * MILLION, 2_100 * MILLION]),
    ],
)
def test_two_amounts_are_no_range(text: str, values: list[float]) -> None:
    assert [m.value for m in find_money(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "数千億円を投じる",
        "数十億ドル規模、百数十億円、十数億円、1億数千万円",
        "billions of dollars and tens of millions of yen",
        "several billion dollars, a few million yen, a multibillion-dollar deal",
        "The dollar rose to 151 from 150; 151 to the dollar",
        "Call 1-800-555-1234 about the F-35, in 2025",
        "5 percent of 2.8 GW, 10 per cent",
        "Team won 3-2; the 5 won the bid",
        "2 million pounds of uranium a year, a 2,000-pound bomb",
        "円安が進み、3次元、関東一円、(単位:百万円)",
        "19 euro zone countries",
        "two thirds of a billion dollars",
        "in constant 2024 dollars",
        "In 2025\nYen falls",
        "PHP 8 and CAD 2026",
        "EUR/USD 1.0825, USD/JPY 150.25",
        "令和7年4月10日、03-1234-5678",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("about $5bn", "approx"),
        ("an estimated total cost of $5bn", "approx"),
        ("just under $5bn", "approx"),
        ("~$5bn", "approx"),
        ("nearly a $5 billion plan", "approx"),
        ("Sojitz and KKR near $5 billion grid deal", "exact"),
        ("Sojitz grid deal near $5 billion", "approx"),
        ("$5bn or so", "approx"),
        ("more than $5bn", "at_least"),
        ("in excess of an additional $5bn", "at_least"),
        ("no less than $5bn", "at_least"),
        ("a $5 billion-plus venture", "at_least"),
        ("$5bn or more", "at_least"),
        ("$5+ billion of orders", "at_least"),
        ("a $5-plus billion venture", "at_least"),
        ("$5bn plus debt", "exact"),
        ("$5bn plus royalties", "exact"),
        ("$5bn + interest", "exact"),
        ("$5bn plus for the grid", "at_least"),
        ("a $5 billion plus LNG plant", "at_least"),
        ("$5bn +/- 10%", "approx"),
        ("50億ドルプラスαの投資", "at_least"),
        ("$5bn plus about $1bn", "exact"),
        (">$5bn", "at_least"),
        ("up to $5bn", "at_most"),
        ("up to about $5bn", "at_most"),
        ("as much as a combined $5bn", "at_most"),
        ("not more than $5bn", "at_most"),
        ("a ceiling of $5bn", "at_most"),
        ("none above $5bn", "at_most"),
        ("talks about a $5bn campus", "exact"),
        ("under a $5bn pledge", "exact"),
        ("under $5bn trade pledge", "exact"),
        ("under $5bn a year", "at_most"),
        ("a dispute over $5bn", "exact"),
        ("costs add up to $5bn", "exact"),
        ("約5億円", "approx"),
        ("総額約5億円", "approx"),
        ("5億円程度", "approx"),
        ("5億ドルクラスの案件", "approx"),
        ("5億円（300万ドル）規模", "approx"),
        ("5億円弱", "approx"),
        ("一時4万円台", "approx"),
        ("公約5億円", "exact"),
        ("最大5億円", "at_most"),
        ("最大で約5億円", "at_most"),
        ("5億円以下", "at_most"),
        ("上限は5億円", "at_most"),
        ("5億円上限", "at_most"),
        ("1バレル40ドル割れ", "at_most"),
        ("5億円超", "at_least"),
        ("5億円余り", "at_least"),
        ("「少なくとも5億円", "at_least"),
        ("5億円（約300万ドル）を超える", "at_least"),
        ("5億円強", "at_least"),
        ("5億円強化", "exact"),
        ("5億円に上る", "exact"),
    ],
)
def test_qualifiers(text: str, kind: str) -> None:
    assert find_money(text)[0].qualifier == kind


def test_a_conversion_takes_the_qualifier_of_what_it_converts_unless_it_has_its_own() -> None:
    both = find_money("for over ¥100 billion ($953 million)")
    assert [m.qualifier for m in both] == ["at_least", "at_least"]
    own = find_money("more than $863 million (about 120 billion yen)")
    assert [m.qualifier for m in own] == ["at_least", "approx"]
    japanese = find_money("5500億ドル(約84兆円)")
    assert [m.qualifier for m in japanese] == ["exact", "approx"]


def test_a_figure_has_one_qualifier_in_the_whole_document() -> None:
    text = "JERA buys gas for $1.5bn\nIt pays about $1.5 billion (230 billion yen). $1.5bn ($2bn) and $9bn."
    found = harmonise(find_money(text))
    assert [m.qualifier for m in found] == ["approx", "approx", "approx", "approx", "exact", "exact"]


@pytest.mark.parametrize(
    "text",
    [
        "1ドル=150円",
        "１ドル＝１５６円０２～０４銭",
        "1ドル150円台",
        "150 yen to the dollar",
        "a dollar bought 146.68 yen",
    ],
)
def test_exchange_rates_are_marked(text: str) -> None:
    found = find_money(text)
    assert found
    assert {m.about for m in found} == {"exchange rate"}


@pytest.mark.parametrize(
    "space", ["&nbsp;", "\u00a0", "\u2009", "\u202f", "&thinsp;", "&amp;nbsp;", "-", "\u2011"]
)
def test_odd_spaces_and_entities_stay_in_the_text(space: str) -> None:
    assert only(f"worth &#36;5.5{space}billion now").text == f"&#36;5.5{space}billion"


@pytest.mark.parametrize("text", ["$5 mİllion", "¥5 bıllion", "5 billion indian rupeeſ"])
def test_letters_that_only_fold_to_ascii_make_no_scale_and_no_currency(text: str) -> None:
    assert [m.value for m in find_money(text)] in ([5e6], [5e9])  # read up to the odd letter, never raising


def test_no_more_amounts_than_a_news_item_can_have() -> None:
    assert len(find_money("$1 " * (MAX_AMOUNTS + 50))) == MAX_AMOUNTS


@pytest.mark.parametrize(
    "text", ["$99999999999999 trillion", "$3 to 99999999999999 trillion", "9999999999京円"]
)
def test_what_no_sum_can_be_is_no_money(text: str) -> None:
    assert all(max(m.value, m.value_max or 0) < 2**63 for m in find_money(f"{text} and $3 billion"))
    assert find_money(f"{text} and $3 billion")[-1].text == "$3 billion"


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("JERA in talks with US tech giants over $3 billion gas plant", "exact"),
        ("a dispute with the contractor over $5 billion", "exact"),
        ("The plant will cost over $3 billion, the company said after talks.", "at_least"),
    ],
)
def test_what_a_talk_is_over_is_not_more(text: str, qualifier: str) -> None:
    assert [m.qualifier for m in find_money(text)] == [qualifier]


def test_a_price_of_one_dollar_beside_a_sum_is_no_exchange_rate() -> None:
    assert [m.about for m in find_money("撤退の対価は１ドル　１０００億円つぎ込んだ")] == [None, None]


def test_numbers_in_words_that_change_are_no_range() -> None:
    found = find_money("The budget rose from two to three billion dollars.")
    assert [(m.text, m.value_max) for m in found] == [("three billion dollars", None)]
