"""What one report tells beside the figure shown is no disagreement; what another report tells is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import handmade as made

from sokuho import wording
from sokuho.alerts import beside
from sokuho.alerts.equivalents import DatedRates
from sokuho.alerts.shown import StoryView
from sokuho.alerts.view import StoryViews
from sokuho.following import load_rules
from sokuho.model import Capacity, Change, Figure, Measure, Novelty, Party, Qualifier, Revision, Story

WORDS = wording.load_words(Path("/no-home"))
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
    assert view(story(DOLLARS, YEN), "ja").equivalent == f"2兆2,600億円（{made.BOLD.outlet}による換算）"
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


def test_a_company_has_one_name_in_a_mail() -> None:
    """A project names its companies as they were written; the mail names them as everywhere else."""
    known = (Party("Rocky Gas Holdings", "Rocky Gas Holdings", "US"), *made.parties("Sempra"))
    written = made.parties("センプラ", "Sempra", "Rocky Gas", "Japan's industry ministry")
    one = replace(story(YEN).projects[0], parties=written)
    told = story(YEN, projects=(one,), parties=known)
    assert view(told).projects[0].companies == "Sempra, Rocky Gas Holdings, METI"
    assert view(told, "ja").projects[0].companies == "センプラ、Rocky Gas Holdings、経済産業省"


def test_another_reports_rounding_is_no_disagreement() -> None:
    first, short = (
        made.figure("$33.3 billion", 33.3e9, "$33.3bn."),
        made.figure("$33 billion", 33e9, "$33bn."),
    )
    assert not view(story(first, replace(short, source=made.KEIZAI))).conflicts
    other = made.figure("$31 billion", 31e9, "$31bn.", made.KEIZAI)
    assert [q.figure for q in view(story(first, other)).conflicts] == ["$33.3bn", "$31bn"]


def test_what_following_takes_for_another_amount_differs() -> None:
    """15 % off the reference rate: an update tells of a change, so the mail must not call it the same."""
    first = made.figure("$1.05 billion", 1.05e9, "$1.05bn.")
    other = made.figure("¥189 billion", 189e9, "¥189bn.", made.KEIZAI, currency="JPY")
    assert [q.figure for q in view(story(first, other)).conflicts] == ["$1.05bn", "¥189bn"]


def test_a_range_is_not_the_same_as_its_lower_end() -> None:
    wide = made.figure("$1-3 billion", 1e9, "$1-3bn.")
    wide = replace(wide, money=replace(wide.money, value_max=3e9))
    low = made.figure("¥154 billion", 154e9, "¥154bn.", made.KEIZAI, currency="JPY")
    assert len(view(story(wide, low)).conflicts) == 2


def test_no_other_projects_amount_is_a_conversion() -> None:
    own = made.figure("$1 billion", 1e9, "$1bn.")
    near = made.figure("¥140bn", 140e9, "¥140bn.", currency="JPY")
    two = (replace(made.GAS, amounts=(own,)), replace(made.OIL, amounts=(near,)))
    assert view(story(projects=two, headline=own), "ja").equivalent.startswith("約1,500億円（1ドル=154円")


def test_a_conversion_is_of_the_report_that_converts() -> None:
    """A report that tells yen alone has converted nothing."""
    yen = replace(YEN, source=made.KEIZAI, also=(made.BOLD,))
    assert made.BOLD.outlet in view(story(DOLLARS, yen), "ja").equivalent


def test_sizes_of_different_kinds_do_not_differ_and_are_all_told() -> None:
    power = Measure(Capacity("200 MW", 200, "MW", 0, 6), "200 MW.", made.BOLD)
    energy = Measure(Capacity("800 MWh", 800, "MWh", 0, 7), "800 MWh.", made.KEIZAI)
    one = replace(story(YEN).projects[0], capacity=(power, energy))
    seen = view(story(YEN, projects=(one,)))
    assert not seen.conflicts
    told = {t.figure: t.about for q in seen.quotes for t in q.figures}
    assert "beside 200 MW" in told["800 MWh"]
    less = replace(energy, capacity=Capacity("600 MWh", 600, "MWh", 0, 7), source=made.BOLD)
    seen = view(story(YEN, projects=(replace(one, capacity=(power, energy, less)),)))
    assert [q.figure for q in seen.conflicts] == ["800 MWh", "600 MWh"]


def test_a_change_for_following_is_no_equal_amount_in_a_mail() -> None:
    told = load_rules(Path("/no-home")).closeness
    assert (told.currency, told.currency_coarse) == (beside._NEAR, beside._COARSE)


def test_a_name_that_says_no_more_than_the_sector_is_the_sectors_word() -> None:
    bare = replace(story(), projects=(replace(made.GAS, names={"ja": "ガス火力"}),))
    assert [view(bare, lang).projects[0].name for lang in ("en", "ja")] == ["Gas-fired power", "ガス火力発電"]
    assert not view(bare).projects[0].sector, "what the name says already is not said again"
    told = replace(bare, projects=(replace(made.GAS, names={"en": "Data centers"}),))
    assert view(told).projects[0].name == "Data centers", "of another sector it says something"


def test_a_quotation_begins_behind_its_dateline() -> None:
    said = "JERA is working on a $3 billion gas plant."
    for dateline in ("TOKYO (Pacific Wire) -- ", "LONDON, Nov 3 (Reuters) - ", "(Bloomberg) -- "):
        seen = view(story(made.figure("$3 billion", 3e9, dateline + said), lead=dateline + said))
        assert [seen.lead, *(q.quote for q in seen.quotes)] == [said, said]
    assert view(story(lead="Ohio - a gas plant")).lead == "Ohio - a gas plant"


def test_a_dateline_alone_is_quoted_as_it_is() -> None:
    assert view(story(YEN, lead="【ワシントン＝共同】")).lead == "【ワシントン＝共同】"


def test_a_change_is_told_as_exactly_as_its_own_project_has_it() -> None:
    """Two projects whose sizes are written alike: one has 500 MW, the other up to that."""
    size = Capacity("500 MW", 500, "MW", 0, 6)
    sun = replace(made.GAS, capacity=(Measure(size, "It has 500 MW.", made.BOLD),))
    most = Measure(replace(size, qualifier=Qualifier.AT_MOST), "It has up to 500 MW.", made.BOLD)
    told = replace(made.AKAZAWA, projects=(sun, replace(made.OIL, capacity=(most,))))
    changes = tuple(Change("capacity", None, "500 MW", project.key) for project in told.projects)
    seen = StoryViews(WORDS["en"], "UTC", RATES).story(made.revision(told, changes=changes))
    assert [change.new for change in seen.changes] == ["500 MW", "up to 500 MW"]
