"""The places of an article where things can stand."""

from __future__ import annotations

from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.topics import Topic

SITES = ("city", "basin", "region", "state", "prefecture")  # a country says too little


def sites(layout: Layout, scan: Scan, topic: Topic) -> list[Mention]:
    """Those on the topic's sides, in order."""
    return [
        m
        for m in layout.own(scan.names)
        if m.kind == "place" and m.country in topic.countries and m.value in SITES
    ]
