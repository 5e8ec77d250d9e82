"""A softmax over named evidence: the one model behind relevance, direction and stage."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def softmax(
    weights: Mapping[str, Mapping[str, float]], classes: Sequence[str], values: Mapping[str, float]
) -> tuple[float, ...]:
    """The probability of each class, and last that of the rest, whose weights are all zero."""
    logits = [sum(w * values.get(k, 0.0) for k, w in weights.get(c, {}).items()) for c in classes]
    top = max(0.0, *logits)
    parts = [math.exp(z - top) for z in logits] + [math.exp(-top)]
    total = sum(parts)
    return tuple(part / total for part in parts)
