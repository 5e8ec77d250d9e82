"""What a person mends stays mended."""

from __future__ import annotations

import pytest
from following_store import follow_in
from sqlalchemy import select
from tellings import DAY, RULES, money, report

from sokuho import mending
from sokuho.errors import ConfigError
from sokuho.model import Article, Novelty, Reading
from sokuho.store import Store
from sokuho.store.schema import story_keys

PLANT = {"parties": ("JERA",), "amounts": (money("$3bn"),), "places": ("Midwest",), "sizes": ("1GW",)}
CAMPUS = {
    "parties": ("Corvane",),
    "amounts": (money("$1bn"),),
    "places": ("Inzai",),
    "sectors": ("data_centers",),
    "direction": "us_to_japan",
}


def plant(name: str, days: float = 0) -> tuple[Article, Reading]:
    return report(name, f"JERA to build gas plant ({name})", days=days, **PLANT)


def test_merged_stories_are_one_from_then_on(store: Store) -> None:
    one = follow_in(store, plant("a")).state.story
    other = follow_in(store, report("b", "Corvane plans campus", days=1, **CAMPUS)).state.story
    story = mending.merge(store, RULES, one.id, [other.id])
    assert (story.id, [r.source.article_id for r in story.reports]) == (one.id, ["a", "b"])
    assert {f.money.text for p in story.projects for f in p.amounts} == {"$3bn", "$1bn"}
    closed = store.stories.story(other.id)
    assert closed
    assert closed.merged_into == one.id
    later = follow_in(store, report("c", "Corvane campus to open", days=2, **CAMPUS))
    assert later.state.story.id == one.id
    again = follow_in(store, report("b", "Corvane plans campus", days=1, **CAMPUS))
    assert again.again
    assert again.state.story.id == one.id


def test_a_mended_story_keeps_the_stage_of_a_deal_that_came_back(store: Store) -> None:
    deal = {"parties": ("SoftBank", "Switch"), "amounts": (money("$50bn"),), "sectors": ("data_centers",)}
    first = follow_in(store, report("a", "SoftBank in talks to buy Switch", stage="proposed", **deal))
    follow_in(store, report("b", "SoftBank halts talks on Switch", days=46, stage="cancelled", **deal))
    again = {"days": 60, "stage": None, "text": "The two have signed an agreement."}
    back = follow_in(store, report("c", "SoftBank revives its bid for Switch", **again, **deal))
    assert back.state.story.stage == "agreed"
    other = follow_in(store, report("d", "Corvane plans campus", days=61, **CAMPUS)).state.story
    assert mending.merge(store, RULES, first.state.story.id, [other.id]).stage == "agreed"


def test_a_report_split_off_stays_off_and_is_told_of(store: Store) -> None:
    whole = follow_in(store, plant("a")).state.story
    for name, days in (("b", 1), ("c", 2)):
        assert follow_in(store, plant(name, days)).state.story.id == whole.id
    kept, parted = mending.split(store, RULES, whole.id, ["b"], DAY)
    assert [r.source.article_id for r in kept.reports] == ["a", "c"]
    assert [r.source.article_id for r in parted.reports] == ["b"]
    assert (kept.id, kept.number) == (whole.id, whole.number)
    (announced,) = store.stories.revisions_of(parted.id)
    assert (announced.novelty, announced.story.id) == (Novelty.NEW, parted.id)
    again = follow_in(store, plant("b", 1))
    assert again.again
    assert again.state.story.id == parted.id


def test_the_first_report_can_be_split_off(store: Store) -> None:
    whole = follow_in(store, plant("a")).state.story
    follow_in(store, plant("b", 1))
    kept, parted = mending.split(store, RULES, whole.id, ["a"], DAY)
    assert [r.novelty for r in kept.reports] == [Novelty.NEW]
    assert parted.id not in (whole.id, kept.id)


def test_what_was_merged_can_be_split_again(store: Store) -> None:
    one = follow_in(store, plant("a")).state.story
    other = follow_in(store, report("b", "Corvane plans campus", **CAMPUS)).state.story
    mending.merge(store, RULES, one.id, [other.id])
    kept, parted = mending.split(store, RULES, one.id, ["b"], DAY)
    assert [r.source.article_id for r in parted.reports] == ["b"]
    assert [p.amounts[0].money.text for p in kept.projects] == ["$3bn"]


def test_a_story_opens_with_its_earliest_report_however_it_is_mended(store: Store) -> None:
    one = follow_in(store, plant("a", 3)).state.story
    other = follow_in(store, report("b", "Corvane plans campus", days=1, **CAMPUS)).state.story
    story = mending.merge(store, RULES, one.id, [other.id])
    assert story.opened == other.opened
    with store.stories._handle.read() as c:
        query = select(story_keys.c.opened).where(story_keys.c.story == one.id).distinct()
        assert c.execute(query).scalars().all() == [other.opened]
    kept, parted = mending.split(store, RULES, one.id, ["b"], DAY)
    assert (kept.opened, parted.opened) == (one.opened, other.opened)


def test_mistakes_are_explained(store: Store) -> None:
    one = follow_in(store, plant("a")).state.story
    other = follow_in(store, report("b", "Corvane plans campus", **CAMPUS)).state.story
    with pytest.raises(ConfigError, match="no story 's0'"):
        mending.merge(store, RULES, one.id, ["s0"])
    with pytest.raises(ConfigError, match="into itself"):
        mending.merge(store, RULES, one.id, [one.id])
    with pytest.raises(ConfigError, match="no report of"):
        mending.split(store, RULES, one.id, ["b"], DAY)
    with pytest.raises(ConfigError, match="not all of them"):
        mending.split(store, RULES, one.id, ["a"], DAY)
    with pytest.raises(ConfigError, match="no story"):
        mending.mute(store, "s0", True)
    mending.merge(store, RULES, one.id, [other.id])
    with pytest.raises(ConfigError, match="merged into"):
        mending.merge(store, RULES, one.id, [other.id])


def test_a_failed_mending_changes_nothing(store: Store) -> None:
    one = follow_in(store, plant("a")).state.story
    other = follow_in(store, report("b", "Corvane plans campus", **CAMPUS)).state.story
    with pytest.raises(ConfigError):
        mending.merge(store, RULES, one.id, [other.id, "s0"])
    assert store.stories.story(one.id) == one
    assert store.stories.story(other.id) == other


def test_muting_and_back(store: Store) -> None:
    story = follow_in(store, plant("a")).state.story
    for muted in (True, False):
        mending.mute(store, story.id, muted)
        found = store.stories.story(story.id)
        assert found
        assert found.muted is muted
