"""Sectors and stage of the article's main deal; direction.py has its direction."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from sokuho.reading.direction import direction, invested_in
from sokuho.reading.evidence import MONEY, SITES, Statement, close
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import softmax

__all__ = ["direction", "sectors", "stage"]

_PLACE = {"title": 3.0, "lead": 2.0, "body": 1.0}


_MOST = 30  # names of a side in one sentence that are looked at


def sectors(
    layout: Layout, scan: Scan, found: Sequence[Statement], things: Sequence[Mention], topic: Topic
) -> tuple[str, ...]:
    """The sectors of what is built, bought or funded, the strongest first; at least one where any is named.

    `things` are the sector words of `scan` without those that only name an end use.
    """
    rated = [
        (softmax({"in": topic.objects or DEFAULT}, ("in",), values)[0], key)
        for key, values in candidates(layout, scan, found, things, topic).items()
    ]
    rated.sort(key=lambda r: -r[0])
    return tuple(key for i, (p, key) in enumerate(rated) if p >= 0.5 or i == 0)


def candidates(
    layout: Layout, scan: Scan, found: Sequence[Statement], things: Sequence[Mention], topic: Topic
) -> dict[str, dict[str, float]]:
    """For every sector named, the evidence (0 to 1) that it is one of the article's own."""
    where = _Where(found)
    kept = {t.start for t in things}
    main = next((s for s in found if s.place != "title" and s.acts), None)
    batch = float(any(s.programmes for s in found if s.place != "body"))
    values: dict[str, dict[str, float]] = {}
    prices = [m.start() for m in MONEY.finditer(layout.body)]
    weights: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    lists: dict[int, bool] = {}  # whether the statement that starts there names several sectors
    for m in scan.of("sector"):
        s = where.at(m)
        if s is None or not m.value:
            continue
        counts[m.value] += 1
        if m.start not in kept:
            dropped[m.value] += 1
            continue
        v = values.setdefault(m.value, {"bias": 1.0})
        weak = 0.4 if m.weak else 1.0
        zone = "main" if s is main else s.place
        v[zone] = max(v.get(zone, 0.0), weak)
        v["close"] = max(v.get("close", 0.0), close([m], s.acts))
        if not m.weak and _price_near(prices, m, s):
            v["priced"] = 1.0
        if s.start not in lists:
            lists[s.start] = len({o.value for o in (*s.objects, *s.near) if not o.weak}) > 2
        if layout.line(m.start).item or lists[s.start]:
            v["item"] = 1.0
        weights[m.value] += round(100 * weak * _PLACE[s.place] * (2 if s.acts else 0.5))
    for s in found:
        for m in (*s.first[:_MOST], *s.second[:_MOST]):
            if m.kind == "company" and m.value and m.value not in ("-", "country") and s.place != "body":
                v = values.setdefault(m.value, {"bias": 1.0})
                v["company"] = 1.0
                if invested_in(layout.body, m):
                    v["into"] = 1.0
    best = max(weights.values(), default=0) or 1
    strong = {k for k, v in values.items() if max(v.get("title", 0.0), v.get("main", 0.0)) == 1.0}
    for key, v in values.items():
        v["ratio"] = weights[key] / best
        v["first"] = float(weights[key] == best)
        v["batch"] = batch
        v["batch_priced"] = batch * v.get("priced", 0.0)
        v["batch_item"] = batch * v.get("item", 0.0)
        v["end_use"] = dropped[key] / counts[key] if counts[key] else 0.0
        v["unsaid"] = float(not weights[key])
        v["near"] = float(key in topic.near)
        v["beside_title"] = float(
            v.get("title", 0.0) < 1.0 and any(values[k].get("title") == 1.0 for k in strong)
        )
        v["many"] = min(1.0, counts[key] / 4)
        if f"{key}" in ("ai", "power_equipment", "other", "data_centers"):
            v[f"{key}_beside"] = float(bool(strong - {key}))
    return values


def _price_near(prices: Sequence[int], m: Mention, s: Statement) -> bool:
    i = bisect_right(prices, m.start)
    return any(s.start <= p < s.end and abs(p - m.start) < 70 for p in prices[max(0, i - 1) : i + 1])


def _bought(s: Statement, m: Mention) -> bool:
    """Whether a word of selling tells of a purchase: somebody sells what he has at home to the other side."""

    def sellers(side: Sequence[Mention]) -> bool:
        return any(o.kind == "company" and o.end <= m.start for o in side)

    def buyers(side: Sequence[Mention]) -> bool:
        return any(o.kind == "company" and o.start >= m.end for o in side)

    def sites(side: Sequence[Mention]) -> bool:
        return any(o.kind == "place" and o.value in SITES for o in side)

    if sellers(s.second) and not sellers(s.first) and buyers(s.first):
        return not sites(s.first)
    return (
        sellers(s.first)
        and not sellers(s.second)
        and buyers(s.second)
        and sites(s.first)
        and not sites(s.second)
    )


class _Where:
    """Finds the statement at a place; asked in order of place."""

    def __init__(self, found: Sequence[Statement]) -> None:
        self.found = found
        self.starts = [s.start for s in found]

    def index(self, m: Mention) -> int | None:
        i = bisect_right(self.starts, m.start) - 1
        return i if i >= 0 and m.start < self.found[i].end else None

    def at(self, m: Mention) -> Statement | None:
        i = self.index(m)
        return None if i is None else self.found[i]


def stage(found: Sequence[Statement], scan: Scan, topic: Topic) -> str | None:
    """How far the main deal is: the stage whose words weigh most, those of title and main sentence first.

    In a sentence the main verb counts more: the first strong word of an English one, the last of a
    Japanese one.
    """
    rules = topic.stages
    main = next((s for s in found if s.place != "title" and s.acts and (s.linked or s.objects)), None)
    where = _Where(found)
    by_statement: dict[int, list[Mention]] = {}
    for m in scan.of("stage"):
        if (i := where.index(m)) is not None:
            if m.value == "sold" and _bought(found[i], m):
                m = m._replace(value="agreed")
            by_statement.setdefault(i, []).append(m)
    if not by_statement:
        return None
    counts: Counter[tuple[str, str, bool]] = Counter()
    scores = dict(rules.bias)
    if any(s.programmes for s in found if s.place != "body"):
        for name, weight in rules.programme.items():
            scores[name] = scores.get(name, 0.0) + weight
    for i, words in by_statement.items():
        zone = "main" if found[i] is main else found[i].place
        strong = [m for m in words if not m.weak]
        for m in words:
            counts[m.value or "", zone, m.weak] += 1
        if strong:
            verb = strong[0] if strong[0].text.isascii() else strong[-1]
            bonus = rules.verb * rules.scale.get(verb.value or "", 1.0) * rules.zones.get(zone, 1.0)
            scores[verb.value or ""] = scores.get(verb.value or "", 0.0) + bonus
    for (name, zone, weak), n in counts.items():
        weight = rules.scale.get(name, 1.0) * rules.zones.get(zone, 1.0) * min(n, 2) ** 0.5
        scores[name] = scores.get(name, 0.0) + weight * (rules.weak if weak else 1.0)
    return max(scores, key=lambda name: scores[name])


DEFAULT: Mapping[str, float] = {
    "bias": -2.5,
    "title": 2.0,
    "main": 1.5,
    "ratio": 2.0,
    "close": 0.5,
    "into": 1.5,
    "unsaid": -2.0,
    "near": -1.0,
}
