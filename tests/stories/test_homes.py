"""Where a company is at home is no place of its deal."""

import pytest
from tellings import RULES, report

from sokuho.stories import facts, homes


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Denver-based Cobalt Ridge will build in Reno.", "Denver"),
        ("Ardent Power of Houston builds in Reno.", "Houston"),
        ("The Phoenix firm builds in Reno.", "Phoenix"),
        ("Venture Global, based in Arlington, Virginia, builds in Reno.", "Arlington"),
        ("HOUSTON, Dec 9 (Wire) - Tarpon Energy builds in Reno.", "Houston"),
        ("Renoで米ピードモント・コイル（ヒッコリー）に出資する。", "ヒッコリー"),
    ],
)
def test_a_home_is_told_from_a_site(text: str, home: str) -> None:
    told = report("a", "A deal", text=text, places=(home, "Reno"))
    found = facts.gather(*told, RULES)
    assert (home.lower() in found.places, "reno" in found.places) == (False, True)
    assert home.lower() not in found.names


@pytest.mark.parametrize(
    "text",
    [
        "Denver-based Cobalt Ridge will build in Denver.",
        "The Port of Houston expands.",
        "Work begins in Phoenix, the firm says.",
    ],
)
def test_a_place_that_is_told_otherwise_too_stays(text: str) -> None:
    places = tuple(p for p in ("Denver", "Houston", "Phoenix") if p in text)
    assert homes.only(*report("a", "A deal", text=text, places=places), RULES) == frozenset()
