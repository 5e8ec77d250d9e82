"""The stage of the main deal, as a whole article is read."""

from __future__ import annotations

import pytest

from sokuho.vocabulary import article_of
from tests.reading.given import read, reader


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Tokyo Gas weighs stake in Texas solar farm", "proposed"),
        ("Tokyo Gas to invest $400 million in Texas solar farm", "pledged"),
        ("Tokyo Gas agrees to buy Texas solar farm", "agreed"),
        ("Tokyo Gas completes purchase of Texas solar farm", "completed"),
        ("Tokyo Gas breaks ground on Texas solar farm", "under_construction"),
        ("Tokyo Gas starts commercial operation of Texas solar farm", "operating"),
        ("Tokyo Gas scraps Texas solar farm", "cancelled"),
        ("Tokyo Gas sells Texas solar farm", "sold"),
        ("東京ガス、米テキサスの太陽光発電所への出資を検討", "proposed"),
        ("東京ガス、米テキサスの太陽光発電所を買収", "agreed"),
        ("東京ガス、米テキサスの太陽光発電所の建設を断念", "cancelled"),
        ("東京ガス、米テキサスの太陽光発電所を着工", "under_construction"),
        ("東京ガス、米テキサスの太陽光発電所を売却", "sold"),
        ("東京ガス、米テキサス州の太陽光発電所の工事を完了", "operating"),
        ("東京ガス、米テキサス州のLNG事業に関する関心表明書の締結について", "proposed"),
        ("東京ガスの太陽光発電所、米テキサス州で稼働", "operating"),
        ("東京ガスの太陽光発電所、米テキサス州で2031年に稼働", "pledged"),
    ],
)
def test_the_verb_gives_the_stage(title: str, stage: str) -> None:
    assert read(title, "").stage == stage


@pytest.mark.parametrize(
    ("title", "text", "stage"),
    [
        (
            "東北電力、米ルイジアナ州からLNG調達",
            "東北電力は米ルイジアナ州の基地からLNGを調達すると発表した。期間は20年間。米ケルドLNGと契約を結んだ。"
            "同社は前年度に340万トンを調達した。",
            "agreed",
        ),
        (
            "JERA in talks with US tech giants over $3 billion gas plant",
            "JERA is in talks to build a $3 billion gas-fired power plant in Texas.",
            "proposed",
        ),
        (
            "JERA, Texas firm to set up gas power venture",
            "JERA said on Wednesday it would invest $300 million in a gas-fired power plant in Texas.",
            "pledged",
        ),
        (
            "JERA raises cost of US gas plant to $3.4 billion",
            "JERA plans a gas-fired power plant in Texas and raises its cost to $3.4 billion.",
            "pledged",
        ),
        (
            "Tokyo Gas goes ahead with Texas solar farm",
            "Tokyo Gas has taken a final investment decision on a solar farm in Texas, to start up in 2027.",
            "approved",
        ),
        (
            "Tokyo Gas to shut Texas battery storage plant",
            "Tokyo Gas will end production at its $60 million battery storage plant in Texas next month.",
            "cancelled",
        ),
        (
            "Texas sun for Tokyo Gas",
            "A solar farm of Tokyo Gas in Texas, built by Mitsubishi for $200 million, was commissioned on "
            "Friday. Its electricity is sold on the market.",
            "operating",
        ),
        (
            "東京ガスの太陽光発電所、米テキサスで建設取りやめ",
            "東京ガスは米企業と、テキサス州で予定していた太陽光発電所の建設を取りやめることで合意した。",
            "cancelled",
        ),
        (
            "東京ガス、米テキサスの太陽光発電所から撤収",
            "東京ガスは、米企業と建設を検討してきたテキサス州の太陽光発電所の計画を打ち切った。",
            "cancelled",
        ),
        (
            "東京ガス、テキサスの風力発電所を総取り換え",
            "東京ガスは米テキサス州の風力発電所で、設備を新しくする工事に入った。完工は2027年の予定。",
            "under_construction",
        ),
    ],
)
def test_a_stage_word_counts_as_its_clause_makes_it(title: str, text: str, stage: str) -> None:
    reading = read(title, text)
    assert (reading.relevance, reading.direction, reading.stage) == ("core", "japan_to_us", stage)


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("米オハイオのガス火力で起工式　JERAが出資、28年完成", "under_construction"),
        ("NRC、米オハイオの原子燃料工場に許可　丸紅出資の新興企業", "approved"),
    ],
)
def test_the_first_part_of_a_japanese_headline_is_the_news(title: str, stage: str) -> None:
    assert read(title, "").stage == stage


def test_a_summary_without_a_text_is_no_headline() -> None:
    given = {
        "title": "JERA calls off takeover of Ohio gas plant",
        "summary": "JERA has ended its tender for a gas plant in Ohio and let the merger contract expire."
        " Osaka Gas, often named as a second bidder, said it had signed no agreement.",
        "text": "",
        "published": "2026-02-18T00:00:00Z",
    }
    assert reader().read(article_of(given)).stage == "cancelled"


def test_who_is_behind_a_plant_is_no_deal() -> None:
    text = "Commercial generation started on Wednesday at the Oga coal-fired station in Akita Prefecture."
    assert read("Lights on at AES-owned coal plant in Akita", text).stage == "operating"
