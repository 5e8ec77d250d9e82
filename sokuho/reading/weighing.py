"""A softmax over named evidence: the one model behind relevance, direction and stage."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def softmax(
    weights: Mapping[str, Mapping[str, float]], classes: Sequence[str], values: Mapping[str, float]
) -> tuple[float, ...]:
    """The probability of each class, and last that of the rest, whose weights are all zero."""
    values = {name: value for name, value in values.items() if value}
    logits = [score(weights[c], values) if c in weights else 0.0 for c in classes]
    top = max(0.0, *logits)
    parts = [math.exp(z - top) for z in (*logits, 0.0)]
    total = sum(parts)
    return tuple([part / total for part in parts])


def chance(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The probability of one class beside the rest."""
    logit = score(weights, values)
    top = max(0.0, logit)
    part = math.exp(logit - top)
    return part / (part + math.exp(-top))


def score(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """What evidence comes to, the same in any order (`fsum` says so too, and takes twice as long); less than
    half of what could be there is."""
    total = 0.0
    for name, value in values.items():
        if value and name in weights:
            total += weights[name] * value
    return round(total * _EXACT) / _EXACT  # a tenth of what rounding to digits takes


def columns(weights: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[float, ...]]:
    """The weights of several things turned round: for each piece of evidence what it says for all of them."""
    names = dict.fromkeys([name for of in weights.values() for name in of])
    return {name: tuple([of.get(name, 0.0) for of in weights.values()]) for name in names}


def scores(columns: Mapping[str, tuple[float, ...]], values: Mapping[str, float], count: int) -> list[float]:
    """What the same evidence comes to for each of so many things; a sixth of what asking `score` for each
    takes."""
    totals = [0.0] * count
    for name, value in values.items():
        if value and name in columns:
            totals = [total + weight * value for total, weight in zip(totals, columns[name], strict=True)]
    return [round(total * _EXACT) / _EXACT for total in totals]


_EXACT = 1e9  # far above what an order changes, far below what a weight says
