"""A softmax over named evidence: the one model behind relevance, direction and stage."""

from __future__ import annotations

import math
from collections.abc import Mapping

Pairs = Mapping[str, tuple[float, float]]  # what each piece of evidence says for two classes


def pairs(weights: Mapping[str, Mapping[str, float]], first: str, second: str) -> Pairs:
    """The weights of two classes, of which one may have none, turned round."""
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
    """What evidence comes to; less than half of what could be there is."""
    total = 0.0
    for name, value in values.items():
        if value and name in weights:
            total += weights[name] * value
    return _even(total)


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
    return [_even(total) for total in totals]


_EXACT = 1e9  # far above what an order changes, far below what a weight says


def _even(total: float) -> float:
    """A sum that is the same in any order: `fsum` says so too and takes twice as long, rounding to digits ten
    times."""
    return round(total * _EXACT) / _EXACT
