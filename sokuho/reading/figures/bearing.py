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
from sokuho.reading.figures.past import opened_by_year, past
from sokuho.reading.figures.wholes import whole_of_deal
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
_FINANCES = frozenset({"finance", "raise"})
_WEIGHED = frozenset({INVEST, BATCH, "earlier-deal", "debt"})
_MARKED = {FRAMEWORK: "framework", RIVAL: "rival", ABROAD: "abroad", AT_HOME: "at_home"}
_OF_NEWS = OWN | MARKS | {RIVAL, ABROAD, AT_HOME}  # the rest makes an amount none of the story's
_OF_SUM = _OF_NEWS | {"debt"}  # the rest makes it no part of a sum
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
_FEWEST = 3  # amounts of which one may be the sum of the others
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
        self.several = scan.of("several")
        self.text_sentence = layout.sentence(layout.text_start)
        own = [some for g in groups if (some := [c for c in g if not apart(c)])]
        sizes = [max([c.dollars for c in g]) for g in own]
        self.sizes = sorted(sizes)
        meant = [size for size, g in zip(sizes, own, strict=True) if not _other_than_news(g)]
        self.sums = _sums(sorted(meant, reverse=True))
        self.parts = set().union(*self.sums.values())
        every = [c for g in own for c in g]
        self.titled = max([c.dollars for c in every if c.place == "title"], default=0.0)
        self.led = max([c.dollars for c in every if c.lead], default=0.0)
        self.first = min([c.start for c in every if c.place != "title"], default=-1)
        self.listed = sorted([c for c in every if layout.item(c.start)], key=lambda c: c.start)
        self.framing = [c for c in every if PROGRAMME in c.evidence or FRAMEWORK in c.evidence]
        self.acts = scan.of("act")
        self.offtake = "offtake" in [m.value for m in within(self.acts, 0, layout.lines[0].end)]
        opening = layout.sentences[self.text_sentence][1] if layout.sentences else 0
        self.financed = any(m.value in _FINANCES for m in within(self.acts, 0, opening))

    def is_news(self, role: str, clean: Sequence[Chain]) -> bool:
        """Whether an amount of a role that is mostly none of the deal's is the deal itself: a loan in title
        or lead or where those tell of a financing, a grant in the title."""
        if role == "debt":
            return self.financed or any(c.place == "title" or c.lead for c in clean)
        if role != "subsidy":
            return False
        title = self.layout.lines[0].end
        return any(m.value == role for kind in KINDS for m in within(self.scan.of(kind), 0, title))


def _other_than_news(group: Sequence[Chain]) -> bool:
    """Whether words say that an amount is none of the story's, and so no part of a sum."""
    said = [role for c in group for role, points in c.evidence.items() if points >= _PLAIN]
    return not _OF_SUM.issuperset(said)


def evidence(scene: Scene, group: Sequence[Chain]) -> Row:
    """All that the article shows about the amount whose writings are a group; what it does not show, which
    is most, is left out."""
    clean = [c for c in group if not apart(c)]
    if not clean:
        return {"bias": 1.0, "related": 1.0}
    listed = scene.listed and any(c in scene.listed for c in clean)
    like = scene.listed if listed else clean  # a list's items are news alike
    titled = "title" in [c.place for c in clean]
    row: Row = {"bias": 1.0}
    _said(scene, clean, row)
    _place(scene, clean, like, row)
    _size(scene, clean, like, row, titled=titled)
    _deep(scene, like[0], row)
    for chain in clean:
        _around(scene, chain, row)
    at_top = titled or True in [c.lead for c in clean]
    if scene.framing and any(c not in clean for c in scene.framing):
        row |= {f"{name}_framed": row[key] for name, key in _ADDED_UP.items() if key in row}
        row["framed"] = 1.0
        if at_top:
            row["framed_top"] = 1.0
    if scene.offtake:
        row["offtake_title"] = 1.0
    if len(clean) > 1:
        row["again"] = 1.0
    if at_top and scene.thread.counted:
        row["several_top"] = 1.0
    return row


def _deep(scene: Scene, first: Chain, row: Row) -> None:
    """What the sentence shows of an amount that stands far down only; items of a list are as deep as the
    first."""
    deep = scene.thread.evidence(first.start) if first.place == "text" else {}
    if deep:
        row |= deep
        row["deep_told"] = deep["deep"] * bool(scene.titled or scene.led)
        row["deep_titled"] = deep["deep"] * bool(scene.titled)


def _said(scene: Scene, clean: Sequence[Chain], row: Row) -> None:
    """What the words around an amount say: of the writing that leads, and of any."""
    leading = min(clean, key=_leads) if len(clean) > 1 else clean[0]
    for chain in clean:
        for name, points in chain.evidence.items():
            if name in _WEIGHED:
                row[name] = max(points, row.get(name, 0.0))
            elif name in _MARKED:
                row[_MARKED[name]] = 1.0
                if name == RIVAL and points > 1:
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
        if opened_by_year(scene.layout, leading, scene.year):
            row["earlier-deal"] = max(1.0, row.get("earlier-deal", 0.0))


def _leads(chain: Chain) -> tuple[bool, bool]:
    """What the leading writing has least of: it stands in a title that says something about it, else in the
    lead."""
    return chain.place != "title" or not chain.evidence, not chain.lead


def _around(scene: Scene, chain: Chain, row: Row) -> None:
    """What the sentence of one writing of an amount shows; of an item of a list, the whole item."""
    body, start, end = scene.layout.body, chain.start, chain.end
    low, high = scene.layout.piece(start)
    for act in within(scene.acts, low, high):
        if act.value in _ACTS:
            row[_ACTS[act.value]] = 1.0
    if within(scene.things, low, high):
        row["thing"] = 1.0
    if within(scene.several, max(low, start - _SEVERAL_BEFORE), min(high, end + _SEVERAL_AFTER)):
        row["several"] = 1.0
    if _ALSO.search(body, max(low, start - _ALSO_BEFORE), min(high, end + _ALSO_AFTER)):
        row["also"] = 1.0
    near = max(low, start - _LOOK_BEFORE)
    if _WHOLE_BEFORE.search(body, near, start) or _WHOLE_AFTER.match(body, end):
        row["whole"] = 1.0
    if _PART_BEFORE.search(body, near, start) or _PART_AFTER.match(body, end):
        row["part"] = 1.0
    beside = "beside_lead" in row and chain.place == "text"
    plain = row["leading_other"] < _PLAIN and "leading_past" not in row
    if beside and plain and whole_of_deal(body, low, start, end):
        row["whole_of_deal"] = 1.0


def _place(scene: Scene, clean: Sequence[Chain], like: Sequence[Chain], row: Row) -> None:
    if scene.first in [c.start for c in clean]:
        row["first"] = 1.0
    late = like[0].sentence - scene.text_sentence - 1
    if late > 0:
        row["late"] = min(1.0, late / _SENTENCES)


def _size(scene: Scene, clean: Sequence[Chain], like: Sequence[Chain], row: Row, *, titled: bool) -> None:
    """How large an amount is, alone and beside those of title and lead."""
    dollars = max([c.dollars for c in clean])
    if dollars < _SMALL:
        row["small"] = 1.0
        if dollars < _TINY:
            row["tiny"] = 1.0
    if dollars > _HUGE:
        row["huge"] = 1.0
    if dollars in scene.parts:
        row["part_of_sum"] = 1.0
    if dollars in scene.sums:
        row["sum_of_parts"] = 1.0
    smaller, larger = bisect_left(scene.sizes, 0.9 * dollars), bisect_right(scene.sizes, 1.1 * dollars)
    row["smaller"] = min(1.0, smaller / _MANY)
    row["larger"] = min(1.0, (len(scene.sizes) - larger) / _MANY)
    if titled:
        return
    if scene.titled and dollars > scene.titled:
        row["above_title"] = min(1.0, _orders(dollars, scene.titled))
    if scene.led and True not in [c.lead for c in like]:
        row["beside_lead"] = 1.0
        row["below_lead"] = min(2.0, max(0.0, _orders(scene.led, dollars))) / 2


def _orders(larger: float, smaller: float) -> float:
    """Orders of magnitude between two amounts."""
    return math.log10(max(1.0, larger)) - math.log10(max(1.0, smaller))


def _sums(sizes: Sequence[float]) -> dict[float, set[float]]:
    """Those of some amounts that two or three others, or all that are smaller, add up to, each with those
    others. `sizes`: the largest first."""
    sums: dict[float, set[float]] = {}
    if len(sizes) < _FEWEST:
        return sums
    for whole in sizes[:_PARTS]:
        slack = _SLACK * whole
        smaller = [s for s in sizes if s < whole - slack][:_PARTS]
        few = sum(smaller[:3]) >= whole - slack
        tried = [*combinations(smaller, 2), *combinations(smaller, 3)] if few else []
        for some in (*tried, tuple(smaller)):
            if len(some) > 1 and abs(sum(some) - whole) <= slack:
                sums.setdefault(whole, set()).update(some)
    return sums
