"""Fits the weights by which reports are joined into stories; prints them as YAML for config/following.yaml.

    python -m bench.fit_following STREAM.jsonl [STREAM.jsonl ...]
    python -m bench.fit_following --check STREAM.jsonl [...]   # each stream scored with weights of the others

Logistic regression over the evidence that `sokuho.stories.match` collects between each report and the
stories that share a key with it: told whole, by one of their reports, and with readings as bad as
tests/stories/harm.py makes them. The weights of the file are the prior: the penalty pulls towards them.
A kind keeps its sign. Pure Python, about twenty seconds.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import command
from sokuho.documents import article_of, read_records
from sokuho.evaluation.stories import score_stories
from sokuho.following import follow_one, load_rules
from sokuho.model import Article, Reading
from sokuho.stories import facts, match, merge, revised
from sokuho.stories.follow import Follower
from sokuho.stories.memory import Memory
from sokuho.stories.rules import Rules
from sokuho.stories.state import Facts, StoryState
from sokuho.vocabulary import load_reader
from tests.stories.harm import harmed

HARMED = 2  # times that a stream is told with harmed readings
EVENTS_APART = 45  # days from which on two events that articles are labelled with may be one story
STEPS, SPEED = 150, 0.6
PLAIN = 5.0  # evidence beyond the threshold from which on a row teaches nothing
SPREAD = 0.35  # how far a weight may lie from its prior at the same cost: this much, and a third of it
ORDER = ("pairs", "pairs_ja_en", "bcubed", "first", "split", "updates", "noise", "lost")

Told = tuple[Mapping[str, Any], Article, Reading]


@dataclass(frozen=True)
class Row:
    """The evidence between a report and a story, whether it is of it, and what the row counts for."""

    values: Mapping[str, float]
    label: bool
    counts: float


def load(paths: Sequence[Path]) -> dict[str, list[Told]]:
    """Each stream by its name, read. Labelled articles are a stream, too; of an event, not of a story."""
    reader, found = load_reader(Path.cwd()), dict[str, list[Told]]()
    for path in paths:
        docs = list(read_records(str(path)))
        if "event" in docs[0]:
            docs = [{**d, "story": d["event"], "novelty": "new", "changed": []} for d in docs]
        docs = sorted((d for d in docs if d["story"]), key=lambda d: str(d["published"]))
        articles = [article_of({"url": "", "source": "", **d}, str(path)) for d in docs]
        found[path.stem] = [(d, a, reader.read(a)) for d, a in zip(docs, articles, strict=True)]
    return found


def rows(told: Sequence[Told], rules: Rules) -> Iterator[Row]:
    """Each report against the stories before it, kept apart as the labels say."""
    sizes = Counter(doc["story"] for doc, *_ in told)
    memory, chance = Memory(Follower(rules)), random.Random(1)
    states: dict[str, StoryState] = {}
    alone: dict[str, list[StoryState]] = {}
    for doc, article, reading in told:
        name = doc["story"]
        report = facts.gather(article, revised.settle(article, reading, rules), rules)
        keys = memory.follower.keys(article, reading)
        near = {s.story.id for s in memory.candidates(keys, article.published - memory.follower.window)}
        candidates = {n: s for n, s in states.items() if s.story.id in near or n == name}
        common = Counter(lead for s in candidates.values() for lead in s.known.leads)
        for other, state in candidates.items():
            apart = (article.published - state.known.published).days
            if "event" in doc and other != name and apart > EVENTS_APART:
                continue
            counts = 1 / math.sqrt(max(sizes[other], 1))
            yield _row(report, state, common, rules, other == name, counts)
            some = chance.sample(alone[other], min(2, len(alone[other]))) if len(alone[other]) > 1 else ()
            for one in some:
                yield _row(report, one, common, rules, other == name, counts / 4)
        if not _opens(doc):
            continue
        state, single = _added(states.get(name), article, reading, report, rules)
        states[name] = state
        alone.setdefault(name, []).append(single)
        memory.save(state)


def _opens(doc: Mapping[str, Any]) -> bool:
    """Whether a report can be a story's first: what is labelled off topic can only join."""
    return bool(doc.get("relevance", "core") == "core")


def _row(
    report: Facts, state: StoryState, common: Mapping[str, int], rules: Rules, label: bool, counts: float
) -> Row:
    return Row(match.weigh(report, state, state.known, common, rules).values(), label, counts)


def _added(
    state: StoryState | None, article: Article, reading: Reading, report: Facts, rules: Rules
) -> tuple[StoryState, StoryState]:
    settled = revised.settle(article, reading, rules)
    alone, _ = merge.open_story(article, settled, report, rules, article.published)
    if state is None:
        return alone, alone
    return merge.join(state, article, settled, report, rules, article.published).state, alone


def fit(found: Sequence[Row], rules: Rules, penalty: float) -> tuple[dict[str, float], float]:
    """The weights and the threshold, by full-batch gradient steps scaled to each weight's own spread. Rows
    that are plain by the prior are left out; joins and others count the same in all."""
    found = [row for row in found if not _is_plain(row, rules)]
    names = sorted({k for row in found for k in row.values})
    place = {name: i for i, name in enumerate(names)}
    sparse = [([(place[k], v) for k, v in r.values.items()], float(r.label), r.counts) for r in found]
    prior = [rules.weights[name] for name in names]
    spread = [SPREAD + abs(w) / 3 for w in prior]
    weights, speed = list(prior), [0.0] * len(names)
    sums = [sum(c for _, label, c in sparse if label == is_true) for is_true in (0.0, 1.0)]
    sparse = [(values, label, c / sums[int(label)] / 2) for values, label, c in sparse]
    threshold, sinking = rules.threshold, 0.0
    for _ in range(STEPS):
        grads = [penalty * (w - p) / s**2 for w, p, s in zip(weights, prior, spread, strict=True)]
        bias = 0.0
        for values, label, counts in sparse:
            z = sum(weights[i] * v for i, v in values) - threshold
            miss = (1 / (1 + math.exp(-max(min(z, 30), -30))) - label) * counts
            bias += miss
            for i, v in values:
                grads[i] += miss * v
        sinking = 0.9 * sinking + SPEED * bias
        threshold += sinking
        for i, grad in enumerate(grads):
            speed[i] = 0.9 * speed[i] - SPEED * grad * spread[i] ** 2
            weights[i] += speed[i]
            if weights[i] * signs(names[i], prior[i]) < 0:
                weights[i] = speed[i] = 0.0
    fitted = {name: round(w, 2) for name, w in zip(names, weights, strict=True)}
    return dict(rules.weights) | fitted, round(threshold, 2)


def _is_plain(row: Row, rules: Rules) -> bool:
    score = sum(rules.weights[k] * v for k, v in row.values.items()) - rules.threshold
    return (score if row.label else -score) > PLAIN


def signs(name: str, prior: float) -> float:
    """What a kind can speak for only: what is called "other", "new" or "missing" speaks against."""
    if prior:
        return math.copysign(1, prior)
    against = "other_ new_ title_m title_s site_m late component batch another sale"
    return -1.0 if name.startswith(tuple(against.split())) else 1.0


def every_row(streams: Sequence[Sequence[Told]], rules: Rules) -> list[Row]:
    found = []
    for told in streams:
        found += list(rows(told, rules))
        for seed in range(HARMED):
            chance = random.Random(seed)
            worse = [(doc, article, harmed(reading, chance, seed)) for doc, article, reading in told]
            found += [Row(r.values, r.label, r.counts / HARMED) for r in rows(worse, rules)]
    return found


def followed(told: Sequence[Told], rules: Rules) -> dict[str, float]:
    """The measures of `sokuho evaluate --stories`."""
    memory = Memory(Follower(rules))
    told = [t for t in told if _opens(t[0])]
    said = {article.id: asdict(follow_one(memory, article, reading)) for _, article, reading in told}
    found = score_stories([doc for doc, *_ in told], said).rows
    return {name: found[name].value for name in ORDER if name in found}


def with_weights(rules: Rules, weights: dict[str, float], threshold: float) -> Rules:
    lower = rules.threshold - rules.recognise_threshold
    return rules.model_copy(
        update={"weights": weights, "threshold": threshold, "recognise_threshold": threshold - lower}
    )


def main() -> None:
    parser = command(__doc__)
    parser.add_argument("streams", type=Path, nargs="+")
    parser.add_argument("--penalty", type=float, default=0.02)
    parser.add_argument("--check", action="store_true", help="score each stream with weights of the others")
    args = parser.parse_args()
    rules = load_rules(Path.cwd())
    streams = load(args.streams)
    by_stream = {name: every_row([told], rules) for name, told in streams.items()}
    if args.check:
        for name, told in streams.items():
            rest = [row for other, found in by_stream.items() if other != name for row in found]
            scores = followed(told, with_weights(rules, *fit(rest, rules, args.penalty)))
            print(f"{name:16}" + "  ".join(f"{k} {v:.3f}" for k, v in scores.items()), flush=True)
        return
    weights, threshold = fit([row for found in by_stream.values() for row in found], rules, args.penalty)
    print(f"threshold: {threshold}")
    print("weights:")
    for name in rules.weights:
        print(f"  {name}: {weights[name]}")


if __name__ == "__main__":
    main()
