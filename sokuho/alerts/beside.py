"""Which of a project's figures disagree with the one shown, and which only stand beside it: the same in
another currency, or a part, a past sum, a share that one report tells together with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sokuho.alerts.equivalents import DatedRates
from sokuho.model import Figure, Measure, Money, digits

#: how far a report's own conversion may lie from the reference rate: it is of another day, and rounded
APART = 0.2
#: how far figures of two reports may lie from it, and where one has a single digit: as following has it
#: (`closeness` in config/following.yaml), or a mail would tell of a change and call it the same amount
_NEAR, _COARSE = 0.09, 0.16
_ROUNDED = 0.1  # what rounding takes away at most
#: units in which one size is told; those of different rows never disagree (200 MW, 800 MWh)
_KINDS = (("kW", "MW", "GW", "MWac"), ("MWh", "GWh"), ("mtpa", "bcfd"), ("ha", "sqm"))


def disagrees(other: Figure | Measure, first: Figure | Measure) -> bool:
    """Whether some report tells `other` and not `first`. What all its reports tell together with `first`
    is more of the same account, no other account."""
    return bool(_articles(other) - _articles(first))


def differing_sizes(sizes: Sequence[Measure]) -> list[Measure]:
    """The sizes on which reports disagree, each kind's first one before the others."""
    kinds: dict[object, list[Measure]] = {}
    for size in sizes:
        unit = size.capacity.unit
        kinds.setdefault(next((k for k in _KINDS if unit in k), unit), []).append(size)
    found: list[Measure] = []
    for first, *others in kinds.values():
        rivals = [m for m in others if disagrees(m, first)]
        found += [first, *rivals] if rivals else []
    return found


def one_amount(other: Figure, first: Figure, rates: DatedRates | None) -> bool:
    """Whether two figures are one amount by the rates of the day. What one report tells together is its own
    conversion; figures of two reports must lie nearer to each other."""
    one_digit = min(_digits(other.money), _digits(first.money)) == 1
    apart = APART if _articles(other) & _articles(first) else _COARSE if one_digit else _NEAR
    return same_worth(other.money, first.money, other.source.published.date(), rates, apart)


def same_worth(a: Money, b: Money, stated: date, rates: DatedRates | None, apart: float = APART) -> bool:
    """Whether two amounts of different currencies are one amount by the rates of the day; of a range,
    both ends."""
    if a.currency == b.currency or rates is None:
        return False
    pairs = zip(_dollars(a, stated, rates), _dollars(b, stated, rates), strict=False)
    ends = [bool(x and y and abs(x - y) <= apart * max(x, y)) for x, y in pairs]
    return bool(ends) and all(ends)


def rounded(a: Money, b: Money) -> bool:
    """Whether one amount is the other one, said with fewer digits or another qualifier."""
    if a.currency != b.currency or a.value_max != b.value_max:
        return False
    coarse, fine = sorted((a, b), key=_digits)
    if a.value == b.value or a.value_max is not None:
        return a.value == b.value
    step = 10.0 ** (len(str(int(max(coarse.value, 1)))) - _digits(coarse))
    off = abs(coarse.value - fine.value)
    return _digits(coarse) < _digits(fine) and off < step and off <= _ROUNDED * fine.value


def converted(
    shown: Figure, others: Sequence[Figure], currency: str, rates: DatedRates | None
) -> Figure | None:
    """The figure in which a report that states `shown` converts it itself into `currency`, as of that
    report."""
    stated = shown.source.published.date()
    for other in others:
        both = [s for s in other.sources if s.article_id in _articles(shown)]
        if other.money.currency != currency or not both:
            continue
        if same_worth(shown.money, other.money, stated, rates):
            return replace(other, source=both[0], also=())
    return None


def _articles(told: Figure | Measure) -> set[str]:
    return {s.article_id for s in told.sources}


def _digits(money: Money) -> int:
    return digits(money.value)


def _dollars(money: Money, stated: date, rates: DatedRates) -> tuple[float, ...]:
    """Both ends of an amount; nothing for a currency without a rate."""
    rate = None if money.currency == "USD" else rates.on(money.currency, stated)
    if rate is None and money.currency != "USD":
        return ()
    return tuple(float(end) / float(rate.units if rate else 1) for end in (money.value, money.high))
