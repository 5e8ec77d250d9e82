"""Fits the weights of a topic to labelled articles and prints them as YAML for its file.

    python -m bench.calibrate TOPIC.yaml GOLD.jsonl [GOLD.jsonl ...]

A softmax over the features of `sokuho.reading.evidence` with classes core, adjacent and none, L2
penalty, full-batch gradient steps; pure Python, a minute at most. Articles without "relevance" in the
file (streams of stories) count as core. Prints five-fold cross-validated figures first: those, not the
fit, say how well it generalises.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sokuho.reading.evidence import features, statements
from sokuho.reading.layout import Layout
from sokuho.reading.localities import with_localities
from sokuho.reading.topics import Topic
from sokuho.resources import read_model
from sokuho.vocabulary import article_of, load_lexicon

CLASSES = ("core", "adjacent")
Row = dict[str, float]


def softmax(weights: dict[str, dict[str, float]], row: Row) -> tuple[float, float, float]:
    logits = [sum(weights[c].get(k, 0.0) * v for k, v in row.items()) for c in CLASSES]
    top = max(0.0, *logits)
    parts = [math.exp(z - top) for z in logits] + [math.exp(-top)]
    total = sum(parts)
    return parts[0] / total, parts[1] / total, parts[2] / total


def fit(rows: Sequence[tuple[Row, str]], penalty: float, steps: int = 400) -> dict[str, dict[str, float]]:
    names = sorted({k for row, _ in rows for k in row})
    weights = {c: dict.fromkeys(names, 0.0) for c in CLASSES}
    speed = {c: dict.fromkeys(names, 0.0) for c in CLASSES}
    for _ in range(steps):
        grads = {
            c: {k: (0.0 if k == "bias" else penalty * w) for k, w in weights[c].items()} for c in CLASSES
        }
        for row, label in rows:
            said = softmax(weights, row)
            for i, c in enumerate(CLASSES):
                miss = (said[i] - (label == c)) / len(rows)
                if miss:
                    grad = grads[c]
                    for k, v in row.items():
                        if v:
                            grad[k] += miss * v
        for c in CLASSES:
            for k in names:
                speed[c][k] = 0.9 * speed[c][k] - 0.5 * grads[c][k]
                weights[c][k] += speed[c][k]
    return weights


def report(said: Sequence[tuple[tuple[float, float, float], str]]) -> str:
    core = [(p[0] > 0.5, label) for p, label in said]
    hit = sum(1 for yes, label in core if yes and label == "core")
    wrong = sum(1 for yes, label in core if yes and label == "none")
    true = sum(1 for _, label in core if label == "core")
    near = [yes for yes, label in core if label == "adjacent"]
    loss = -sum(math.log(max(1e-9, p[[*CLASSES, "none"].index(label)])) for p, label in said) / len(said)
    return (
        f"P {hit / max(1, hit + wrong):.3f} R {hit / max(1, true):.3f}"
        f" adjacent_as_core {sum(near) / max(1, len(near)):.3f} log-loss {loss:.3f}"
    )


def load(files: Sequence[Path], topic: Topic) -> list[tuple[Row, str, str, str]]:
    lexicon = load_lexicon(Path.cwd())
    rows = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            data: dict[str, Any] = json.loads(line)
            article = article_of(data)
            scan = with_localities(article.body, lexicon.scan(article.body))
            layout = Layout(article, scan.of("noise"))
            row = features(layout, statements(layout, scan, topic), topic)
            event = data.get("event") or data.get("story") or data["id"]
            rows.append((row, data.get("relevance", "core"), event, data["id"]))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("topic", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--penalty", type=float, nargs="+", default=[0.003, 0.01, 0.03])
    parser.add_argument(
        "--misses", action="store_true", help="name the articles that cross-validation gets wrong"
    )
    args = parser.parse_args()
    rows = load(args.gold, read_model(args.topic, Topic))
    events = sorted({event for _, _, event, _ in rows})
    random.Random(7).shuffle(events)
    fold = {event: i % 5 for i, event in enumerate(events)}
    best: tuple[float, float] | None = None
    missed: dict[float, list[str]] = {}
    for penalty in args.penalty:
        said = []
        for k in range(5):
            weights = fit([(r, lab) for r, lab, e, _ in rows if fold[e] != k], penalty)
            said += [(softmax(weights, r), lab) for r, lab, e, _ in rows if fold[e] == k]
            missed.setdefault(penalty, []).extend(
                f"# {i} {lab} core {p[0]:.2f} adjacent {p[1]:.2f}"
                for (r, lab, e, i) in rows
                if fold[e] == k and (p := softmax(weights, r))[[*CLASSES, "none"].index(lab)] < 0.5
            )
        measured = report(said)
        print(f"# penalty {penalty}: {measured}")
        loss = float(measured.rsplit(" ", 1)[1])
        best = min(best or (loss, penalty), (loss, penalty))
    assert best is not None
    if args.misses:
        print("\n".join(missed[best[1]]))
    weights = fit([(r, lab) for r, lab, _, _ in rows], best[1], 800)
    fitted = report([(softmax(weights, r), lab) for r, lab, _, _ in rows])
    print(f"# penalty {best[1]}, on the fitted articles: {fitted}")
    print("weights:")
    for c in CLASSES:
        print(f"  {c}:")
        for feature, w in weights[c].items():
            print(f"    {feature}: {w:.2f}")


if __name__ == "__main__":
    main()
