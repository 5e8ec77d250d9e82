"""Gives each project what its text says of it: its sizes, companies, start and place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from sokuho.model import Capacity
from sokuho.model.value import value
from sokuho.reading.deal.owners import owner
from sokuho.reading.figures import attach, seats, sites
from sokuho.reading.figures.projects import Draft, of_thing
from sokuho.reading.figures.subject import Subject
from sokuho.reading.lexicon import Mention
from sokuho.reading.notation.dates import Start


@value
class Found:
    """What the projects are furnished with."""

    capacities: Sequence[Capacity]  # the deal's
    starts: Sequence[Start]
    companies: Sequence[Mention]  # those that take part, each mention; `text` as they are called
    places: Sequence[Mention]


def furnish(news: Subject, drafts: list[Draft], found: Found) -> None:
    """Gives projects their sizes, companies, start and place."""
    layout = news.layout
    sizes = _measure(news, drafts, found.capacities)
    attach.give(news, drafts, sizes, lambda d, c: _once(d.capacity, c), certain=True)
    named = {m.start for m in found.companies}
    partners = [m for m in found.companies if not owner(layout.body, m, named)] or found.companies
    attach.give(news, drafts, partners, _join)
    sited = [d for d in drafts if d.site]
    for sector in {d.sector for d in sited}:
        sites.share(layout, [d for d in sited if d.sector == sector], partners)
    attach.give(news, drafts, found.starts, _begin)
    firsts = {m.text.split(" ")[0] for m in found.companies}  # of "Kansai Electric", later called Kansai
    stand = [m for m in found.places if m.text not in firsts and not seats.reported_from(layout, m)]
    stand = [m for m in stand if not seats.market(m)] or stand
    places = seats.joined(layout.body, stand)
    settled = seats.narrowed(m for m in places if seats.stands(layout, news.scan, m))
    enough = None if len(drafts) > 1 else 1
    attach.give(news, drafts, islice(settled, enough), _locate)
    loose = [d for d in drafts if d.location is None and d.sector not in _ON_SITE]
    if loose:
        attach.give(news, loose, places, _locate)


# What stands on a site; money for anything else may go to a company, and where that sits tells something.
_ON_SITE = frozenset(
    {"gas_power", "lng", "oil", "coal", "renewables", "grid", "hydrogen", "data_centers", "shipbuilding"}
)


def _measure(news: Subject, drafts: list[Draft], found: Sequence[Capacity]) -> list[Capacity]:
    """Adds the parts of the deal that are measured by themselves, with an amount or without. The other sizes
    are returned, without those of what stands beside the deal."""
    body = news.layout.body
    priced = {d.sector for d in drafts}
    left: list[Capacity] = []
    parts: list[Capacity] = []
    for size in found:
        thing = attach.measured(news, size.end)
        if thing is None or thing.value is None or thing.value in priced:
            left.append(size)
            continue
        part = attach.part(body, size)
        if not part and attach.aside(body, size):
            continue
        if part or thing.value in news.sectors:
            draft = next((d for d in drafts if d.sector == thing.value), None)
            if draft is None:
                drafts.append(draft := of_thing(thing))
            _once(draft.capacity, size)
            parts.append(size)
        else:
            left.append(size)
    told = {c.size for c in parts}
    return [c for c in left if c.size not in told]


def _once(found: list[Capacity], capacity: Capacity) -> None:
    if capacity.size not in [c.size for c in found]:
        found.append(capacity)


def _join(draft: Draft, company: Mention) -> None:
    draft.companies.setdefault(company.name, company.text)


def _begin(draft: Draft, start: Start) -> None:
    draft.start = draft.start or start.text


def _locate(draft: Draft, place: Mention) -> None:
    draft.location = draft.location or place.text
