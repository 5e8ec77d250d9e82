"""Relevance: our own labelled articles, calibrated scores, evidence and reasons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sokuho.documents import article_of
from sokuho.model import Relevance
from tests.reading.given import read, reader

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "articles.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def readings() -> dict[str, Any]:
    return {row["id"]: reader().read(article_of(row)) for row in ROWS}


def of(label: str) -> list[str]:
    return [row["id"] for row in ROWS if row["relevance"] == label]


def test_nearly_every_investment_is_found_and_nothing_else(readings: dict[str, Any]) -> None:
    core = {i for i, reading in readings.items() if reading.relevance is Relevance.CORE}
    assert len(core & set(of("core"))) >= 0.95 * len(of("core"))
    assert len(core & set(of("none"))) <= 0.08 * len(of("none"))
    assert len(core & set(of("adjacent"))) <= 0.2 * len(of("adjacent"))


def test_scores_mean_what_they_say(readings: dict[str, Any]) -> None:
    """Of readings scored near p, about p are core."""
    labels = {row["id"]: row["relevance"] == "core" for row in ROWS}
    expected = sum(reading.score for reading in readings.values())
    assert abs(expected - sum(labels.values())) < 0.06 * len(ROWS)


def test_every_core_reading_quotes_its_evidence(readings: dict[str, Any]) -> None:
    for row in ROWS:
        reading, body = readings[row["id"]], article_of(row).body
        if reading.relevance is Relevance.CORE:
            assert reading.evidence
        for e in reading.evidence:
            assert body[e.start : e.end] == e.quote
            assert e.why
        assert reading.reason


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("Nikkei closes at record", "Tokyo's Nikkei share average rose as US chip stocks rallied.", "shares"),
        (
            "Samsung expands in Texas",
            "South Korea's Samsung will spend $37 billion on chip plants in Texas.",
            "Japan",
        ),
        (
            "Ohtani hits two home runs",
            "The Japanese star lifted Los Angeles over New York in baseball.",
            "leisure",
        ),
    ],
)
def test_the_reason_is_in_words(title: str, text: str, reason: str) -> None:
    reading = read(title, text)
    assert reading.relevance is not Relevance.CORE
    assert reason in reading.reason


def test_related_links_make_no_story() -> None:
    text = (
        "Tenaska has opened a gas-fired plant in Alabama. It cost $900 million.\n"
        "Related news\n- JERA buys stake in Louisiana LNG\n- Tokyo Gas to invest in Texas"
    )
    reading = read("Tenaska opens Alabama gas plant", text)
    assert reading.relevance is Relevance.NONE


def test_nothing_in_it() -> None:
    for text in (" ", "\n\n", "。", "¥"):
        assert read(text, text).relevance is Relevance.NONE


@pytest.mark.parametrize("word", ["当社", "同社"])
def test_a_company_is_meant_without_its_name(word: str) -> None:
    sentence = f"{word}が米国イリノイ州に20億円をかけて建設してきたガス火力発電所は、営業運転を開始した。"
    text = f"電源開発株式会社\n{sentence}"
    reading = read("火力発電所の営業運転開始について", text)
    assert (reading.relevance, reading.direction) == (Relevance.CORE, "japan_to_us")


def test_an_exchange_of_views_that_named_no_plan_is_no_investment() -> None:
    row = {
        "title": "日米の規制当局、小型炉の審査で意見交換",
        "summary": "原子力規制委員会と米原子力規制委員会（NRC）の担当者が、小型モジュール炉の"
        "審査について意見を交わした。個別の計画は議題にならなかった。",
        "text": "",
    }
    assert reader().read(article_of(row)).relevance is not Relevance.CORE


def test_where_a_reporter_sits_is_no_third_country() -> None:
    told = "SoftBank Group seeks a loan of $10 billion to build AI data centers in Texas with OpenAI."

    def score(text: str) -> float:
        return read("SoftBank seeks loan", text).score

    assert score(f"SEOUL, July 2 (Wire) - {told}") > score(f"South Korea's newest plan - {told}")


@pytest.mark.parametrize(
    ("told", "sided"), [("a lab in Phoenix", True), ("a stake in Phoenix Contact", False)]
)
def test_a_name_of_many_things_is_a_place_behind_a_preposition(told: str, sided: bool) -> None:
    text = f"SoftBank has invested in {told}; models are trained there on 10,000 GPUs."
    reading = read("SoftBank invests in AI", text)
    assert ("United States takes no part" not in reading.reason) is sided


def test_a_country_that_owns_something_is_no_site() -> None:
    told = "AES has sold 40 percent of a 532 MW power plant in Chile to a fund that {} Mitsubishi Corp."

    def score(owner: str) -> float:
        return read("Mitsubishi unit joins Chilean power plant", told.format(owner)).score

    assert score("belongs to Japan's") == score("belongs to")


@pytest.mark.parametrize(
    ("told", "missing"), [("an answer to Nvidia", True), ("a venture with Nvidia", False)]
)
def test_a_company_that_is_only_competed_with_is_no_side(told: str, missing: bool) -> None:
    reading = read("SoftBank dreams of chips", f"SoftBank is to build {told} for $30 billion.")
    assert ("United States takes no part" in reading.reason) is missing


@pytest.mark.parametrize(
    ("made", "relevance"),
    [
        ("methanol", Relevance.ADJACENT),
        ("low-carbon methanol", Relevance.CORE),
        ("hydrogen", Relevance.CORE),
    ],
)
def test_methanol_is_a_chemical(made: str, relevance: Relevance) -> None:
    text = f"Mitsui & Co. and Celanese will invest $800 million in a {made} plant in Texas, half of it each."
    assert read(f"Mitsui and Celanese to build {made} plant in Texas", text).relevance is relevance


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "PayPal to buy Japan's Paidy for $2.7 billion",
            "U.S. payments giant PayPal is to acquire the Japanese firm Paidy, mostly for cash.",
        ),
        (
            "Daiwa House's Stanley Martin buys South Carolina builder",
            "Daiwa House Industry's U.S. unit Stanley Martin will acquire Essex Homes for 8 billion yen.",
        ),
        (
            "楽天、米リフトに3億ドル出資",
            "楽天は米ライドシェア大手リフトに3億ドルを出資し、筆頭株主になったと発表した。",
        ),
        (
            "大林組、米ウェブコーを買収",
            "大林組は米建設会社ウェブコーを約80億円で買収し、米国での建築事業を広げる。",
        ),
        ("SoftBank sells DoorDash stake", "SoftBank Group sold $2 billion of shares in DoorDash of the US."),
        (
            "ソフトバンクG、米宅配株を売却",
            "ソフトバンクグループは米料理宅配のドアダッシュの株式20億ドル分を売却した。",
        ),
        ("SoftBank puts $1 billion into WeWork", "SoftBank Group will invest $1 billion in US firm WeWork."),
        ("ソフトバンクG、ウィーワークに出資", "ソフトバンクグループは米ウィーワークに10億ドルを出資する。"),
        ("Toshiba sells US scanner unit", "Toshiba will sell its US medical scanner arm to a New York fund."),
    ],
)
def test_a_deal_of_another_trade_is_near_at_most(title: str, text: str) -> None:
    assert read(title, text).relevance is not Relevance.CORE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("SoftBank raises stake in OpenAI", "SoftBank Group will put $30 billion into OpenAI of the US."),
        ("SoftBank to build Ohio campus", "SoftBank will build a $5 billion data center campus in Ohio."),
        ("Hitachi to expand in Virginia", "Hitachi will build a $457 million transformer plant in Virginia."),
        ("マイクロソフト、日本に100億ドル", "米マイクロソフトは日本のAI基盤に100億ドルを投資する。"),
        ("日立、米で変圧器増産", "日立製作所は米バージニア州に変圧器工場を4億ドルで建設する。"),
    ],
)
def test_a_firm_of_many_trades_is_judged_by_what_it_deals_in(title: str, text: str) -> None:
    assert read(title, text).relevance is Relevance.CORE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Bridgestone to enlarge its Tennessee tyre plant",
            "Bridgestone of Japan will spend $60 million on a truck tyre line in Warren County, Tennessee.",
        ),
        (
            "Toyota picks North Carolina for hybrid parts",
            "Toyota Motor will invest $210 million to make hybrid transaxles in Liberty, North Carolina.",
        ),
        ("大林組、米建設会社を買収", "大林組は米建設会社ウェブコーを約80億円で買収する。"),
        ("武田、米で新薬工場", "武田薬品工業は米マサチューセッツ州に新薬の工場を3億ドルで建てると発表した。"),
    ],
)
def test_a_deal_of_another_trade_is_a_deal_all_the_same(title: str, text: str) -> None:
    reading = read(title, text)
    assert reading.relevance is Relevance.ADJACENT
    assert reading.direction == "japan_to_us"
    assert reading.stage


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Fujitsu and Carnegie Mellon study AI for traffic",
            "Fujitsu of Japan and Carnegie Mellon University in Pittsburgh have started joint research into "
            "AI that foresees traffic jams.",
        ),
        (
            "Kishida and Biden discuss energy security",
            "The leaders of Japan and the United States agreed in Washington to cooperate on clean energy "
            "and supply chains.",
        ),
        ("日米外相が電話協議", "日本と米国の外相は電話で協議し、エネルギー安全保障で連携すると確認した。"),
        (
            "日経平均反落、ソフトバンクGが安い",
            "日経平均株価は反落した。米オープンAIに出資するソフトバンクグループが4%下げ、米ハイテク株安が重荷となった。",
        ),
    ],
)
def test_research_meetings_and_markets_tell_of_no_deal(title: str, text: str) -> None:
    reading = read(title, text)
    assert reading.relevance is not Relevance.CORE
    assert (reading.direction, reading.stage, reading.projects) == (None, None, ())
    assert not reading.headline_amount


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Tanimori Power buys half of Texas wind farm",
            "Tanimori Power will pay $210 million for half of a 300-megawatt wind farm near Amarillo, Texas, "
            "the seller, a unit of NextEra Energy, said.",
        ),
        (
            "Gas plant in Ohio gets new owners",
            "Minagawa Denryoku and Hamasaki Shoji have acquired a 40% stake in a gas-fired power plant in "
            "Ohio for $350 million.",
        ),
        ("白浦エナジー、米ガス火力に出資", "白浦エナジーは米オハイオ州のガス火力発電所に300億円を出資する。"),
        (
            "米テキサスの太陽光、日本勢が取得",
            "丹森製作所は米テキサス州の太陽光発電所を2億ドルで買収すると発表した。",
        ),
        (
            "ゼルトラ、米テキサスの蓄電所を買収",
            "ゼルトラは米テキサス州の蓄電所を120億円で買収すると発表した。",
        ),
    ],
)
def test_a_company_that_no_list_has_is_known_by_its_name_or_as_the_headlines_subject(
    title: str, text: str
) -> None:
    reading = read(title, text)
    assert (reading.relevance, reading.direction) == (Relevance.CORE, "japan_to_us")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Quellmark Energy to build Texas gas plant",
            "Quellmark Energy will build a $1 billion gas-fired power plant near Waco, Texas.",
        ),
        (
            "Tanimori named to head Ohio gas plant",
            "NextEra Energy has named Ken Tanimori manager of a $1 billion gas-fired power plant in Ohio.",
        ),
        (
            "米社、オハイオでガス火力",
            "米ケルドマン・パワーはオハイオ州にガス火力発電所を建設する。",
        ),
        (
            "ゼルトラ、米テキサスの蓄電所を買収",
            "韓国のゼルトラは米テキサス州の蓄電所を1億ドルで買収すると発表した。",
        ),
        (
            "ゼルトラ、米テキサスの蓄電所を買収",
            "韓国ゼルトラ電子は米テキサス州の蓄電所を1億ドルで買収すると発表した。",
        ),
    ],
)
def test_other_names_that_no_list_has_are_not_japanese(title: str, text: str) -> None:
    reading = read(title, text)
    assert reading.relevance is Relevance.NONE
