"""Investments of one sector that stand in different places are projects of their own: a data center in
Itoshima for 300 billion yen, one in Kitakyushu for 125 billion."""

from __future__ import annotations

from collections.abc import Sequence

from sokuho.reading.deal.direction import site
from sokuho.reading.figures.projects import Draft
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.notation.chains import Chain, amount_key

_LEVELS = (("city", "region"), ("state", "prefecture"))  # the nearer first


def split(layout: Layout, draft: Draft, things: Sequence[Mention], scan: Scan) -> list[Draft]:
    """The project, or one for each place where the sentences of its amounts say that something of its
    sector stands. What names no place stays with the first that does."""
    if len(draft.chains) < len(_LEVELS):
        return [draft]
    places = [_place(layout, c, draft.sector, things, scan) for c in draft.chains]
    homes: dict[object, str] = {}
    for chain, place in zip(draft.chains, places, strict=True):
        for key in map(amount_key, chain.moneys):
            if place and homes.setdefault(key, place.name) != place.name:
                return [draft]  # one amount is of one place
    named = dict.fromkeys(p.name for p in places if p)
    if len(named) < len(_LEVELS):
        return [draft]
    first = next(iter(named))
    made = {name: Draft(draft.sector, draft.name, draft.at) for name in named}
    for chain, span, place in zip(draft.chains, draft.spans, places, strict=True):
        told = next((homes[k] for k in map(amount_key, chain.moneys) if k in homes), first)
        new = made[place.name if place else told]
        new.chains.append(chain)
        new.spans.append(span)
    for new in made.values():
        new.at = min(c.start for c in new.chains)
    return sorted(made.values(), key=lambda d: d.at)


def _place(
    layout: Layout, chain: Chain, sector: str, things: Sequence[Mention], scan: Scan
) -> Mention | None:
    """The one place of a sentence, or item of a list, in which something of a sector is named too."""
    low, high = layout.span(chain.start)
    line = layout.line(chain.start)
    if line.item:
        low, high = line.start, line.end
    if chain.place == "title" or not any(low <= t.start < high and t.value == sector for t in things):
        return None
    for levels in _LEVELS:
        here = [m for m in scan.names if low <= m.start < high and m.kind == "place" and m.value in levels]
        named = {m.name: m for m in here if site(layout.body, m) == 1.0}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    return None
