"""Whose investment abroad it is: what stands where, whose money goes into what."""

from __future__ import annotations

import pytest

from sokuho.reading.deal.sited import site
from sokuho.reading.deal.targets import invested_in
from sokuho.reading.lexicon import Mention
from sokuho.reading.names.localities import with_localities
from tests.reading.given import read, reader


def mention(text: str, name: str) -> Mention:
    return next(m for m in with_localities(text, reader().lexicon.scan(text)).names if m.text == name)


@pytest.mark.parametrize(
    ("text", "place", "stands"),
    [
        ("A plant will be built in Japan.", "Japan", True),
        ("Tokyo Gas, the biggest seller of city gas in Japan, signed up.", "Japan", False),
        ("RENO, Nev. and OSAKA, Japan, May 3 (Wire) -- The loan has closed.", "RENO, Nev.", False),
        ("SAN FRANCISCO, June 11 (Wire) - The chip maker will buy its rival.", "SAN FRANCISCO", False),
        ("It will spend the money in Japan and the United States.", "United States", True),
        ("So the unit stays in American hands.", "American", False),
        ("Spansion, based in Sunnyvale, California, will buy it.", "California", False),
        ("San Francisco, California-based Pattern Energy runs it.", "San Francisco", False),
        ("A tanker bound for Japan took on gas.", "Japan", False),
        ("日本企業の白浦商事が米火力を買う。", "日本企業", False),
        ("SoftBank moves its planned $5 billion data center from Ohio to Texas.", "Ohio", False),
        ("SoftBank moves its planned $5 billion data center from Ohio to Texas.", "Texas", True),
        ("The box with Delaware ties goes on line.", "Delaware", False),
        ("Tokyo Gas unit buys driller in Texas\nTokyo Gas has closed the deal.", "Texas", True),
        ("米投資会社が半導体事業を買収する。", "米", False),
        ("米国に発電所を建てる。", "米国", True),
        ("米国のREITと組み、国内で運営する。", "米国", False),
        ("主体は日本企業ではない。", "日本企業", False),
        ("ブルーリッジ発電所(米オハイオ州)を買う。", "オハイオ州", True),
        ("ブルーリッジ・パワー(米オハイオ州)から買う。", "オハイオ州", False),
        ("北浜国際電力(KIP/福岡県福岡市)が米国の太陽光を買う。", "福岡県", False),
        ("北浜国際電力(社長・岸田実、福岡県福岡市)が米国の太陽光を買う。", "福岡県", False),
        ("ブルーリッジ発電所(出力30万キロワット、福岡県苅田町)を売る。", "福岡県", True),
    ],
)
def test_where_something_stands(text: str, place: str, stands: bool) -> None:
    assert (site(text, mention(text, place)) == 1.0) is stands


@pytest.mark.parametrize(
    ("text", "name", "into"),
    [
        ("KKR strikes deal for Renesas unit", "Renesas", True),
        ("Banks join OpenAI's $6 billion round", "OpenAI", True),
        ("GE sells 45% of the plant to Marubeni", "Marubeni", False),
        ("米ファンド、東京ガス株の5%を取得", "東京ガス", True),
        ("Backers will put in money\nRenesas said so", "Renesas", False),
        ("Lux Capital, an early investor in OpenAI, led the round", "OpenAI", False),
        ("700 solar plants for Amazon", "Amazon", False),
        ("東芝、ルネサス(RE)社の株式取得を終える", "ルネサス", True),
        ("KKRがルネサスの持分20%を取得する", "ルネサス", True),
        ("KKRがルネサスを50億ドルで落札へ", "ルネサス", True),
        ("KKRをルネサスの落札者に指名", "KKR", False),
        ("JERAによる米国での投資は", "JERA", False),
    ],
)
def test_what_money_goes_into(text: str, name: str, into: bool) -> None:
    assert invested_in(text, mention(text, name)) is into


@pytest.mark.parametrize(
    ("title", "text", "direction"),
    [
        (
            "Tokyo start-up Kumo Reason bags $40m",
            "Kumo Reason of Tokyo, which builds large language models, raised $40 million from U.S. "
            "investors Lux Capital and Khosla Ventures.",
            "us_to_japan",
        ),
        (
            "Two trading houses charge up MIT spin-out 24M",
            "Battery start-up 24M of Cambridge, Massachusetts, has raised $21.8 million in a "
            "Series D round from Kyocera and Itochu.",
            "japan_to_us",
        ),
        (
            "Renesas signs chip order with GlobalFoundries",
            "Renesas Electronics will have chips made by GlobalFoundries in the United States. In the other "
            "direction, the partners are installing GlobalFoundries processes in Renesas fabs in Japan.",
            "both",
        ),
        (
            "Rigaku at a record as Onto Innovation becomes top holder",
            "Rigaku Holdings rose in Tokyo. Onto Innovation of Massachusetts is to acquire 27% of the maker "
            "of semiconductor tools.",
            "us_to_japan",
        ),
        (
            "Texas coal for a Fukushima power station",
            "Cloud Peak Energy of Wyoming will ship a million tons of coal a year under a contract with "
            "JERA.",
            "japan_to_us",
        ),
        (
            "Japanese investors join OpenAI's $9 billion round",
            "SoftBank and other Japanese lenders put $2 billion into the artificial intelligence company of "
            "San Francisco.",
            "japan_to_us",
        ),
        (
            "米ファンド、東京ガス株の5%を取得",
            "米投資ファンドのエリオットが液化天然ガスを輸入する東京ガスの株式を5%取得し、取得額は600億円だった。",
            "us_to_japan",
        ),
        (
            "Arrowhead Chips to take over Fujitsu microcontrollers",
            "Arrowhead Chips, based in Sunnyvale, California, will buy the chip operations of Fujitsu.",
            "us_to_japan",
        ),
        (
            "Three reactors, and Japanese money to pay for them",
            "The U.S. government and Westinghouse will build three nuclear reactors with funding from Japan.",
            "japan_to_us",
        ),
    ],
)
def test_whose_money_it_is(title: str, text: str, direction: str) -> None:
    assert read(title, text).direction == direction


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "KDDI in talks to lead $600 million round at AI start-up Lumenary",
            "KDDI Corp. is in talks to lead a $600 million round for Lumenary, a Boston-based AI start-up.",
        ),
        (
            "KDDI Eyes Role in $600 Million Lumenary Round",
            "KDDI Corp. is in advanced talks to join a $600 million round by U.S. AI startup Lumenary.",
        ),
        (
            "KDDI、米AI新興ルーメナリーに出資へ　6億ドルの資金調達を主導",
            "KDDIは米AI新興のルーメナリーが実施する約6億ドルの資金調達を主導する方向で調整に入った。",
        ),
    ],
)
def test_who_leads_a_round_of_somebody_unknown_gives_the_money(title: str, text: str) -> None:
    assert read(title, text).direction == "japan_to_us"


@pytest.mark.parametrize(
    ("title", "direction"),
    [
        ("Lumen's data centers to be bought by NTT", "japan_to_us"),
        ("Cyclone Batteries, Concentric acquired by Mitsubishi Heavy", "japan_to_us"),
    ],
)
def test_no_money_goes_into_whom_something_is_bought_by(title: str, direction: str) -> None:
    text = f"{title} for $3 billion, the American and Japanese companies said. The price includes debt."
    assert read(title, text).direction == direction
