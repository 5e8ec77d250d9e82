"""Reports joined into stories, and what is new in each."""

import itertools
from dataclasses import replace

import pytest
from tellings import DAY, Stream, money, report

from sokuho.codec import decode, encode
from sokuho.model import Novelty, Project
from sokuho.stories.state import StoryState

PLANT = {"parties": ("JERA",), "amounts": (money("$3bn"),), "places": ("Midwest",)}


def test_the_first_report_opens_a_story() -> None:
    followed = Stream().follow(report("a", "JERA to build $3bn gas plant", **PLANT))
    story = followed.state.story
    assert followed.novelty is Novelty.NEW
    assert followed.revision
    assert followed.revision.id == f"{story.id}.1"
    assert [r.source.article_id for r in story.reports] == ["a"]
    assert story.headline
    assert story.headline.money.text == "$3bn"


def test_another_outlet_with_the_same_figures_repeats() -> None:
    stream = Stream()
    first = stream.follow(report("a", "JERA to build $3bn gas plant", **PLANT))
    again = stream.follow(
        report("b", "ＪＥＲＡ、米で火力", lang="ja", days=1, **{**PLANT, "amounts": (money("¥500bn"),)})
    )
    assert again.novelty is Novelty.REPEAT
    assert again.revision is None
    assert again.state.story.id == first.state.story.id
    assert [r.source.article_id for r in again.state.story.reports] == ["a", "b"]


def test_two_languages_join_without_a_common_name() -> None:
    facts = {"sectors": ("data_centers",), "places": ("Inzai",), "direction": "us_to_japan"}
    stream = Stream()
    stream.follow(
        report("a", "Corvane plans $1bn campus", parties=("Corvane",), amounts=(money("$1bn"),), **facts)
    )
    joined = stream.follow(
        report(
            "b", "コーベイン、印西に", lang="ja", parties=("コーベイン",), amounts=(money("$1bn"),), **facts
        )
    )
    assert joined.novelty is Novelty.REPEAT


APART = {
    "plant": ("JERA to build $3bn gas plant in Midwest", {**PLANT, "sectors": ("gas_power",)}),
    "shale": (
        "JERA buys Haynesville shale field for $1.5bn",
        {
            "parties": ("JERA", "Williams"),
            "amounts": (money("$1.5bn"),),
            "places": ("Louisiana",),
            "sectors": ("lng",),
            "stage": "agreed",
        },
    ),
    "sale": (
        "JERA sells stake in three US gas plants",
        {"parties": ("JERA", "Tenaska"), "places": ("Texas",), "sizes": ("3005MW",), "stage": "sold"},
    ),
    "campus": (
        "Corvane and Sanyu plan $1bn data centre",
        {
            "parties": ("Corvane", "Sanyu"),
            "amounts": (money("$1bn"),),
            "places": ("Inzai",),
            "sectors": ("data_centers",),
        },
    ),
    "other campus": (
        "Hearthline to build $1bn data centre",
        {
            "parties": ("Hearthline",),
            "amounts": (money("$1bn"),),
            "places": ("Osaka",),
            "sectors": ("data_centers",),
        },
    ),
    "first batch": (
        "Japan's first batch of investments is worth $36bn",
        {
            "parties": ("SoftBank",),
            "places": ("Ohio",),
            "headline": money("$36bn"),
            "programme": money("$550bn"),
        },
    ),
    "second batch": (
        "Second batch of Japanese investments worth $73bn",
        {
            "parties": ("SoftBank",),
            "places": ("Ohio",),
            "headline": money("$73bn"),
            "programme": money("$550bn"),
        },
    ),
}


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(APART, 2)))
def test_other_deals_stay_apart(one: str, other: str) -> None:
    stream = Stream()
    for days, name in enumerate((one, other)):
        title, facts = APART[name]
        assert stream.follow(report(name, title, days=days, **facts)).novelty is Novelty.NEW


CHANGES = {
    "amount": {"amounts": (money("$4.2bn"),)},
    "capacity": {"sizes": ("1.2GW",)},
    "stage": {"stage": "under_construction"},
    "party": {"parties": ("JERA", "Bechtel")},
    "start": {"start": "2029"},
}


TITLES = {"party": "JERA and Bechtel build the plant", "stage": "JERA breaks ground on the plant"}


@pytest.mark.parametrize("field", CHANGES)
def test_news_of_a_known_deal_is_an_update(field: str) -> None:
    stream = Stream()
    known = {**PLANT, "sizes": ("1GW",), "start": "2028"}
    stream.follow(report("a", "JERA to build $3bn gas plant", **known))
    followed = stream.follow(
        report(
            "b",
            TITLES.get(field, "JERA's gas plant"),
            days=3,
            **{**known, **CHANGES[field]},
        )
    )
    assert followed.novelty is Novelty.UPDATE
    assert followed.changed == (field,)
    assert followed.revision
    assert followed.revision.story.number == 2
    (change,) = followed.changes
    assert change.source
    assert change.source.article_id == "b"


SAME = {
    "rounded": {"amounts": (money("$3.15bn"),), "sizes": ("1.02GW",)},
    "converted": {"amounts": (money("¥500bn"),)},
    "less is said": {"amounts": (), "sizes": (), "start": None},
    "an earlier stage": {"stage": "proposed"},
    "a vaguer start": {"start": "around 2028"},
    "an agency that is part of any deal": {"parties": ("JERA", "JBIC")},
    "a longer name": {"parties": ("JERA Americas",)},
    "a figure in passing": {"others": (money("$8.5bn"),)},
    "a name in passing": {"passing": ("Mitsui",)},
    "a figure in the second sentence": {
        "text": "JERA builds on. The company invests $9bn overseas.",
        "amounts": (),
        "headline": replace(money("$9bn"), start=57, end=61),
    },
}


@pytest.mark.parametrize("said", SAME)
def test_the_same_in_other_words_is_no_news(said: str) -> None:
    stream = Stream()
    known = {**PLANT, "sizes": ("1GW",), "start": "2028"}
    stream.follow(report("a", "JERA to build $3bn gas plant", **known))
    followed = stream.follow(report("b", "More on JERA's plant", days=3, **{**known, **SAME[said]}))
    assert (followed.novelty, followed.changed) == (Novelty.REPEAT, ())


def test_a_first_figure_is_an_update() -> None:
    stream = Stream()
    stream.follow(report("a", "JERA plans gas plant with Bechtel", parties=("JERA", "Bechtel")))
    followed = stream.follow(
        report(
            "b", "JERA plant with Bechtel to cost $3bn", parties=("JERA", "Bechtel"), amounts=(money("$3bn"),)
        )
    )
    assert followed.changed == ("amount",)
    assert followed.changes[0].old is None


def test_a_deal_called_off_weeks_later_is_an_update() -> None:
    stream = Stream()
    facts = {"parties": ("SoftBank", "Switch"), "amounts": (money("$50bn"),), "sectors": ("data_centers",)}
    first = stream.follow(report("a", "SoftBank in talks to buy Switch", stage="proposed", **facts))
    off = stream.follow(report("b", "SoftBank halts talks on Switch", days=46, stage="cancelled", **facts))
    assert off.state.story.id == first.state.story.id
    assert off.changed == ("stage",)
    assert off.state.story.stage == "cancelled"


def test_what_lies_beyond_the_window_is_another_story() -> None:
    stream = Stream()
    stream.follow(report("a", "JERA to build $3bn gas plant", **PLANT))
    assert stream.follow(report("b", "JERA to build plant", days=800, **PLANT)).novelty is Novelty.NEW


def test_the_same_article_twice_changes_nothing() -> None:
    stream = Stream()
    known = {**PLANT, "sizes": ("1GW",)}
    stream.follow(report("a", "JERA to build $3bn gas plant", **known))
    news = report("b", "JERA plant to cost $4bn", days=1, **{**known, "amounts": (money("$4bn"),)})
    once = stream.follow(news)
    twice = stream.follow(news)
    assert twice.again
    assert twice.revision is None
    assert (twice.novelty, twice.changed) == (once.novelty, once.changed) == (Novelty.UPDATE, ("amount",))
    assert twice.state == once.state


def test_a_round_up_joins_its_main_story_and_is_a_source_of_the_other() -> None:
    stream = Stream()
    aethon = {
        "parties": ("Mitsubishi", "Aethon"),
        "amounts": (money("$5.2bn"),),
        "places": ("Haynesville",),
        "sectors": ("lng",),
    }
    other = stream.follow(report("a", "Mitsubishi to buy Aethon for $5.2bn", days=-30, **aethon))
    main = stream.follow(report("b", "JERA to build $3bn gas plant", **PLANT))
    both = stream.follow(
        report(
            "c",
            "Japan's gas rush: JERA's $3bn plant",
            days=1,
            others=(money("$5.2bn"),),
            passing=("Mitsubishi",),
            **PLANT,
        )
    )
    assert both.state.story.id == main.state.story.id
    assert both.novelty is Novelty.REPEAT
    (listed,) = both.also
    assert listed.story.id == other.state.story.id
    assert listed.story.reports[-1].mention
    assert listed.story.number == 1


def test_a_copy_of_the_text_joins_whatever_was_read_in_it() -> None:
    text = (
        "The companies said on Monday that the plant would be built next to a data centre in the Midwest and "
        "would supply it directly, without the grid, from around 2028, a first for a Japanese utility."
    )
    stream = Stream()
    first = stream.follow(report("a", "JERA to build plant", text=text, **PLANT))
    copy = stream.follow(report("b", "Gas plant planned", text=text + " (c) Wire", parties=("Someone",)))
    assert copy.state.story.id == first.state.story.id


def test_figures_that_disagree_stand_side_by_side() -> None:
    stream = Stream()
    deal = {"parties": ("Mitsubishi", "Aethon"), "sectors": ("lng",), "places": ("Haynesville",)}
    stream.follow(report("a", "Mitsubishi buys Aethon", amounts=(money("$5.2bn"),), **deal))
    stream.follow(report("b", "Mitsubishi buys Aethon", days=1, amounts=(money("$7.53bn"),), **deal))
    last = stream.follow(report("c", "Mitsubishi's Aethon", days=2, amounts=(money("$5.2bn"),), **deal))
    (project,) = last.state.story.projects
    assert [f.money.text for f in project.amounts] == ["$7.53bn", "$5.2bn"]  # the latest claim is shown
    assert [s.article_id for s in project.amounts[1].also] == ["c"]
    assert last.novelty is Novelty.REPEAT


def test_an_official_figure_is_shown_before_a_later_one() -> None:
    stream = Stream()
    deal = {"parties": ("Mitsubishi", "Aethon"), "sectors": ("lng",), "places": ("Haynesville",)}
    stream.follow(report("a", "Aethon", url="https://www.energy.gov/x", amounts=(money("$5.2bn"),), **deal))
    last = stream.follow(report("b", "Aethon", days=1, amounts=(money("$7.53bn"),), **deal))
    (project,) = last.state.story.projects
    assert [f.money.text for f in project.amounts] == ["$5.2bn", "$7.53bn"]
    assert last.changed == ("amount",)


def _two(*figures: str) -> list[Project]:
    sectors = ("gas_power", "oil")
    return [
        Project(f"project {i}", sectors[i], None, (money(f),), (), ("SB Energy",))
        for i, f in enumerate(figures)
    ]


def test_a_total_that_no_source_states_is_computed_and_marked() -> None:
    told = report(
        "a", "SB Energy plans two projects", projects=_two("$33bn", "$2.1bn"), parties=("SB Energy",)
    )
    total = Stream().follow(told).state.story.computed_total
    assert total
    assert (total.value, total.currency, total.about, total.text) == (35_100_000_000, "USD", "computed", "")


@pytest.mark.parametrize(
    ("figures", "headline"), [(("$33bn", "$2.1bn"), "$36bn"), (("$33bn", "¥300bn"), None), (("$33bn",), None)]
)
def test_no_total_is_computed_where_one_is_stated_or_currencies_differ(
    figures: tuple[str, ...], headline: str | None
) -> None:
    stated = money(headline) if headline else None
    told = report("a", "SB Energy plans", projects=_two(*figures), parties=("SB Energy",), headline=stated)
    assert Stream().follow(told).state.story.computed_total is None


def test_no_total_is_computed_of_one_sum_told_twice() -> None:
    told = report("a", "SB Energy plans two projects", projects=_two("$1bn", "$1bn"), parties=("SB Energy",))
    assert Stream().follow(told).state.story.computed_total is None


def test_no_total_counts_a_programme_beside_its_part() -> None:
    stream, parties = Stream(), ("SB Energy",)
    part, whole = _two("$457m", "$1bn")
    told = report("a", "SB Energy builds a gas plant", projects=[part], parties=parties)
    article, reading = told
    stream.follow((article, replace(reading, programme_total=money("$1bn"))))
    later = report("b", "SB Energy builds a gas plant", days=1, projects=[part, whole], parties=parties)
    followed = stream.follow(later)
    assert [p.amounts[0].money.value for p in followed.state.story.projects] == [457e6, 1e9]
    assert followed.state.story.computed_total is None


def test_what_a_title_says_is_shown_before_the_plan_that_it_is_a_part_of() -> None:
    stream = Stream()
    deal = {"parties": ("Daihen",), "places": ("Clarksville",)}
    title, text = "Daihen to build $457m plant", "It is a part of a plan of $1bn."
    stream.follow(report("a", title, amounts=(money("$457m"),), **deal))
    plan = replace(money("$1bn"), start=len(title) + 1 + text.index("$"), end=len(title) + len(text))
    last = stream.follow(report("b", title, days=1, text=text, amounts=(plan, money("$457m")), **deal))
    (project,) = last.state.story.projects
    assert [f.money.text for f in project.amounts] == ["$457m", "$1bn"]


def test_the_memory_survives_the_store() -> None:
    stream = Stream()
    stream.follow(report("a", "JERA to build $3bn gas plant", sizes=("1GW",), start="2028", **PLANT))
    state = stream.follow(report("b", "JERA plant", days=1, **PLANT)).state
    assert decode(encode(state), StoryState) == state


def test_reports_out_of_order_still_join() -> None:
    stream = Stream()
    later = stream.follow(report("a", "JERA to build $3bn gas plant", days=2, **PLANT))
    earlier = stream.follow(report("b", "JERA to build $3bn gas plant", days=0, **PLANT))
    assert earlier.state.story.id == later.state.story.id
    assert earlier.state.known.published == DAY.replace(day=DAY.day + 2)


def test_keys_are_capped_and_shared_by_reports_of_one_story() -> None:
    stream = Stream()
    follower = stream.memory.follower
    many = tuple(f"Company {i}" for i in range(40))
    article, reading = report("a", "Forty companies", parties=many, places=many, amounts=(money("$3bn"),))
    assert len(follower.keys(article, reading)) <= follower.rules.max_keys
    english = follower.keys(*report("b", "JERA to build $3bn gas plant", **PLANT))
    japanese = follower.keys(*report("c", "火力", lang="ja", **{**PLANT, "amounts": (money("¥480bn"),)}))
    assert len(english & japanese) >= 3
