"""A softmax over named evidence: the one model behind relevance, direction and stage."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import compress, repeat
from operator import mul


def softmax(
    weights: Mapping[str, Mapping[str, float]], classes: Sequence[str], values: Mapping[str, float]
) -> tuple[float, ...]:
    """The probability of each class, and last that of the rest, whose weights are all zero."""
    shown = _shown(values)
    logits = [_dot(weights[c], shown) if c in weights else 0.0 for c in classes]
    top = max(0.0, *logits)
    parts = [math.exp(z - top) for z in (*logits, 0.0)]
    total = sum(parts)
    return tuple([part / total for part in parts])


def chance(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The probability of one class beside the rest."""
    logit = _dot(weights, _shown(values))
    top = max(0.0, logit)
    part = math.exp(logit - top)
    return part / (part + math.exp(-top))


def scores(weights: Sequence[Mapping[str, float]], values: Mapping[str, float]) -> list[float]:
    """What the same evidence says for each of several things to choose from."""
    shown = _shown(values)
    return [_dot(one, shown) for one in weights]


_Shown = tuple[list[str], list[float]]


def _shown(values: Mapping[str, float]) -> _Shown:
    """The evidence that is there, which is less than half of what could be: its names, its values."""
    return [*compress(values, values.values())], [*filter(None, values.values())]


def _dot(weights: Mapping[str, float], shown: _Shown) -> float:
    names, values = shown
    return math.fsum(map(mul, map(weights.get, names, repeat(0.0)), values))  # the same in any order
