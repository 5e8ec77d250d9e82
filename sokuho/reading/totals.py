"""Which amounts are totals of several investments, and which one heads the alert.

A framework ("programme") spans several deals. A company's plan of which the article names parts is a
"plan"; the sum of a package is a "batch". All three are totals, never a project's own amount.
"""

from __future__ import annotations

from collections.abc import Sequence

from sokuho.model import Money
from sokuho.reading.chains import Chain, amount_key
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.roles import BATCH, INVEST, PROGRAMME

PLAN = "plan"
_SUM_SLACK = 0.03
_EARLY = 4  # sentences
_NEWS = ("subsidy", "debt", "fund", "cumulative", "valuation")  # an investment where the title names it


def find_totals(
    layout: Layout, found: Sequence[Chain], things: Sequence[Mention], scan: Scan
) -> None:
    """Correct roles by what the amounts are to each other."""
    for chain in found:
        if chain.place == "title" and chain.role in _NEWS:
            _rename(found, chain, INVEST)
    invest = [c for c in found if c.role == INVEST]
    for chain in found:
        if chain.role == BATCH and any(c.dollars > chain.dollars * (1 + _SUM_SLACK) for c in invest):
            _rename(found, chain, INVEST)
    groups = _distinct([c for c in found if c.role == INVEST])
    whole = max(groups, key=lambda c: c.dollars, default=None)
    if whole is None or len(groups) < 2:
        return
    parts = [c for c in groups if c is not whole and c.dollars < whole.dollars * 0.97]
    if _sums_up(whole, parts) or _lists_parts(layout, found, whole, parts, things, scan):
        _rename(found, whole, PLAN)


def _distinct(found: Sequence[Chain]) -> list[Chain]:
    """One chain for each amount; the title's, else the first."""
    chosen: list[Chain] = []
    seen: set[object] = set()
    for chain in found:
        keys = {amount_key(m) for m in chain.moneys}
        if not keys & seen:
            chosen.append(chain)
        seen |= keys
    return chosen


def _rename(found: Sequence[Chain], chain: Chain, role: str) -> None:
    keys = {amount_key(m) for m in chain.moneys}
    for other in found:
        if keys & {amount_key(m) for m in other.moneys}:
            other.role = role


def _sums_up(whole: Chain, parts: Sequence[Chain]) -> bool:
    """Two parts that make up the whole, or three that make up half of one announced in title or lead."""
    total = sum(c.dollars for c in parts) / whole.dollars if whole.dollars else 0.0
    first = whole.place == "title" or whole.lead
    return total <= 1 + _SUM_SLACK and (
        (len(parts) >= 2 and total >= 1 - _SUM_SLACK) or (len(parts) >= 3 and total >= 0.5 and first)
    )


def _lists_parts(
    layout: Layout,
    found: Sequence[Chain],
    whole: Chain,
    parts: Sequence[Chain],
    things: Sequence[Mention],
    scan: Scan,
) -> bool:
    """Whether parts of the whole are named with things of their own."""
    listed = marked = 0
    sites = [m for m in scan.names if m.kind == "place" and m.value != "country"]
    keys = {amount_key(m) for m in whole.moneys}
    named = [c for c in found if keys & {amount_key(m) for m in c.moneys}]
    for chain in parts:
        if chain.start < whole.start and whole.place == "text":
            continue
        low, high = layout.span(chain.start)
        if not any(low <= t.start < high for t in things):
            continue
        marked += _has_site(layout, chain, sites) and not any(_has_site(layout, c, sites) for c in named)
        if layout.line(chain.start).item:
            listed += 1
        elif any(m.value == "part" and low <= m.start < chain.start for m in scan.of("order")):
            marked += 1
    return listed >= 2 or marked >= 1 or (listed >= 1 and len(parts) >= 2)


def _has_site(layout: Layout, chain: Chain, sites: Sequence[Mention]) -> bool:
    low, high = layout.span(chain.start)
    return any(low <= m.start < high for m in sites)


# --- what the reading shows -------------------------------------------------------------------


def programme(found: Sequence[Chain]) -> Money | None:
    """The programme's total: a framework's, else a plan's, else a batch's."""
    for role in (PROGRAMME, PLAN, BATCH):
        of_role = [c for c in found if c.role == role]
        if of_role:
            best = max(of_role, key=lambda c: c.dollars)
            keys = {amount_key(m) for m in best.moneys}
            same = [c for c in of_role if keys & {amount_key(m) for m in c.moneys}]
            return min(same, key=lambda c: (c.place != "title", c.start)).head
    return None


def headline(layout: Layout, found: Sequence[Chain]) -> Money | None:
    """The investment figure of the news; None where the article gives none."""
    title = [c for c in found if c.place == "title"]
    for roles in ((INVEST, BATCH, PLAN), (PROGRAMME,)):
        named = [c for c in title if c.role in roles]
        if named:
            return max(named, key=lambda c: (c.dollars, -c.start)).head
    for role in (BATCH, PLAN, INVEST):
        of_role = [c for c in found if c.role == role and not (role == BATCH and "cumulative" in c.evidence)]
        if of_role:
            return _main(of_role if role != INVEST else _first_named(layout, of_role)).head
    lead = [c for c in found if c.role == PROGRAMME and c.lead]
    return _main(lead).head if lead else None


def _main(chains: Sequence[Chain]) -> Chain:
    """The largest; of notations of the same size the first written."""
    best = max(c.dollars for c in chains)
    return min((c for c in chains if c.dollars >= best * (1 - _SUM_SLACK)), key=lambda c: c.start)


def _first_named(layout: Layout, chains: Sequence[Chain]) -> Sequence[Chain]:
    """The news comes first: the amounts of the first sentence with any, if it is an early one. In a list
    all items are news alike."""
    first = min(chains, key=lambda c: c.start)
    if layout.line(first.start).item or first.sentence > layout.sentence(layout.text_start) + _EARLY:
        return chains
    return [c for c in chains if c.sentence == first.sentence]


def about(chain: Chain, money: Money, found: Sequence[Chain]) -> str:
    """What an amount outside projects is, in words."""
    named = {
        PROGRAMME: "programme total",
        PLAN: "programme total",
        BATCH: "batch total" if any(c.role == PROGRAMME for c in found) else "programme total",
        INVEST: "other investment",
    }
    return named.get(chain.role, chain.role.replace("-", " "))
