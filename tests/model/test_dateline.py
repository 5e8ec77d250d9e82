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
