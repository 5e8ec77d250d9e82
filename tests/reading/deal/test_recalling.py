"""Which things of a batch are recalled by a part of their names."""

from __future__ import annotations

import pytest

from sokuho.reading.deal.recalling import RECALLED, recalled
from sokuho.reading.deal.things import built
from tests.reading.given import reader


def back(body: str) -> list[tuple[str, str | None]]:
    found = recalled(body, built(body, reader().lexicon.scan(body)))
    return [(m.text, m.value) for m in found if m.kind == RECALLED]


@pytest.mark.parametrize(
    "body",
    [
        "It will build a gas power plant and a solar power plant for it. The power project costs $3 billion.",
        "It will build a gas power plant and a solar power plant for it. The plant part costs $3 billion.",
        "It will build a gas power plant and a solar plant for it. The plant part costs $3 billion.",
    ],
)
def test_two_things_whose_names_end_alike_are_not_recalled(body: str) -> None:
    assert back(body) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "The batch holds a gas power plant and synthetic diamonds. The plant part costs $3 billion.",
            "gas_power",
        ),
        ("第1弾はガス火力発電と人工ダイヤの2件。発電は333億ドル。", "gas_power"),
    ],
)
def test_one_thing_is_recalled_by_the_last_word_of_its_name(body: str, told: str) -> None:
    assert [value for _, value in back(body)] == [told]
