"""Who is told, and why."""

from __future__ import annotations

from dataclasses import replace

import handmade as made
import pytest

from sokuho.alerts.rules import Matcher
from sokuho.model import Money, Novelty, Party, Qualifier, Revision, Subscription

RATES = {"JPY": 150}


def matches(reader: Subscription, revision: Revision) -> str | None:
    return Matcher(revision, RATES).reason(reader)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({}, "new; all"),
        ({"topics": ("japan-us-energy-ai",)}, "new; topic japan-us-energy-ai"),
        ({"topics": ("other",)}, None),
        ({"sectors": ("nuclear", "oil")}, "new; sector oil"),
        ({"sectors": ("nuclear",)}, None),
        ({"directions": ("japan_to_us",)}, "new; direction japan_to_us"),
        ({"directions": ("us_to_japan",)}, None),
        ({"directions": ("both",)}, "new; direction japan_to_us"),
        ({"stages": ("proposed", "agreed")}, "new; stage proposed"),
        ({"stages": ("cancelled",)}, None),
        ({"languages": ("ja",)}, "new; language ja"),
        ({"companies": ("toshiba",)}, "new; company toshiba"),
        ({"companies": ("東芝",)}, "new; company 東芝"),
        ({"companies": ("SoftBank",)}, "new; company SoftBank"),
        ({"companies": ("Soft",)}, None),
        ({"companies": ("JERA",)}, None),
        ({"novelties": ("update",)}, None),
        ({"active": False}, None),
        ({"sectors": ("oil",), "stages": ("cancelled",)}, None),
        ({"min_amount": 36_000_000_000}, "new; amount 36,000,000,000 USD or more"),
        ({"min_amount": 36_000_000_001}, None),  # the framework's $550bn is background
        (
            {"min_amount": 5_400_000_000_000, "min_currency": "JPY"},
            "new; amount 5,400,000,000,000 JPY or more",
        ),
        ({"min_amount": 5_500_000_000_000, "min_currency": "JPY"}, None),
    ],
)
def test_each_filter(rule: dict[str, object], reason: str | None) -> None:
    assert matches(made.subscriber(**rule), made.revision()) == reason


def test_muted_story_goes_to_nobody() -> None:
    assert matches(made.subscriber(), made.revision(replace(made.AKAZAWA, muted=True))) is None


def test_update_says_so() -> None:
    assert matches(made.subscriber(), made.updated()) == "update; all"


def test_story_both_ways_fits_either_direction() -> None:
    story = replace(made.AKAZAWA, direction="both")
    assert matches(made.subscriber(directions=("us_to_japan",)), made.revision(story))


def test_story_without_direction_fits_no_direction() -> None:
    story = replace(made.AKAZAWA, direction=None)
    assert matches(made.subscriber(directions=("both",)), made.revision(story)) is None


def test_full_width_names_are_the_same_names() -> None:
    story = replace(made.AKAZAWA, parties=(Party("ＪＥＲＡ", "ＪＥＲＡ", "JP"),))
    assert matches(made.subscriber(companies=("jera",)), made.revision(story))


def test_story_without_figure_is_below_any_minimum() -> None:
    assert matches(made.subscriber(min_amount=0), made.without_figure()) is None
    assert matches(made.subscriber(), made.without_figure())


def test_framework_alone_counts() -> None:
    story = replace(made.AKAZAWA, headline=None, computed_total=None, projects=())
    assert matches(made.subscriber(min_amount=550e9), made.revision(story))


def test_currency_without_rate_is_let_through() -> None:
    odd = made.figure("10 quid", 10, "Ten.", currency="XXX")
    story = replace(made.AKAZAWA, headline=odd, programme_total=None, computed_total=None, projects=())
    assert matches(made.subscriber(min_amount=1e12), made.revision(story))


def test_upper_end_of_a_range_counts() -> None:
    wide = Money("$1bn-$3bn", "USD", 1e9, 3e9, Qualifier.RANGE, 0, 9)
    story = replace(
        made.AKAZAWA,
        headline=replace(made.GAS.amounts[0], money=wide),
        programme_total=None,
        computed_total=None,
        projects=(),
    )
    assert matches(made.subscriber(min_amount=2e9), made.revision(story))


def test_grounds_name_everything_that_fitted() -> None:
    reader = made.subscriber(sectors=("oil", "gas_power"), stages=("proposed",))
    found = Matcher(made.revision()).grounds(reader)
    assert [(g.kind, g.value) for g in found or ()] == [
        ("sector", "oil"),
        ("sector", "gas_power"),
        ("stage", "proposed"),
    ]


def test_repeats_and_off_topic_are_never_told() -> None:
    for novelty in (Novelty.REPEAT, Novelty.OFF_TOPIC):
        assert matches(made.subscriber(), replace(made.revision(), novelty=novelty)) is None
