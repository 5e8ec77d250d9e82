"""What title and lead speak of."""

from __future__ import annotations

import pytest

from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.scenes import scenes
from tests.reading.given import read


def spoken_of(text: str, language: str, place: str = "lead") -> set[str]:
    found = [Statement(0, len(text), place, [], [], [], [], [], [], [], [])]
    return {name.removeprefix("of_") for name in scenes(text, found, language, 1.0)} - {"bias"}


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("Five Lenders put up $300 million of debt.", "en", {"bank"}),
        (
            "The plant is to feed the grid; “it has been a long way,” the mayor said.",
            "en",
            {"will", "run", "done", "state"},
        ),
        ("Marubeni bought all shares of the owner.", "en", {"past", "own"}),
        ("The seller could end talks.", "en", {"part", "would", "stop"}),
        ("Nowhere, billing, endless, owned", "en", set()),
        ("三井住友銀行などが融資する。", "ja", {"bank", "will"}),
        ("雇用は200人。式典には州知事が出た。", "ja", {"state", "run"}),
        ("保有株式の売却を検討していることが分かった。", "ja", {"own", "part", "would"}),
    ],
)
def test_words_tell_what_is_spoken_of(text: str, language: str, kinds: set[str]) -> None:
    assert spoken_of(text, language) == kinds


def test_only_title_and_lead_count() -> None:
    assert spoken_of("Banks lend.", "en", "title") == {"bank"}
    assert not spoken_of("Banks lend.", "en", "body")


def test_what_is_spoken_of_counts_as_much_as_is_said() -> None:
    text = "Banks lend."
    found = [Statement(0, len(text), "lead", [], [], [], [], [], [], [], [])]
    assert scenes(text, found, "en", 0.25) == {"of_bias": 0.25, "of_bank": 0.25}


@pytest.mark.parametrize(
    ("title", "text", "stage"),
    [
        (
            "Orix's Texas wind farm has its money",
            "Mizuho and four other banks of Japan have put together $240 million for the turbines in Texas.",
            "financed",
        ),
        (
            "Kyuden's solar park in Ohio hums",
            "The Japanese utility's 90 MW park in Ohio feeds the grid; the governor came to the ceremony.",
            "operating",
        ),
    ],
)
def test_a_stage_is_told_by_who_is_there(title: str, text: str, stage: str) -> None:
    assert read(title, text).stage == stage
