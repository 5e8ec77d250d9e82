"""Where a company is at home is no place of its deal."""

from time import perf_counter

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
        "A plant is built in Houston's Ship Channel.",
        "East of Phoenix, the firm builds a plant.",
    ],
)
def test_a_place_that_is_told_otherwise_too_stays(text: str) -> None:
    places = tuple(p for p in ("Denver", "Houston", "Phoenix") if p in text)
    assert homes.only(*report("a", "A deal", text=text, places=places), RULES) == frozenset()


@pytest.mark.parametrize(
    ("title", "location", "sited"),
    [
        ("Georgia signs for turbines in Ohio", "Ohio", False),
        ("Toshiba and Georgia Power build in Georgia", "Ohio", True),
        ("Toshiba builds a plant", "Georgia", True),
    ],
)
def test_a_utility_called_by_its_state_builds_there(title: str, location: str, sited: bool) -> None:
    """Its name is no site; a title or a project that says where it builds is."""
    told = report("a", title, parties=("Georgia Power", "Toshiba"), places=("Georgia",), location=location)
    assert ("georgia" in facts.gather(*told, RULES).sites) == sited


@pytest.mark.parametrize("piece", ["A.", "A-", "A'", "A.A.A ", "Aa of ", "米ア"])
def test_no_text_makes_the_search_for_homes_long(piece: str) -> None:
    began = perf_counter()
    homes.only(*report("a", "A deal", text=piece * 3000, places=("Reno",)), RULES)
    assert perf_counter() - began < 0.1
