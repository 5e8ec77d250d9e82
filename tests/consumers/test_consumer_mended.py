"""Messages that wait while a person mends their story: none tells what was mended, none tells it twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_consumer_together import Many

from consumers.stories import StoryHandler
from sokuho import mending
from sokuho.bus import Record
from sokuho.codec import decode, encode
from sokuho.model import Article, DeliveryState, Reading, Revision, Story, Subscription
from sokuho.store import Store
from sokuho.stories.follow import Follower
from sokuho.stories.state import StoryState
from tests import made
from tests.consumers.desk import Desk
from tests.made import NOW, Clock
from tests.stories.tellings import RULES, money, report

FOLLOWER = Follower(RULES)
Telling = tuple[Article, Reading]


class Newsroom(Desk):
    """Follows reports and writes down who is told; nothing leaves before `deliver`."""

    def __init__(self, store: Store, clock: Clock, home: Path) -> None:
        super().__init__(store, clock, home)
        self.many = Many()
        self.matched = StoryHandler(store, {}, clock)

    def follow(self, told: Telling) -> Story:
        article, reading = told
        with self.store.transaction() as tx:
            tx.articles.save(article, reading)
            keys = FOLLOWER.keys(article, reading)
            found = tx.stories.candidates(keys, article.published - FOLLOWER.window, FOLLOWER.limit)
            followed = FOLLOWER.follow(article, reading, [decode(s, StoryState) for s in found], NOW)
            tx.stories.save_story(followed.state.story, encode(followed.state), followed.state.keys)
            if followed.revision:
                tx.stories.add_revision(followed.revision)
        if followed.revision:
            self.match(followed.revision)
        return followed.state.story

    def match(self, revision: Revision) -> None:
        self.matched(Record("sokuho.stories", 0, 0, revision.story.id, encode(revision)))

    def deliver(self, together: bool = False) -> list[str]:
        """The texts of the messages that leave now."""
        worker = self.hire(**({"sendgrid": self.many} if together else {}))
        self.clock.go(days=1, hours=1)
        worker.deliver_all()
        alone = [m.text for m in (*self.mail.got, *self.many.got)]
        return alone + [bulk.message(p).text for bulk in self.many.requests for p in bulk.people]

    def errors(self) -> list[str | None]:
        return [row.error for row in self.store.deliveries.list_deliveries(state=DeliveryState.FAILED)]


@pytest.fixture
def room(store: Store, clock: Clock, tmp_path: Path) -> Newsroom:
    return Newsroom(store, clock, tmp_path)


def plant(name: str, value: str, days: float = 0) -> Telling:
    amounts, places = (money(value),), ("Ohio", "Lima")
    title = f"JERA and Bechtel to build gas plant at Lima ({name})"
    return report(name, title, days=days, parties=("JERA", "Bechtel"), amounts=amounts, places=places)


def _servers(name: str, party: str, plans: str, place: str, value: str, days: float) -> Telling:
    return report(
        name, f"{party} {plans} ({name})", days=days, parties=(party,), places=(place,),
        amounts=(money(value),), sectors=("data_centers",), direction="us_to_japan", project="the site",
    )  # fmt: skip


def campus(name: str, value: str = "$7bn", days: float = 0) -> Telling:
    return _servers(name, "Corvane", "plans campus", "Inzai", value, days)


def dock(name: str, value: str = "$2bn", days: float = 0) -> Telling:
    return _servers(name, "Halden", "builds servers at Kobe", "Kobe", value, days)


#: who is told at once, but not now; and who is told in a digest
NIGHT = {"quiet": ("00:00", "12:00")}
READERS = {
    "night": made.subscription("desk", **NIGHT),
    "daily": made.subscription("desk", cadence="daily", at="12:00"),
    "Slack": made.subscription("desk", channel="slack", address="C1", **NIGHT),
}


@pytest.mark.parametrize("reader", [READERS["night"], READERS["daily"]], ids=["night", "daily"])
def test_two_stories_merged_while_they_wait_are_told_once(room: Newsroom, reader: Subscription) -> None:
    room.store.subscriptions.add(reader)
    one, other = room.follow(plant("a", "$3bn")), room.follow(campus("b"))
    mending.merge(room.store, RULES, one.id, [other.id])
    [message] = room.deliver()
    assert "gas plant" in message
    assert "Corvane" not in message
    assert all(f"merged into {one.id}" in (error or "") for error in room.errors())


@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
def test_what_changed_in_a_story_that_was_merged_is_told_of_the_other(room: Newsroom, together: bool) -> None:
    room.store.subscriptions.sync([made.subscription(f"r{n}", **NIGHT) for n in range(2)])
    one, other = room.follow(plant("a", "$3bn")), room.follow(campus("b"))
    room.deliver(together)
    room.mail.got.clear(), room.many.requests.clear()
    room.clock.go(hours=4)
    assert room.follow(campus("c", "$9bn", 1)).id == other.id
    mending.merge(room.store, RULES, one.id, [other.id])
    told = room.deliver(together)
    assert len(told) == 2
    assert all("$9bn" in text for text in told)


def test_a_digest_counts_what_changed_in_a_merged_story_once(room: Newsroom) -> None:
    room.store.subscriptions.add(READERS["daily"])
    one, other = room.follow(plant("a", "$3bn")), room.follow(campus("b"))
    assert room.follow(campus("c", "$9bn", 1)).id == other.id
    mending.merge(room.store, RULES, one.id, [other.id])
    [text] = room.deliver()
    assert "1 story" in text
    assert "$9bn" in text
    assert "$3bn" in text


def test_a_story_merged_into_a_muted_one_is_not_told(room: Newsroom) -> None:
    room.store.subscriptions.add(READERS["night"])
    one, other = room.follow(plant("a", "$3bn")), room.follow(campus("b"))
    mending.merge(room.store, RULES, one.id, [other.id])
    mending.mute(room.store, one.id, True)
    assert room.deliver() == []


def test_a_reader_who_was_told_of_the_other_story_only_is_told_of_this_one(room: Newsroom) -> None:
    room.store.subscriptions.add(made.subscription("desk", sectors=("data_centers",), **NIGHT))
    one, other = room.follow(plant("a", "$3bn")), room.follow(campus("b"))
    mending.merge(room.store, RULES, one.id, [other.id])
    [message] = room.deliver()
    assert "Corvane" in message


def test_news_and_update_of_a_merged_story_that_wait_are_one_story(room: Newsroom) -> None:
    only = {"sectors": ("data_centers",)}
    for more in (NIGHT, {"cadence": "daily", "at": "12:00"}):
        room.store.subscriptions.add(made.subscription("night" if more is NIGHT else "daily", **only, **more))
    one, other = room.follow(plant("a", "$3bn")), room.follow(campus("b"))
    assert room.follow(campus("c", "$9bn", 1)).id == other.id
    mending.merge(room.store, RULES, one.id, [other.id])
    for text in (told := room.deliver()):
        assert "$9bn" in text
        assert "New" in text or "1 story" in text
    assert len(told) == 2


@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
@pytest.mark.parametrize("chain", [False, True], ids=["at once", "one after the other"])
def test_two_stories_merged_into_one_that_is_not_told_are_told_once(
    room: Newsroom, together: bool, chain: bool
) -> None:
    only = {"sectors": ("data_centers",), **NIGHT}
    room.store.subscriptions.sync([made.subscription(f"r{n:02}", **only) for n in range(2)])
    one, two, three = room.follow(plant("a", "$3bn")), room.follow(campus("b")), room.follow(dock("c"))
    assert len({one.id, two.id, three.id}) == 3
    if chain:
        mending.merge(room.store, RULES, two.id, [three.id])
        mending.merge(room.store, RULES, one.id, [two.id])
    else:
        mending.merge(room.store, RULES, one.id, [two.id, three.id])
    assert len(room.deliver(together)) == 2


def test_a_reader_who_was_told_of_a_merged_story_is_not_told_of_another_one(room: Newsroom) -> None:
    only = {"sectors": ("data_centers",), **NIGHT}
    room.store.subscriptions.add(made.subscription("desk", **only))
    one, two = room.follow(plant("a", "$3bn")), room.follow(campus("b"))
    assert len(room.deliver()) == 1
    room.clock.go(hours=4)
    three = room.follow(dock("c"))
    mending.merge(room.store, RULES, one.id, [two.id, three.id])
    assert len(room.deliver()) == 1


def test_a_digest_tells_what_changed_in_each_of_several_merged_stories(room: Newsroom) -> None:
    room.store.subscriptions.add(READERS["daily"])
    one, two, three = room.follow(plant("a", "$3bn")), room.follow(campus("b")), room.follow(dock("c"))
    room.deliver()
    room.mail.got.clear()
    room.clock.go(hours=4)
    assert room.follow(campus("d", "$9bn", 1)).id == two.id
    assert room.follow(dock("e", "$5bn", 1)).id == three.id
    mending.merge(room.store, RULES, one.id, [two.id, three.id])
    [text] = room.deliver()
    assert "$7bn" in text, "what it was before"
    assert "$2bn" in text


def test_of_many_readers_each_is_told_once(room: Newsroom) -> None:
    both = [made.subscription(f"r{n:02}", **NIGHT) for n in range(4)]
    some = [made.subscription(f"s{n:02}", sectors=("data_centers",), **NIGHT) for n in range(3)]
    room.store.subscriptions.sync([*both, *some])
    one, other = room.follow(plant("a", "$3bn")), room.follow(campus("b"))
    mending.merge(room.store, RULES, one.id, [other.id])
    told = room.deliver(together=True)
    assert sum("Corvane" not in text for text in told) == 4
    assert sum("Corvane" in text for text in told) == 3
    assert len(told) == 7


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_figures_of_a_report_that_was_split_off_are_not_told_of_the_story(
    room: Newsroom, reader: Subscription
) -> None:
    room.store.subscriptions.add(reader)
    whole = room.follow(plant("a", "$3bn"))
    assert room.follow(plant("b", "$9bn", 1)).id == whole.id
    _, parted = mending.split(room.store, RULES, whole.id, ["b"], NOW)
    for announced in room.store.stories.revisions_of(parted.id):
        room.match(announced)
    told = room.deliver() + [str(m.blocks) for m in room.slack.got]
    of_whole = [text for text in told if "(a)" in text]
    assert sum(text.count("(b)") > 0 for text in told) == 1, "the story that was split off, by itself"
    if reader.cadence == "instant":
        [text] = of_whole
        assert "$3bn" in text
        assert "$9bn" not in text


def test_a_story_whose_first_report_was_split_off_is_told_without_it(room: Newsroom) -> None:
    room.store.subscriptions.add(READERS["night"])
    whole = room.follow(plant("a", "$3bn"))
    room.follow(plant("b", "$3bn", 1))
    mending.split(room.store, RULES, whole.id, ["a"], NOW)
    [message] = room.deliver()
    assert "(b)" in message
    assert "(a)" not in message


def test_a_mail_for_many_does_not_tell_what_was_split_off(room: Newsroom) -> None:
    room.store.subscriptions.sync([made.subscription(f"r{n:02}", **NIGHT) for n in range(4)])
    whole = room.follow(plant("a", "$3bn"))
    room.follow(plant("b", "$3bn", 1))
    mending.split(room.store, RULES, whole.id, ["a"], NOW)
    told = room.deliver(together=True)
    assert len(told) == 4
    assert not any("(a)" in text for text in told)
