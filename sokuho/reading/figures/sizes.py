"""Which capacities of an article are those of what its deal builds, buys or delivers.

The rest are goals, fleets, types of machine, markets, other companies' plants. Each capacity is weighed by
where it stands and by the words beside it (config/lexicon/capacities.txt), with the topic's weights `sizes`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from sokuho.model import Capacity
from sokuho.reading.deal.evidence import MONEY
from sokuho.reading.deal.thread import Thread, length
from sokuho.reading.figures import goods
from sokuho.reading.figures.elsewhere import Elsewhere
from sokuho.reading.figures.machines import of_machine
from sokuho.reading.figures.past import age
from sokuho.reading.figures.umbrellas import of_umbrellas
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Lexicon, Mention, Scan, within
from sokuho.reading.notation.dates import YEAR
from sokuho.reading.notation.units import ENERGY, measured
from sokuho.reading.patterns import choice
from sokuho.reading.text import width
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import chance

_MANY = 80  # capacities looked at in an article; what has more is a table
_REACH = 70  # code points on either side in which a word speaks of a capacity
_CUT = 0.4  # what is left of a word's say behind a comma, and behind each further one
# "500MWac/631MWdc", "300 megawatts (MW)": one thing in two measures, decided together.
_BESIDE = re.compile(r"[\s/(（、,・]{0,3}(?:and |with |of power and )?")
_SEPARATORS = re.compile("[,;:()（）、；：—–abw](?:(?<=[^abw])|(?<= a)nd |(?<= b)ut |(?<= w)hile )")
_BY_YEAR = re.compile(
    choice(r"(?:by|in|until)(?: \w+){0,3} 20\d\d|20\d\d年(?:度)?(?:まで|末|頃|ごろ|を?め)", words=True)
)
# "Its capacity is", 「設備容量は」: how large it is, and nothing else.
_PLAIN = re.compile(
    r"(?:(?<![の一-龥ァ-ヴ])(?:(?:設備|発電|総発電)容量|定格出力|出力)(?:は|:)(?:約|計)?"
    r"|\b(?:[Cc]apacity|[Oo]utput)(?: is|:)(?: about)? )\Z"
)
# What opens a sentence: a few English words, or what Japanese marks as its topic or subject.
_HEAD = re.compile(r"[^はがも、。\n]{1,32}(?=[はがも])|[A-Za-z0-9.,'$%-]+(?: [A-Za-z0-9.,'$%-]+){0,4}")
_BELOW = frozenset({"region", "stranger"})  # of what title and lead name they tell nothing
_PLAINLY = 16  # code points
_SEVERAL = 3  # so many of a kind, and the largest may be what the others come to
_LARGER, _MUCH_LESS = 1.5, 0.1  # times the largest of title and lead
_OF_GAS = frozenset({"mtpa", "bcfd"})
_OF_CELLS = frozenset({"storage", "autos"})  # batteries hold it, their factories make so much a year
_NO_BATTERY = 20e3  # MWh; the largest hold half of it, a plant makes more in a year
_AREA = frozenset({"ha", "sqm"})
_TRADED = frozenset({"mtpa", "bcfd", "bpd"})


def of_deal(scene: Scene, topic: Topic) -> list[Capacity]:
    """The capacities of an article that are the deal's, in order."""
    weights = topic.sizes or DEFAULT
    return [c for c, values in candidates(scene) if chance(weights, values) >= 0.5]


def candidates(scene: Scene) -> list[tuple[Capacity, dict[str, float]]]:
    """Each capacity of the article's own lines, with the evidence (0 to 1) that it is the deal's."""
    out: list[tuple[Capacity, dict[str, float]]] = []
    for i, capacity in enumerate(scene.found):
        before = scene.found[i - 1] if i else None
        if before is not None and _BESIDE.fullmatch(scene.layout.body, before.end, capacity.start):
            out.append((capacity, out[-1][1]))
        else:
            out.append((capacity, scene.evidence(i)))
    return out


class Scene:
    """An article as its capacities appear in it. `things`: the sector words of what is built; `lexicon`: the
    words beside capacities; `year`: of publication; `home`: the investor's country."""

    def __init__(
        self,
        layout: Layout,
        found: Sequence[Capacity],
        scan: Scan,
        things: Sequence[Mention],
        lexicon: Lexicon,
        topic: Topic,
        year: int,
        home: str | None,
        thread: Thread,
    ) -> None:
        few = layout.own(found[:_MANY])
        wider = of_umbrellas(layout.body, few, scan.of("programme"))
        cells = any(t.value in _OF_CELLS for t in things)
        self.found = [
            c
            for c in _told(layout, few)
            if c.size not in wider
            and not (c.unit in _OF_GAS and goods.other(layout.body, c))
            and not (c.unit in ENERGY and not cells and measured(*c.size)[1] > _NO_BATTERY)
        ]
        self.layout, self.things, self.lexicon = layout, things, lexicon
        self.year, self.thread, self.length = year, thread, length(layout)
        self.elsewhere = Elsewhere(layout, scan, topic.countries, home)
        known = {*topic.countries, None, "", "XX"}  # XX: a part of the world
        places = [m for m in scan.names if m.kind == "place"]
        self.abroad = [m.start for m in places if m.country not in known and m.value not in topic.countries]
        self.ours = [m.start for m in places if m.country in topic.countries and m.value != "country"]
        self.first = layout.sentence(layout.text_start)
        told = (line for line in layout.lines if line.part == "text" and not line.noise)
        opening = next((line for line in told if layout.body[line.start : line.end].strip()), None)
        # sentences above the first paragraph
        self.above = self.first - layout.sentence(opening.start) if opening else 0
        self.zones = [self._zone(c) for c in self.found]
        self.sizes = [measured(*c.size) for c in self.found]
        self.kinds: dict[str, set[float]] = {}
        for kind, size in self.sizes:
            self.kinds.setdefault(kind, set()).add(size)
        self.powered = "power" in self.kinds or "energy" in self.kinds
        self.again = Counter([c.size for c in self.found])
        top = self._top()
        self.stated = {c.size for c in top}
        self.largest: dict[str, float] = {}
        for kind, size in [measured(*c.size) for c in top]:
            self.largest[kind] = max(self.largest.get(kind, 0.0), size)

    def _top(self) -> list[Capacity]:
        """Those of the title and of the first sentence of the lead that has one."""
        zoned = list(zip(self.found, self.zones, strict=True))
        lead = [c for c, zone in zoned if zone == "lead"]
        first = self.layout.sentence(lead[0].start) if lead else 0
        titled = [c for c, zone in zoned if zone == "title"]
        return [*titled, *(c for c in lead if self.layout.sentence(c.start) == first)]

    def _zone(self, c: Capacity) -> str:
        if self.layout.line(c.start).part != "text":
            return "title"
        return "lead" if self.layout.sentence(c.start) <= self.first + 1 else "body"

    def evidence(self, i: int) -> dict[str, float]:
        c = self.found[i]
        kind, size = self.sizes[i]
        alike = self.kinds[kind]
        low, high = self.layout.span(c.start)
        item = self.layout.item(c.start)
        values = {
            "bias": 1.0,
            self.zones[i]: 1.0,
            "first": i == 0,
            "item": item,
            "other": not item and self.elsewhere.role(c.start) is not None,
            "traded": c.unit in _TRADED,
            "area": c.unit in _AREA,
            "area_beside": c.unit in _AREA and self.powered,
            "only": len(alike) == 1,
            "again": self.again[c.size] > 1,
            "sum": _adds_up(size, alike),
            "machine": of_machine(self.layout.body, c, low),
            "plain": _PLAIN.search(self.layout.body, max(low, c.start - _PLAINLY), c.start) is not None,
            "late": max(0, self.layout.sentence(c.start) - self.above) / max(6, self.layout.length),
        }
        self._beside_top(c, kind, size, values)
        self._said(c, low, high, values)
        self._before(c, low, values)
        below = "title" not in values and self.layout.sentence(c.start) > self.first
        self._words(c, low, high, values, below=below)
        if below:
            self._opens(c, low, values)
        # What several that are told of by themselves come to together is no project's.
        if len(alike) >= _SEVERAL and size == max(alike):
            values["adds_up"] = max(values.get("sum_before", 0.0), values.get("sum_after", 0.0))
        if self.length:
            values["deep_long"] = self.length
        deep = self.thread.evidence(c.start) if c.size not in self.stated else {}
        if deep:
            values |= deep
            values["deep_told"] = deep["deep"] * values["beside_top"]
        return values

    def _beside_top(self, c: Capacity, kind: str, size: float, values: dict[str, float]) -> None:
        """How it compares with what title and lead state."""
        top = self.largest.get(kind, 0.0)
        values["stated"] = c.size in self.stated
        values["beside_top"] = top > 0 and c.size not in self.stated
        values["larger"] = top > 0 and size > _LARGER * top
        values["much_less"] = top > 0 and size < _MUCH_LESS * top

    def _said(self, c: Capacity, low: int, high: int, values: dict[str, float]) -> None:
        """What its sentence says: money, years, places."""
        body = self.layout.body
        years = [int(m[0]) for m in YEAR.finditer(body, low, high) if not age(body, m)]
        ours = _any(self.ours, low, high)
        values["money"] = MONEY.search(body, low, high) is not None
        values["by_year"] = bool(years) and _BY_YEAR.search(body, low, high) is not None
        values["past_year"] = bool(years) and max(years) < self.year
        values["site"] = ours
        values["abroad"] = not ours and _any(self.abroad, low, high)

    def _before(self, c: Capacity, low: int, values: dict[str, float]) -> None:
        """What the sentence before says, in the same paragraph, of a third country."""
        index = self.layout.sentence(c.start)
        if not index:
            return
        start = self.layout.sentences[index - 1][0]
        if start < self.layout.line(c.start).start:
            return
        values["abroad_before"] = (
            not values["site"] and _any(self.abroad, start, low) and not _any(self.ours, start, low)
        )

    def _words(self, c: Capacity, low: int, high: int, values: dict[str, float], *, below: bool) -> None:
        """The words beside it, the nearer the louder."""
        body = self.layout.body
        low, high = max(low, c.start - 2 * _REACH), min(high, c.end + _REACH)
        words = [(m.value, low + m.start, low + m.end) for m in self.lexicon.scan(body[low:high]).of("size")]
        words += [("thing", t.start, t.end) for t in within(self.things, low, high) if not t.weak]
        for kind, start, end in words:
            if kind in _BELOW and not below:
                continue
            if end <= c.start:
                key, say = f"{kind}_before", _say(body[end : c.start], 2 * _REACH)
            elif start >= c.end:
                key, say = f"{kind}_after", _say(body[c.end : start], _REACH)
            else:
                continue
            values[key] = max(values.get(key, 0.0), say)

    def _opens(self, c: Capacity, low: int, values: dict[str, float]) -> None:
        """What its sentence speaks of, by the words that open it."""
        if head := _HEAD.match(self.layout.body, low, c.start):
            values |= {f"{m.value}_opens": 1.0 for m in self.lexicon.scan(head[0]).of("size")}


def _any(found: Sequence[int], low: int, high: int) -> bool:
    """Whether one of some places, which are in order, is from `low` on and before `high`."""
    return bisect_left(found, low) < bisect_left(found, high)


def _told(layout: Layout, found: Sequence[Capacity]) -> Sequence[Capacity]:
    """The sizes without those above the text, unless it has no other: a subtitle tells of the deal, too."""
    return [c for c in found if not _above(layout, c)] or found


def _above(layout: Layout, c: Capacity) -> bool:
    """Whether it stands above the text where no list does: what a picture there shows."""
    line = layout.line(c.start)
    return c.start < layout.text_start and line.part == "text" and not line.item


def _adds_up(size: float, alike: Iterable[float]) -> bool:
    """Whether two or more others of its kind make a size up."""
    few = sorted([s for s in alike if 0.05 * size < s < 0.95 * size])[:6]
    tried = [*((s, s) for s in few), *(some for n in (2, 3, 4) for some in combinations(few, n))]
    return any(abs(sum(some) - size) < 0.01 * size for some in tried)


def _say(gap: str, reach: int) -> float:
    return max(0.0, 1 - width(gap) / reach) * _CUT ** len(_SEPARATORS.findall(gap))


# What one would say before seeing an article; the fit starts from here and stays near (bench/fit_sizes.py).
DEFAULT: Mapping[str, float] = {
    "bias": 0.8,
    "stated": 1.0,
    "first": 0.8,
    "item": 0.5,
    "site": 0.3,
    "built_before": 0.7,
    "built_after": 0.7,
    "thing_before": 0.5,
    "thing_after": 0.5,
    "body": -0.3,
    "by_year": -0.3,
    "beside_top": -0.5,
    "larger": -1.2,
    "much_less": -1.5,
    "goal_before": -2.0,
    "goal_after": -1.5,
    "fleet_before": -2.0,
    "fleet_after": -1.0,
    "each_before": -3.0,
    "each_after": -2.0,
    "holds_before": -0.7,
    "past_before": -1.5,
    "past_after": -0.7,
    "past_year": -1.0,
    "demand_before": -1.0,
    "demand_after": -0.7,
    "other": -1.0,
    "abroad": -1.5,
    "abroad_before": -1.0,
    "area": -1.5,
    "area_beside": -1.5,
}
