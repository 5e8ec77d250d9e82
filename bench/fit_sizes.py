"""Fits the weights by which a capacity is the deal's (reading/figures/sizes.py), and prints them as YAML.

    python -m bench.fit_sizes TOPIC.yaml GOLD.jsonl [GOLD.jsonl ...]

Logistic regression that starts from `sizes.DEFAULT` and is held near it: core articles name some 250
capacities, too few to learn forty weights from nothing. Prints first how well it does on events left out,
a tenth at a time, for several strengths of the hold.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sokuho.reading.deal.evidence import statements
from sokuho.reading.deal.things import built
from sokuho.reading.deal.thread import Thread
from sokuho.reading.figures import sizes
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Lexicon
from sokuho.reading.names.localities import with_localities
from sokuho.reading.notation.quantities import find_capacities
from sokuho.reading.text import fold
from sokuho.reading.topics import Topic
from sokuho.resources import read_model
from sokuho.vocabulary import article_of, load_lexicon

Key = tuple[str, float]
HOLDS = (0.3, 1.0, 3.0, 10.0)
CHECK = Path("tests/gold/dev.check")


class Case(NamedTuple):
    """One core article: its event, the evidence of each capacity, and the deal's own."""

    event: str
    rows: list[tuple[dict[str, float], Key]]
    gold: set[Key]


def case(gold: Mapping[str, Any], lexicon: Lexicon, topic: Topic) -> Case:
    article = article_of(gold)
    scan = with_localities(article.body, lexicon.scan(article.body))
    layout = Layout(article, scan.of("noise"))
    home = next((s.country for s in topic.sides if s.direction == gold["direction"]), None)
    found = sizes.candidates(
        sizes.Scene(
            layout,
            find_capacities(fold(layout.body)),
            scan,
            built(layout.body, scan),
            lexicon.beside,
            topic,
            article.published.year,
            home,
            Thread(layout, statements(layout, scan, topic)),
        )
    )
    labelled = {_key(c["value"], c["unit"]) for p in gold["projects"] for c in p["capacity"]}
    return Case(gold["event"], [(values, _key(float(c.value), c.unit)) for c, values in found], labelled)


def _key(value: float, unit: str) -> Key:
    watts = {"kW": 1e3, "MW": 1e6, "MWac": 1e6, "GW": 1e9}
    hours = {"kWh": 1e3, "MWh": 1e6, "GWh": 1e9}
    if unit in watts:
        return "W", float(f"{value * watts[unit]:.6g}")
    if unit in hours:
        return "Wh", float(f"{value * hours[unit]:.6g}")
    return unit, float(f"{value:.6g}")


def fit(cases: Sequence[Case], hold: float, steps: int = 600) -> dict[str, float]:
    rows = [(values, key in c.gold) for c in cases for values, key in c.rows]
    start = dict.fromkeys({k for values, _ in rows for k in values}, 0.0) | dict(sizes.DEFAULT)
    weights, speed = dict(start), dict.fromkeys(start, 0.0)
    for _ in range(steps):
        grads = {k: hold * (w - start[k]) / len(rows) for k, w in weights.items()}
        for values, label in rows:
            miss = 1 / (1 + math.exp(-_score(weights, values))) - label
            for k, v in values.items():
                grads[k] += miss * v / len(rows)
        for k, grad in grads.items():
            speed[k] = 0.9 * speed[k] - 0.2 * grad
            weights[k] += speed[k]
    return weights


def _score(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return sum(weights.get(k, 0.0) * v for k, v in values.items())


class Tally:
    """Capacities taken rightly, taken, and labelled."""

    def __init__(self) -> None:
        self.hit = self.said = self.true = 0

    def add(self, cases: Sequence[Case], weights: Mapping[str, float]) -> None:
        for c in cases:
            taken = {key for values, key in c.rows if _score(weights, values) >= 0}
            self.hit += len(taken & c.gold)
            self.said += len(taken)
            self.true += len(c.gold)

    def __str__(self) -> str:
        p, r = self.hit / max(1, self.said), self.hit / max(1, self.true)
        return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}"


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("topic", type=Path)
    parser.add_argument("gold", type=Path, nargs="+", help="labelled articles; the check part is left out")
    parser.add_argument("--hold", type=float, default=0.3)
    args = parser.parse_args()
    topic, lexicon = read_model(args.topic, Topic), load_lexicon(Path.cwd())
    check = set(CHECK.read_text(encoding="utf-8").split())
    lines = [line for file in args.gold for line in file.read_text(encoding="utf-8").splitlines()]
    labelled = [json.loads(line) for line in lines]
    cases = [
        case(g, lexicon, topic) for g in labelled if g["relevance"] == "core" and g["event"] not in check
    ]
    events = sorted({c.event for c in cases})
    for hold in HOLDS:
        tally = Tally()
        for i in range(10):
            out = set(events[i::10])
            weights = fit([c for c in cases if c.event not in out], hold)
            tally.add([c for c in cases if c.event in out], weights)
        print(f"# hold {hold:g}, events left out: {tally}")
    weights = fit(cases, args.hold)
    tally = Tally()
    tally.add(cases, weights)
    print(f"# hold {args.hold:g}, all {sum(len(c.rows) for c in cases)} capacities: {tally}")
    print("sizes: {" + ", ".join(f"{k}: {w:.2f}" for k, w in sorted(weights.items())) + "}")


if __name__ == "__main__":
    main()
