"""Fits what the second look at relevance goes by (sokuho/reading/deal/verdict.py), and nothing else.

    python -m bench.fit_verdict              print what to expect of events not fitted to
    python -m bench.fit_verdict --write      fit, and put the weights into the topic's file

All other weights stay as the file has them. Those of the first look know the articles that they were fitted
to and are surer of them than of others; so each article is read with first looks fitted to four fifths of the
events, its own not among them. Beside the labelled sets it learns from `everyday.jsonl`: news of the same
companies that is no deal, which labelled sets have little of and feeds much. Two minutes; needs
`uv sync --group bench`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench import command
from bench.choices import Choice, Problem, folds
from bench.evidence import MODELS, SMALL, collect, supported
from bench.fit import GOLD, TOPIC
from bench.seen import Seen, read_all, read_plain
from bench.topic_file import put
from sokuho.reading.deal import verdict
from sokuho.reading.deal.relevance import judge, missing
from sokuho.reading.deal.thread import about
from sokuho.reading.read import Reader
from sokuho.reading.topics import Topic
from sokuho.resources import read_model
from sokuho.vocabulary import article_of, load_reader

_SETS = tuple(
    Path("tests") / file
    for file in (
        *(f"gold/{name}.jsonl" for name in ("dev", "written", "later", "briefs", "pages", "long")),
        "reading/deal/articles.jsonl",
        "reading/deal/everyday.jsonl",
        "gold/stories-dev.jsonl",
        "gold/stories-written.jsonl",
    )
)
_COUNTS = {
    "dev.jsonl": 2.0,
    "briefs.jsonl": 0.25,
    "everyday.jsonl": 2.0,
    "stories-dev.jsonl": 0.5,
    "stories-written.jsonl": 0.2,
}
_FOLDS, _PENALTY = 5, 0.001  # of the first look
PENALTIES = (0.001, 0.002)
_EVER = {"bias": 99.0}  # every article that is about both sides is read as a deal


def _first_looks(topic: Topic, fold: Mapping[str, int]) -> Iterator[Topic]:
    """For each fold the topic with a first look that is fitted to the other folds."""
    articles = list(read_all(GOLD, topic))
    models = [m for m in MODELS if m.name in ("relevance", "deals")]
    rows = {m.name: collect(m, articles, topic) for m in models}
    for part in range(_FOLDS):
        trees: dict[str, object] = {}
        for model in models:
            choices = [c for c in rows[model.name].choices if fold.get(c.event) != part]
            problem = Problem(choices)
            trees |= model.place(problem.named(problem.fit(_PENALTY)))
        print(f"first look without fold {part}", flush=True)
        yield topic.model_copy(update=trees)


def _evidence(seen: Seen, topic: Topic, reader: Reader) -> Mapping[str, float] | None:
    """What the second look weighs of an article, None where it takes none."""
    found = about(seen.found)
    if missing(found, topic):
        return None
    article = article_of(seen.doc)
    first = judge(seen.layout, found, topic)
    return verdict.evidence(article, reader.read(article), first, seen.scan, found, topic)


def _choices(found: Sequence[tuple[Seen, Mapping[str, float]]], what: str) -> list[Choice]:
    choices = []
    for seen, values in found:
        right = seen.doc.get("relevance", "core") == "core" or (
            what == verdict.DEAL and bool(seen.doc.get("direction"))
        )
        choices.append(Choice([values, {}], 0 if right else 1, seen.event, seen.doc["counts"]))
    return supported(choices)


def main() -> None:
    parser = command(__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into the topic's file")
    args = parser.parse_args()
    topic = read_model(TOPIC, Topic).model_copy(update={"verdict": {}})
    shipped = load_reader(Path("no-home-of-its-own"))
    plain = [
        s._replace(doc={**s.doc, "counts": _COUNTS.get(file.name, 1.0)})
        for file in _SETS
        for s in read_plain([file], topic)
    ]
    events = [Choice([], 0, s.event) for s in plain]
    fold = dict(zip((c.event for c in events), folds(events, _FOLDS).tolist(), strict=True))
    found: list[tuple[Seen, Mapping[str, float]]] = []
    for part, first in enumerate(_first_looks(topic, fold)):
        reader = Reader(shipped.lexicon, [first.model_copy(update={"deals": _EVER})], shipped.weights)
        for seen in plain:
            if fold[seen.event] == part and (values := _evidence(seen, first, reader)):
                found.append((seen, values))
    trees = {}
    for what in (verdict.CORE, verdict.DEAL):
        choices = _choices(found, what)
        weights = Problem(choices).likeliest(what, folds(choices, _FOLDS), PENALTIES)
        trees[what] = {k: w for k, w in weights.items() if abs(w) >= SMALL}
    if args.write:
        put(TOPIC, {"verdict": trees})


if __name__ == "__main__":
    main()
