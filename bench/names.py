"""How many of the companies that take part in labelled deals the lists know, and how many are found.

    python -m bench.names                        over all labelled sets
    python -m bench.names GOLD.jsonl [...]       over these

Of each set: the parties that stand in a list and how many of them the reader finds, the same of those that
stand in none, and how many it names beside them that take no part. Names are compared as `sokuho evaluate`
compares them. A few seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from bench import command
from sokuho.evaluation.readings import name_key
from sokuho.reading.read import Reader
from sokuho.vocabulary import article_of, load_reader

_LEARNT = ("dev", "written", "later", "pages", "long")
_HELD = ("held", "held-2", "held-3", "pages-held", "long-held")
GOLD = tuple(Path("tests/gold") / f"{name}.jsonl" for name in (*_LEARNT, *_HELD))


def counted(path: Path, reader: Reader) -> dict[str, int]:
    """Parties of the set's core articles: "listed" and "unlisted", those of each that are "found", and
    "wrong" ones."""
    counts = dict.fromkeys(("listed", "listed found", "unlisted", "unlisted found", "wrong"), 0)
    for line in path.read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        if doc["relevance"] != "core":
            continue
        article = article_of(doc)
        names = [m for m in reader.lexicon.scan(article.body).names if m.kind in ("company", "agency")]
        listed = _keys(text for m in names for text in (m.text, m.name))
        said = [_keys((party.text, party.name)) for party in reader.read(article).companies]
        true = _keys(doc["companies"])
        for key in true:
            kind = "listed" if _alike(key, listed) else "unlisted"
            counts[kind] += 1
            counts[f"{kind} found"] += any(_alike(key, keys) for keys in said)
        counts["wrong"] += sum(not any(_alike(key, true) for key in keys) for keys in said)
    return counts


def _keys(names: Iterable[str]) -> set[str]:
    return {key for name in names if (key := name_key(name))}


def _alike(key: str, others: Iterable[str]) -> bool:
    """Whether one of the others is this name, shorter or longer."""
    return any(key.startswith(other) or other.startswith(key) for other in others)


def main() -> None:
    parser = command(__doc__)
    parser.add_argument("gold", type=Path, nargs="*", default=GOLD)
    reader = load_reader(Path.cwd())
    for path in parser.parse_args().gold:
        n = counted(path, reader)
        print(
            f"{path.stem:12} in a list {n['listed']:5}, found {n['listed found']:5}; "
            f"in none {n['unlisted']:3}, found {n['unlisted found']:3}; no parties {n['wrong']:3}"
        )


if __name__ == "__main__":
    main()
