from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from sokuho.model import Novelty
from sokuho.store import Store
from tests import made
from tests.made import NOW


def save(store: Store, of: int, keys: list[str], **changes: object) -> str:
    story = made.story(made.article(of), **changes)
    store.stories.save_story(story, f"state {of}".encode(), keys)
    return story.id


def test_candidates_share_keys_the_most_alike_first(store: Store) -> None:
    save(store, 1, ["jera", "ohio"])
    save(store, 2, ["jera", "ohio", "gas"])
    save(store, 3, ["toyota"])
    save(store, 4, ["jera"], updated=NOW - timedelta(days=90))
    found = store.stories.candidates({"jera", "gas", "ohio"}, NOW - timedelta(days=30), 10)
    assert found == [b"state 2", b"state 1"]
    assert store.stories.candidates({"jera", "gas"}, NOW - timedelta(days=30), 1) == [b"state 2"]
    assert store.stories.candidates(set(), NOW, 10) == []


def test_reports_that_have_enough_in_common_with_one_story(store: Store) -> None:
    save(store, 1, ["jera", "ohio", "gas", "jera's sound"])
    save(store, 2, ["toyota", "texas"])
    alike = {"jera": ["jera"], "ohio": ["ohio"], "gas": ["gas"], "new": ["new"]}
    twice_told = {"jera": ["jera"], "jera's sound": ["jera"], "gas": ["gas", "jera"]}
    of_two_stories = {"jera": ["jera"], "gas": ["gas"], "toyota": ["toyota"], "texas": ["texas"]}
    reports = [twice_told, alike, {}, of_two_stories, {"new": "new"}]
    assert store.stories.sharing(reports, 3) == {1}
    assert store.stories.sharing(reports, 2) == {0, 1, 3}
    assert store.stories.sharing([], 3) == set()


def test_of_a_common_key_only_the_latest_stories_count(store: Store) -> None:
    many = [
        (made.story(made.article(i), opened=NOW - timedelta(minutes=i)), b"", ["jera", f"number {i}"])
        for i in range(60)
    ]
    store.stories.save_new(many)
    reports = [{"jera": ["jera"], f"number {i}": ["number"]} for i in (0, 39, 40, 59)]
    assert store.stories.sharing(reports, 2) == {0, 1}


def test_saving_again_replaces_state_and_keys(store: Store) -> None:
    save(store, 1, ["old", "kept"])
    save(store, 1, ["kept", "new"], number=2)
    since = NOW - timedelta(days=1)
    assert store.stories.candidates({"old"}, since, 10) == []
    assert store.stories.candidates({"new"}, since, 10) == [b"state 1"]
    story = store.stories.list_stories()[0]
    assert story.number == 2


def test_many_new_stories_at_once_are_found_like_any_other(store: Store) -> None:
    many = [made.story(made.article(i)) for i in range(3)]
    store.stories.save_new([(story, b"state " + story.id.encode(), ["jera", "jera"]) for story in many])
    found = store.stories.candidates({"jera"}, NOW - timedelta(days=1), 10)
    assert sorted(found) == sorted(b"state " + story.id.encode() for story in many)
    assert [store.stories.story(story.id) for story in many] == many


def test_a_story_comes_back_as_it_was(store: Store) -> None:
    story = made.story(made.article())
    store.stories.save_story(story, b"", [])
    assert store.stories.story(story.id) == story
    assert store.stories.story("none") is None
    assert store.stories.list_stories(topic="another") == []


def test_muting_outlives_updates(store: Store) -> None:
    name = save(store, 1, [])
    assert store.stories.mute(name)
    save(store, 1, [], number=2)
    story = store.stories.story(name)
    assert story is not None
    assert story.muted
    assert not store.stories.mute("none")


def test_revisions_wait_until_they_are_published(store: Store) -> None:
    article = made.article()
    revisions = [made.revision(made.story(article, n), Novelty.UPDATE) for n in (1, 2)]
    with store.transaction() as tx:
        tx.stories.save_story(revisions[1].story, b"", [])
        for revision in reversed(revisions):
            tx.stories.add_revision(revision)
            tx.stories.add_revision(revision)
    assert store.stories.unpublished() == revisions
    assert store.stories.unpublished(["none"]) == []
    store.stories.mark_published([revisions[0].id])
    assert store.stories.unpublished([revisions[0].story.id]) == revisions[1:]
    assert store.stories.revisions_of(article.id.replace("a", "s", 1)) == revisions
    assert store.stories.revision(revisions[0].id) == revisions[0]
    assert store.stories.revision("none") is None


def test_a_storys_revisions_are_published_in_their_order_whatever_the_clocks_said(store: Store) -> None:
    """The machine that told the second was a minute behind; another story came in between."""
    deal, other = made.article(1), made.article(2)
    first, second = (made.revision(made.story(deal, n), Novelty.UPDATE) for n in (1, 2))
    between = replace(made.revision(made.story(other)), at=NOW - timedelta(seconds=30))
    with store.transaction() as tx:
        for revision in (first, replace(second, at=NOW - timedelta(minutes=1)), between):
            tx.stories.save_story(revision.story, b"", [])
            tx.stories.add_revision(revision)
    assert [r.id for r in store.stories.unpublished()] == [first.id, second.id, between.id]


def test_a_revision_needs_its_story(store: Store) -> None:
    with pytest.raises(IntegrityError):
        store.stories.add_revision(made.revision(made.story(made.article())))
