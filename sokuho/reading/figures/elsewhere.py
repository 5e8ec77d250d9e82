"""Sentences of an article that speak of other deals than the one it reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from sokuho.reading.deal.sited import site
from sokuho.reading.figures.cues import batch_before
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan, within
from sokuho.reading.names.places import SITES
from sokuho.reading.patterns import choice

RIVAL, ABROAD, AT_HOME = "another company's deal", "plan abroad", "plan at home"


_SUBJECT = re.compile(r"(?:\([^()]{1,20}\)|（[^（）]{1,20}）)?(?:は|も| |, [A-Z]|'s)")
# "Earlier this month, Sojitz said": when somebody did what a sentence tells of.
_WHEN = re.compile(r"(?:Earlier|Last|This|In|On|Also|Late|Just|Since)\b[^,.\n]{0,32}, ")
_FIRST = 8  # code points up to what opens a sentence
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


def _companies(named: Sequence[Mention]) -> list[Mention]:
    return [m for m in named if m.kind == "company" and not m.weak]


def _stem(name: str) -> str:
    """The first word of a name: SoftBank Corp. and SoftBank Group are hardly strangers to each other."""
    return name.split(" ")[0]


class Elsewhere:
    """Sentences that speak of others only: of companies that neither title nor lead names, of a third
    country, or of what the investor builds at `home`, where that is no investment abroad."""

    def __init__(self, layout: Layout, scan: Scan, countries: Sequence[str], home: str | None = None) -> None:
        self.layout, self.scan = layout, scan
        self.home = home
        self.countries = frozenset(countries)
        self._known: dict[tuple[int, int], str | None] = {}
        lead = layout.sentences[: layout.sentence(layout.text_start) + 2]
        self.lead_end = lead[-1][1] if lead else 0

    @cached_property
    def main(self) -> set[str]:
        """The companies that title and lead name."""
        return {_stem(m.name) for m in _companies(within(self.scan.names, 0, self.lead_end))}

    def role(self, start: int) -> str | None:
        """What a figure that starts there is in such a sentence, None in any other."""
        if start < self.lead_end:
            return None
        span = self.layout.span(start)
        if span not in self._known:  # many tell several figures
            self._known[span] = self._role(*span)
        return self._known[span]

    def _role(self, low: int, high: int) -> str | None:
        named = within(self.scan.names, low, high)
        if not named:
            return RIVAL if turns(self.layout, low) else None
        places = [m for m in named if m.kind == "place"]
        ours = not self.countries.isdisjoint([of for m in places for of in (m.country, m.value)])
        here = _companies(named)
        main = not self.main.isdisjoint([_stem(m.name) for m in here])
        if places and not ours and (not main or turns(self.layout, low)):
            return ABROAD
        if self._home_alone(places):
            return AT_HOME
        if main:
            return None
        if turns(self.layout, low):
            return RIVAL
        if not here or not self.main:
            return None
        return RIVAL if self._begins(low, here[0]) or self._others(low, high) else None

    def _begins(self, low: int, company: Mention) -> bool:
        """Whether a company is what a sentence speaks of, and title and lead speak of one deal."""
        opening = _WHEN.match(self.layout.body, low, company.start)
        if company.start - (opening.end() if opening else low) > _FIRST:
            return False
        subject = _SUBJECT.match(self.layout.body, company.end) is not None
        return subject and not batch_before(self.scan, self.lead_end)

    def _others(self, low: int, high: int) -> bool:
        """Whether a word for others stands in a sentence or the one before."""
        before = self.layout.sentences[max(0, self.layout.sentence(low) - 1)][0]
        return any(m.value == "others" for m in within(self.scan.of("order"), before, high))

    def at_home(self, low: int, high: int) -> bool:
        """Whether a piece of text names sites in the investor's own country only."""
        return self._home_alone([m for m in within(self.scan.names, low, high) if m.kind == "place"])

    def _home_alone(self, places: Sequence[Mention]) -> bool:
        if self.home is None or not all(m.country == self.home or m.value == self.home for m in places):
            return False
        own = [m for m in places if m.country == self.home and m.value in SITES]
        return any(site(self.layout.body, m) == 1.0 for m in own)


def dated(layout: Layout, at: int) -> bool:
    """Whether the sentence at an offset opens with a time, as what is told of others does."""
    return _WHEN.match(layout.body, layout.span(at)[0]) is not None


def turns(layout: Layout, at: int) -> bool:
    """Whether the sentence at an offset, or one before it in its paragraph, turns to other news."""
    line = layout.line(at)
    index = layout.sentence(at)
    for low, _ in reversed(layout.sentences[max(0, index - _PARAGRAPH) : index + 1]):
        if low < line.start:
            break
        if _APART.match(layout.body, low):
            return True
    return False
