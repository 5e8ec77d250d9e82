"""Which of a project's figures disagree with the one shown, and which only stand beside it: the same in
another currency, or a part, a past sum, a share that one report tells together with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sokuho.alerts.equivalents import DatedRates
from sokuho.model import Figure, Measure, Money

#: how far a report's own conversion may lie from the reference rate: it is of another day, and rounded
APART = 0.2


def disagrees(other: Figure | Measure, first: Figure | Measure) -> bool:
    """Whether some report tells `other` and not `first`. What all its reports tell together with `first`
    is more of the same account, no other account."""
    return bool(_articles(other) - _articles(first))


def same_worth(a: Money, b: Money, stated: date, rates: DatedRates | None) -> bool:
    """Whether two amounts of different currencies are one amount by the rates of the day."""
    if a.currency == b.currency or rates is None:
        return False
    first, second = _dollars(a, stated, rates), _dollars(b, stated, rates)
    return bool(first and second and abs(first - second) <= APART * max(first, second))


def converted(
    shown: Figure, others: Sequence[Figure], currency: str, rates: DatedRates | None
) -> Figure | None:
    """The figure in which a report that states `shown` converts it itself into `currency`."""
    stated = shown.source.published.date()
    for other in others:
        together = other.money.currency == currency and _articles(other) & _articles(shown)
        if together and same_worth(shown.money, other.money, stated, rates):
            return other
    return None


def _articles(told: Figure | Measure) -> set[str]:
    return {s.article_id for s in (told.source, *told.also)}


def _dollars(money: Money, stated: date, rates: DatedRates) -> float | None:
    if money.currency == "USD":
        return float(money.value)
    rate = rates.on(money.currency, stated)
    return float(money.value) / float(rate.units) if rate else None
