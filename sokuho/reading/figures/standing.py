"""Decides what each amount of an article is, from what the article shows about it (bearing.py).

One softmax says how likely an amount is a project's own, a total of several, or neither; a second one
picks the figure that leads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sokuho.model import Money
from sokuho.reading.deal.thread import Thread
from sokuho.reading.figures.bearing import Row, Scene, evidence
from sokuho.reading.figures.cues import (
    AGAINST,
    BATCH,
    CHANGED,
    COUNTED,
    CROWD,
    CUMULATIVE,
    FRAMEWORK,
    INVEST,
    PROGRAMME,
    TRANCHE,
)
from sokuho.reading.figures.roles import strongest
from sokuho.reading.figures.weights import Weights
from sokuho.reading.figures.writings import groups
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.notation.chains import Chain
from sokuho.reading.weighing import score, softmax

TOTAL, ASIDE = "total", "mentioned aside"
# What nobody invests.
_NO_DEAL = frozenset(
    {
        "economic-effect",
        "profit",
        "court",
        "tariff",
        "revenue",
        "savings",
        "wages",
        "pay",
        "buyback",
        "market-price",
        "share-price",
        "wealth",
        "ratepayers",
        "cost-overrun",
        "debt-owed",
        "decommissioning",
    }
)
# An amount that is as likely none of the story's is one: of news to come more is missed than is wrong.
_LESS_LIKELY = 1.3
_OF_STORY = {INVEST, TOTAL, BATCH}
_CERTAIN = 0.9  # words right beside
_SUM = 1.0  # words of adding up this near
_EARLY = 1 / 6  # what stands in the third sentence at the latest is near the top
_ROUNDING = 0.02
_SAME = 0.97  # a figure this close to the largest is the largest, rounded or converted


class Amount(NamedTuple):
    """One amount in all its writings, and how likely it is a project's own or a total. `titled`: the title
    tells it; `listed`: it stands in an item of a list."""

    chains: Sequence[Chain]
    row: Row
    dollars: float
    titled: bool
    listed: bool
    project: float
    total: float

    @property
    def head(self) -> Money:
        """The title's writing, else the first."""
        return min(self.chains, key=lambda c: (c.place != "title", c.start)).head


def decide(
    layout: Layout,
    scan: Scan,
    found: Sequence[Chain],
    things: Sequence[Mention],
    thread: Thread,
    year: int,
    weights: Weights,
) -> list[Amount]:
    """Every amount of an article; gives each chain its role. `things`: the sector words of what is built;
    `year`: of publication."""
    grouped = groups(layout, [c for c in found if c.role != CROWD])
    scene = Scene(layout, scan, grouped, things, thread, year)
    out = []
    for group in grouped:
        row = evidence(scene, group)
        dollars = max([c.dollars for c in group])
        titled = "title" in [c.place for c in group]
        listed = any(layout.item(c.start) for c in group)
        project, total, _ = softmax(weights.role_pairs, row)
        out.append(settled(Amount(group, row, dollars, titled, listed, project, total)))
        if group[0].whole is not None:
            _as_whole(out[-1], led=bool(scene.titled or scene.led))
    return out


def _as_whole(amount: Amount, *, led: bool) -> None:
    """Gives an amount that is said to be a part of another, wherever it stands, the role of that. Where title
    or lead tell amounts (`led`), the parts of a plan that they don't tell are none of the story's."""
    wholes = [c.whole for c in amount.chains if c.whole is not None]
    if len(wholes) < len(amount.chains):
        return
    for chain, whole in zip(amount.chains, wholes, strict=True):
        if whole.role == TOTAL and led and whole.place == "text" and not whole.lead:
            chain.role = ASIDE
        elif whole.role not in _OF_STORY:
            chain.role = whole.role


def settled(amount: Amount) -> Amount:
    """Gives the chains of an amount its likeliest role, and returns it."""
    other = (1 - amount.project - amount.total) / _LESS_LIKELY
    said = [c.evidence for c in amount.chains]
    role = None
    if "framework" in amount.row:  # a known one is its own total, wherever it stands
        role = TOTAL
    elif True in [TRANCHE in words for words in said]:  # said to be a part of it, and a batch
        role = BATCH
    elif "framed" in amount.row and True in [COUNTED in words for words in said]:
        role = BATCH  # what several of a framework's projects cost
    elif _set_against(amount):
        role = None
    elif _no_deal(amount.chains):  # what a deal does for others, be it in the title
        role = strongest(amount.chains[0])
    elif amount.project >= max(amount.total, other):
        role = INVEST
    elif amount.total >= other:
        role = TOTAL
    for chain in amount.chains:
        chain.role = role or _otherwise(chain)
    return amount


def _set_against(amount: Amount) -> bool:
    """Whether the grammar says wherever an amount stands that it is none of the news: the old one of two
    figures, what the news is compared with or does not include; or anywhere that it is all that was spent."""
    if all(AGAINST.isdisjoint(c.evidence) for c in amount.chains):
        return False
    plain = [{r for r in AGAINST if c.evidence.get(r, 0.0) >= CHANGED} for c in amount.chains]
    return all(plain) or any(CUMULATIVE in roles for roles in plain)


def _no_deal(chains: Sequence[Chain]) -> bool:
    """Whether words say of every writing of an amount, and right beside one, that it is what somebody earns
    or is fined, or the economy gains."""
    said = [strongest(c) for c in chains]
    if not _NO_DEAL.issuperset(said):
        return False
    return any(c.evidence[role] >= _CERTAIN for c, role in zip(chains, said, strict=True))


def _otherwise(chain: Chain) -> str:
    """What an amount is that is none of the story's."""
    role = strongest(chain)
    return ASIDE if role in (INVEST, BATCH) else role


def summed_up(amounts: Sequence[Amount], kinds: Mapping[int, object]) -> bool:
    """Whether an amount taken for a project's is the sum of all others, and those are of several
    kinds: no project then, but the total, or the batch's of a framework. `kinds`: the sector and site of each
    chain's project, by id."""
    own = [a for a in amounts if a.chains[0].role == INVEST]
    for whole in own if len(own) > 1 else ():
        rest = [a for a in own if a is not whole]
        each = {(kinds.get(id(c)), id(a)): a.dollars for a in rest for c in a.chains}
        once = sum(a.dollars for a in rest) if len(rest) > 1 else 0.0
        sums = (once, sum(each.values()))  # two projects may cost the same
        if len({kind for kind, _ in each}) > 1 and any(_equal(s, whole.dollars) for s in sums):
            role = BATCH if total(amounts) else TOTAL
            for chain in whole.chains:
                chain.role = role
            return True
    return False


def _equal(some: float, whole: float) -> bool:
    """Whether two sums are the same but for rounding."""
    return abs(some - whole) <= _ROUNDING * whole


def total(amounts: Sequence[Amount]) -> Money | None:
    """The programme's total: the likeliest."""
    best = max((a for a in amounts if a.chains[0].role == TOTAL), key=lambda a: a.total, default=None)
    return best.head if best else None


def leading(amounts: Sequence[Amount], weights: Weights) -> Money | None:
    """The figure that leads the news; None where the article gives none."""
    own = candidates(amounts)
    best, points = None, 0.0
    for amount, row in zip(own, ranks(own), strict=True):
        rated = score(weights.headline, row)
        if rated > points:
            best, points = amount, rated
    return best.head if best else None


def candidates(amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts that may lead: the story's, and the sum of a batch where a framework is the total."""
    framed = any(a.chains[0].role == TOTAL for a in amounts)
    return [a for a in amounts if a.chains[0].role in (INVEST, TOTAL) or (framed and _summed(a))]


def _summed(amount: Amount) -> bool:
    return _adding_up(amount) >= _SUM


def _adding_up(amount: Amount) -> float:
    """How far words or figures say that an amount adds up others: those of a framework's batch."""
    return max(amount.row.get(BATCH, 0.0), amount.row.get("sum_framed", 0.0))


def ranks(own: Sequence[Amount]) -> list[Row]:
    """What speaks for each of the candidates to lead; having none has nothing."""
    largest = max([a.dollars for a in own if a.chains[0].role == INVEST], default=0.0)
    first = min([c.sentence for a in own for c in a.chains if c.place != "title"], default=-1)
    batches = [a for a in own if _summed(a)]
    titled = any(a.titled for a in own)
    out: list[Row] = []
    for amount in own:
        role, row = amount.chains[0].role, amount.row
        shown: Row = {"bias": 1.0, "project": amount.project, "total": amount.total}
        if amount.titled:
            shown["title"] = 1.0
            if role == TOTAL:
                shown["title_total"] = 1.0
        elif "whole" in row:
            shown["whole"] = 1.0
        if not amount.listed:  # the items of a list are news alike
            if not amount.titled and row.get("late", 0.0) <= _EARLY:
                shown["lead"] = 1.0
            if first in [c.sentence for c in amount.chains]:
                shown["first"] = 1.0
        if role == INVEST and amount.dollars >= _SAME * largest:
            shown["largest_project"] = 1.0
        if not titled and "offtake_title" in row:
            shown["offtake"] = 1.0
        if sums := _adding_up(amount):
            shown["batch"] = sums
        if role == TOTAL:
            shown["framework"] = _framework(amount)
        if any(a is not amount for a in batches):
            shown["framework_of_batch"] = _framework(amount)
        out.append(shown)
    return out


def _framework(amount: Amount) -> float:
    """How far words say that an amount is a framework's."""
    return max([c.evidence.get(mark, 0.0) for c in amount.chains for mark in (FRAMEWORK, PROGRAMME)])
