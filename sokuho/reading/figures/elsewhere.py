"""Sentences of an article that speak of other deals than the one it reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.deal.direction import site
from sokuho.reading.deal.evidence import SITES
from sokuho.reading.figures.cues import batch_before
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Scan
from sokuho.reading.patterns import choice

RIVAL, ABROAD, AT_HOME = "another company's deal", "plan abroad", "plan at home"


def _stem(name: str) -> str:
    """The first word of a name: SoftBank Corp. and SoftBank Group are hardly strangers to each other."""
    return name.split(" ")[0]


_SUBJECT = re.compile(r"(?:\([^()]{1,20}\)|（[^（）]{1,20}）)?(?:は|も| |, [A-Z]|'s|’s)")


# "Earlier this month, Sojitz said": when somebody did what a sentence tells of.
_WHEN = re.compile(r"(?:Earlier|Last|This|In|On|Also|Late|Just|Since)\b[^,.\n]{0,32}, ")
_PARAGRAPH = 10  # sentences looked back
_OTHERS = r"(?:rivals?|Rivals?|competitors?|Competitors?|peers?|Peers?)\b"
_APART = re.compile(
    choice(
        r"(?:Separately|Elsewhere|In (?:a )?(?:separate|other|unrelated|related) (?:\w+ )?"
        r"(?:news|deals?|moves?|developments?|announcements?|transactions?)|In an? (?:separate|unrelated) \w+"
        r"|In the same (?:market|sector|field|region))\b"
        rf"|{_OTHERS}|(?:Its?|The|A|An|Another|Other) {_OTHERS}"
        r"|これとは別に|別件|ライバル|競合|同業|(?:[^、。\n]{1,12}は)?このほか"
    )
)


class Elsewhere:
    """Sentences that speak of others only: of companies that neither title nor lead names, of a third
    country, or of what the investor builds at `home`, where that is no investment abroad."""

    def __init__(self, layout: Layout, scan: Scan, countries: Sequence[str], home: str | None = None) -> None:
        self.layout = layout
        self.home = home
        self.countries = frozenset(countries)
        self.companies = [m for m in scan.names if m.kind == "company" and not m.weak]
        self.places = [m for m in scan.names if m.kind == "place"]
        first = layout.sentence(layout.text_start) + 1
        end = 0
        if layout.sentences:
            last = min(first, len(layout.sentences) - 1)
            end = layout.sentences[last][1]
        self.lead_end = end
        # the companies that title and lead name
        self.main = {_stem(m.name) for m in self.companies if m.start < end}
        # whether title or lead speak of several deals
        self.several = batch_before(scan, end)
        # where a word says that others are spoken of
        self.others = [m.start for m in scan.of("order") if m.value == "others"]

    def role(self, start: int, end: int) -> str | None:
        """What a figure at [start, end) is in such a sentence, None in any other."""
        if start < self.lead_end:
            return None
        low, high = self.layout.span(start)
        places = [m for m in self.places if low <= m.start < high]
        ours = any(m.country in self.countries or m.value in self.countries for m in places)
        here = [m for m in self.companies if low <= m.start < high]
        main = any(_stem(m.name) in self.main for m in here)
        apart = turns(self.layout, low)
        if places and not ours and (apart or not main):
            return ABROAD
        if self.at_home(low, high):
            return AT_HOME
        if apart and not main:
            return RIVAL
        if main or not here or not self.main:
            return None
        before = self.layout.sentences[max(0, self.layout.sentence(start) - 1)][0]
        opening = _WHEN.match(self.layout.body, low, here[0].start)
        first = here[0].start - (opening.end() if opening else low) <= 8
        subject = first and _SUBJECT.match(self.layout.body, here[0].end)
        if not self.several and subject:
            return RIVAL
        return RIVAL if any(before <= at < high for at in self.others) else None

    def at_home(self, low: int, high: int) -> bool:
        """Whether a piece of text names sites in the investor's own country only."""
        if self.home is None:
            return False
        places = [m for m in self.places if low <= m.start < high]
        body = self.layout.body
        own = [m for m in places if m.country == self.home and m.value in SITES and site(body, m) == 1.0]
        return bool(own) and all(m.country == self.home or m.value == self.home for m in places)


def dated(layout: Layout, at: int) -> bool:
    """Whether the sentence at an offset opens with a time, as what is told of others does."""
    return _WHEN.match(layout.body, layout.span(at)[0]) is not None


def turns(layout: Layout, at: int) -> bool:
    """Whether the sentence at an offset, or one before it in its paragraph, turns to other news."""
    line = layout.line(at)
    index = layout.sentence(at)
    for low, _ in layout.sentences[max(0, index - _PARAGRAPH) : index + 1]:
        if low >= line.start and _APART.match(layout.body, low):
            return True
    return False
