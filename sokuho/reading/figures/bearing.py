"""What an article shows about each of its amounts, as numbers by name, most of them from 0 to 1.

An amount written several times, or with a conversion, is one. What stands here was kept because readings
of articles that weights were not fitted on got worse without it (bench/fit_amounts.py).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import combinations

from sokuho.reading.deal.thread import Thread
from sokuho.reading.figures.cues import BATCH, FRAMEWORK, INVEST, KINDS, MARKS, OWN, PROGRAMME, apart
from sokuho.reading.figures.elsewhere import ABROAD, AT_HOME, RIVAL
from sokuho.reading.figures.past import past
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan, within
from sokuho.reading.notation.chains import Chain
from sokuho.reading.patterns import choice

Row = dict[str, float]

_ALSO = re.compile(
    choice(r"(?:に|で|へ)も(?:、|[^のな])|(?:also|as well|too|besides|in addition|another)\b", words=True)
)
_ALSO_BEFORE, _ALSO_AFTER = 60, 40  # code points
_SEVERAL_BEFORE, _SEVERAL_AFTER = 50, 70
_ACTS = {
    "invest": "act_invest",
    "finance": "act_finance",
    "raise": "act_finance",
    "offtake": "act_offtake",
    "supply": "act_offtake",
}
_WEIGHED = frozenset({INVEST, BATCH, "earlier-deal", "debt"})
_MARKED = {FRAMEWORK: "framework", RIVAL: "rival", ABROAD: "abroad", AT_HOME: "at_home"}
_OF_NEWS = OWN | MARKS | {RIVAL, ABROAD, AT_HOME}  # the rest makes an amount none of the story's
_ADDED_UP = {"batch": BATCH, "sum": "sum_of_parts"}  # the same beside a framework
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
    """What the whole article gives for weighing one amount. `year`: of publication."""

    def __init__(
        self,
        layout: Layout,
        scan: Scan,
        groups: Sequence[Sequence[Chain]],
        things: Sequence[Mention],
        thread: Thread,
        year: int,
    ) -> None:
        self.layout, self.scan, self.things, self.thread, self.year = layout, scan, things, thread, year
        self.text_sentence = layout.sentence(layout.text_start)
        own = [some for g in groups if (some := [c for c in g if not apart(c)])]
        self.sizes = sorted(max(c.dollars for c in g) for g in own)
        meant = (max(c.dollars for c in g) for g in own if not _other_than_news(g))
        self.sums = _sums(sorted(meant, reverse=True))
        self.parts = set().union(*self.sums.values())
        every = [c for g in own for c in g]
        self.titled = max((c.dollars for c in every if c.place == "title"), default=0.0)
        self.led = max((c.dollars for c in every if c.lead), default=0.0)
        self.first = min((c.start for c in every if c.place != "title"), default=-1)
        self.listed = [c for c in every if layout.item(c.start)]
        self.framing = [c for c in every if PROGRAMME in c.evidence or FRAMEWORK in c.evidence]
        title = within(scan.of("act"), 0, layout.lines[0].end)
        self.offtake = any(m.value == "offtake" for m in title)

    def is_news(self, role: str, clean: Sequence[Chain]) -> bool:
        """Whether what is another matter elsewhere is the deal itself: a loan that title or lead tell, a
        grant that the title tells."""
        if role == "debt":
            return any(c.place == "title" or c.lead for c in clean)
        if role != "subsidy":
            return False
        title = self.layout.lines[0].end
        return any(m.value == role for kind in KINDS for m in within(self.scan.of(kind), 0, title))


def _other_than_news(group: Sequence[Chain]) -> bool:
    """Whether words make an amount none of the story's: no part of a sum."""
    said = [(role, points) for c in group for role, points in c.evidence.items() if role != "debt"]
    return any(points >= _PLAIN and role not in _OF_NEWS for role, points in said)


def evidence(scene: Scene, group: Sequence[Chain]) -> Row:
    """All that the article shows about the amount whose writings are a group; what it does not show, which
    is most, is left out."""
    clean = [c for c in group if not apart(c)]
    if not clean:
        return {"bias": 1.0, "related": 1.0}
    listed = any(scene.layout.item(c.start) for c in clean)
    like = scene.listed if listed else clean  # a list's items are news alike
    row = _said(scene, clean) | _place(scene, clean, like) | _size(scene, clean, like) | _deep(scene, like)
    at_top = any(c.place == "title" or c.lead for c in clean)
    shown = {"bias"}.union(*[_around(scene, c) for c in clean])
    if any(c not in clean for c in scene.framing):
        shown |= {"framed", "framed_top"} if at_top else {"framed"}
        row |= {f"{name}_framed": row[key] for name, key in _ADDED_UP.items() if key in row}
    if scene.offtake:
        shown.add("offtake_title")
    if len(clean) > 1:
        shown.add("again")
    if at_top and scene.thread.counted:
        shown.add("several_top")
    return row | dict.fromkeys(shown, 1.0)


def _deep(scene: Scene, like: Sequence[Chain]) -> Row:
    """What the sentence shows of an amount that stands far down only; items of a list are as deep as the
    first."""
    first = min(like, key=lambda c: (c.place == "text", c.start))
    row = dict(scene.thread.evidence(first.start)) if first.place == "text" else {}
    if row:
        row["deep_told"] = row["deep"] * bool(scene.titled or scene.led)
        row["deep_titled"] = row["deep"] * bool(scene.titled)
    return row


def _said(scene: Scene, clean: Sequence[Chain]) -> Row:
    """What the words around an amount say: of the writing that leads, and of any."""
    leading = min(clean, key=lambda c: (c.place != "title" or not c.evidence, not c.lead, c.start))
    said: Row = {}
    for chain in clean:
        for name, points in chain.evidence.items():
            said[name] = max(points, said.get(name, 0.0))
    row = {name: points for name, points in said.items() if name in _WEIGHED}
    row |= {_MARKED[name]: 1.0 for name in said if name in _MARKED}
    if said.get(RIVAL, 0.0) > 1:
        row["turned"] = 1.0
    if PROGRAMME in leading.evidence:
        row["leading_programme"] = leading.evidence[PROGRAMME]
    other = [
        points
        for role, points in leading.evidence.items()
        if role not in _OF_NEWS and not scene.is_news(role, clean)
    ]
    row["leading_other"] = max(other, default=0.0)
    told_first = leading.place != "text" or leading.sentence == scene.text_sentence
    if not told_first and past(scene.layout, leading, scene.year):
        row["leading_past"] = 1.0
    return row


def _around(scene: Scene, chain: Chain) -> set[str]:
    """What the sentence of one writing of an amount shows; of an item of a list, the whole item."""
    layout, scan = scene.layout, scene.scan
    low, high = layout.span(chain.start)
    line = layout.line(chain.start)
    if line.item:
        low, high = line.start, line.end
    shown = {_ACTS[m.value] for m in within(scan.of("act"), low, high) if m.value in _ACTS}
    if within(scene.things, low, high):
        shown.add("thing")
    wide = max(low, chain.start - _SEVERAL_BEFORE), min(high, chain.end + _SEVERAL_AFTER)
    if within(scan.of("several"), *wide):
        shown.add("several")
    near = max(low, chain.start - _ALSO_BEFORE), min(high, chain.end + _ALSO_AFTER)
    if _ALSO.search(layout.body, *near):
        shown.add("also")
    if _beside(layout.body, chain, low, _WHOLE_BEFORE, _WHOLE_AFTER):
        shown.add("whole")
    if _beside(layout.body, chain, low, _PART_BEFORE, _PART_AFTER):
        shown.add("part")
    return shown


def _beside(body: str, chain: Chain, low: int, before: re.Pattern[str], after: re.Pattern[str]) -> bool:
    """Whether words stand right before an amount in its sentence, which begins at `low`, or right behind."""
    if before.search(body, max(low, chain.start - _LOOK_BEFORE), chain.start):
        return True
    return after.match(body, chain.end) is not None


def _place(scene: Scene, clean: Sequence[Chain], like: Sequence[Chain]) -> Row:
    row = {"first": 1.0} if any(c.start == scene.first for c in clean) else {}
    late = min(c.sentence for c in like) - scene.text_sentence - 1
    row["late"] = min(1.0, max(0, late) / _SENTENCES)
    return row


def _size(scene: Scene, clean: Sequence[Chain], like: Sequence[Chain]) -> Row:
    """How large an amount is, alone and beside those of title and lead."""
    dollars = max(c.dollars for c in clean)
    found = {
        "tiny": dollars < _TINY,
        "small": dollars < _SMALL,
        "huge": dollars > _HUGE,
        "part_of_sum": dollars in scene.parts,
        "sum_of_parts": dollars in scene.sums,
    }
    row = {name: 1.0 for name, there in found.items() if there}
    smaller, larger = bisect_left(scene.sizes, 0.9 * dollars), bisect_right(scene.sizes, 1.1 * dollars)
    row["smaller"] = min(1.0, smaller / _MANY)
    row["larger"] = min(1.0, (len(scene.sizes) - larger) / _MANY)
    titled = any(c.place == "title" for c in clean)
    if scene.titled and not titled:
        row["above_title"] = min(1.0, max(0.0, _orders(dollars, scene.titled)))
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
