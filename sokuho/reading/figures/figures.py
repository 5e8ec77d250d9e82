"""Everything about the figures of one article, put together: projects, totals and all other amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from sokuho.model import Capacity, Money, Project
from sokuho.model.dateline import in_dateline
from sokuho.model.value import value
from sokuho.reading.deal.owners import owner
from sokuho.reading.deal.sited import site
from sokuho.reading.deal.thread import Thread
from sokuho.reading.figures import attach, batch, calling, projects, roles, seats, sites, standing
from sokuho.reading.figures.cues import CROWD, INVEST
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan, standing_at
from sokuho.reading.notation.chains import Chain
from sokuho.reading.notation.dates import Start


@value
class Figures:
    """What an article says in figures. Every amount stands in exactly one of `projects`,
    `programme_total` and `other_amounts`; `headline_amount` repeats one of them."""

    projects: tuple[Project, ...] = ()
    programme_total: Money | None = None
    headline_amount: Money | None = None
    other_amounts: tuple[Money, ...] = ()


@value
class Found:
    """What the projects are furnished with."""

    capacities: Sequence[Capacity]  # the deal's
    starts: Sequence[Start]
    companies: Sequence[Mention]  # those that take part, each mention; `text` as they are called
    places: Sequence[Mention]


def all_other(layout: Layout, moneys: Sequence[Money], scan: Scan, countries: Sequence[str]) -> Figures:
    """The figures of an article that reports no investment of the topic."""
    chains = roles.weigh(layout, moneys, scan, countries)
    for chain in chains:
        if chain.role != CROWD:
            chain.role = roles.strongest(chain)
    return Figures(other_amounts=_others(chains, ()))


@value
class Weighed:
    """The amounts of an article on the topic: every writing, and each amount with what it is."""

    chains: Sequence[Chain]
    amounts: Sequence[standing.Amount]


def weighed(
    layout: Layout,
    scan: Scan,
    moneys: Sequence[Money],
    things: Sequence[Mention],
    countries: Sequence[str],
    home: str | None,
    thread: Thread,
    year: int,
    weights: standing.Weights,
) -> Weighed:
    """The amounts of an article on the topic, with the role that each has. `things`: the sector words of
    what is built; `countries`: those of the topic; `home`: the investor's; `year`: of publication."""
    chains = roles.weigh(layout, moneys, scan, countries, home)
    return Weighed(chains, standing.decide(layout, scan, chains, things, thread, year, weights))


def of_others(found: Weighed) -> Figures:
    """The figures of an article on the topic that reports no investment itself: a programme total at most."""
    total = standing.total(found.amounts)
    return Figures((), total, None, _others(found.chains, () if total is None else (total,)))


def put_together(
    layout: Layout,
    scan: Scan,
    read: Weighed,
    found: Found,
    things: Sequence[Mention],
    sectors: Sequence[str],
    weights: standing.Weights,
    *,
    several: bool,
) -> Figures:
    """The figures of an article that reports an investment itself. `sectors`: those of the whole article,
    the main one first; `several`: it speaks of a framework or a batch."""
    drafts = _drafts(layout, scan, read, things, sectors, several=several)
    if standing.summed_up(read.amounts, {id(c): (d.sector, d.site) for d in drafts for c in d.chains}):
        drafts = _drafts(layout, scan, read, things, sectors, several=several)
    if several:  # those that no amount is told of
        priced = {d.sector for d in drafts if d.chains}
        one_by_one = [t for t in batch.listed(layout, things) if t.value not in priced]
        if one_by_one:
            drafts = [d for d in drafts if d.chains] + list(map(projects.of_thing, one_by_one))
            drafts.sort(key=lambda d: d.at)
    total = standing.total(read.amounts)
    _furnish(layout, scan, drafts, things, sectors, found)
    calling.call(layout, drafts, things, scan.names, found.companies, several=several)
    made = projects.finish(drafts)
    kept = [m for p in made for m in p.amounts] + ([total] if total else [])
    return Figures(made, total, standing.leading(read.amounts, weights), _others(read.chains, kept))


def _drafts(
    layout: Layout,
    scan: Scan,
    read: Weighed,
    things: Sequence[Mention],
    sectors: Sequence[str],
    *,
    several: bool,
) -> list[projects.Draft]:
    own = [c for c in read.chains if c.role == INVEST]
    drafts = projects.draft(layout, own, things, scan, sectors, several=several)
    return [part for draft in drafts for part in sites.split(layout, draft, things, scan)]


def _furnish(
    layout: Layout,
    scan: Scan,
    drafts: list[projects.Draft],
    things: Sequence[Mention],
    sectors: Sequence[str],
    found: Found,
) -> None:
    sizes = _measure(layout, scan, drafts, things, sectors, found.capacities)
    attach.give(layout, drafts, things, sizes, lambda d, c: _once(d.capacity, c), certain=True)
    named = {m.start for m in found.companies}
    partners = [m for m in found.companies if not owner(layout.body, m, named)] or found.companies
    attach.give(layout, drafts, things, partners, _join)
    sited = [d for d in drafts if d.site]
    for sector in {d.sector for d in sited}:
        sites.share(layout, [d for d in sited if d.sector == sector], partners)
    attach.give(layout, drafts, things, found.starts, _begin)
    firsts = {m.text.split(" ")[0] for m in found.companies}  # of "Kansai Electric", later called Kansai
    stand = [m for m in found.places if m.text not in firsts and not _reported_from(layout, m)]
    stand = [m for m in stand if not seats.market(m)] or stand
    places = attach.joined(layout.body, stand)
    settled = (m for m in places if _stands(layout, scan, m))
    enough = None if len(drafts) > 1 else 1
    attach.give(layout, drafts, things, islice(settled, enough), _locate)
    loose = [d for d in drafts if d.location is None and d.sector not in _ON_SITE]
    if loose:
        attach.give(layout, loose, things, places, _locate)


# What stands on a site; money for anything else may go to a company, and where that sits tells something.
_ON_SITE = frozenset(
    {"gas_power", "lng", "oil", "coal", "renewables", "grid", "hydrogen", "data_centers", "shipbuilding"}
)


def _measure(
    layout: Layout,
    scan: Scan,
    drafts: list[projects.Draft],
    things: Sequence[Mention],
    sectors: Sequence[str],
    found: Sequence[Capacity],
) -> list[Capacity]:
    """Adds the parts of the deal that are measured by themselves, with an amount or without. The other sizes
    are returned, without those of what stands beside the deal."""
    priced = {d.sector for d in drafts}
    left: list[Capacity] = []
    parts: list[Capacity] = []
    for size in found:
        thing = attach.measured(layout.body, things, size.end)
        if thing is None or thing.value is None or thing.value in priced:
            left.append(size)
            continue
        part = attach.part(layout.body, size)
        if not part and attach.aside(layout.body, size):
            continue
        if part or thing.value in sectors:
            draft = next((d for d in drafts if d.sector == thing.value), None)
            if draft is None:
                drafts.append(draft := projects.of_thing(thing))
            _once(draft.capacity, size)
            parts.append(size)
        else:
            left.append(size)
    told = {c.size for c in parts}
    return [c for c in left if c.size not in told]


def _stands(layout: Layout, scan: Scan, place: Mention) -> bool:
    """Whether something may stand at a place: in a list, as a heading, or by how it is named."""
    if layout.item(place.start) or _heads(layout, place) or _PLANT_AT.match(layout.body, place.end):
        return True
    if layout.body.startswith(_BASED, place.end):  # "Louisiana-based Cameron LNG" stands there
        based = standing_at(scan.names, place.end + len(_BASED))
        return based is not None and based.kind == "project"
    return site(layout.body, place) > 0 and not seats.elsewhere(layout.body, place)


_BASED = "-based "
_PLANT_AT = re.compile(r"(?: Coast)? LNG\b")  # a terminal is called like its place, and stands there
_HEADING = re.compile(r" ?[:：–—]| ?-(?= )")  # none in "Houston-based"


def _heads(layout: Layout, place: Mention) -> bool:
    """Whether a place is what its line is about: "Ohio: a gas plant"."""
    opens = place.start == layout.line(place.start).start
    return opens and _HEADING.match(layout.body, place.end) is not None


def _reported_from(layout: Layout, place: Mention) -> bool:
    """Whether a place is where the report was written, as the text's first line tells, or one below a
    byline that names an agency: 【ニューヨーク＝…】, "HOUSTON, July 2 - "."""
    if place.start < layout.text_start:
        return False
    first = layout.line(place.start).start == layout.text_start
    return in_dateline(layout.body, place.start, signed=not first)


def _once(found: list[Capacity], capacity: Capacity) -> None:
    if capacity.size not in [c.size for c in found]:
        found.append(capacity)


def _join(draft: projects.Draft, company: Mention) -> None:
    draft.companies.setdefault(company.name, company.text)


def _begin(draft: projects.Draft, start: Start) -> None:
    draft.start = draft.start or start.text


def _locate(draft: projects.Draft, place: Mention) -> None:
    draft.location = draft.location or place.text


def _others(chains: Sequence[Chain], kept: Sequence[Money]) -> tuple[Money, ...]:
    """Amounts that stand nowhere else, each notation once."""
    taken = {m.written for m in kept}
    out: list[Money] = []
    for chain in chains:
        about = _about(chain)
        for money in chain.moneys:
            if money.written not in taken:
                taken.add(money.written)
                out.append(money.said_to_be(about))
    return tuple(out)


_TOTALS = {standing.TOTAL: "programme total", "programme": "programme total", "batch": "batch total"}


def _about(chain: Chain) -> str:
    """What an amount outside projects is, in words."""
    if chain.role in _TOTALS:
        return _TOTALS[chain.role]
    return "other investment" if chain.role == INVEST else chain.role.replace("-", " ")
