"""How exact capacities are said to be: words before and behind them, ranges, other writings."""

from __future__ import annotations

import pytest

from tests.reading.given import find_capacities


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("a campus of up to 1.2 GW", "at_most"),
        ("as much as 9.2 gigawatts of gas-fired power", "at_most"),
        ("a maximum of 300 MW", "at_most"),
        ("more than 500 megawatts", "at_least"),
        ("at least 2 million tons of LNG a year", "at_least"),
        ("a 1GW+ campus", "at_least"),
        ("a 500+ MW cluster", "at_least"),
        ("a 300-plus-megawatt battery", "at_least"),
        ("100 MW plus the grid", "exact"),
        ("100 MW plus storage", "exact"),
        ("100 MW + storage", "exact"),
        ("nearly two gigawatts", "approx"),
        ("approximately 840-MW of capacity", "approx"),
        ("roughly 100,000 Nvidia H100 GPUs", "approx"),
        ("a 500 MW plant under construction", "exact"),
        ("talks over the 500 MW plant", "exact"),
        ("受電容量は最大100メガワット", "at_most"),
        ("年間最大550万トンのLNG", "at_most"),
        ("約５０万ｋＷの発電所", "approx"),
        ("1GW級のデータセンター", "approx"),
        ("８００メガワット規模", "approx"),
        ("出力100万キロワット超", "at_least"),
        ("100MW以上の蓄電池", "at_least"),
        ("最大出力50万キロワット", "exact"),  # what the plant is rated at
    ],
)
def test_words_before_and_behind(text: str, qualifier: str) -> None:
    assert [str(c.qualifier) for c in find_capacities(text)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "written", "low", "high"),
    [
        ("a 100-150 MW plant", "150 MW", 100, 150),
        ("a 50- to 60-MW battery", "60-MW", 50, 60),
        ("between 1.2 and 1.5 GW of power", "1.5 GW", 1.2, 1.5),
        ("units ranging from 50 to 200 MW", "200 MW", 50, 200),
        ("some 2-3 million tons of LNG a year", "3 million tons of LNG a year", 2, 3),
        ("50万〜60万キロワットの発電所", "60万キロワット", 500_000, 600_000),
        ("５０～６０万キロワットの発電所", "６０万キロワット", 500_000, 600_000),
        ("年300万から350万トンのLNG", "350万トン", 3, 3.5),
        ("5～6ギガワット", "6ギガワット", 5, 6),
        ("a 500 MW-1 GW campus", "1 GW", 0.5, 1),
        ("between 500 MW and 1.2 GW", "1.2 GW", 0.5, 1.2),
        ("sizes ranging from 500MW to 600MW", "600MW", 500, 600),
        ("500MW～1GWのデータセンター", "1GW", 0.5, 1),
        ("50万キロワット〜60万キロワットの発電所", "60万キロワット", 500_000, 600_000),
    ],
)
def test_a_range_has_both_ends(text: str, written: str, low: float, high: float) -> None:
    (found,) = find_capacities(text)
    assert (found.text, found.value_min, found.value, str(found.qualifier)) == (written, low, high, "range")


@pytest.mark.parametrize(
    "text", ["grows from 100 to 150 MW", "Unit 2-500 MW", "units 1 and 150 MW of panels", "Type-100-150 MW"]
)
def test_what_is_no_range(text: str) -> None:
    (found,) = find_capacities(text)
    assert (found.value_min, str(found.qualifier)) == (None, "exact")


@pytest.mark.parametrize(
    "text",
    [
        "from 500 MW to 600 MW",
        "50 MW and 100 MW",
        "100 MW-400 MWh",
        "600 MW-500 MW",
        "500 MW to 600 MW",
        "500 MW, 600 MW",
    ],
)
def test_two_sizes_are_no_range(text: str) -> None:
    assert [(c.value_min, str(c.qualifier)) for c in find_capacities(text)] == [(None, "exact")] * 2


@pytest.mark.parametrize(
    ("text", "kinds", "stated"),
    [
        ("A 1.2 GW campus\nIt will have up to 1.2 GW.", ["at_most", "at_most"], "1.2 GW."),
        ("５００ＭＷのデータセンター\n受電容量は最大５００ＭＷ。", ["at_most", "at_most"], "５００ＭＷ。"),
        ("A 1.2 GW campus\nIt may grow to up to 2 GW.", ["exact", "at_most"], None),
    ],
)
def test_a_size_is_qualified_wherever_it_stands(text: str, kinds: list[str], stated: str | None) -> None:
    """As amounts are; the reading says where, so that alerts quote that sentence."""
    found = find_capacities(text)
    assert [str(c.qualifier) for c in found] == kinds
    at = found[0].qualified_at
    assert text[at:].startswith(stated) if stated else at is None
