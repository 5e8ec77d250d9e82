"""A softmax over named evidence: the one model behind relevance, direction and stage."""

from __future__ import annotations

import math
from collections.abc import Mapping

Pairs = Mapping[str, tuple[float, float]]  # what each piece of evidence says for two classes


def pairs(weights: Mapping[str, Mapping[str, float]], first: str, second: str) -> Pairs:
    """The weights of two classes by piece of evidence; either may have none."""
    one, other = weights.get(first, {}), weights.get(second, {})
    return {name: (one.get(name, 0.0), other.get(name, 0.0)) for name in (*one, *other)}


def softmax(weights: Pairs, values: Mapping[str, float]) -> tuple[float, float, float]:
    """The probability of each of two classes, and that of the rest, whose weights are all zero."""
    first = second = 0.0
    for name, value in values.items():
        if value and name in weights:
            one, other = weights[name]
            first += one * value
            second += other * value
    first, second = _even(first), _even(second)
    top = max(0.0, first, second)
    parts = math.exp(first - top), math.exp(second - top), math.exp(-top)
    total = sum(parts)
    return parts[0] / total, parts[1] / total, parts[2] / total


def chance(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The probability of one class beside the rest."""
    logit = score(weights, values)
    top = max(0.0, logit)
    part = math.exp(logit - top)
    return part / (part + math.exp(-top))


def score(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The weighted sum of the evidence."""
    total = 0.0
    for name, value in values.items():
        if value and name in weights:
            total += weights[name] * value
    return _even(total)


def columns(weights: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[float, ...]]:
    """The weights of several things by piece of evidence: what each says for all of them."""
    names = dict.fromkeys([name for of in weights.values() for name in of])
    return {name: tuple([of.get(name, 0.0) for of in weights.values()]) for name in names}


def scores(columns: Mapping[str, tuple[float, ...]], values: Mapping[str, float], count: int) -> list[float]:
    """The weighted sums of the same evidence for `count` things, by their `columns`: a sixth of what asking
    `score` for each takes."""
    totals = [0.0] * count
    for name, value in values.items():
        if value and name in columns:
            totals = [total + weight * value for total, weight in zip(totals, columns[name], strict=True)]
    return [_even(total) for total in totals]


_EXACT = 1e9  # keeps far more digits than a weight has, and drops those that the order of adding changes


def _even(total: float) -> float:
    """A sum that does not depend on the order of its terms. `fsum` takes twice as long, rounding to so many
    digits ten times."""
    return round(total * _EXACT) / _EXACT
