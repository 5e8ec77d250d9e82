"""Direction, sectors and stage of the article's main deal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sokuho.reading.evidence import Statement
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.topics import Topic

_PLACE = {"title": 3.0, "lead": 2.0, "body": 1.0}
ORDER = (
    "cancelled",
    "sold",
    "operating",
    "under_construction",
    "financed",
    "approved",
    "completed",
    "agreed",
    "pledged",
    "proposed",
)


def direction(found: Sequence[Statement], topic: Topic) -> str | None:
    """Whose investment abroad it is, by the nationality of places and companies in the acting sentences."""
    first, second = topic.sides
    score = 0.0
    for s in found:
        if s.programmes:
            score += 2 * _PLACE[s.place]
        if not s.acts:
            continue
        weight = _PLACE[s.place]
        for m in s.first:
            score += weight * (
                1.0 if m.kind == "company" else -1.0 if m.kind == "place" and m.value != "country" else -0.3
            )
        for m in s.second:
            score -= weight * (
                0.6 if m.kind == "company" else -1.0 if m.kind == "place" and m.value != "country" else -0.5
            )
    if not found:
        return None
    return first.direction if score >= 0 else second.direction


def sectors(found: Sequence[Statement], things: Sequence[Mention], topic: Topic) -> tuple[str, ...]:
    """The sectors of what is built, bought or funded, the strongest first."""
    weights: Counter[str] = Counter()
    spans = [(s.start, s.end, _PLACE[s.place] * (2.0 if s.acts else 0.5)) for s in found]
    for thing in things:
        for start, end, weight in spans:
            if start <= thing.start < end and thing.value:
                weights[thing.value] += weight * (0.3 if thing.weak else 1.0)
    if not weights:
        return ()
    best = weights.most_common(1)[0][1]
    return tuple(k for k, w in weights.most_common() if w >= 0.45 * best)


def stage(found: Sequence[Statement], scan: Scan) -> str | None:
    """How far the main deal is: the stage words of title and lead, the rarer stages counting more."""
    weights: Counter[str] = Counter()
    for m in scan.of("stage"):
        for s in found:
            if s.start <= m.start < s.end and m.value:
                weights[m.value] += _PLACE[s.place]
    if not weights:
        return None
    return max(ORDER, key=lambda k: weights[k])
