"""How fast the reader is, and how well and fast it finds amounts beside quantulum3.

    python -m bench.reading                       # about three minutes
    python -m bench.reading --articles 10000      # fewer articles for the memory run
    uv run --with quantulum3 python -m bench.reading --only rivals

Articles are those of tests/gold/dev.jsonl; amounts are scored as (currency, low, high) sets of each
article, as `sokuho evaluate` does. Rates are of one process, best of three passes.
"""

from __future__ import annotations

import argparse
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

from sokuho.evaluate import amount_key
from sokuho.model import Article
from sokuho.reading.lexicon import Entry, Form, Lexicon, parse_list
from sokuho.reading.money import find_money
from sokuho.reading.read import Reader
from sokuho.resources import layers, read_text
from sokuho.vocabulary import LISTS, article_of, load_reader, load_topics

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "dev.jsonl"
HOME = Path("no-home-of-its-own")  # the shipped vocabulary only
Amounts = set[tuple[str, float, float | None]]


def rate(action: Callable[[Any], object], items: Sequence[Any], passes: int = 3) -> float:
    """Items a second, best of `passes` rounds over all items."""
    best = float("inf")
    for _ in range(passes):
        began = time.perf_counter()
        for item in items:
            action(item)
        best = min(best, time.perf_counter() - began)
    return len(items) / best


def megabytes() -> float:
    """Memory that the process holds now, where the system tells (Linux), else 0."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


# --- the whole reader -------------------------------------------------------------------------


def whole(articles: Sequence[Article]) -> Iterator[str]:
    began = time.perf_counter()
    reader = load_reader(HOME)
    loaded = time.perf_counter() - began
    size = sum(len(a.body.encode()) for a in articles) / len(articles) / 1000
    yield f"vocabulary: {reader.lexicon.size:,} forms loaded in {loaded:.2f} s"
    fast = rate(reader.read, articles, passes=5)
    yield f"reader: {fast:,.0f} articles/s over {len(articles)} articles of {size:.1f} KB"


def memory(articles: Sequence[Article], total: int) -> Iterator[str]:
    """No two articles are the same, so that anything kept for each would show."""
    reader = load_reader(HOME)
    marks = {total // 100, total // 10, total // 2, total}
    for count in range(1, total + 1):
        article = articles[count % len(articles)]
        reader.read(replace(article, id=f"n{count}", title=f"{article.title} {count}"))
        if count in marks:
            yield f"memory after {count:>7,} articles: {megabytes():6.1f} MB"


# --- growth with the vocabulary ---------------------------------------------------------------

SYLLABLES = [
    "ka",
    "to",
    "mi",
    "ren",
    "sol",
    "ver",
    "nor",
    "tek",
    "ra",
    "lum",
    "dyn",
    "hy",
    "gen",
    "os",
    "ash",
]
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
    topics = load_topics(HOME)
    for count in (300, 3_000, 30_000):
        before = megabytes()
        forms = [*known[:count], *names(max(0, count - len(known)))]
        began = time.perf_counter()
        reader = Reader(Lexicon([*words, *forms]), topics)
        built = time.perf_counter() - began
        scan = rate(partial(_scan, reader), articles)
        yield (
            f"{count:>6,} company names: built in {built:.2f} s, {megabytes() - before:+6.1f} MB, "
            f"lexicon {scan:,.0f} articles/s, whole reader {rate(reader.read, articles):,.0f} articles/s"
        )


# --- beside others ----------------------------------------------------------------------------


def ours(text: str) -> Amounts:
    return {amount_key(asdict(m)) for m in find_money(text)}


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
    times = f"Sokuho is {mine / theirs:,.0f} times as fast"
    yield f"  quantulum3  F1 {f1(other, english):.3f}  {theirs:>7,.0f} articles/s: {times}"
    all_of_it = rate(load_reader(HOME).read, [article_of(r) for r in gold if r["lang"] == "en"])
    yield f"  Sokuho's whole reader {all_of_it:,.0f} articles/s: {all_of_it / theirs:,.0f} times as fast"


def _scan(reader: Reader, article: Article) -> object:
    return reader.lexicon.scan(article.body)


def main(argv: list[str] | None = None) -> None:
    """Prints each figure as it is measured."""
    parts = ("whole", "rivals", "growth", "memory")
    ap = argparse.ArgumentParser(description="How fast the reader is.")
    ap.add_argument("--articles", type=int, default=100_000, help="how many articles the memory run reads")
    ap.add_argument("--only", choices=parts, help="one part instead of all")
    args = ap.parse_args(sys.argv[1:] if argv is None else argv)
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    articles = [article_of(row) for row in gold]
    runs: dict[str, Callable[[], Iterator[str]]] = {
        "whole": lambda: whole(articles),
        "rivals": lambda: rivals(gold),
        "growth": lambda: growth(articles),
        "memory": lambda: memory(articles, args.articles),
    }
    for part in parts:
        for line in runs[part]() if args.only in {None, part} else ():
            print(line, flush=True)


if __name__ == "__main__":
    main()
