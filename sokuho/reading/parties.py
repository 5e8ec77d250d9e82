"""The companies and agencies that take part: named by the vocabulary, or known by the grammar around a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sokuho.model import Party
from sokuho.reading.evidence import Statement
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.topics import Topic

# What may follow a name and belongs to it, as written.
_TAIL = re.compile(
    r"(?:,? (?:Inc|Corp|Co|Ltd|LLC|LP|L\.P|PLC|plc|KK|K\.K)\b\.?(?:, (?:Ltd|Inc|LLC)\b\.?)?"
    r"|(?: (?:Group|Holdings|Corporation|Company|Limited|Americas|America|USA|Ventures|Capital|Partners))(?![\w-]))+"
    r"|ホールディングス|グループ(?!会社|企業|内|全体|の|は|が|と)|ＨＤ|HD"
)


class Actor(NamedTuple):
    """One company or agency with all its mentions; `text` as first written."""

    text: str
    name: str
    country: str | None
    kind: str
    value: str | None
    mentions: tuple[Mention, ...]


def actors(layout: Layout, scan: Scan) -> list[Actor]:
    """Every company and agency of the article proper, in order of first mention."""
    found: dict[str, list[Mention]] = {}
    for m in scan.names:
        if m.kind in ("company", "agency") and not layout.line(m.start).noise:
            found.setdefault(m.name, []).append(_with_tail(layout.body, m))
    out = []
    for name, mentions in found.items():
        if all(m.weak and m.text == m.text.split(" ")[0] for m in mentions):
            continue
        first = mentions[0]
        out.append(
            Actor(
                max((m.text for m in mentions[:3]), key=len),
                name,
                first.country,
                first.kind,
                first.value,
                tuple(mentions),
            )
        )
    return out


def _with_tail(body: str, m: Mention) -> Mention:
    tail = _TAIL.match(body, m.end)
    return m._replace(end=tail.end(), text=body[m.start : tail.end()]) if tail else m


def find_parties(
    layout: Layout, found: Sequence[Statement], known: Sequence[Actor], topic: Topic
) -> list[Party]:
    """Those of the topic's sides who take part in what the article reports."""
    acting = [(s.start, s.end, s.place) for s in found if s.acts or s.objects or s.place == "title"]
    parties = []
    for actor in known:
        if actor.country not in topic.countries:
            continue
        if any(start <= m.start < end for m in actor.mentions for start, end, _ in acting):
            parties.append(Party(actor.text, actor.name, actor.country))
    return parties
