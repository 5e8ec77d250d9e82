"""The distinct investments of an article, each with its amounts.

A figure opens a project with the thing named beside it (pieces.py), or joins the one that was named
before by its sector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sokuho.model import Capacity, Money, Project
from sokuho.reading.deal.recalling import RECALLED
from sokuho.reading.figures.elsewhere import turns
from sokuho.reading.figures.pieces import Span, Unit, units
from sokuho.reading.figures.subject import Subject
from sokuho.reading.figures.writings import rounded
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention
from sokuho.reading.notation.chains import Chain, amount_key


@dataclass
class Draft:
    """A project while it is put together. `thing`: what stands there; `spans`: the pieces of text that speak
    of it alone."""

    sector: str
    thing: Mention | None
    at: int
    name: str = ""
    chains: list[Chain] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    capacity: list[Capacity] = field(default_factory=list)
    companies: dict[str, str] = field(default_factory=dict)  # as written, by canonical name
    site: str | None = None  # the place that tells it from others of its sector, canonical
    location: str | None = None
    start: str | None = None


def draft(news: Subject, found: Sequence[Chain]) -> list[Draft]:
    """The projects with their amounts."""
    layout = news.layout
    made: list[Draft] = []
    known: dict[object, Draft] = {}
    ranked = sorted(units(news, found), key=lambda u: (not u.own, u.chain.place == "title", u.chain.start))
    listed = [u for u in ranked if u.own and layout.item(u.chain.start)]
    for unit in ranked:
        keys = [amount_key(m) for m in unit.chain.moneys]
        project = None if unit in listed else next((known[k] for k in keys if k in known), None)
        if project is None and unit.chain.place == "title":
            project = next((d for d in made for c in d.chains if rounded(unit.chain, c)), None)
        if project and _as_dear(layout, project, unit):
            project = None
        if project is None:
            alone = len(listed) > 1 and unit in listed
            project = _home(news, made, unit, alone=alone)
        project.chains.append(unit.chain)
        project.spans.append(unit.span)
        known.update((k, project) for k in keys)
    if not made:
        made.append(_new(news, news.sectors[0], None, layout.text_start))
    made.sort(key=lambda d: d.at)
    return made


def _as_dear(layout: Layout, project: Draft, unit: Unit) -> bool:
    """Whether a figure is another thing's that costs as much, named in one sentence with the project's."""
    if not unit.own or unit.thing is None or unit.thing.value == project.sector:
        return False
    sentence = layout.sentence(unit.chain.start)
    return any(layout.sentence(c.start) == sentence for c in project.chains)


def _home(news: Subject, made: list[Draft], unit: Unit, *, alone: bool) -> Draft:
    """The project that a figure belongs to: the nearest of its sector, unless it stands `alone` as an item of
    a list does."""
    thing, at, sectors, sector = unit.thing, unit.chain.start, news.sectors, None
    if thing is not None and (
        thing.value in sectors or unit.own or (len(sectors) > 1 and _told_before(news.layout, unit, thing))
    ):
        sector = thing.value
    same = [] if alone else [d for d in made if sector in (None, d.sector)]
    if same:
        return min(same, key=lambda d: abs(d.at - at))
    sector = sector or sectors[0]
    project = _new(news, sector, thing if thing and thing.value == sector else None, at)
    made.append(project)
    return project


def _told_before(layout: Layout, unit: Unit, thing: Mention) -> bool:
    """Whether a thing is named in the sentence before the one of a figure."""
    return not thing.weak and layout.sentence(thing.start) == layout.sentence(unit.chain.start) - 1


def _new(news: Subject, sector: str, thing: Mention | None, at: int) -> Draft:
    layout, things = news.layout, news.things
    if thing is None:  # one named up to the next sentence; what comes later is mostly another's
        last = min(layout.sentence(max(at, layout.text_start)) + 1, len(layout.sentences) - 1)
        end = layout.sentences[last][1] if layout.sentences else len(layout.body)
        near = (t for t in things if t.value == sector and t.start < end)
        thing = next((t for t in near if not turns(layout, t.start)), None)
    elif thing.kind == RECALLED:  # called by its full name
        thing = next((t for t in things if t.value == sector and not t.weak), thing)
    return Draft(sector, thing, at)


def of_thing(thing: Mention) -> Draft:
    """A project without an amount."""
    return Draft(str(thing.value), thing, thing.start)


def finish(drafts: Sequence[Draft]) -> tuple[Project, ...]:
    """Frozen projects; each amount once in each notation, in the order of the text."""
    out = []
    for d in drafts:
        amounts: dict[object, Money] = {}
        for m in sorted([m for c in d.chains for m in c.moneys], key=lambda m: m.start):
            amounts.setdefault(m.written, m)
        out.append(
            Project(
                name=d.name,
                sector=d.sector,
                location=d.location,
                amounts=tuple(amounts.values()),
                capacity=tuple(d.capacity),
                companies=tuple(d.companies.values()),
                start=d.start,
            )
        )
    return tuple(out)
