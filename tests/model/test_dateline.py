"""A dateline is told from a sentence that only begins like one."""

from __future__ import annotations

import pytest

from sokuho.model.dateline import dateline, first_dateline, in_dateline


@pytest.mark.parametrize(
    "told",
    [
        "SEOUL, July 2 (AJP) - ",
        "LONDON --",
        "DURHAM, N.C. —",
        "Tokyo, March 3, 2026 (Kyodo) - ",
        "TEMPE, Ariz. and TOKYO, Japan, May 16 (Wire) --",
        "【ロンドン共同】",
    ],
)
def test_where_a_report_was_written(told: str) -> None:
    assert dateline(told + "JERA will build a plant in Ohio.", 0) == told


@pytest.mark.parametrize("text", ["Canada's plan - ", "Ohio will host it - ", "The plant, in Ohio, is big."])
def test_what_a_sentence_is_about_is_no_dateline(text: str) -> None:
    assert dateline(text, 0) == ""


def test_a_dateline_below_a_summary_is_found_and_holds_its_places_only() -> None:
    body = "JERA builds\nA summary.\nHOUSTON, July 2 (Wire) - It builds in Austin."
    assert first_dateline(body, 11) == "HOUSTON, July 2 (Wire) - "
    assert in_dateline(body, body.index("HOUSTON"))
    assert not in_dateline(body, body.index("Austin"))


@pytest.mark.parametrize(
    "text",
    [
        "Ohio – a gas power plant for $33.3 billion\nTexas – an export terminal for $2.1 billion",
        "Portsmouth, Ohio — 9.2 GW gas power plant\nCorpus Christi, Texas — crude oil terminal",
        "【オハイオ州】ガス火力発電所に333億ドル",
        "（テキサス州）原油輸出基地 21億ドル",
    ],
)
def test_headings_of_a_list_are_no_datelines(text: str) -> None:
    body = "Projects\n" + text
    places = [place for place in ("Ohio", "Texas", "オハイオ", "テキサス") if place in body]
    assert places
    assert not any(in_dateline(body, body.index(place)) for place in places)


def test_a_label_further_down_leaves_the_dateline_its_place() -> None:
    body = "A plant\nOXFORD, Conn. — It has an owner.\nMORE FROM THE REGION: a park"
    assert in_dateline(body, body.index("OXFORD"))
