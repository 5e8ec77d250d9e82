"""A company takes part in a deal or is named in passing, by what its sentence says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.vocabulary import article_of
from tests.reading.given import reader

SAID: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("said_of_companies.yaml").read_text(encoding="utf-8")
)
CASES = [(lang, deal) for lang, said in SAID.items() for deal in said["deals"]]


def named(lang: str, deal: str, words: str) -> list[str]:
    """The companies read from a report that says so of one more."""
    if lang == "en":
        text = (
            f"TOKYO, Oct. 5 - {deal} for $90 million, the company said on Monday. It starts in 2028. {words}."
        )
    else:
        who, _, what = deal.partition("、")
        text = f"{who}は5日、{what}すると発表した。投資額は90億円。2028年に稼働する。{words}。"
    read = reader().read(article_of({"title": deal, "text": text, "published": "2026-10-05T00:00:00Z"}))
    return [c.text for c in read.companies]


@pytest.mark.parametrize(("lang", "deal"), CASES)
def test_who_takes_part(lang: str, deal: str) -> None:
    said = SAID[lang]
    told = [(name, words.format(name)) for words in said["own"] for name in said["partners"]]
    assert [w for name, w in told if not _among(name, named(lang, deal, w))] == []


@pytest.mark.parametrize(("lang", "deal"), CASES)
def test_who_does_not(lang: str, deal: str) -> None:
    said = SAID[lang]
    told = [(name, words.format(name)) for words in said["other"] for name in said["strangers"]]
    assert [w for name, w in told if _among(name, named(lang, deal, w))] == []


def _among(name: str, companies: list[str]) -> bool:
    """Whether one is called so, with or without the country before it."""
    return any(name.endswith(c) or c in name for c in companies)


def test_a_summary_alone_names_some_in_passing_too() -> None:
    summary = "Osaka Gas has bought a solar farm in Texas, it said. NextEra Energy did the same in June."
    item = {"title": CASES[0][1], "summary": summary, "text": "", "published": "2026-10-05T00:00:00Z"}
    assert [c.text for c in reader().read(article_of(item)).companies] == ["Osaka Gas"]


def test_a_company_is_called_as_the_summary_calls_it_where_there_is_no_text() -> None:
    summary = "住友商事は米カンザス州の風力発電所を建て替える。"
    item = {
        "title": "住商、米風力を建て替え",
        "summary": summary,
        "text": "",
        "published": "2026-10-05T00:00:00Z",
    }
    assert [c.text for c in reader().read(article_of(item)).companies] == ["住友商事"]


def test_from_whom_it_was_bought_before() -> None:
    assert named("en", CASES[0][1], "In 2019 it bought it from NextEra Energy") == ["Osaka Gas"]


def test_who_the_first_sentence_tells_of_takes_part_whatever_stands_near() -> None:
    title = "日米2社、米オハイオ州にデータセンター"
    text = "JERAと米AEPは5日、原発に隣接するデータセンターを20億ドルで建設すると発表した。"
    read = reader().read(article_of({"title": title, "text": text, "published": "2026-10-05T00:00:00Z"}))
    assert [c.text for c in read.companies] == ["JERA", "AEP"]
