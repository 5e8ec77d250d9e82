"""Fits the weights by which a capacity is the deal's (reading/figures/sizes.py), and nothing else.

    python -m bench.fit_sizes              print what to expect of events not fitted to
    python -m bench.fit_sizes --write      fit, and put the weights into the topic's file

Held near `sizes.DEFAULT`: core articles name some hundreds of capacities, too few to learn forty weights from
nothing. Half a minute; needs `uv sync --group bench`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench import command
from bench.choices import Choice, Problem, folds
from bench.evidence import SMALL
from bench.fit import TOPIC
from bench.labelled import GOLD, labelled
from bench.topic_file import put
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

SETS = (GOLD / "dev.jsonl", GOLD / "written.jsonl")
HOLDS = (0.3, 1.0, 3.0, 10.0)  # of the whole, beside the sum over all capacities


def choices(doc: Mapping[str, Any], lexicon: Lexicon, topic: Topic) -> list[Choice]:
    """Whether each capacity of a core article is the deal's own."""
    article = article_of(doc)
    scan = with_localities(article.body, lexicon.scan(article.body))
    layout = Layout(article, scan.of("noise"))
    home = next((s.country for s in topic.sides if s.direction == doc["direction"]), None)
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
    own = {_key(c["value"], c["unit"]) for p in doc["projects"] for c in p["capacity"]}
    return [
        Choice([values, {}], 0 if _key(float(c.value), c.unit) in own else 1, doc["event"])
        for c, values in found
    ]


def _key(value: float, unit: str) -> tuple[str, float]:
    watts = {"kW": 1e3, "MW": 1e6, "MWac": 1e6, "GW": 1e9}
    hours = {"kWh": 1e3, "MWh": 1e6, "GWh": 1e9}
    if unit in watts:
        return "W", float(f"{value * watts[unit]:.6g}")
    if unit in hours:
        return "Wh", float(f"{value * hours[unit]:.6g}")
    return unit, float(f"{value:.6g}")


def main() -> None:
    parser = command(__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", default=SETS)
    parser.add_argument("--write", action="store_true", help="put the weights into the topic's file")
    args = parser.parse_args()
    topic, lexicon = read_model(TOPIC, Topic), load_lexicon(Path.cwd())
    core = [doc for file in args.gold for doc in labelled(file) if doc["relevance"] == "core"]
    found = [choice for doc in core for choice in choices(doc, lexicon, topic)]
    penalties = [hold / len(found) for hold in HOLDS]
    weights = Problem(found).likeliest("capacities", folds(found), penalties, prior=sizes.DEFAULT)
    if args.write:
        put(TOPIC, {"sizes": {k: w for k, w in weights.items() if abs(w) >= SMALL}})


if __name__ == "__main__":
    main()
