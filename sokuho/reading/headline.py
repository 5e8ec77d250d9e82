"""Which figure heads the alert, and what the total of the programme is."""

from __future__ import annotations

from collections.abc import Sequence

from sokuho.model import Money
from sokuho.reading.chains import Chain
from sokuho.reading.cues import BATCH, INVEST, PROGRAMME
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Scan
from sokuho.reading.totals import PLAN

_SAME = 0.97  # a figure this close to the largest is the largest, rounded or converted
_KNOWN = 1.3  # the score of a framework that is known by name
_OVER_YEARS = 0.6  # a total of years that includes what was spent before
_EARLY = 0  # sentences into the text
_OWNING = frozenset({"invest", "stake", "acquire", "build", "finance", "venture", "sell"})


def programme(found: Sequence[Chain]) -> Money | None:
    """The programme's total: a framework's, else a plan's, else a batch's."""
    for role in (PROGRAMME, PLAN, BATCH):
        of_role = [c for c in found if c.role == role]
        if of_role:
            best = max(of_role, key=lambda c: (c.score >= _KNOWN, c.place != "text" or c.lead, c.dollars))
            same = [c for c in of_role if best.keys & c.keys]
            return min(same, key=lambda c: (c.place != "title", c.start)).head
    return None


def headline(layout: Layout, found: Sequence[Chain], scan: Scan) -> Money | None:
    """The investment figure of the news; None where the article gives none."""
    title = [c for c in found if c.place == "title"]
    for roles in ((INVEST, BATCH, PLAN), (PROGRAMME,)):
        named = [c for c in title if c.role in roles]
        if named:
            return max(named, key=lambda c: (c.dollars, -c.start)).head
    if _only_buys_output(layout, scan):
        return None
    for role in (BATCH, PLAN, INVEST):
        of_role = [
            c
            for c in found
            if c.role == role and not (role == BATCH and c.evidence.get("cumulative", 0.0) > _OVER_YEARS)
        ]
        if of_role:
            return _main(of_role if role != INVEST else _first_named(layout, of_role)).head
    lead = [c for c in found if c.role == PROGRAMME and c.lead]
    return _main(lead).head if lead else None


def _only_buys_output(layout: Layout, scan: Scan) -> bool:
    """Whether the title is about buying what a plant makes: then the plant's cost is no news."""
    end = layout.lines[0].end
    acts = {m.value for m in scan.of("act") if m.start < end}
    if not acts and layout.sentences:  # a title without a verb leaves it to the lead
        low, high = layout.span(layout.text_start)
        acts = {m.value for m in scan.of("act") if low <= m.start < high}
    return "offtake" in acts and not acts & _OWNING


def _main(chains: Sequence[Chain]) -> Chain:
    """The largest; of notations of the same size the first written."""
    best = max(c.dollars for c in chains)
    return min((c for c in chains if c.dollars >= best * _SAME), key=lambda c: c.start)


def _first_named(layout: Layout, chains: Sequence[Chain]) -> Sequence[Chain]:
    """The news comes first: the amounts of the first sentence with any, if it is an early one. In a list
    all items are news alike."""
    first = min(chains, key=lambda c: c.start)
    if layout.line(first.start).item or first.sentence > layout.sentence(layout.text_start) + _EARLY:
        return chains
    return [c for c in chains if c.sentence == first.sentence]


def about(chain: Chain, money: Money, found: Sequence[Chain]) -> str:
    """What an amount outside projects is, in words."""
    if chain.role == BATCH and any(c.role == PROGRAMME for c in found):
        return "batch total"
    if chain.role in (PROGRAMME, PLAN, BATCH):
        return "programme total"
    return "other investment" if chain.role == INVEST else chain.role.replace("-", " ")
