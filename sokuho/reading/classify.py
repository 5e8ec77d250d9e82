"""Sectors and stage of the article's main deal; direction.py has its direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sokuho.reading.direction import direction
from sokuho.reading.evidence import Statement
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.topics import Topic

__all__ = ["direction", "sectors", "stage"]

_PLACE = {"title": 3.0, "lead": 2.0, "body": 1.0}
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


def stage(found: Sequence[Statement], scan: Scan, topic: Topic) -> str | None:
    """How far the main deal is: the stage whose words weigh most, those of title and main sentence first."""
    rules = topic.stages
    main = next((s for s in found if s.place != "title" and s.acts and (s.linked or s.objects)), None)
    counts: Counter[tuple[str, str, bool]] = Counter()
    spans = iter(found)
    here = next(spans, None)
    for m in scan.of("stage"):
        while here is not None and here.end <= m.start:
            here = next(spans, None)
        if here is None:
            break
        if here.start <= m.start and m.value:
            counts[m.value, "main" if here is main else here.place, m.weak] += 1
    if not counts:
        return None
    scores = dict(rules.bias)
    for (name, zone, weak), n in counts.items():
        weight = rules.scale.get(name, 1.0) * rules.zones.get(zone, 1.0) * min(n, 2) ** 0.5
        scores[name] = scores.get(name, 0.0) + weight * (rules.weak if weak else 1.0)
    return max(scores, key=lambda name: scores[name])
