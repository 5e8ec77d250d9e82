"""Which role each party plays in a deal: buyer, seller, lender, supplier ...

Words of buying, lending, supplying say one thing of who does it and others of who stands behind their
"from", "to", "in" and "by", or in Japanese before から, に, を and と (frames.py). A name's role is what the
nearest such word of its sentence says of it, the title first. Of a party of whom none says anything
plainly no role is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sokuho.reading.deal import casting_english, casting_japanese
from sokuho.reading.deal.actors import Actor
from sokuho.reading.deal.cast import tells_earlier
from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.frames import AUTHORITY, BRACKETS, WEAK, Group
from sokuho.reading.deal.steps import unnamed
from sokuho.reading.deal.thread import Thread
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan, within


def roles(layout: Layout, thread: Thread, scan: Scan, parties: Iterable[Actor], year: int) -> dict[str, str]:
    """The role of each party of whom an article of `year` plainly tells one, by the party's name."""
    body = layout.body
    known = list(parties)
    names = [n for n in scan.names if n.kind != "media"]  # 共同 is no agency here
    frames = list(unnamed(scan.of("frame"), names)) if known else ()
    groups = _groups(body, sorted([m for a in known for m in a.mentions]))
    read = casting_japanese.role if layout.japanese else casting_english.role
    found: dict[str, str] = {}
    for actor in known:
        for m in actor.mentions[:_LOOKED_AT]:
            s = thread.at(m.start)
            words = within(frames, s.start, s.end) if s else ()
            if s is None or not words or _tells_background(body, s, year):
                continue
            role = read(body, s, words, groups[m.start])
            if role is None or (role == AUTHORITY and actor.kind != "agency"):
                continue
            found.setdefault(actor.name, role)
            if role not in WEAK:
                found[actor.name] = role
                break
    return found


def _tells_background(body: str, s: Statement, year: int) -> bool:
    if s.place != "body":
        return False
    return any(c.value == "background" for c in s.cues) or tells_earlier(body, s, year)


_LOOKED_AT = 6  # mentions of a name

_AND = re.compile(BRACKETS + r"(?:,? and |,? & |/|と|や|及び|および|並びに)")
_COMMA = re.compile(BRACKETS + r"(?:, |、|，|・)")


def _groups(body: str, mentions: Sequence[Mention]) -> dict[int, Group | Mention]:
    """The group of each name, by where the name begins; most stand alone. Commas join the names before an
    "and"; alone they part who acts from the rest of a headline."""
    found: dict[int, Group | Mention] = {m.start: m for m in mentions}
    first = 0  # of names that stand in a row
    for i, (m, following) in enumerate(pairwise(mentions)):
        between = body[m.end : following.start] if following.start - m.end <= _JOINT else ""
        if _AND.fullmatch(between):
            joined = mentions[first : i + 2]
            whole = Group(joined[0].start, joined[-1].end)
            found.update((each.start, whole) for each in joined)
        elif not _COMMA.fullmatch(between):
            first = i + 1
    return found


_JOINT = 30  # code points between two names of a group at most
