"""The one figure that Sokuho works out by itself: what several projects come to together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sokuho.model import Figure, Money, Qualifier, StoryProject
from sokuho.stories.state import Amount, Facts

_NEAR = 0.05  # a figure this near the sum, or above the largest part by more, is taken for a total


def computed(projects: Sequence[StoryProject], programme: Figure | None, known: Facts) -> Money | None:
    """The sum of the projects' shown figures. None unless there are several, each with a figure, in one
    currency, no figure is given for two of them or is the `programme`'s, and no source states a total itself.
    It has no text and no place: no source wrote it."""
    shown = [p.amounts[0].money for p in projects if p.amounts]
    told = [(p.key, f.money.currency, f.money.value) for p in projects for f in p.amounts]
    if any(one[1:] == other[1:] and one[0] != other[0] for one, other in combinations(told, 2)):
        return None  # one sum told twice, of one project under two names
    if programme and any(_same(m, programme.money) for m in shown):
        return None  # another report took the whole for one of its parts
    currencies = {m.currency for m in shown}
    if len(shown) < 2 or len(currencies) != 1 or len(shown) < len(projects):
        return None
    currency = currencies.pop()
    low = sum(m.value for m in shown)
    high = sum(m.high for m in shown)
    largest = max(m.value for m in shown)
    if any(_states_total(a, currency, largest, low) for a in known.amounts):
        return None
    if high > low:
        return Money("", currency, low, high, Qualifier.RANGE, 0, 0, "computed")
    same = {m.qualifier for m in shown}
    qualifier = same.pop() if len(same) == 1 else Qualifier.APPROX
    return Money("", currency, low, None, qualifier, 0, 0, "computed")


def _same(a: Money, b: Money) -> bool:
    return (a.currency, a.value) == (b.currency, b.value)


def _states_total(a: Amount, currency: str, largest: float, total: float) -> bool:
    if a.rank in ("headline", "programme") and (a.currency != currency or a.value > largest * (1 + _NEAR)):
        return True
    return a.currency == currency and abs(a.value - total) <= _NEAR * total
