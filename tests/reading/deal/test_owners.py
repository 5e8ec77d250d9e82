"""Companies that are named only as owners, or for how their shares did: none of the project's."""

from __future__ import annotations

import pytest

from sokuho.model import Project
from tests.reading.given import read


def projects(title: str, text: str) -> tuple[Project, ...]:
    return read(title, text).projects


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "JERA to build gas plant in Texas",
            "JERA, a joint venture between Tokyo Electric Power and Chubu Electric Power, will build a $3 "
            "billion gas-fired power plant in Texas.",
        ),
        (
            "JERA、米テキサスにガス火力",
            "東京電力ホールディングスと中部電力が折半出資するJERAは、米テキサス州に30億ドルでガス火力発電所を建てる。",
        ),
        (
            "JERA to build gas plant in Texas",
            "JERA will build a $3 billion gas-fired power plant in Texas.\n"
            "Shares of Vistra and Constellation Energy rose more than 2% on the news.",
        ),
    ],
)
def test_owners_and_shares_have_no_part_in_a_project(title: str, text: str) -> None:
    assert [p.companies for p in projects(title, text)] == [("JERA",)]


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        (
            "三菱商事とNTTが折半出資し、米バージニア州のデータセンターに10億ドルを投じる。",
            ("三菱商事", "NTT"),
        ),
        (
            "三井物産と大阪ガスの折半出資で、米テキサス州に20億ドルのガス火力発電所を建設する。",
            ("三井物産", "大阪ガス"),
        ),
        (
            "ソフトバンクグループと米オープンAIが共同出資する新会社が、米オハイオ州に50億ドルのデータセンターを建設する。",
            ("ソフトバンクグループ", "オープンAI"),
        ),
        (
            "東京ガスと米ネクストエラが共同出資で米テキサス州に3億ドルの蓄電池を建設する。",
            ("東京ガス", "ネクストエラ"),
        ),
        (
            "JERAは米バージニア州のデータセンターに5億ドルを投じる。NTTの保有株がJERAに移る。",
            ("JERA", "NTT"),
        ),
    ],
)
def test_who_pays_in_equal_parts_or_sells_shares_takes_part(text: str, companies: tuple[str, ...]) -> None:
    assert [p.companies for p in projects("米国に投資", text)] == [companies]
