"""Fits what long articles show beside short ones (sokuho/reading/deal/thread.py), and nothing else.

    python -m bench.fit_depth              print what to expect of events not fitted to
    python -m bench.fit_depth --write      fit, and put the weights into the topic's file and amounts.yaml

The evidence `deep_...` is there in long articles only: of sentences far down, and of stages and capacities by
how long the whole is. All other weights stay as the files have them, so that short items are read as before:
long articles are too few to learn everything from. Five-fold cross-validation, all articles of one event in
one fold. A few seconds; needs `uv sync --group bench`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import command, fit_amounts, fit_sizes
from bench.choices import Choice, Problem, folds
from bench.evidence import MODELS, SMALL
from bench.fit import TOPIC
from bench.labelled import GOLD
from bench.seen import Seen, read_plain
from bench.topic_file import put
from sokuho.reading.read import Reader
from sokuho.reading.topics import Topic
from sokuho.resources import read_model
from sokuho.vocabulary import article_of, load_reader

LONG = tuple(GOLD / f"{name}.jsonl" for name in ("dev", "written", "later", "pages", "long"))
PENALTIES = (0.001, 0.003, 0.01, 0.03)
_MODELS = {model.name: model for model in MODELS}


def roles(articles: list[Seen], reader: Reader) -> Iterator[Choice]:
    for s in articles:
        for amount in reader.amounts(article_of(s.doc)):
            yield fit_amounts.role_choice(amount, fit_amounts.true_role(dict(s.doc), amount), s.event)


def _stages(articles: list[Seen], topic: Topic) -> dict[str, dict[str, float]]:
    known = {f"{name}.{k}": w for name, of in topic.stages.items() for k, w in of.items()}
    found = fitted("stage", [c for s in articles for c in _MODELS["stage"].choose(s)], known)
    return _merged_in_each(topic.stages, found)


def fitted(name: str, choices: list[Choice], known: Mapping[str, float]) -> dict[str, float]:
    """The weights of what is deep, by the penalty under which unseen events come out likeliest."""
    deep = [c for c in choices if any(is_deep(k) for option in c.options for k in option)]
    if not deep:
        raise SystemExit(f"{name}: none of these articles is long enough to learn from")
    problem, fold = Problem(deep), folds(deep)
    kept = {k: known.get(k, 0.0) for k in problem.names if not is_deep(k)}
    _, shown = problem.judged(problem.said(problem.weights(kept)))
    print(f"{name:12} {len(deep)} of {len(choices)} far down; as they are: {shown}")
    found = problem.likeliest(name, fold, PENALTIES, kept)
    return {k: w for k, w in found.items() if is_deep(k) and abs(w) >= SMALL}


def is_deep(name: str) -> bool:
    return name.rpartition(".")[2].startswith("deep")


def _merged(old: Mapping[str, float], new: Mapping[str, float]) -> dict[str, float]:
    return {k: w for k, w in old.items() if not is_deep(k)} | dict(new)


def _merged_in_each(
    old: Mapping[str, Mapping[str, float]], new: Mapping[str, float]
) -> dict[str, dict[str, float]]:
    """Groups of weights, each with the new ones that have its name before a dot."""
    return {
        group: _merged(of, {k.partition(".")[2]: w for k, w in new.items() if k.startswith(f"{group}.")})
        for group, of in old.items()
    }


def main() -> None:
    parser = command(__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", default=LONG)
    parser.add_argument("--write", action="store_true", help="put the weights into the files")
    args = parser.parse_args()
    topic, reader = read_model(TOPIC, Topic), load_reader(Path.cwd())
    articles = [s for s in read_plain(args.gold, topic) if s.core]
    known = {f"{role}.{k}": w for role, of in reader.weights.roles.items() for k, w in of.items()}
    found = fitted("amounts", list(roles(articles, reader)), known)
    split = _merged_in_each(reader.weights.roles, found)
    chosen = [c for s in articles for c in _MODELS["parties"].choose(s)]
    parties = _merged(topic.parties, fitted("parties", chosen, topic.parties))
    stages = _stages(articles, topic)
    capacities = [c for s in articles for c in fit_sizes.choices(reader, s.doc)]
    sizes = _merged(topic.sizes, fitted("capacities", capacities, topic.sizes))
    if args.write:
        put(TOPIC, {"parties": parties, "sizes": sizes, "stages": stages})
        put(fit_amounts.CONFIG, {"roles": split})


if __name__ == "__main__":
    main()
