"""Fits what scenes tell of a stage (sokuho/reading/deal/scenes.py), and nothing else.

    python -m bench.fit_scenes              print what to expect of events not fitted to
    python -m bench.fit_scenes --write      fit, and put the weights into the topic's file

All other weights stay as the file has them. They know the words of the articles that they were fitted to, so
that beside them nothing seems to be missing; so the scenes are fitted beside weights that do not know the
article: five times all others are fitted to four fifths of the events, and tell the stages of the last fifth.
Five minutes; needs `uv sync --group bench`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from bench import command
from bench.choices import Choice, Problem, Weights, folds
from bench.evidence import MODELS, SMALL, collect
from bench.fit import TOPIC
from bench.fit_depth import LONG, is_deep
from bench.labelled import GOLD
from bench.seen import read_all, read_plain
from bench.topic_file import put
from sokuho.reading.topics import Topic
from sokuho.resources import read_model

WORDS = (
    *(GOLD / f"{name}.jsonl" for name in ("dev", "written", "briefs")),
    Path("tests/reading/deal/articles.jsonl"),
)
SCENES = (*LONG, GOLD / "briefs.jsonl")
_COUNTS = {"dev.jsonl": 2.0, "briefs.jsonl": 0.5}
_FOLDS, _PENALTY = 5, 0.01  # of the other weights, as bench.fit and bench.fit_depth have it
_ALONE = {"known": 1.0}  # what all other weights say, as they say it
PENALTIES = (0.003, 0.006, 0.01)
_STAGE = next(model for model in MODELS if model.name == "stage")


def choices(files: Sequence[Path], topic: Topic) -> list[Choice]:
    """The stages of labelled articles as they are."""
    return [
        choice._replace(weight=_COUNTS.get(file.name, 1.0))
        for file in files
        for seen in read_plain([file], topic)
        for choice in _STAGE.choose(seen)
    ]


def _scene(name: str) -> bool:
    return name.rpartition(".")[2].startswith("of_")


def _only(found: Sequence[Choice], kept: Callable[[str], bool]) -> list[Choice]:
    return [c._replace(options=[{k: v for k, v in o.items() if kept(k)} for o in c.options]) for c in found]


def beside(found: Sequence[Choice], known: Sequence[Mapping[str, float]]) -> list[Choice]:
    """Each choice with its scenes and, as "known", what weights make of all the rest."""
    return [
        c._replace(
            options=[
                {k: v for k, v in o.items() if _scene(k)}
                | {"known": sum(w.get(k, 0.0) * v for k, v in o.items() if not _scene(k))}
                for o in c.options
            ]
        )
        for c, w in zip(found, known, strict=True)
    ]


def _of_others(words: list[Choice], topic: Topic, fold: Mapping[str, int]) -> list[Weights]:
    """For each fold all other weights, fitted to the events of the others."""
    words = _only(words, lambda k: not _scene(k) and not is_deep(k))
    long = [c for c in choices(LONG, topic) if any(is_deep(k) for option in c.options for k in option)]
    first, second = Problem(words), Problem(_only(long, lambda k: not _scene(k)))
    found = []
    for part in range(_FOLDS):
        rows = np.array([fold[c.event] != part for c in words])
        of_words = first.named(first.fit(_PENALTY, rows))
        known = {k: of_words.get(k, 0.0) for k in second.names if not is_deep(k)}
        rows = np.array([fold[c.event] != part for c in long])
        found.append(second.named(second.fit(_PENALTY, rows, known)) | of_words)
        print(f"all other weights without fold {part}", flush=True)
    return found


def main() -> None:
    parser = command(__doc__)
    parser.add_argument("--write", action="store_true", help="put the weights into the topic's file")
    args = parser.parse_args()
    topic = read_model(TOPIC, Topic)
    found = choices(SCENES, topic)
    words = collect(_STAGE, list(read_all(WORDS, topic)), topic).choices
    both = [*found, *words]
    fold = dict(zip((c.event for c in both), folds(both, _FOLDS).tolist(), strict=True))
    others = _of_others(words, topic, fold)
    problem = Problem(beside(found, [others[fold[c.event]] for c in found]))
    parts = np.array([fold[c.event] for c in found])
    _, shown = problem.judged(problem.said(problem.weights(_ALONE)))
    print(f"without scenes: {shown}")
    new = problem.likeliest("scenes", parts, PENALTIES, _ALONE)
    if args.write:
        stages = {
            name: {k: w for k, w in of.items() if not _scene(k)}
            | {k.partition(".")[2]: w for k, w in new.items() if k.startswith(f"{name}.") and abs(w) >= SMALL}
            for name, of in topic.stages.items()
        }
        put(TOPIC, {"stages": stages})


if __name__ == "__main__":
    main()
