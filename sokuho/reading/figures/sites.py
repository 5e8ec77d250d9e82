"""Investments of one sector that stand in different places are projects of their own: a data center in
Itoshima for 300 billion yen, one in Kitakyushu for 125 billion. In doubt they are one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sokuho.reading.deal.sited import site
from sokuho.reading.figures.projects import Draft
from sokuho.reading.figures.subject import Subject
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, within
from sokuho.reading.notation.chains import Chain, amount_key

# Names are compared on one level: a state beside a city may be where it is.
_LEVELS = {"city": "city", "state": "state", "prefecture": "state", "region": "region"}
_COMPARED = ("city", "state")
# What a part of a project costs, or who lends for it and where, says of no other project.
_PART = re.compile(
    r"\b(?:phases?|stages?|tranches?|buildings? of|loans?|lent|lend(?:s|ing|ers?)?|borrow(?:s|ed|ing)?)\b"
    r"|第[0-9一二三四五六七八九]+(?:期|段階|弾|号棟)|融資|借り入れ|貸し(?:付け|出し)",
    re.IGNORECASE,
)
_ROUNDING = 0.02
_MANY = 16  # so many amounts of one sector are a table's, which tells its sites by itself


def split(news: Subject, draft: Draft) -> list[Draft]:
    """The project, or one for each place where the sentences of its amounts say that something of its
    sector stands. What names no place stays with the first that does."""
    if not 2 <= len(draft.chains) <= _MANY:
        return [draft]
    layout = news.layout
    if len({layout.piece(c.start) for c in draft.chains if c.place != "title"}) < 2:
        return [draft]
    found = [_places(news, c, draft.sector) for c in draft.chains]
    certain = [p for c, p in zip(draft.chains, found, strict=True) if p and not _part(layout, c)]
    level = next((level for level in _COMPARED if _tells_apart(certain, level)), None)
    if level is None:
        return [draft]
    named = dict.fromkeys(p[level] for p in certain)
    places = [p.get(level) if p.get(level) in named else None for p in found]
    homes: dict[object, str] = {}
    for chain, place in zip(draft.chains, places, strict=True):
        for key in map(amount_key, chain.moneys):
            if place and homes.setdefault(key, place) != place:
                return [draft]  # one amount is of one place
    told = [_home(homes, c) for c in draft.chains]
    if _open(draft.chains, told):
        return [draft]
    made = {name: Draft(draft.sector, draft.thing, draft.at, site=name) for name in named}
    for chain, span, home in zip(draft.chains, draft.spans, told, strict=True):
        new = made[home or next(iter(named))]
        new.chains.append(chain)
        new.spans.append(span)
    for name, new in made.items():
        new.at = min(c.start for c in new.chains)
        opening = min(c.start for c, p in zip(draft.chains, places, strict=True) if p == name)
        there = within(news.things, *layout.piece(opening))
        new.thing = next(t for t in there if t.value == draft.sector)
    return sorted(made.values(), key=lambda d: d.at)


def share(layout: Layout, drafts: Sequence[Draft], companies: Sequence[Mention]) -> None:
    """Gives the companies named before the first of several sites to all of them but those whose own
    sentence names another first. `drafts`: the projects of one split."""
    first = min(d.at for d in drafts)
    before = [m for m in companies if m.start < first]
    for draft in drafts:
        low, _ = layout.span(draft.at)
        if draft.at == first or not any(low <= m.start < draft.at for m in companies):
            for m in before:
                draft.companies.setdefault(m.name, m.text)


def _home(homes: Mapping[object, str], chain: Chain) -> str | None:
    return next((homes[k] for k in map(amount_key, chain.moneys) if k in homes), None)


def _tells_apart(places: Sequence[Mapping[str, str]], level: str) -> bool:
    """Whether each amount that has a place has one of this level, and they differ."""
    return all(level in p for p in places) and len({p[level] for p in places}) >= 2


def _open(chains: Sequence[Chain], homes: Sequence[str | None]) -> bool:
    """Whether an amount of no site is larger than those of the sites, and not what they add up to: the
    sites may be parts of something that it pays for."""
    sites: dict[object, float] = {}
    for chain, home in zip(chains, homes, strict=True):
        if home is not None:
            sites.setdefault(amount_key(chain.head), chain.dollars)
    whole = sum(sites.values())
    loose = [c.dollars for c, home in zip(chains, homes, strict=True) if home is None]
    return any(d > max(sites.values()) and abs(d - whole) > _ROUNDING * whole for d in loose)


def _part(layout: Layout, chain: Chain) -> bool:
    return _PART.search(layout.body, *layout.piece(chain.start)) is not None


def _places(news: Subject, chain: Chain, sector: str) -> dict[str, str]:
    """The place by level in a sentence, or item of a list, that names something of a sector too; of a level
    with several there is none. Empty for a title."""
    low, high = news.layout.piece(chain.start)
    if chain.place == "title" or not any(t.value == sector for t in within(news.things, low, high)):
        return {}
    named: dict[str, set[str]] = {}
    for m in within(news.scan.names, low, high):
        level = _LEVELS.get(m.value or "") if m.kind == "place" else None
        if level and site(news.layout.body, m) == 1.0:
            named.setdefault(level, set()).add(m.name)
    if any(len(names) > 1 for names in named.values()):
        return {}
    return {level: next(iter(names)) for level, names in named.items()}
