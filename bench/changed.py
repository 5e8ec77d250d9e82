"""Articles changed in a known way, and how many of them are read otherwise than the change asks for."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench import command
from bench.labelled import GOLD, labelled
from sokuho.evaluation.readings import name_key
from sokuho.model import Reading
from sokuho.reading.read import Reader
from sokuho.vocabulary import article_of, load_reader

HOME = Path("no-home-of-its-own")  # the shipped vocabulary only
PARTS = ("title", "summary", "text")
Doc = dict[str, str]
Told = dict[str, Any]


def as_it_is(told: Told) -> Told:
    return told


class Changed(NamedTuple):
    """A changed article: what `before` makes of the reading of the old one is what `after` is to make of that
    of the new one."""

    doc: Doc
    before: Callable[[Told], Told] = as_it_is
    after: Callable[[Told], Told] = as_it_is


# None where the article is not of the kind that can be changed so.
Change = Callable[[Doc, Reading], Changed | None]


def docs(most: int) -> list[Doc]:
    """Core articles without those that are held back, the same ones each time."""
    keys = ("id", "title", "summary", "text", "lang", "published")
    found = [
        {key: doc.get(key) or "" for key in keys}
        for name in ("dev", "written", "later")
        for doc in labelled(GOLD / f"{name}.jsonl")
        if doc["relevance"] == "core"
    ]
    return random.Random(1).sample(found, min(most, len(found)))


def told(reading: Reading) -> Told:
    """What a reading says, without how and where it is written."""

    def plain(text: str | None) -> str:
        return " ".join((text or "").replace("’", "'").split()).lower()

    own = {(p.sector, m.currency, m.value) for p in reading.projects for m in p.amounts}
    head = reading.headline_amount
    return {
        "relevance": reading.relevance,
        "stage": reading.stage,
        "direction": reading.direction,
        "sectors": set(reading.sectors),
        "amounts": own,
        "headline": head and (head.currency, head.value),
        "capacity": {(c.unit, c.value) for p in reading.projects for c in p.capacity},
        "companies": {p.name.lower() for p in reading.companies},
        "name": [plain(p.name) for p in reading.projects],
        "place": [plain(p.location) for p in reading.projects],
        "start": [p.start for p in reading.projects],
    }


def compare(make: Callable[[Reader], Mapping[str, Change]], description: str | None) -> None:
    """The command of a bench: for each change the articles that it can be made to, and those whose reading
    changed otherwise than expected, by field."""
    parser = command(description)
    reader = load_reader(HOME)
    changes = make(reader)
    parser.add_argument("changes", nargs="*", metavar="CHANGE", help=", ".join(changes))
    parser.add_argument("--articles", type=int, default=700)
    parser.add_argument("-v", "--verbose", action="store_true", help="show what changed")
    asked = parser.parse_args()
    plain = docs(asked.articles)
    before = list(reader.read_all(map(article_of, plain)))
    for name in asked.changes or changes:
        made = map(changes[name], plain, before)
        pairs = [(doc, was, now) for doc, was, now in zip(plain, before, made, strict=True) if now]
        _show(name, reader, pairs, verbose=asked.verbose)


def _show(name: str, reader: Reader, pairs: Sequence[tuple[Doc, Reading, Changed]], *, verbose: bool) -> None:
    read = reader.read_all([article_of(changed.doc) for _, _, changed in pairs])
    counts: Counter[str] = Counter()
    lines = []
    for (doc, was, changed), now in zip(pairs, read, strict=True):
        due, is_ = changed.before(told(was)), changed.after(told(now))
        other = [field for field in due if due[field] != is_[field]]
        counts.update(other)
        if other:
            lines += [f"  {doc['id']} {changed.doc['title']}"]
            lines += [f"    {field}: {due[field]} -> {is_[field]}" for field in other]
    said = ", ".join(f"{field} {n}" for field, n in counts.most_common())
    print(f"{name:14} {len(pairs):4}", said or "the same", flush=True)
    if verbose:
        print(*lines, sep="\n")


def replaced(doc: Doc, new: Callable[[str], str]) -> Doc:
    """The article with each of its texts made anew."""
    return doc | {part: new(doc[part]) for part in PARTS}


def mapped(told: Told, field: str, new: Callable[[Any], Any]) -> Told:
    return told | {field: new(told[field])}


def calling(names: Mapping[str, str], told: Told) -> Told:
    """What is told, with other names for what is named: whole ones of companies, parts of other texts."""
    small = {old.lower(): new for old, new in sorted(names.items(), key=lambda item: -len(item[0]))}

    def within(text: str) -> str:
        for old, new in small.items():
            text = text.replace(old, new)
        return text

    keys = {name_key(old): new for old, new in small.items()}
    told = mapped(told, "companies", lambda found: {keys.get(name_key(name), name) for name in found})
    for field in ("name", "place"):
        told = mapped(told, field, lambda texts: [within(text) for text in texts])
    return told


def called(names: Mapping[str, str]) -> Callable[[Told], Told]:
    return partial(calling, names)
