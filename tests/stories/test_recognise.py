"""Articles that are not of the topic by themselves, but go on with a story that is known."""

from dataclasses import replace

import pytest
from tellings import Stream, capacity, money, report

from sokuho.model import Article, Novelty, Qualifier, Reading, Relevance

SWITCH = {"parties": ("SoftBank", "Switch"), "sectors": ("data_centers",)}


def off_topic(told: tuple[Article, Reading]) -> tuple[Article, Reading]:
    """As the reader gives it: parties and passing figures, no projects."""
    article, reading = told
    bare = replace(
        reading,
        relevance=Relevance.NONE,
        projects=(),
        headline_amount=None,
        other_amounts=tuple(m for p in reading.projects for m in p.amounts),
        sectors=(),
        stage=None,
        direction=None,
    )
    return article, bare


@pytest.fixture
def stream() -> Stream:
    stream = Stream()
    opening = report(
        "a", "SoftBank in talks to buy Switch", amounts=(money("$50bn"),), stage="proposed", **SWITCH
    )
    stream.follow(opening)
    return stream


def test_it_joins_and_can_bring_news(stream: Stream) -> None:
    later = report("b", "Why SoftBank walked away from Switch", days=3, amounts=(money("$50bn"),), **SWITCH)
    followed = stream.follow(off_topic(later))
    assert followed.novelty is Novelty.UPDATE
    assert followed.changed == ("stage",)
    assert followed.state.story.stage == "cancelled"


def test_another_subject_stays_off_topic(stream: Stream) -> None:
    article, reading = off_topic(report("b", "SoftBank Hawks win the series", days=3, parties=("SoftBank",)))
    assert stream.memory.follow(article, reading, article.published) is None
    assert len(stream.memory.states) == 1


def test_it_never_opens_a_story() -> None:
    stream = Stream()
    article, reading = off_topic(report("a", "SoftBank in talks to buy Switch", **SWITCH))
    assert stream.memory.follow(article, reading, article.published) is None
    assert stream.memory.states == {}


@pytest.mark.parametrize(
    "title",
    ["Nikkei falls as SoftBank shares slide on Switch talks", "ソフトバンクG、純利益5倍　スイッチ買収協議"],
)
def test_market_reports_and_results_go_on_with_no_story(stream: Stream, title: str) -> None:
    article, reading = off_topic(report("b", title, days=1, amounts=(money("$50bn"),), **SWITCH))
    assert stream.memory.follow(article, reading, article.published) is None


def test_a_golden_share_is_no_matter_of_the_market(stream: Stream) -> None:
    told = report("b", "SoftBank gets Switch, the state a golden share", amounts=(money("$50bn"),), **SWITCH)
    assert stream.follow(off_topic(told)).novelty is Novelty.REPEAT


def test_a_ministry_is_something_in_common_beside_a_party_but_not_alone() -> None:
    stream = Stream()
    ministry, both = "Department of Commerce", ("Hitachi", "Department of Commerce")
    stream.follow(report("a", "Hitachi signs grid memorandum", stage="pledged", parties=both))
    assert stream.follow(off_topic(report("b", "Hitachi and the Commerce Department agree", parties=both)))
    article, reading = off_topic(report("c", "Commerce Department looks abroad", parties=(ministry,)))
    assert stream.memory.follow(article, reading, article.published) is None


def test_a_capacity_in_its_lead_is_news(stream: Stream) -> None:
    told = {**SWITCH, "amounts": (money("$50bn"),)}
    stream.follow(report("b", "SoftBank to buy Switch", days=1, sizes=("800MW",), **told))
    article, bare = off_topic(
        report("c", "More SoftBank and Switch", days=2, text="Now it is 1.4GW.", **told)
    )
    more = replace(bare, capacities=(capacity("1.4GW"),))
    followed = stream.memory.follow(article, more, article.published)
    assert followed
    assert followed.changed == ("capacity",)


@pytest.mark.parametrize("qualifier", [Qualifier.AT_MOST, Qualifier.APPROX, Qualifier.AT_LEAST])
def test_a_capacity_told_less_exactly_is_no_news(stream: Stream, qualifier: Qualifier) -> None:
    told = {**SWITCH, "amounts": (money("$50bn"),)}
    stream.follow(report("b", "SoftBank to buy Switch", sizes=("800MW",), **told))
    article, reading = report("c", "More SoftBank and Switch", days=1, sizes=("800MW",), **told)
    (project,) = reading.projects
    size = replace(project.capacity[0], qualifier=qualifier)
    same = replace(reading, projects=(replace(project, capacity=(size,)),), capacities=(size,))
    followed = stream.memory.follow(article, same, article.published)
    assert followed
    assert followed.novelty == "repeat"


def test_a_capacity_within_the_range_that_was_told_is_no_news(stream: Stream) -> None:
    told = {**SWITCH, "amounts": (money("$50bn"),)}
    article, reading = report("b", "SoftBank to buy Switch", sizes=("800MW",), **told)
    (project,) = reading.projects
    size = replace(project.capacity[0], qualifier=Qualifier.RANGE, value_min=500)
    ranged = replace(reading, projects=(replace(project, capacity=(size,)),), capacities=(size,))
    stream.follow((article, ranged))
    news = [
        stream.follow(report(word, f"{size} for SoftBank and Switch", days=1, sizes=(size,), **told))
        for word, size in (("c", "500MW"), ("d", "600MW"), ("e", "300MW"))
    ]
    assert [followed.changed for followed in news] == [(), (), ("capacity",)]


def test_places_and_figures_alone_recognise_no_story(stream: Stream) -> None:
    plant = {"places": ("Mobile", "Alabama"), "amounts": (money("$5.83bn"), money("$457m"))}
    stream.follow(report("b", "JERA builds in Alabama", parties=("JERA",), **plant))
    article, reading = off_topic(report("c", "A carmaker comes to Alabama", parties=("Hyundai",), **plant))
    assert stream.memory.follow(article, reading, article.published) is None


def test_a_market_report_that_plainly_tells_of_one_deal_is_a_source_and_no_news(stream: Stream) -> None:
    told = {**SWITCH, "amounts": (money("$50bn"),), "sizes": ("1.25GW",), "places": ("Reno", "Nevada")}
    stream.follow(report("b", "SoftBank to buy Switch of Reno", days=1, **told))
    more = {**told, "sizes": ("1.25GW", "300MW")}
    followed = stream.follow(off_topic(report("c", "SoftBank shares rise on Switch", days=2, **more)))
    assert followed.novelty is Novelty.REPEAT
