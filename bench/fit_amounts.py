"""Fits what the reader weighs amounts with, and prints it as YAML for config/amounts.yaml.

    python -m bench.fit_amounts GOLD.jsonl [GOLD.jsonl ...] [--sentences tests/reading/background.yaml]

Two softmax models with an L2 penalty over the evidence of `sokuho.reading.bearing`: what an amount is
(a project's own, a total, neither), and which amount leads. Pure Python, about a minute. The articles of
five groups are read with weights fitted on the other four, all reports of an event in one group: those
figures are printed first, and say how well it generalises. A file named twice counts twice, and the shipped
weights come of dev.jsonl twice and written.jsonl. Events listed in GOLD.check stay out. Single sentences
behind a report, whose amounts are the deal's or background, are always fitted, never measured.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from sokuho.documents import read_records
from sokuho.evaluate import Overlap, amount_key, score_readings
from sokuho.reading import standing
from sokuho.reading.read import Reader
from sokuho.reading.standing import Amount, Weights
from sokuho.reading.weighing import softmax
from sokuho.resources import read_yaml
from sokuho.vocabulary import article_of, load_lexicon, load_topics

Doc = dict[str, Any]
Row = dict[str, float]
GROUPS = 5
SENTENCE = 3  # a sentence made to show one thing counts as so many amounts of an article
WHEN = "2026-02-18T00:00:00Z"
RATE, MOMENTUM = 0.4, 0.9
MEASURED = ("investment", "linked", "headline")


def fit(
    sets: Sequence[tuple[Sequence[Sequence[Row]], Sequence[float]]], classes: int, penalty: float, steps: int
) -> list[dict[str, float]]:
    """Weights of a softmax by full-batch gradient steps. Each set: for every choice its row under each of
    the `classes` (an empty row counts zero), and the share of truth that each choice has."""
    names = sorted({k for rows, _ in sets for by_class in rows for row in by_class for k in row})
    at = {k: i for i, k in enumerate(names)}
    data = [
        ([[[(at[k], v) for k, v in row.items() if v] for row in by_class] for by_class in rows], truth)
        for rows, truth in sets
    ]
    weights = [[0.0] * len(names) for _ in range(classes)]
    speed = [[0.0] * len(names) for _ in range(classes)]
    free = at.get("bias", -1)
    for _ in range(steps):
        grads = [[penalty * w if i != free else 0.0 for i, w in enumerate(of)] for of in weights]
        for rows, truth in data:
            logits = [
                sum(sum(weights[c][i] * v for i, v in row) for c, row in enumerate(by_class))
                for by_class in rows
            ]
            top = max(logits)
            parts = [math.exp(z - top) for z in logits]
            whole = sum(parts)
            for by_class, part, true in zip(rows, parts, truth, strict=True):
                miss = (part / whole - true) / len(data)
                for c, row in enumerate(by_class):
                    grad = grads[c]
                    for i, v in row:
                        grad[i] += miss * v
        for of, moving, grad in zip(weights, speed, grads, strict=True):
            for i, g in enumerate(grad):
                moving[i] = MOMENTUM * moving[i] - RATE * g
                of[i] += moving[i]
    return [dict(zip(names, of, strict=True)) for of in weights]


def true_role(doc: Doc, amount: Amount) -> int:
    """0 a project's, 1 the total, 2 neither."""
    keys = {k for c in amount.chains for k in c.keys}
    if keys & {amount_key(a) for p in doc["projects"] for a in p["amounts"]}:
        return 0
    return 1 if doc["programme_total"] and amount_key(doc["programme_total"]) in keys else 2


def fit_roles(told: Sequence[tuple[Row, int]], penalty: float, steps: int) -> dict[str, dict[str, float]]:
    sets = [([(row, {}), ({}, row), ({}, {})], [float(role == i) for i in range(3)]) for row, role in told]
    project, total = fit(sets, 2, penalty, steps)
    return {"project": project, "total": total}


def leads(doc: Doc, amount: Amount) -> bool:
    said = doc["headline_amount"]
    return bool(said) and any(k[:2] == amount_key(said)[:2] for c in amount.chains for k in c.keys)


def fit_headline(
    told: Sequence[tuple[Doc, Sequence[Amount]]], penalty: float, steps: int
) -> dict[str, float]:
    sets = []
    for doc, amounts in told:
        own = standing.candidates(amounts)
        right = [float(leads(doc, a)) for a in own]
        right.append(float(not any(right)))
        if own:
            share = [r / sum(right) for r in right]
            sets.append(([*((row,) for row in standing.ranks(own)), ({},)], share))
    return fit(sets, 1, penalty, steps)[0]


def judged(amounts: Sequence[Amount], weights: dict[str, dict[str, float]]) -> list[Amount]:
    """The same amounts as other weights see them; their chains get the role."""
    out = []
    for a in amounts:
        project, total, _ = softmax(weights, ("project", "total"), a.row)
        out.append(standing.settled(replace(a, project=project, total=total)))
    return out


def of_sentences(reader: Reader, file: Path) -> list[tuple[Row, int]]:
    """The amounts of sentences that follow a report: a project's under "own", neither under "background"."""
    told = []
    for report in read_yaml(file):
        for role, name in ((0, "own"), (2, "background")):
            for sentence in report[name]:
                text = f"{report['lead']}\n{sentence}"
                article = article_of({"title": report["title"], "text": text, "published": WHEN})
                start = article.body.index(sentence)
                amounts = reader.amounts(article)
                told += [(a.row, role) for a in amounts if all(c.start >= start for c in a.chains)]
    return told


def groups(docs: Sequence[Doc]) -> dict[str, int]:
    events = sorted({d["event"] for d in docs})
    random.Random(7).shuffle(events)
    return {event: i % GROUPS for i, event in enumerate(events)}


def load(files: Sequence[Path]) -> list[Doc]:
    docs: list[Doc] = []
    for file in files:
        beside = file.with_suffix(".check")
        kept_out = set(beside.read_text(encoding="utf-8").split("\n")) if beside.is_file() else set()
        found = [dict(d) for d in read_records(str(file))]
        docs += [d | {"set": file.stem} for d in found if d["event"] not in kept_out]
    return docs


def report(docs: Sequence[Doc], readings: dict[str, Any]) -> None:
    for name in [*sorted({d["set"] for d in docs}), "en", "ja", "all"]:
        of = [d for d in docs if name in (d["set"], d["lang"], "all")]
        rows = score_readings(of, readings).rows
        words = []
        for key in MEASURED:
            row = rows[key]
            parts = f" (P {row.precision:.3f} R {row.recall:.3f})" if isinstance(row, Overlap) else ""
            words.append(f"{key} {row.value:.3f}{parts} of {row.n}")
        print(f"# {name}: {', '.join(words)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--penalty", type=float, default=0.001, help="of the roles")
    parser.add_argument("--headline-penalty", type=float, default=0.003)
    parser.add_argument("--steps", type=int, default=300)
    args = parser.parse_args()
    docs = load(args.gold)
    lexicon, topics = load_lexicon(Path.cwd()), load_topics(Path.cwd())
    plain = Reader(lexicon, topics, Weights(roles={}, headline={}))
    core = [d for d in docs if d["relevance"] == "core"]
    seen = {d["id"]: plain.amounts(article_of(d)) for d in core}
    told = {d["id"]: [(a.row, true_role(d, a)) for a in seen[d["id"]]] for d in core}
    always = of_sentences(plain, args.sentences) * SENTENCE if args.sentences else []
    group = groups(docs)

    def roles(without: int | None) -> dict[str, dict[str, float]]:
        rows = [r for d in core if group[d["event"]] != without for r in told[d["id"]]]
        return fit_roles([*rows, *always], args.penalty, args.steps)

    by_group = [roles(i) for i in range(GROUPS)]
    fresh = [(d, judged(seen[d["id"]], by_group[group[d["event"]]])) for d in core]
    readings = {}
    for i in range(GROUPS):
        others = [(d, judged(a, by_group[group[d["event"]]])) for d, a in fresh if group[d["event"]] != i]
        headline = fit_headline(others, args.headline_penalty, args.steps)
        reader = Reader(lexicon, topics, Weights(roles=by_group[i], headline=headline))
        for d in docs:
            if group[d["event"]] == i:
                readings[d["id"]] = orjson.loads(orjson.dumps(reader.read(article_of(d))))
    report(docs, readings)
    headline = fit_headline(fresh, args.headline_penalty, args.steps)
    for name, of in roles(None).items():
        print("roles:" * (name == "project") + f"\n  {name}: {_flow(of)}")
    print(f"headline: {_flow(headline)}")


def _flow(weights: dict[str, float]) -> str:
    return "{" + ", ".join(f"{k}: {w:.2f}" for k, w in weights.items()) + "}"


if __name__ == "__main__":
    main()
