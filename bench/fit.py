"""Fits every weight of a topic to labelled articles and writes them into its file.

    python -m bench.fit                    print how well each part would do on events not fitted to
    python -m bench.fit --write            fit, and put the weights into the topic's file
    python -m bench.fit --check            say whether the file holds what would be written (exit 1 if not)
    python -m bench.fit --topic TOPIC.yaml --gold GOLD.jsonl [GOLD.jsonl ...]

One model for all: a softmax over named evidence with an L2 penalty (bench/choices.py). The figures come
from five-fold cross-validation in which all articles of one event are in one fold. Vocabulary is richer for
what was fitted to than for news to come, so each article is fitted with copies of it: cut to the title and
two sentences, twice with half of the words left out that occur in no other event, and, for names and
parties, read with many companies unknown. Parties learn from single sentences, too (bench/asides.py). Four
minutes; needs `uv sync --group bench`. What long articles show is fitted anew after it, `bench.fit_depth`,
what scenes tell, `bench.fit_scenes`, and the second look, `bench.fit_verdict`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bench import command
from bench.choices import Problem, Weights, folds
from bench.evidence import MODELS, Model, Rows, collect
from bench.seen import read_all
from bench.topic_file import with_weights
from sokuho.reading.topics import Topic
from sokuho.resources import read_model

TOPIC = Path("config/topics/japan-us-energy-ai.yaml")
GOLD = tuple(
    Path("tests") / file
    for file in (
        "gold/dev.jsonl",
        "gold/written.jsonl",
        "gold/briefs.jsonl",
        "gold/later.jsonl",
        "gold/pages.jsonl",
        "gold/long.jsonl",
        "reading/deal/articles.jsonl",
        "gold/stories-dev.jsonl",
        "gold/stories-written.jsonl",
    )
)
PENALTIES = (0.0003, 0.001, 0.003, 0.01)


def fitted(model: Model, rows: Rows, penalties: Sequence[float]) -> Weights:
    """The weights by the best of the penalties that the model allows; prints what all of them do."""
    allowed = [p for p in penalties if p >= model.least]
    return Problem(rows.choices).likeliest(model.name, folds(rows.choices), allowed, plain=rows.plain)


def main() -> int:
    parser = command(__doc__)
    parser.add_argument("--topic", type=Path, default=TOPIC)
    parser.add_argument("--gold", type=Path, nargs="+", default=list(GOLD))
    parser.add_argument("--penalty", type=float, nargs="+", default=list(PENALTIES))
    parser.add_argument("--only", nargs="+", choices=[m.name for m in MODELS])
    parser.add_argument("--write", action="store_true", help="put the weights into the topic's file")
    parser.add_argument("--check", action="store_true", help="compare with the topic's file")
    args = parser.parse_args()
    topic = read_model(args.topic, Topic)
    text = args.topic.read_text(encoding="utf-8")
    models = [m for m in MODELS if not args.only or m.name in args.only]
    articles = list(read_all(args.gold, topic))
    for model in models:
        placed = model.place(fitted(model, collect(model, articles, topic), args.penalty))
        text = with_weights(text, placed)
        topic = topic.model_copy(update=dict(placed))  # who takes part is asked of the names found
    if args.write:
        args.topic.write_text(text, encoding="utf-8")
    same = text == args.topic.read_text(encoding="utf-8")
    print(f"{args.topic}: {'holds these weights' if same else 'holds other weights'}")
    return 0 if same or not args.check else 1


if __name__ == "__main__":
    sys.exit(main())
