"""Which names and words two reports have in common, across spellings and scripts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sokuho.stories import names

_HALF = 0.4  # of what a contradiction counts for between scripts that could not have met


def shared(ours: Sequence[str], theirs: Collection[str]) -> list[str]:
    """Those of `ours` that `theirs` has too, under the same name, a shorter or longer form of it, or its
    sound in the other script."""
    if not ours or not theirs:
        return []
    exact = theirs if isinstance(theirs, set | frozenset) else set(theirs)
    rest = [a for a in ours if a not in exact]
    if not rest:
        return list(ours)
    begins = {a.partition(" ")[0] for a in rest}
    alike = [b for b in exact if b.partition(" ")[0] in begins]
    scripts = {b.isascii() for b in exact}
    found = {
        a
        for a in rest
        if any(names.same(a, b) for b in alike)
        or ((not a.isascii()) in scripts and names.sounds_in(a, exact))
    }
    return [a for a in ours if a in exact or a in found]


def houses(parties: Sequence[str]) -> list[str]:
    """One name of each group of companies: "hitachi" stands for "hitachi energy" beside it."""
    return [n for i, n in enumerate(parties) if not any(names.same(n, m) for m in parties[:i])]


def comparable(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """How much it means that two lists share no name: less where one of them has names in a script that
    the other has none of, which it could not have matched."""
    if all(map(names.is_canonical, (*ours, *theirs))):
        return 1.0
    both = not all(map(names.is_canonical, ours)) and not all(map(names.is_canonical, theirs))
    return 1.0 if both else _HALF


def common_share(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated share of shingles that two texts have in common (0 to 1), of the shorter one's sketch."""
    both = set(one).intersection(other)
    if not both:
        return 0.0
    size = min(len(one), len(other))
    union = sorted({*one, *other})[:size]
    return sum(1 for h in union if h in both) / size
