"""One amount in all its writings: the chains of an article that tell the same sum."""

from __future__ import annotations

from collections.abc import Sequence

from sokuho.model import Money
from sokuho.reading.layout import Layout
from sokuho.reading.notation.chains import Chain, told_again

_ROUNDING = 0.06  # of two digits, and a little more
_CONVERTED = 0.6  # so much may orders of magnitude differ that are one figure's in two currencies


def groups(layout: Layout, found: Sequence[Chain]) -> list[list[Chain]]:
    """Chains joined by a shared amount."""
    if len(found) <= 1:
        return [list(found)] if found else []
    parent = list(range(len(found)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first: dict[object, int] = {}
    for i, chain in enumerate(found):
        for key in chain.keys:
            parent[root(i)] = root(first.setdefault(key, i))
    for i, j in told_again(layout.body, found):
        parent[root(j)] = root(i)
    for i, chain in enumerate(found):
        for j in range(i + 1, len(found)):
            other = found[j]
            if abs(chain.dollars - other.dollars) < _CONVERTED * max(chain.dollars, other.dollars) and (
                rounded(chain, other) or rounded(other, chain)
            ):
                parent[root(j)] = root(i)
    joined: dict[int, list[Chain]] = {}
    for i, chain in enumerate(found):
        joined.setdefault(root(i), []).append(chain)
    return list(joined.values())


def rounded(short: Chain, full: Chain) -> bool:
    """Whether a chain tells another's figure with fewer digits: "$7.5 billion" for "$7.53 billion". Outside a
    title it has three."""
    if abs(short.dollars - full.dollars) >= _CONVERTED * full.dollars:
        return False
    least = 2 if short.place == "title" else 3
    return any(_rounded(a, b, least) for a in short.moneys for b in full.moneys)


def _rounded(short: Money, full: Money, least: int) -> bool:
    if short.currency != full.currency or not 0 < abs(short.value - full.value) < _ROUNDING * full.value:
        return False
    digits = len(f"{short.value:.6g}".split("e")[0].replace(".", "").strip("0"))
    return digits >= least and float(f"{full.value:.{digits}g}") == float(short.value)
