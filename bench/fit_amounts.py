"""Fits what the reader weighs amounts with, and prints how well that generalises.

    python -m bench.fit_amounts                  print what to expect of events not fitted to
    python -m bench.fit_amounts --write          fit to all, and put the weights into config/amounts.yaml
    python -m bench.fit_amounts --gold GOLD.jsonl [GOLD.jsonl ...]
    python -m bench.fit_amounts --only NAME [NAME ...] --write
                                                 fit what some evidence tells of roles, the rest stays

Two softmax models with an L2 penalty over the evidence of `sokuho.reading.figures.bearing`: what an amount is
(a project's own, a total, neither), and which amount leads. The articles of five groups are read with
weights fitted on the other four, all reports of an event in one group. Vocabulary is richer for these
articles than for news to come, so each is fitted three times, twice with half of the words left out that no
other event has; the second table reads each article without all words that are its event's alone. A file
named twice counts twice: dev.jsonl does, being of the kind that is scored. Events listed in GOLD.check stay
out. Single sentences behind a report, whose amounts are the deal's or background, are always fitted, never
measured. Half a minute; needs `uv sync --group bench`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from bench import command
from bench.choices import Choice, Problem
from bench.labelled import Doc, labelled
from bench.seen import Word, own_words
from bench.topic_file import put
from sokuho.evaluation.readings import amount_key, score_readings
from sokuho.evaluation.scores import Overlap
from sokuho.reading.figures import standing
from sokuho.reading.figures.cues import KINDS
from sokuho.reading.figures.standing import Amount
from sokuho.reading.figures.weights import Weights
from sokuho.reading.lexicon import Lexicon, Scan
from sokuho.reading.read import Reader
from sokuho.reading.weighing import pairs, softmax
from sokuho.resources import read_model, read_yaml
from sokuho.vocabulary import article_of, load_lexicon, load_topics

Told = Mapping[str, Sequence[Amount]]  # by document
CONFIG = Path("config/amounts.yaml")
DEV = Path("tests/gold/dev.jsonl")
GOLD = (DEV, DEV, Path("tests/gold/written.jsonl"))
SENTENCES = Path("tests/reading/figures/background.yaml")
GROUPS = 5
COPIES, LEFT_OUT = 2, 0.5  # copies of each article without so many of its own words
SPARE = (*KINDS, "act")  # kinds of words that such copies go without
SENTENCE = 2  # a sentence made to show one thing counts as so many amounts of an article
WHEN = "2026-02-18T00:00:00Z"
MEASURED = ("investment", "linked", "headline")


class Poorer(Lexicon):
    """A lexicon that misses the words in `gone`."""

    def __init__(self, whole: Lexicon) -> None:
        self.whole, self.beside = whole, whole.beside
        self.gone: frozenset[Word] = frozenset()
        self.scans: dict[str, Scan] = {}

    def scan(self, text: str) -> Scan:
        scan = self.scans.setdefault(text, self.scans.get(text) or self.whole.scan(text))
        words = dict(scan.words)
        for kind in SPARE:
            words[kind] = [m for m in scan.of(kind) if (kind, m.text.lower()) not in self.gone]
        return Scan(scan.names, words)


class Fit:
    """The articles as every vocabulary shows them, and weights fitted to some of them."""

    def __init__(
        self, files: Sequence[Path], penalty: float, headline_penalty: float, only: Sequence[str]
    ) -> None:
        self.penalty, self.headline_penalty, self.only = penalty, headline_penalty, only
        self.given = read_model(CONFIG, Weights)
        self.docs = [doc | {"set": file.stem} for file in files for doc in labelled(file)]
        self.lexicon, self.topics = Poorer(load_lexicon(Path.cwd())), load_topics(Path.cwd())
        self.plain = Reader(self.lexicon, self.topics, Weights(roles={}, headline={}))
        self.core = [d for d in self.docs if d["relevance"] == "core"]
        self.group = groups(self.docs)
        scans = ((d["event"], self.lexicon.scan(article_of(d).body)) for d in self.docs)
        self.own = own_words(scans, SPARE)
        chance = random.Random(3)
        fewer = [frozenset(w for w in self.own if chance.random() < LEFT_OUT) for _ in range(COPIES)]
        self.views = [self._seen(gone) for gone in (frozenset[Word](), *fewer)]
        self.always = list(self._sentences()) * len(self.views) * SENTENCE

    def _seen(self, gone: frozenset[Word]) -> Told:
        self.lexicon.gone = gone
        return {d["id"]: self.plain.amounts(article_of(d)) for d in self.core}

    def _sentences(self) -> Iterator[Choice]:
        """The amounts of sentences that follow a report: a project's under "own", neither under
        "background"."""
        self.lexicon.gone = frozenset()
        for report in read_yaml(SENTENCES):
            for role, name in ((0, "own"), (2, "background")):
                for sentence in report[name]:
                    text = f"{report['lead']}\n{sentence}"
                    article = article_of({"title": report["title"], "text": text, "published": WHEN})
                    start = article.body.index(sentence)
                    for amount in self.plain.amounts(article):
                        if all(c.start >= start for c in amount.chains):
                            yield role_choice(amount, role, sentence)

    def weights(self, without: int | None) -> Weights:
        """Fitted to all groups but one. The headline's are fitted to roles that weights found which did not
        know the article."""
        docs = [d for d in self.core if self.group[d["event"]] != without]
        by_group = {g: self._roles(docs, g) for g in range(GROUPS) if g != without}
        choices: list[Choice] = []
        for view in self.views:
            for doc in docs:
                found = judged(view[doc["id"]], by_group[self.group[doc["event"]]])
                choices += headline_choice(doc, found)
        problem = Problem(choices)
        headline = problem.named(problem.fit(self.headline_penalty))
        return Weights(roles=self._roles(docs, None), headline=headline)

    def _roles(self, docs: Sequence[Doc], without: int | None) -> dict[str, dict[str, float]]:
        told = [(d, v[d["id"]]) for v in self.views for d in docs if self.group[d["event"]] != without]
        problem = Problem(
            [*(role_choice(a, true_role(d, a), d["event"]) for d, of in told for a in of), *self.always]
        )
        roles: dict[str, dict[str, float]] = {"project": {}, "total": {}}
        fitted = problem.fit(self.penalty, known=self._known(problem.names))
        for name, weight in zip(problem.names, fitted, strict=True):
            role, _, key = name.partition(".")
            if weight:
                roles[role][key] = float(weight)
        return roles

    def _known(self, names: Sequence[str]) -> dict[str, float]:
        """The weights of the roles that stay as they are."""
        split = [(name, *name.split(".", 1)) for name in names] if self.only else []
        return {n: self.given.roles[role].get(key, 0.0) for n, role, key in split if key not in self.only}

    def crossed(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Readings of every article by weights that don't know its event: with all words, and without those
        that only its event has."""
        by_group = [self.weights(g) for g in range(GROUPS)]
        for name, gone in (("all words", []), ("without the event's own words", self.own)):
            self.lexicon.gone = frozenset(gone)
            readers = [Reader(self.lexicon, self.topics, weights) for weights in by_group]
            yield (
                name,
                {
                    d["id"]: orjson.loads(orjson.dumps(readers[self.group[d["event"]]].read(article_of(d))))
                    for d in self.docs
                },
            )


def role_choice(amount: Amount, role: int, event: str) -> Choice:
    options = [{f"{name}.{k}": v for k, v in amount.row.items()} for name in ("project", "total")]
    return Choice([*options, {}], role, event)


def true_role(doc: Doc, amount: Amount) -> int:
    """0 a project's, 1 the total, 2 neither."""
    keys = {k for c in amount.chains for k in c.keys}
    if keys & {amount_key(a) for p in doc["projects"] for a in p["amounts"]}:
        return 0
    return 1 if doc["programme_total"] and amount_key(doc["programme_total"]) in keys else 2


def headline_choice(doc: Doc, amounts: Sequence[Amount]) -> Iterator[Choice]:
    """Which of the candidates leads; the last option is none of them."""
    own = standing.candidates(amounts)
    if own:
        right = next((i for i, a in enumerate(own) if _leads(doc, a)), len(own))
        yield Choice([*standing.ranks(own), {}], right, doc["event"])


def _leads(doc: Doc, amount: Amount) -> bool:
    said = doc["headline_amount"]
    return bool(said) and any(k[:2] == amount_key(said)[:2] for c in amount.chains for k in c.keys)


def judged(amounts: Sequence[Amount], weights: Mapping[str, Mapping[str, float]]) -> list[Amount]:
    """The same amounts as other weights see them; their chains get the role."""
    out = []
    by_role = pairs(weights, "project", "total")
    for a in amounts:
        project, total, _ = softmax(by_role, a.row)
        out.append(standing.settled(a._replace(project=project, total=total)))
    return out


def groups(docs: Sequence[Doc]) -> dict[str, int]:
    events = sorted({d["event"] for d in docs})
    random.Random(7).shuffle(events)
    return {event: i % GROUPS for i, event in enumerate(events)}


def report(docs: Sequence[Doc], readings: Mapping[str, Any]) -> None:
    once = list({d["id"]: d for d in docs}.values())
    for name in [*sorted({d["set"] for d in once}), "en", "ja", "all"]:
        of = [d for d in once if name in (d["set"], d["lang"], "all")]
        rows = score_readings(of, readings).rows
        words = []
        for key in MEASURED:
            row = rows[key]
            parts = f" (P {row.precision:.3f} R {row.recall:.3f})" if isinstance(row, Overlap) else ""
            words.append(f"{key} {row.value:.3f}{parts} of {row.n}")
        print(f"{name:8} {', '.join(words)}")


def main() -> None:
    parser = command(__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", default=GOLD)
    parser.add_argument("--penalty", type=float, default=0.001, help="of the roles")
    parser.add_argument("--headline-penalty", type=float, default=0.003)
    parser.add_argument("--only", nargs="+", default=(), help="evidence whose weights are fitted")
    parser.add_argument("--write", action="store_true", help=f"put the weights into {CONFIG}")
    args = parser.parse_args()
    fit = Fit(args.gold, args.penalty, args.headline_penalty, args.only)
    for name, readings in fit.crossed():
        print(f"\nevents not fitted to, {name}:")
        report(fit.docs, readings)
    if args.write:
        fit.lexicon.gone = frozenset()
        found = fit.weights(None)
        headline = fit.given.headline if args.only else found.headline
        put(CONFIG, {"roles": found.roles, "headline": headline})


if __name__ == "__main__":
    main()
