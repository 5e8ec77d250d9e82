"""What stands in a text one behind the other is found by place."""

from __future__ import annotations

from sokuho.reading.deal.evidence import Stretches, Walk
from sokuho.reading.lexicon import Mention


def test_a_walk_finds_what_asking_by_place_finds() -> None:
    names = [Mention(at, at + 4, "JERA", "company", "JERA", "JP", "lng", False) for at in (3, 9, 20)]
    walk, at = Walk(names), Stretches(names).at
    for place in range(30):
        assert walk.at(place) == at(place)
    assert Walk[Mention]([]).at(0) is None
