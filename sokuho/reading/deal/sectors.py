"""Which of the sectors that an article names are its deal's own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sokuho.reading.deal.evidence import MONEY, MOST, Statement, by_statement
from sokuho.reading.deal.features import SIZE
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import chance

_PLACE = {"title": 3.0, "lead": 2.0, "body": 1.0}
_LIKELY = 0.45  # half of the F1 that is reached: from there on naming a sector gains more than it loses


def main_sectors(
    layout: Layout,
    scan: Scan,
    found: Sequence[Statement],
    things: Sequence[Mention],
    topic: Topic,
    *,
    one: bool,
) -> tuple[str, ...]:
    """The sectors of what is built, bought or funded, the strongest first, at least one: where none is named,
    that of most companies. Of `one` deal they are the topic's, if any of those is among them.

    `things` are the sector words of `scan` without those that only name an end use.
    """
    rated = [
        (chance(topic.objects or DEFAULT, values), key)
        for key, values in candidates(layout, scan, found, things, topic).items()
    ]
    rated.sort(key=lambda r: -r[0])
    likely = tuple(key for i, (p, key) in enumerate(rated) if p >= _LIKELY or i == 0) or _trade(scan)
    return (tuple(s for s in likely if s in topic.sectors) if one else ()) or likely


def _trade(scan: Scan) -> tuple[str, ...]:
    """The sector of most of the companies named."""
    trades = Counter(m.value for m in scan.names if m.kind == "company" and m.value)
    return tuple(sector for sector, _ in trades.most_common(1)) or ("other",)


def candidates(
    layout: Layout, scan: Scan, found: Sequence[Statement], things: Sequence[Mention], topic: Topic
) -> dict[str, dict[str, float]]:
    """For every sector named, the evidence (0 to 1) that it is one of the article's own: how it is named, and
    which other sectors title and main sentence name beside it ("grid_beside_power_equipment") or title and
    lead name companies of ("data_centers_by_ai")."""
    values: defaultdict[str, dict[str, float]] = defaultdict(lambda: {"bias": 1.0})
    weights, counts = _words(layout, scan, found, things, values)
    trades = dict.fromkeys(_trades(found, topic))
    for sector in trades:
        values[sector]["company"] = 1.0
    batch = float(any(s.programmes for s in found if s.place != "body"))
    best = max(weights.values(), default=0) or 1
    strong = {k for k, v in values.items() if max(v.get("title", 0.0), v.get("main", 0.0)) == 1.0}
    titled = any(values[k].get("title") == 1.0 for k in strong)
    for key, v in values.items():
        v["ratio"] = weights[key] / best
        v["first"] = float(weights[key] == best)
        v["batch"] = batch
        v["batch_priced"] = batch * v.get("priced", 0.0)
        v["batch_item"] = batch * v.get("item", 0.0)
        v["unsaid"] = float(not weights[key])
        v["near"] = float(key in topic.near)
        v["beside_title"] = float(titled and v.get("title", 0.0) < 1.0)
        v["many"] = min(1.0, counts[key] / 4)
        v[key] = 1.0
        v |= {f"{key}_beside_{other}": 1.0 for other in strong if other != key}
        v |= {f"{key}_by_{other}": 1.0 for other in trades if other != key}
    return values


def _words(
    layout: Layout,
    scan: Scan,
    found: Sequence[Statement],
    things: Sequence[Mention],
    values: Mapping[str, dict[str, float]],
) -> tuple[Counter[str], Counter[str]]:
    """Adds what the words of each sector show. Gives how much they weigh together, and how many there are,
    those that only name an end use among them."""
    kept = {t.start: t for t in things}
    main = next((s for s in found if s.place != "title" and s.acts), None)
    weights, counts = Counter[str](), Counter[str]()
    lists: dict[int, bool] = {}  # whether the statement that starts there names several sectors
    last: Mention | None = None
    named = sorted([*scan.of("sector"), *(t for t in things if t.kind == "company")])
    for s, m in by_statement(found, named):
        if not (sector := m.value):
            continue
        counts[sector] += 1
        if m.start not in kept:
            continue
        m = kept[m.start]
        v = values[sector]
        weak = 0.4 if m.weak else 1.0
        zone = "main" if s is main else s.place
        if zone != "body":
            v[zone] = max(v.get(zone, 0.0), weak)
        for sign, what, reach in _SIGNS if not m.weak else ():
            if sign not in v and _near(what, layout.body, m, s, reach):
                v[sign] = 1.0
        if s.start not in lists:
            lists[s.start] = len({o.value for o in (*s.objects, *s.near) if not o.weak}) > 2
        if layout.item(m.start) or lists[s.start]:
            v["item"] = 1.0
        if last is not None and last.value != sector and not m.weak and _joined(layout.body, last, m):
            v["joined"] = max(v.get("joined", 0.0), _PLACE[s.place] / 3)
            values[last.value or ""]["joined"] = v["joined"]
        last = None if m.weak else m
        weights[sector] += round(100 * weak * _PLACE[s.place] * (2 if s.acts else 0.5))
    return weights, counts


def _trades(found: Sequence[Statement], topic: Topic) -> Iterator[str]:
    """The trades of the companies that title and lead name; a venture of both sides has none."""
    for s in found:
        if s.place == "body":
            break
        for m in (*s.first[:MOST], *s.second[:MOST]):
            if m.kind == "company" and m.value and m.value not in topic.countries:
                yield m.value


_AND = re.compile(
    r"(?:[ -](?:[\w-]+ ){0,2}(?:and|plus)[ -](?:[\w-]+ ){0,2}| ?[&+] ?"
    r"|[^、。\n]{0,6}(?:と|・|や|及び|および)[^、。\n]{0,6})\Z"
)


def _joined(body: str, first: Mention, second: Mention) -> bool:
    """Whether two things are named as one: "solar and battery storage", 太陽光と蓄電池."""
    gap = second.start - first.end
    return 0 < gap < 30 and _AND.match(body, first.end, second.start) is not None


_SIGNS = (("priced", MONEY, 70), ("sized", SIZE, 40))  # figures, and how far from a thing they stand
_FIGURE = 40  # code points of the longest: of an endless sentence only what is near is looked at


def _near(what: re.Pattern[str], body: str, m: Mention, s: Statement, reach: int) -> bool:
    """Whether such a figure begins in the statement and no further from the mention than that."""
    high = m.start + reach
    found = what.search(body, max(s.start, m.start - reach + 1), min(s.end, high + _FIGURE))
    return found is not None and found.start() < high


DEFAULT: Mapping[str, float] = {
    "bias": -2.5,
    "title": 2.0,
    "main": 1.5,
    "ratio": 2.0,
    "unsaid": -2.0,
    "near": -1.0,
}
