"""The measures themselves, on cases small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sokuho.evaluation.readings import name_key, score_readings
from sokuho.evaluation.scores import Overlap
from sokuho.evaluation.stories import score_stories

USD3 = {"text": "$3bn", "currency": "USD", "value": 3_000_000_000, "value_max": None, "qualifier": "exact"}
USD5 = {**USD3, "text": "$5bn", "value": 5_000_000_000}


def doc(**fields: Any) -> dict[str, Any]:
    base = {"id": "a", "lang": "en", "relevance": "core", "direction": "japan_to_us", "stage": "agreed"}
    base |= {"sectors": ["gas_power"], "companies": [], "projects": [], "programme_total": None}
    return base | {"headline_amount": None, "other_amounts": []} | fields


def project(sector: str = "gas_power", amounts: Any = (), capacity: Any = ()) -> dict[str, Any]:
    return {"name": "x", "sector": sector, "amounts": list(amounts), "capacity": list(capacity)}


def value(field: str, gold: dict[str, Any], said: dict[str, Any]) -> float:
    return score_readings([gold], {"a": said}).rows[field].value


def test_a_reading_like_the_labels_scores_one_everywhere() -> None:
    gold = doc(
        projects=[project(amounts=[USD3], capacity=[{"value": 1, "unit": "GW"}])], headline_amount=USD3
    )
    scores = score_readings([gold], {"a": gold})
    assert {row.value for row in scores.rows.values()} == {1.0}
    assert scores.misses == []


def test_amounts_count_whatever_their_role_and_investments_only_in_projects_and_programme() -> None:
    gold = doc(projects=[project(amounts=[USD3])], other_amounts=[{**USD5, "about": "revenue"}])
    said = doc(other_amounts=[USD3, USD5])
    assert value("amounts", gold, said) == 1.0
    assert value("investment", gold, said) == 0.0


def test_a_link_needs_the_sector() -> None:
    gold, said = doc(projects=[project(amounts=[USD3])]), doc(projects=[project("oil", [USD3])])
    assert value("investment", gold, said) == 1.0
    assert value("linked", gold, said) == 0.0


def test_capacities_compare_in_base_units() -> None:
    gold = doc(projects=[project(capacity=[{"value": 1.2, "unit": "GW"}])])
    said = doc(projects=[project(capacity=[{"value": 1200, "unit": "MW"}])])
    assert value("capacity", gold, said) == 1.0


@pytest.mark.parametrize(
    ("true", "said", "hits"),
    [
        ("SoftBank Group Corp.", "SoftBank", 1),
        ("日立製作所", "日立", 0),
        ("Toshiba", "Hitachi", 0),
        ("ＪＥＲＡ", "JERA", 1),
    ],
)
def test_one_name_may_be_the_beginning_of_the_other(true: str, said: str, hits: int) -> None:
    scores = score_readings([doc(companies=[true])], {"a": doc(companies=[{"text": said, "name": said}])})
    row = scores.rows["companies"]
    assert isinstance(row, Overlap)
    assert row.hit == hits


def test_legal_forms_do_not_count() -> None:
    assert name_key("Mitsui & Co., Ltd.") == name_key("MITSUI")
    assert name_key("株式会社日立製作所") == name_key("日立製作所")


def test_adjacent_documents_count_neither_way_for_relevance() -> None:
    scores = score_readings([doc(relevance="adjacent")], {"a": doc(relevance="core")})
    assert "relevance" not in scores.rows
    assert scores.rows["adjacent_as_core"].value == 1.0


def test_nobody_read_it() -> None:
    with pytest.raises(KeyError):
        score_readings([doc()], {})


def report(number: int, story: str, novelty: str, lang: str = "en") -> dict[str, Any]:
    return {"id": str(number), "story": story, "novelty": novelty, "lang": lang}


def test_stories() -> None:
    gold = [
        report(1, "a", "new"),
        report(2, "a", "repeat", "ja"),
        report(3, "b", "new"),
        report(4, "b", "update"),
    ]
    said = {
        "1": report(1, "x", "new"),
        "2": report(2, "x", "update"),
        "3": report(3, "y", "new"),
        "4": {"id": "4", "novelty": "off_topic"},
    }
    rows = score_stories(gold, said).rows
    assert rows["pairs"].value == pytest.approx(2 * 1 * 0.5 / 1.5)
    assert rows["pairs_ja_en"].value == 1.0
    assert rows["first"].value == 1.0
    assert rows["noise"].value == 1.0
    assert rows["lost"].value == 0.25
    assert rows["updates"].value == 0.0


def test_names_are_paired_whatever_the_order_of_a_set() -> None:
    said = [{"text": name, "name": name} for name in ("Osaka", "Osaka Gas")]
    row = score_readings([doc(companies=["Osaka Gas", "Osakaya"])], {"a": doc(companies=said)}).rows[
        "companies"
    ]
    assert isinstance(row, Overlap)
    assert row.hit == 2
