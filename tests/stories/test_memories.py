"""States kept decoded: the latest of each story, and not too many."""

from dataclasses import replace

import orjson
import pytest
from tellings import Stream, report

from sokuho.codec import encode
from sokuho.errors import Reject
from sokuho.stories.candidates import Memories, Stored
from sokuho.stories.state import StoryState


def state(name: str) -> StoryState:
    told = report(name, f"SoftBank to buy {name}", parties=("SoftBank", name))
    return Stream().follow(told).state


def test_what_was_kept_is_not_decoded_again() -> None:
    memories, first = Memories(), state("Switch")
    memories.keep(encode(first), first)
    assert memories.state(encode(first)) is first
    assert memories.state(encode(first)) == first


def test_of_a_story_only_the_latest_state_is_kept() -> None:
    memories, first = Memories(), state("Switch")
    memories.keep(encode(first), first)
    later = replace(first, pinned=("a",))
    memories.keep(encode(later), later)
    assert memories.state(encode(later)) is later
    again = memories.state(encode(first))
    assert again.whole == first
    assert again is not first


def test_of_too_many_stories_the_one_longest_unseen_goes() -> None:
    memories, states = Memories(most=2), [state(name) for name in ("Switch", "Corvane", "Inzai")]
    for each in states[:2]:
        memories.keep(encode(each), each)
    memories.state(encode(states[0]))
    memories.keep(encode(states[2]), states[2])
    assert memories.state(encode(states[0])) is states[0]
    assert memories.state(encode(states[1])) is not states[1]


@pytest.mark.parametrize("part", ["story", "keys", "known", "recent"])
def test_a_state_that_lacks_what_comparing_asks_for_is_rejected(part: str) -> None:
    written = orjson.loads(encode(state("Switch")))
    del written["d"][part]
    with pytest.raises(Reject, match=part):
        Stored(orjson.dumps(written))


def test_a_state_whose_keys_are_no_words_is_rejected() -> None:
    written = orjson.loads(encode(state("Switch")))
    written["d"]["keys"] = "jera"
    with pytest.raises(Reject):
        Stored(orjson.dumps(written))
