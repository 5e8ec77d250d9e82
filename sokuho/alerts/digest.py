"""A period's revisions as one message: each story once, by weight, grouped by sector, sums marked as such."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sokuho.model import Change, Money, Novelty, Number, Qualifier, Revision, Story

Rates = Mapping[str, Number]


# What puts a story first: each power of ten of its amount, each doubling of its outlets, being new.
_AMOUNT, _OUTLETS, _NEW = 1.0, 0.5, 0.5


def choose(
    revisions: Iterable[Revision],
    told: frozenset[str] = frozenset(),
    rates: Rates | None = None,
) -> list[Revision]:
    """The newest revision of each story with all that changed in the period, the weightiest first.

    What a revision in `told` (ids) has said already is left out, with all that came before it.
    """
    by_story: dict[str, dict[int, Revision]] = defaultdict(dict)
    for revision in revisions:
        by_story[revision.story.id][revision.story.number] = revision
    chosen = [r for found in by_story.values() if (r := _untold(found, told))]
    order = {r.id: _weight(r, rates or {}) for r in chosen}
    return sorted(chosen, key=lambda r: (-order[r.id], r.story.opened, r.id))


def _weight(revision: Revision, rates: Rates) -> float:
    """How much a story matters, for ordering only."""
    money = story_amount(revision.story)
    dollars = _dollars(money, rates) if money else 0
    outlets = len({r.source.outlet for r in revision.story.reports}) or 1
    return (
        _AMOUNT * math.log10(max(dollars, 1e6) / 1e6)
        + _OUTLETS * math.log2(outlets)
        + (_NEW if revision.novelty is Novelty.NEW else 0)
    )


def story_amount(story: Story) -> Money | None:
    """What a story adds to a sum: its projects' shown amounts, else its headline figure. A framework's
    total is not news money and adds nothing."""
    stated = [p.amounts[0].money for p in story.projects if p.amounts]
    if stated:
        currency = stated[0].currency
        return total([m for m in stated if m.currency == currency])
    headline, programme = story.headline, story.programme_total
    if headline is None or (programme and programme.money.value == headline.money.value):
        return None
    return headline.money


def total(amounts: Sequence[Money]) -> Money:
    """The computed sum of amounts in one currency: vague if any of them is, a range if any is one."""
    low = sum(m.value for m in amounts)
    high = sum(m.high for m in amounts)
    vague = any(m.qualifier is not Qualifier.EXACT for m in amounts)
    qualifier = Qualifier.RANGE if high > low else Qualifier.APPROX if vague else Qualifier.EXACT
    return Money("", amounts[0].currency, low, high if high > low else None, qualifier, 0, 0)


def _untold(found: Mapping[int, Revision], told: frozenset[str]) -> Revision | None:
    """The revisions of one story as one: the newest, with the changes of all that were not told."""
    known = max((n for n, r in found.items() if r.id in told), default=0)
    fresh = [found[n] for n in sorted(found) if n > known]
    if not fresh:
        return None
    changes = _chained(c for r in fresh for c in r.changes if r.novelty is not Novelty.NEW)
    novelty = Novelty.NEW if any(r.novelty is Novelty.NEW for r in fresh) else Novelty.UPDATE
    return replace(fresh[-1], novelty=novelty, changes=() if novelty is Novelty.NEW else changes)


def _chained(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes that go on from one another as one: from the first old value to the last new one. What came
    back to where it was is no change, unless it is all the news: then its last step is told."""
    changes = list(changes)
    chained: list[Change] = []
    for change in changes:
        kind = (change.field, change.project)
        at = next(
            (i for i, c in enumerate(chained) if (c.field, c.project) == kind and c.new == change.old), None
        )
        if at is None:
            chained.append(change)
        else:
            chained[at] = replace(change, old=chained[at].old)
    return tuple(c for c in chained if c.new != c.old) or tuple(changes[-1:])


def _dollars(money: Money, rates: Rates) -> float:
    """Worth in dollars by the rates; without a rate a figure counts as a small one."""
    if money.currency == "USD":
        return float(money.value)
    rate = rates.get(money.currency)
    return float(money.value) / float(rate) if rate else 0.0
