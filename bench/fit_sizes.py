"""Fits the weights by which a capacity is the deal's (reading/figures/sizes.py), and nothing else.

    python -m bench.fit_sizes              print what to expect of events not fitted to
    python -m bench.fit_sizes --write      fit, and put the weights into the topic's file

Yes or no for every capacity that the reader weighs in a core article, held near the weights that the file
has: articles name some thousand capacities, and one that stands alone is mostly the deal's. What else a lone
one may be, sentences behind a report show (tests/reading/figures/background_sizes.yaml). Half a minute; needs
`uv sync --group bench`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

from bench import command
from bench.choices import Choice, Problem, crossed, folds
from bench.evidence import SMALL
from bench.fit import TOPIC
from bench.labelled import GOLD, labelled
from bench.topic_file import put
from sokuho.evaluation.readings import capacity_key
from sokuho.model import Capacity
from sokuho.reading.figures import sizes
from sokuho.reading.read import Reader
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import score
from sokuho.resources import read_model, read_yaml
from sokuho.vocabulary import article_of, load_reader

# and what each counts
SETS = {"dev": 2.0, "written": 1.0, "later": 1.0, "briefs": 1.0, "pages": 0.5, "long": 0.3}
SENTENCES = Path("tests/reading/figures/background_sizes.yaml")
SENTENCE = 0.15  # what a sentence behind a report counts; with half, articles that nobody learnt from lose
HOLDS = (0.002, 0.004, 0.01)


class Seen(NamedTuple):
    """A capacity that the reader weighs: what it shows, whether it is the deal's, and what it counts."""

    event: str
    values: Mapping[str, float]
    own: bool
    counts: float
    labelled: bool


def articles() -> Iterator[tuple[dict[str, Any], float]]:
    """The core articles, each with what it counts."""
    for name, counts in SETS.items():
        for doc in labelled(GOLD / f"{name}.jsonl"):
            if doc["relevance"] == "core":
                yield doc, counts


def sentences() -> Iterator[tuple[dict[str, Any], bool, str]]:
    """Reports with one more sentence on a capacity, whether that is the deal's, and the sentence."""
    for said in read_yaml(SENTENCES).values():
        for report in said["reports"]:
            for words in said["own"]:
                yield _with(report, words, said["size"]), True, words
                yield _brief(report, words, said["size"]), True, words
            for words in said["background"]:
                yield _with(report, words, said["size"]), False, words
        for report in said.get("also", ()):
            for words in report["own"]:
                yield _with(report, words, said["size"]), True, words


def _brief(report: Mapping[str, str], words: str, size: str) -> dict[str, Any]:
    """The same as a feed gives it: a title and a summary, no text."""
    doc = _with(report, words, size)
    return {"title": doc["title"], "summary": doc["text"], "text": ""}


def _with(report: Mapping[str, str], words: str, size: str) -> dict[str, Any]:
    text = words.format(size)
    return {"title": report["title"], "text": f"{report['lead']}{' ' if text.isascii() else ''}{text}"}


def told(reader: Reader, doc: Mapping[str, Any], counts: float) -> Iterator[Seen]:
    own = {capacity_key(c) for p in doc["projects"] for c in p["capacity"]}
    for capacity, values in weighed(reader, doc):
        key = capacity_key({"value": float(capacity.value), "unit": capacity.unit})
        yield Seen(doc["event"], values, key in own, counts, labelled=True)


def seen(reader: Reader) -> Iterator[Seen]:
    for doc, counts in articles():
        yield from told(reader, doc, counts)
    for doc, is_own, words in sentences():
        for _, values in weighed(reader, doc)[-1:]:  # what a report tells itself comes before
            yield Seen(words, values, is_own, SENTENCE, labelled=False)


def choices(reader: Reader, doc: Mapping[str, Any]) -> list[Choice]:
    """Whether each capacity of a core article is the deal's own."""
    return [Choice([s.values, {}], 1 - s.own, s.event) for s in told(reader, doc, 1.0)]


def weighed(reader: Reader, doc: Mapping[str, Any]) -> list[tuple[Capacity, dict[str, float]]]:
    """The capacities of an article as the reader weighs them, none where it takes it for no deal."""
    found: list[tuple[Capacity, dict[str, float]]] = []

    def keep(scene: sizes.Scene, _: Topic) -> list[Capacity]:
        found.extend(sizes.candidates(scene))
        return []

    with patch.object(sizes, "of_deal", keep):
        reader.read(article_of({"published": "2026-10-05T00:00:00Z", **doc}))
    return found


def report(name: str, rows: Sequence[Seen], taken: np.ndarray) -> None:
    own = np.array([s.own for s in rows])
    for kind, wanted in (("labelled", True), ("sentences", False)):
        there = np.array([s.labelled == wanted for s in rows])
        p, r = own[there & taken].mean(), taken[there & own].mean()
        out = 1 - taken[there & ~own].mean()
        print(f"{name:24} {kind:9}  P {p:.3f}  R {r:.3f}  background left out {out:.3f}")


def main() -> None:
    parser = command(__doc__)
    parser.add_argument("--hold", type=float, default=0.004, help="how near the file's weights")
    parser.add_argument("--write", action="store_true", help="put the weights into the topic's file")
    args = parser.parse_args()
    topic, reader = read_model(TOPIC, Topic), load_reader(Path.cwd())
    now = topic.sizes or sizes.DEFAULT
    rows = list(seen(reader))
    found = [Choice([s.values, {}], 1 - s.own, s.event, s.counts) for s in rows]
    problem, fold = Problem(found), folds(found)
    report("as the file has them", rows, np.array([score(now, s.values) >= 0 for s in rows]))
    for hold in HOLDS:
        report(f"events left out, {hold:g}", rows, crossed(problem, fold, hold, prior=now)[:, 0] >= 0.5)
    if args.write:
        weights = problem.named(problem.fit(args.hold, prior=now))
        put(TOPIC, {"sizes": {k: w for k, w in weights.items() if abs(w) >= SMALL}})


if __name__ == "__main__":
    main()
