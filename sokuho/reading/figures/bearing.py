"""What an article shows about each of its amounts, as numbers by name, most of them from 0 to 1.

An amount written several times, or with a conversion, is one. What stands here was kept because readings
of articles that weights were not fitted on got worse without it (bench/fit_amounts.py).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations

from sokuho.reading.deal.thread import Thread
from sokuho.reading.figures.cues import BATCH, FRAMEWORK, INVEST, MARKS, OWN, PAST, PROGRAMME, apart
from sokuho.reading.figures.elsewhere import ABROAD, AT_HOME, RIVAL
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.notation.chains import Chain
from sokuho.reading.patterns import choice

Row = dict[str, float]

_ALSO = re.compile(
    choice(r"(?:に|で|へ)も(?:、|[^のな])|(?:also|as well|too|besides|in addition|another)\b", words=True)
)
_ALSO_BEFORE, _ALSO_AFTER = 60, 40  # code points
_SEVERAL_BEFORE, _SEVERAL_AFTER = 50, 70
_KINDS = {
    "act_invest": frozenset({"invest"}),
    "act_finance": frozenset({"finance", "raise"}),
    "act_offtake": frozenset({"offtake", "supply"}),
}
# "the whole facility costs $154 million", 総事業費は約6億ドル: what all of the deal's thing costs.
_WHOLE_BEFORE = re.compile(
    choice(
        r"(?:costs?|costing|cost of|priced at|price tag(?: of| is)?|bill|(?:capex|capital costs?)(?: of)?)"
        r"(?: (?:is|are|was|of|at|to|be|put|estimated|expected|about|around|some|roughly|nearly|approximately"
        r"|over|more|than|up|as|much|the|a|total)){0,5} \Z"
        r"|(?:総事業費|総工費|事業費|建設費|総投資額|投資総額|総額|事業規模)[^、。]{0,10}\Z",
        words=True,
    )
)
_WHOLE_AFTER = re.compile(
    r" (?:(?:total |estimated |overall )?(?:price tag|cost|bill|overhaul|project|plant|complex|campus"
    r"|facility)\b)"
    r"|(?:規模)?の(?:総事業費|建設計画|プロジェクト)"
)
# "of which $1.3 billion is lent", 「うち490万ドルは」: a part of the amount before.
_PART_BEFORE = re.compile(
    choice(
        r"of (?:which|it|that|this|the total|the sum),? [^.;\n]{0,24}\Z"
        r"|the (?:remaining|other|rest,?|balance) [^.;\n]{0,16}\Z"
        r"|(?:half|most|much|part|some|bulk|third|quarter|share|percent|%) of (?:the|this|that|its) (?:\w+ )?"
        r"(?:investment|sum|money|funds|spending|outlay|amount|package|budget)\b[^.;\n$]{0,24}\Z"
        r"|(?:うち|内訳は|残り|残る)[^。]{0,16}\Z",
        words=True,
    )
)
_PART_AFTER = re.compile(
    r" (?:of (?:it|that|this|which|the total|the sum|the money)|more|on top|from each)\b"
)
_LOOK_BEFORE = 50  # code points
_SLACK = 0.03  # parts make up a sum that is rounded
_PARTS = 12  # of the largest amounts that are tried as sums and as parts
_PLAIN = 0.6  # words that say what an amount is, near enough to be believed
_MANY = 5  # amounts beside one that are as many as can be
_SENTENCES = 6  # from so many on an amount stands as late as can be
# dollars
_TINY, _SMALL, _HUGE = 1e5, 1e7, 5e10


class Scene:
    """What the whole article gives for weighing one amount."""

    def __init__(
        self,
        layout: Layout,
        scan: Scan,
        groups: Sequence[Sequence[Chain]],
        things: Sequence[Mention],
        thread: Thread,
    ) -> None:
        self.layout, self.thread = layout, thread
        self.acts = scan.of("act")
        self.act_starts = [m.start for m in self.acts]
        self.thing_starts = [m.start for m in things]
        self.several_starts = [m.start for m in scan.of("several")]
        self.text_sentence = layout.sentence(layout.text_start)
        own = [[c for c in g if not apart(c)] for g in groups]
        self.sizes = sorted((max(c.dollars for c in g) for g in own if g), reverse=True)
        meant = (max(c.dollars for c in g) for g in own if g and not _other_than_news(g))
        self.sums = _sums(sorted(meant, reverse=True))
        self.parts = set().union(*self.sums.values())
        every = [c for g in own for c in g]
        self.titled = max((c.dollars for c in every if c.place == "title"), default=0.0)
        self.led = max((c.dollars for c in every if c.lead), default=0.0)
        self.first = min((c.start for c in every if c.place != "title"), default=-1)
        self.listed = [c for c in every if layout.item(c.start)]
        self.framing = [i for i, g in enumerate(own) if any(_frames(c) for c in g)]
        self.counted = thread.counted
        self.offtake = any(m.value == "offtake" and m.start < layout.lines[0].end for m in self.acts)

    def kinds(self, low: int, high: int) -> set[str | None]:
        """The kinds of acts named in a piece of text."""
        first, stop = bisect_left(self.act_starts, low), bisect_left(self.act_starts, high)
        return {m.value for m in self.acts[first:stop]}

    def builds(self, low: int, high: int) -> bool:
        """Whether a thing that is built, bought or funded is named in a piece of text."""
        return bisect_left(self.thing_starts, low) < bisect_left(self.thing_starts, high)

    def several(self, low: int, high: int) -> bool:
        """Whether a piece of text speaks of several things in one word."""
        return bisect_left(self.several_starts, low) < bisect_left(self.several_starts, high)


def _other_than_news(group: Sequence[Chain]) -> bool:
    """Whether words make an amount none of the story's: no part of a sum."""
    said = [(role, points) for c in group for role, points in c.evidence.items() if role != "debt"]
    return any(points >= _PLAIN and _other(role) for role, points in said)


def _frames(chain: Chain) -> bool:
    return PROGRAMME in chain.evidence or FRAMEWORK in chain.evidence


def evidence(scene: Scene, groups: Sequence[Sequence[Chain]], i: int) -> Row:
    """All that the article shows about the amount whose writings are `groups[i]`."""
    clean = [c for c in groups[i] if not apart(c)]
    if not clean:
        return {"bias": 1.0, "related": 1.0}
    row = {"bias": 1.0, **_said(clean), **_size(scene, clean), **_place(scene, clean)}
    row |= _around(scene, clean[0])
    for chain in clean[1:]:
        for name, value in _around(scene, chain).items():
            row[name] = max(value, row[name])
    at_top = any(c.place == "title" or c.lead for c in clean)
    row["offtake_title"] = float(scene.offtake)
    framed = any(j != i for j in scene.framing)
    row["framed"] = float(framed)
    row["framed_top"] = float(framed and at_top)
    row["batch_framed"] = row["batch"] * framed
    row["sum_framed"] = row["sum_of_parts"] * framed
    row["again"] = float(len(clean) > 1)
    row["several_top"] = float(scene.counted and at_top)
    return row | _deep(scene, clean)


def _deep(scene: Scene, clean: Sequence[Chain]) -> Row:
    """What the sentence shows of an amount that stands far down only; items of a list are as deep as the
    first."""
    like = scene.listed if _listed(scene, clean) else clean
    first = min(like, key=lambda c: (c.place == "text", c.start))
    row = dict(scene.thread.evidence(first.start)) if first.place == "text" else {}
    if row:
        row["deep_told"] = row["deep"] * bool(scene.titled or scene.led)
        row["deep_titled"] = row["deep"] * bool(scene.titled)
    return row


def _said(clean: Sequence[Chain]) -> Row:
    """What the words around an amount say: of the writing that leads, and of any."""
    leading = min(clean, key=lambda c: (c.place != "title" or not c.evidence, not c.lead, c.start)).evidence
    row = {
        "leading_programme": leading.get(PROGRAMME, 0.0),
        "leading_other": max((v for k, v in leading.items() if _other(k)), default=0.0),
        "leading_past": float(PAST in leading),
    }
    said: Row = {}
    for chain in clean:
        for name, points in chain.evidence.items():
            said[name] = max(points, said.get(name, 0.0))
    row |= {name: said.get(name, 0.0) for name in (INVEST, BATCH, "earlier-deal", "debt")}
    marks = {"framework": FRAMEWORK, "rival": RIVAL, "abroad": ABROAD, "at_home": AT_HOME}
    row["turned"] = float(said.get(RIVAL, 0.0) > 1)
    return row | {name: float(mark in said) for name, mark in marks.items()}


def _other(role: str) -> bool:
    """Whether the words of a role make an amount none of the story's."""
    return role not in OWN and role not in MARKS and role not in (RIVAL, ABROAD, AT_HOME)


def _around(scene: Scene, chain: Chain) -> Row:
    """What the sentence of one writing of an amount shows; of an item of a list, the whole item."""
    layout = scene.layout
    low, high = layout.span(chain.start)
    line = layout.line(chain.start)
    if line.item:
        low, high = line.start, line.end
    kinds = scene.kinds(low, high)
    wide = max(low, chain.start - _SEVERAL_BEFORE), min(high, chain.end + _SEVERAL_AFTER)
    near = max(low, chain.start - _ALSO_BEFORE), min(high, chain.end + _ALSO_AFTER)
    return {name: float(not of.isdisjoint(kinds)) for name, of in _KINDS.items()} | {
        "thing": float(scene.builds(low, high)),
        "several": float(scene.several(*wide)),
        "also": float(_ALSO.search(layout.body, *near) is not None),
        "whole": float(_beside(layout.body, chain, low, _WHOLE_BEFORE, _WHOLE_AFTER)),
        "part": float(_beside(layout.body, chain, low, _PART_BEFORE, _PART_AFTER)),
    }


def _beside(body: str, chain: Chain, low: int, before: re.Pattern[str], after: re.Pattern[str]) -> bool:
    """Whether words stand right before an amount in its sentence, which begins at `low`, or right behind."""
    if before.search(body, max(low, chain.start - _LOOK_BEFORE), chain.start):
        return True
    return after.match(body, chain.end) is not None


def _place(scene: Scene, clean: Sequence[Chain]) -> Row:
    like = clean if not _listed(scene, clean) else scene.listed  # a list's items are news alike
    late = min(c.sentence for c in like) - scene.text_sentence - 1
    return {
        "first": float(any(c.start == scene.first for c in clean)),
        "late": min(1.0, max(0, late) / _SENTENCES),
    }


def _listed(scene: Scene, clean: Sequence[Chain]) -> bool:
    return any(scene.layout.item(c.start) for c in clean)


def _size(scene: Scene, clean: Sequence[Chain]) -> Row:
    """How large an amount is, alone and beside those of title and lead."""
    dollars = max(c.dollars for c in clean)
    row = {"tiny": float(dollars < _TINY), "small": float(dollars < _SMALL), "huge": float(dollars > _HUGE)}
    row["part_of_sum"] = float(dollars in scene.parts)
    row["sum_of_parts"] = float(dollars in scene.sums)
    row["smaller"] = min(1.0, sum(s < 0.9 * dollars for s in scene.sizes) / _MANY)
    row["larger"] = min(1.0, sum(s > 1.1 * dollars for s in scene.sizes) / _MANY)
    titled = any(c.place == "title" for c in clean)
    if scene.titled and not titled:
        row["above_title"] = min(1.0, max(0.0, _orders(dollars, scene.titled)))
    like = clean if not _listed(scene, clean) else scene.listed
    if scene.led and not titled and not any(c.lead for c in like):
        row["beside_lead"] = 1.0
        row["below_lead"] = min(2.0, max(0.0, _orders(scene.led, dollars))) / 2
    return row


def _orders(larger: float, smaller: float) -> float:
    """Orders of magnitude between two amounts."""
    return math.log10(max(1.0, larger)) - math.log10(max(1.0, smaller))


def _sums(sizes: Sequence[float]) -> dict[float, set[float]]:
    """Those of some amounts that two or three others, or all that are smaller, add up to, each with those
    others. `sizes`: the largest first."""
    sums: dict[float, set[float]] = {}
    for whole in sizes[:_PARTS]:
        slack = _SLACK * whole
        smaller = [s for s in sizes if s < whole - slack][:_PARTS]
        tried = [*combinations(smaller, 2), *combinations(smaller, 3), tuple(smaller)]
        for some in tried:
            if len(some) > 1 and abs(sum(some) - whole) <= slack:
                sums.setdefault(whole, set()).update(some)
    return sums
