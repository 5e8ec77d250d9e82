"""What one report tells beside the figure shown is no disagreement; what another report tells is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import handmade as made

from sokuho import outgoing
from sokuho.alerts.equivalents import DatedRates
from sokuho.alerts.shown import StoryView
from sokuho.alerts.view import StoryViews
from sokuho.model import Capacity, Figure, Measure, Novelty, Party, Revision, Story

WORDS = outgoing.load_words(Path("/no-home"))
RATES = DatedRates({"JPY": {"2026-02": 154}})
YEN = made.figure("2.26 trillion yen", 2.26e12, "It puts 2.26 trillion yen in.", currency="JPY")
DOLLARS = made.figure("$15.24 billion", 15.24e9, "It invests 2.26 trillion yen ($15.24 billion).")
PAST = made.figure("1.51 trillion yen", 1.51e12, "It spent 1.51 trillion yen by 2022.", currency="JPY")


def story(*amounts: Figure, **changed: object) -> Story:
    project = replace(made.GAS, amounts=amounts, capacity=())
    plain = replace(
        made.AKAZAWA, projects=(project,), headline=None, computed_total=None, programme_total=None
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def view(told: Story, language: str = "en") -> StoryView:
    revision = Revision(told, Novelty.NEW, (), "a1", made.NOON)
    return StoryViews(WORDS[language], "UTC", RATES).story(revision)


def test_what_one_report_tells_together_does_not_differ() -> None:
    seen = view(story(YEN, DOLLARS, PAST))
    assert not seen.conflicts
    assert not seen.projects[0].others
    told = {t.figure: t.about for q in seen.quotes for t in q.figures}
    assert "in another currency" in told["$15.24bn"]
    assert "beside ¥2.26tn" in told["¥1.51tn"]


def test_the_conversion_of_the_report_stands_before_a_computed_one() -> None:
    assert view(story(YEN, DOLLARS)).equivalent == f"= $15.24bn, as {made.BOLD.outlet} has it"
    assert view(story(DOLLARS, YEN), "ja").equivalent == f"2兆2,600億円({made.BOLD.outlet}による換算)"
    assert view(story(YEN, PAST)).equivalent.startswith("≈ $15bn at ¥154")


def test_a_figure_far_from_the_rate_is_no_conversion() -> None:
    far = replace(DOLLARS, money=made.money("$9 billion", 9e9))
    assert view(story(YEN, far)).equivalent.startswith("≈ $15bn at ¥154")


def test_another_report_with_another_amount_differs() -> None:
    other = replace(PAST, source=made.KEIZAI)
    assert [q.figure for q in view(story(YEN, DOLLARS, other)).conflicts] == ["¥2.26tn", "¥1.51tn"]


def test_another_report_in_another_currency_does_not() -> None:
    assert not view(story(YEN, replace(DOLLARS, source=made.KEIZAI))).conflicts


def test_sizes_of_two_reports_differ() -> None:
    sizes = (Measure(Capacity("9 GW", 9, "GW", 0, 4), "9 GW.", made.BOLD),)
    other = (Measure(Capacity("7 GW", 7, "GW", 0, 4), "7 GW.", made.KEIZAI),)
    one = replace(story(YEN).projects[0], capacity=sizes + other)
    assert [q.figure for q in view(story(YEN, projects=(one,))).conflicts] == ["9 GW", "7 GW"]


def test_no_sum_counts_a_programme_beside_its_part() -> None:
    part, whole = made.figure("$457m", 457e6, "$457m."), made.figure("$1bn", 1e9, "Over $1bn.")
    two = (replace(made.GAS, amounts=(part,)), replace(made.OIL, amounts=(whole,)))
    summed = made.money("", 1.457e9)
    assert view(story(projects=two, computed_total=summed)).computed
    assert view(story(projects=two, computed_total=summed, programme_total=whole)).computed is None


def test_a_company_has_one_name_in_a_mail() -> None:
    """A project names its companies as they were written; the mail names them as everywhere else."""
    known = (Party("Rocky Gas Holdings", "Rocky Gas Holdings", "US"), *made.parties("Sempra"))
    written = made.parties("センプラ", "Sempra", "Rocky Gas", "Japan's industry ministry")
    one = replace(story(YEN).projects[0], parties=written)
    told = story(YEN, projects=(one,), parties=known)
    assert view(told).projects[0].companies == "Sempra, Rocky Gas Holdings, METI"
    assert view(told, "ja").projects[0].companies == "センプラ、Rocky Gas Holdings、経済産業省"
