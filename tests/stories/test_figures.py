"""Which figures say the same sum, and which capacities the same size."""

import pytest
from tellings import DAY, RULES, capacity, money

from sokuho.model import Money, Qualifier
from sokuho.stories import figures
from sokuho.stories.state import Amount


def amount(text: str, qualifier: str = "exact") -> Amount:
    built = figures.amount(money(text, qualifier), "project", RULES.rates, DAY.date())
    assert built
    return built


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$33.3bn", "$33bn"),  # rounded
        ("$5.2bn", "$5bn"),
        ("$1.165bn", "$1.2bn"),
        ("$7.53bn", "$7.5bn"),
        ("$3bn", "¥500bn"),  # converted, both coarse
        ("$36bn", "¥5.76tn"),
        ("$33.3bn", "$30-40bn"),  # within a range
        ("$550bn", "$550bn"),
    ],
)
def test_a_rounding_or_conversion_says_the_same(one: str, other: str) -> None:
    assert figures.same_amount(amount(one), amount(other), RULES.closeness)
    assert figures.same_amount(amount(other), amount(one), RULES.closeness)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$5.2bn", "$7.53bn"),
        ("$86m", "$92.7m"),
        ("$33bn", "$36bn"),
        ("$33.3bn", "$36.6bn"),
        ("$1bn", "$2bn"),
        ("$33.3bn", "$40-50bn"),
        ("$5.2bn", "¥1tn"),
        ("$1bn", "¥1tn"),
    ],
)
def test_another_sum_stays_another(one: str, other: str) -> None:
    assert not figures.same_amount(amount(one), amount(other), RULES.closeness)
    assert not figures.same_amount(amount(other), amount(one), RULES.closeness)


def test_more_than_a_billion_is_a_vaguer_form_of_it() -> None:
    assert figures.same_amount(amount("$1.05bn"), amount("$1bn", "at_least"), RULES.closeness)


def test_a_bracketed_conversion_takes_the_worth_of_the_figure_it_converts() -> None:
    body = "投資額は約8600万ドル（約120億円）。"
    dollars = Money("8600万ドル", "USD", 86_000_000, None, Qualifier.APPROX, 5, 12)
    yen = Money("120億円", "JPY", 12_000_000_000, None, Qualifier.APPROX, 14, 19)
    assert (body[5:12], body[14:19]) == ("8600万ドル", "120億円")
    built = figures.amounts([(dollars, "project"), (yen, "project")], body, RULES.rates, DAY.date())
    assert [a.usd for a in built] == [86_000_000, 86_000_000]


def test_a_currency_without_a_rate_is_left_out() -> None:
    crowns = Money("5 billion crowns", "SEK", 5_000_000_000, None, Qualifier.EXACT, 0, 16)
    assert figures.amount(crowns, "project", RULES.rates, DAY.date()) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("920 MW", "0.92 GW", True),
        ("9.2GW", "10GW", False),
        ("100MW", "100MWh", False),
        ("2.1bcfd", "15mtpa", True),  # a gas field in two units
        ("1000000kW", "1GW", True),
    ],
)
def test_capacities_are_compared_in_their_base_unit(one: str, other: str, same: bool) -> None:
    a, b = figures.size(capacity(one)), figures.size(capacity(other))
    assert a
    assert b
    assert figures.same_size(a, b, RULES.closeness) is same


@pytest.mark.parametrize(("value", "count"), [(33.3e9, 3), (5e8, 1), (1_165_000_000, 4), (0, 1), (1200, 2)])
def test_significant_digits(value: float, count: int) -> None:
    assert figures.digits(value) == count
