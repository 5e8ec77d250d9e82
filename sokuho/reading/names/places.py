"""The places of an article, most specific reading of a name first."""

from __future__ import annotations

from collections.abc import Sequence

from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.topics import Topic

LEVELS = ("city", "region", "state", "prefecture", "country")


def sites(layout: Layout, scan: Scan, topic: Topic) -> list[Mention]:
    """Where things can be built: places below the level of a country on the topic's sides, in order."""
    return [
        m
        for m in layout.own(scan.names)
        if m.kind == "place"
        and m.country in topic.countries
        and m.value in ("city", "region", "state", "prefecture")
    ]


def named(found: Sequence[Mention]) -> tuple[str, ...]:
    """Canonical names without repetition, in order."""
    return tuple(dict.fromkeys(m.name for m in found))
