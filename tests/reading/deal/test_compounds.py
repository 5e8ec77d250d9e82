"""Which of two things of one compound is meant."""

from __future__ import annotations

import pytest

from sokuho.reading.deal.things import built
from tests.reading.given import reader


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("a hydrogen-ready gas plant in Utah", {"gas_power"}),
        ("PV inverters from Ohio", {"power_equipment"}),
        ("renewable hydrogen from Utah", {"hydrogen"}),
        ("a vanadium flow battery", {"storage"}),
        ("the coal mine in Utah", {"coal"}),
        ("solar power projects in Ohio", {"renewables"}),
        ("an ammonia import terminal", {"hydrogen"}),
        ("the maker of electric-car batteries", {"autos"}),
        ("solar, wind and battery storage", {"renewables", "storage"}),
        ("再生可能エネルギー発電所の建設", {"renewables"}),
        ("水素液化プラント", {"hydrogen"}),
        ("水素混焼可能なガス火力", {"gas_power"}),
        ("太陽光・蓄電所を運営する", {"renewables", "storage"}),
    ],
)
def test_a_compound_names_one_thing(text: str, sectors: set[str]) -> None:
    body = f"Marubeni\n{text}"
    assert {m.value for m in built(body, reader().lexicon.scan(body))} == sectors
