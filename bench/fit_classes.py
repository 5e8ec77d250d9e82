"""Fits the weights of a topic for direction, sectors and parties, and prints them as YAML for its file.

    python -m bench.fit_classes TOPIC.yaml GOLD.jsonl [GOLD.jsonl ...]

Logistic regression over the evidence that `sokuho.reading.direction`, `classify` and `parties` collect,
L2 penalty, full-batch gradient steps, pure Python; about a minute. Only core articles are used.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sokuho.reading import classify, direction, parties
from sokuho.reading.evidence import statements
from sokuho.reading.layout import Layout
from sokuho.reading.localities import with_localities
from sokuho.reading.things import built
from sokuho.reading.topics import Topic
from sokuho.resources import read_model
from sokuho.vocabulary import article_of, load_lexicon

Row = tuple[dict[str, float], bool]
BOTH = ("bias", "mutual", "two_sites", "two_mutual", "two_into")


def fit(rows: Sequence[Row], penalty: float, steps: int = 1500) -> dict[str, float]:
    names = sorted({k for values, _ in rows for k in values})
    weights, speed = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    for _ in range(steps):
        grads = {k: (0.0 if k == "bias" else penalty * w) for k, w in weights.items()}
        for values, label in rows:
            z = sum(weights[k] * v for k, v in values.items())
            miss = (1 / (1 + math.exp(-z)) - label) / len(rows)
            for k, v in values.items():
                grads[k] += miss * v
        for k in names:
            speed[k] = 0.9 * speed[k] - 0.5 * grads[k]
            weights[k] += speed[k]
    return weights


def key(name: str) -> str:
    return re.sub(r"[\W_]+|(?:inc|corp|co|ltd|llc)\b", "", name.casefold())


def rows(files: Sequence[Path], topic: Topic) -> Iterator[tuple[str, Row]]:
    """Labelled evidence: ("there" | "both" | "objects" | "parties", row)."""
    lexicon = load_lexicon(Path.cwd())
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            gold: dict[str, Any] = json.loads(line)
            if gold["relevance"] != "core":
                continue
            article = article_of(gold)
            scan = with_localities(article.body, lexicon.scan(article.body))
            layout = Layout(article, scan.of("noise"))
            found = statements(layout, scan, topic)
            values = direction.evidence(layout.body, found)
            is_both = gold["direction"] == topic.both
            yield "both", ({k: values[k] for k in BOTH}, is_both)
            if not is_both:
                there = {k: v for k, v in values.items() if k == "bias" or k not in BOTH}
                yield "there", (there, gold["direction"] == topic.sides[0].direction)
            things = built(layout.body, scan)
            for sector, seen in classify.candidates(layout, scan, found, things, topic).items():
                yield "objects", (seen, sector in gold["sectors"])
            names = [key(name) for name in gold["companies"]]
            for actor in parties.actors(layout, scan, topic.countries):
                if actor.country in topic.countries:
                    said = key(actor.text)
                    taking_part = any(n.startswith(said) or said.startswith(n) for n in names)
                    yield "parties", (parties.evidence(layout, parties.Scene(found), actor), taking_part)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("topic", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--penalty", type=float, default=0.002)
    args = parser.parse_args()
    by_name: dict[str, list[Row]] = {"objects": [], "parties": [], "there": [], "both": []}
    for name, row in rows(args.gold, read_model(args.topic, Topic)):
        by_name[name].append(row)
    for name, found in by_name.items():
        weights = ", ".join(f"{k}: {w:.2f}" for k, w in fit(found, args.penalty).items())
        print(f"{'  ' if name in ('there', 'both') else ''}{name}: {{{weights}}}")


if __name__ == "__main__":
    main()
