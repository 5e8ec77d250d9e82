"""Where things are built: states, cities and prefectures in either script."""

from __future__ import annotations

import pytest

from sokuho.reading.layout import Layout
from sokuho.reading.names.localities import with_localities
from sokuho.reading.names.places import sites
from tests.reading.given import article, reader


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a plant in Lordstown, Ohio", ("Lordstown", "Ohio")),
        ("It will build a data center in western Tokyo.", ("Tokyo",)),
        ("It bought Tokyo data centers.", ("Tokyo",)),
        ("東京都にデータセンターを建てる", ("Tokyo",)),
        ("a data center in Ohio, its president said in Tokyo", ("Ohio",)),
        ("東京の本社で会見した", ()),
        ("Tokyo backs nuclear reactors, and Tokyo will finance data centers", ()),
        ("米オハイオ州ローズタウンの工場", ("Ohio", "Lordstown")),
        ("千葉県印西市と大阪", ("Chiba", "Inzai", "Osaka")),
        ("Milam County, Texas, and the Haynesville basin", ("Milam County", "Texas", "Haynesville")),
        ("a nacelle factory in Fort Smith, once more", ("Fort Smith",)),
        ("米スポケーンと三重県四日市市", ("Spokane", "Mie", "Yokkaichi")),
        ("高崎市のデータセンター", ("高崎市",)),
        ("in Japan, Korea and the United States", ()),
        ("北海道千歳市", ("Hokkaido", "Chitose")),
        ("Virginia Beach? Georgia!", ("Virginia Beach", "Georgia")),
        (
            "PIEDMONT, S.C. — Beaver County, Pa., and Elwood, IL",
            ("South Carolina", "Beaver County", "Elwood"),
        ),
        ("Sojitz Builds Plant In Stark County And Near Dallas", ("Stark County", "Dallas")),
        ("a battery in Marfa, Texas, and the tests of Rick Perry, Texas", ("Marfa", "Texas")),
        ("a Georgia power plant, a New Virginia Transformer Factory", ("Georgia", "Virginia")),
        (
            "It is built in Osaka.\nTransformers are pictured in Des Plaines, Illinois. /Getty Images",
            ("Osaka",),
        ),
        ("大阪に建てる。\n（写真）オハイオ州の工場", ("Osaka",)),
        ("It is built in Osaka.\nA plant in Ohio seen in this undated photo", ("Osaka",)),
        ("大阪に建てる。\nオハイオ州の工場を訪れた社長＝共同", ("Osaka",)),
        (
            "It is built in Osaka.\nA plant like the one in Ohio was never seen in this form",
            ("Osaka", "Ohio"),
        ),
        ("大阪に建てる。\n社長は訪れた。オハイオ州でも計画がある＝共同", ("Osaka", "Ohio")),
        ("A plant is pictured in Ohio.", ("Ohio",)),
    ],
)
def test_sites(text: str, places: tuple[str, ...]) -> None:
    one = article("", text)
    scan = with_localities(one.body, reader().lexicon.scan(one.body))
    found = sites(Layout(one, scan.of("noise")), scan, reader().topics[0])
    assert tuple(dict.fromkeys(m.name for m in found)) == places


def test_a_company_called_after_its_state_keeps_its_plants() -> None:
    body = "a Georgia Power plant and the orders of Virginia Transformer"
    names = with_localities(body, reader().lexicon.scan(body)).names
    assert [(m.text, m.kind) for m in names] == [
        ("Georgia Power", "company"),
        ("Virginia Transformer", "company"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "The Texas Instruments Factory will make chips",
        "supervisors of the Florida Power & Light Plant",
        "Virginia Transformer hires at the Virginia Transformer Plant",
    ],
)
def test_a_company_keeps_its_works(body: str) -> None:
    assert {m.kind for m in with_localities(body, reader().lexicon.scan(body)).names} == {"company"}


def test_every_state_and_prefecture_is_known() -> None:
    states = ["Alabama", "Alaska", "Arizona", "Hawaii", "Maine", "Ohio", "Wyoming"]
    prefectures = ["北海道", "青森県", "東京都", "大阪府", "京都府", "沖縄県", "鹿児島県", "香川県", "山口県"]
    for name in states + prefectures:
        assert [m.kind for m in reader().lexicon.scan(f"{name}で").names] == ["place"], name


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("a battery in Belleville, Ontario. Belleville is glad.", {"CA"}),
        ("a data center in Hobart, Indiana. The Hobart campus opens.", {"US"}),
        ("a plant in Malta, New York. Malta is glad.", {"US"}),
        ("a battery in Belleville, Japan's largest trader said", {"US", "JP"}),
        ("Its offices in Houston, Tokyo and Oslo", {"US", "JP", "NO"}),
        ("Mark Cuban has a stake in the Limerick and Dresden reactors.", set()),
        ("加圧水原子炉の最大連続出力", set()),
        ("配合肥料とコマックの部品、平沢会長と青島社長", set()),
        ("大連と合肥、水原市", {"CN", "KR"}),
        ("ARC Clean Technology's reactor in New Brunswick", {"CA"}),
    ],
)
def test_namesakes(text: str, countries: set[str]) -> None:
    scan = with_localities(text, reader().lexicon.scan(text))
    assert {m.country for m in scan.names if m.kind == "place"} == countries
