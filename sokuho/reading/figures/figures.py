"""Everything about the figures of one article, put together: projects, totals and all other amounts."""

from __future__ import annotations

from collections.abc import Sequence

from sokuho.model import Money, Project
from sokuho.model.value import value
from sokuho.reading.deal.thread import Thread
from sokuho.reading.figures import batch, calling, projects, roles, sites, standing
from sokuho.reading.figures.cues import CROWD, INVEST
from sokuho.reading.figures.furnishing import Found, furnish
from sokuho.reading.figures.subject import Subject
from sokuho.reading.figures.weights import Weights
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.notation.chains import Chain


@value
class Figures:
    """What an article says in figures. Every amount stands in exactly one of `projects`,
    `programme_total` and `other_amounts`; `headline_amount` repeats one of them."""

    projects: tuple[Project, ...] = ()
    programme_total: Money | None = None
    headline_amount: Money | None = None
    other_amounts: tuple[Money, ...] = ()


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
    weights: Weights,
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
    weights: Weights,
    *,
    several: bool,
) -> Figures:
    """The figures of an article that reports an investment itself. `sectors`: those of the whole article,
    the main one first; `several`: it speaks of a framework or a batch."""
    news = Subject(layout, scan, things, sectors, several)
    drafts = _drafts(news, read)
    if standing.summed_up(read.amounts, {id(c): (d.sector, d.site) for d in drafts for c in d.chains}):
        drafts = _drafts(news, read)
    if several:  # those that no amount is told of
        priced = {d.sector for d in drafts if d.chains}
        one_by_one = [t for t in batch.listed(layout, things) if t.value not in priced]
        if one_by_one:
            drafts = [d for d in drafts if d.chains] + list(map(projects.of_thing, one_by_one))
            drafts.sort(key=lambda d: d.at)
    furnish(news, drafts, found)
    calling.call(news, drafts, found.companies)
    made = projects.finish(drafts)
    total = standing.total(read.amounts)
    kept = [m for p in made for m in p.amounts] + ([total] if total else [])
    return Figures(made, total, standing.leading(read.amounts, weights), _others(read.chains, kept))


def _drafts(news: Subject, read: Weighed) -> list[projects.Draft]:
    own = [c for c in read.chains if c.role == INVEST]
    return [part for draft in projects.draft(news, own) for part in sites.split(news, draft)]


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
