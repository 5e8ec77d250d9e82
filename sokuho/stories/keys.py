"""Keys by which the stories that a report may be of are found."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from itertools import combinations

from sokuho.stories import names
from sokuho.stories.rules import Rules
from sokuho.stories.state import MAIN, Facts

#: of keys of two parts, which of them are things of their own
_SAYS = {"pp": (True, True), "pl": (True, True), "ps": (True, False), "ls": (True, False)}
_FIGURES = {"pa": "amount", "la": "amount", "sa": "amount", "lz": "size"}


def keys(facts: Facts, rules: Rules) -> frozenset[str]:
    """Keys of a report or a story, the most telling ones first until `max_keys` is reached.

    Two reports of one story share several; reports of different stories few. Values that lie within
    8 % of each other always share one of the two steps that an amount or capacity is given.
    """
    found: dict[str, None] = {f"a:{facts.article}": None}

    def add(items: Iterable[str]) -> None:
        for item in items:
            found.setdefault(item, None)

    people = [n for n in (*facts.leads, *facts.parties) if n not in rules.common_parties]
    people = list(dict.fromkeys(people))[:6]
    places, sectors = facts.places[:4], facts.sectors[:4]
    main = [a for a in facts.amounts[:6] if a.rank in MAIN] or facts.amounts[:3]
    steps = [s for a in main for s in _steps(a.usd)]
    spans = [f"{z.kind}{s}" for z in facts.sizes[:3] for s in _steps(z.value)]
    add(f"r:{n}" for n in (facts.round,) if n)
    add(f"k:{h:x}" for h in facts.sketch[:4])
    add(f"pp:{a}|{b}" for a, b in combinations(sorted(people[:5]), 2))
    add(f"pa:{p}|{s}" for p in people[:3] for s in steps[:6])
    add(f"la:{p}|{s}" for p in places for s in steps[:4])
    add(f"lz:{p}|{s}" for p in places for s in spans)
    words = [*(n.partition(" ")[0] for n in people[:4]), *facts.names[:5]]
    add(f"n:{w}" for w in words)
    add(f"s:{s}" for w in words if (s := names.skeleton(w)))
    add(f"pl:{p}|{q}" for p in people[:3] for q in places)
    add(f"sa:{q}|{s}" for q in sectors[:2] for s in steps[:4])
    add(f"ps:{p}|{q}" for p in people[:4] for q in sectors[:3])
    add(f"p:{p}" for p in people[:4])
    add(f"ls:{p}|{q}" for p in places[:3] for q in sectors[:2])
    return frozenset(list(found)[: rules.max_keys])


def meanings(found: Collection[str]) -> dict[str, frozenset[str]]:
    """Each key with the things that it says: parties, places, names, an amount, a size; sectors say nothing,
    for too many deals share them. A party, its name and the sound of that are one thing."""
    party_of = {key[2:].partition(" ")[0]: key[2:] for key in found if key.startswith("p:")}
    said: dict[str, frozenset[str]] = {}
    for key in found:
        kind, _, rest = key.partition(":")
        one, _, other = rest.partition("|")
        if kind in _SAYS:
            said[key] = frozenset(w for w, says in zip((one, other), _SAYS[kind], strict=True) if says)
        elif kind in _FIGURES:
            said[key] = frozenset((one, _FIGURES[kind]) if kind != "sa" else (_FIGURES[kind],))
        elif kind == "n":
            said[key] = frozenset((party_of.get(rest, rest),))
        elif kind != "s":
            said[key] = frozenset((rest if kind == "p" else key,))
    sounds = {f"s:{names.skeleton(key[2:])}": said[key] for key in sorted(found) if key.startswith("n:")}
    return said | {key: sounds.get(key, frozenset((key,))) for key in found if key.startswith("s:")}


def in_common(one: Collection[str], other: Collection[str]) -> int:
    """How many things a report of these keys has in common with a story of those."""
    said, shared = meanings(one), set(one).intersection(other)
    return len(frozenset[str]().union(*(said[key] for key in shared)))


def _steps(value: float) -> tuple[str, str]:
    """Two overlapping logarithmic steps, each a fifth wide."""
    if value <= 0:
        return "0a", "0b"
    x = math.log(value) / math.log(1.2)
    return f"{math.floor(x)}a", f"{math.floor(x + 0.5)}b"
