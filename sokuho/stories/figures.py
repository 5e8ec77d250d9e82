"""Amounts and capacities brought to a form in which two of them can be told to be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice

from sokuho.model import Capacity, Money, Number, digits
from sokuho.stories.rules import Closeness, Rates
from sokuho.stories.state import Amount, Size

#: base unit of each kind of capacity; a million tonnes of LNG a year is 0.131 billion cubic feet a day
_UNITS = {
    "kW": ("power", 0.001), "MW": ("power", 1.0), "GW": ("power", 1000.0), "MWac": ("power", 1.0),
    "MWh": ("energy", 1.0), "GWh": ("energy", 1000.0), "mtpa": ("gas", 0.1316), "bcfd": ("gas", 1.0),
    "bpd": ("oil", 1.0), "ha": ("area", 10000.0), "sqm": ("area", 1.0), "GPUs": ("chips", 1.0),
}  # fmt: skip
_BRACKETS = "(（[［"
_BETWEEN = 12  # characters at most between a figure and its conversion
Notation = tuple[str, Number, Number]


def amount(
    money: Money,
    rank: str,
    rates: Rates,
    day: date,
    twin: Amount | None = None,
    sector: str | None = None,
    front: bool = True,
) -> Amount | None:
    """An amount at the day's rate, or at the rate that the article itself uses (`twin`, the figure it
    converts). None for a currency without a reference rate."""
    usd = twin.usd if twin else rates.usd(money.value, money.currency, day)
    if usd is None:
        return None
    return Amount(
        money.currency,
        money.value,
        money.high,
        usd,
        digits(money.value),
        str(money.qualifier),
        rank,
        money.text,
        sector,
        front,
    )


def amounts(
    ranked: Sequence[tuple[Money, str]],
    body: str,
    rates: Rates,
    day: date,
    sectors: Mapping[str, str] | None = None,
    front: int | None = None,
) -> tuple[Amount, ...]:
    """Every amount, in the order given, each notation once. A bracketed figure in another currency right
    behind one, wherever the two stand so, is its conversion and takes its worth in dollars. `sectors`: of
    the projects, by the figure's text. `front`: where the sentences end in which news stands."""
    found: list[tuple[Money, Amount]] = []
    pairs = _conversions([money for money, _ in ranked], body)
    for money, rank in ranked:
        twin = next((a for m, a in found if (notation(m), notation(money)) in pairs), None)
        built = amount(
            money,
            rank,
            rates,
            day,
            twin,
            (sectors or {}).get(money.text),
            front is None or money.start < front,
        )
        if built and not any(notation(built) == notation(a) for _, a in found):
            found.append((money, built))
    return tuple(a for _, a in found)


def notation(one: Amount | Money) -> Notation:
    """A figure as written: in which currency, from and to which value."""
    return one.currency, one.value, one.high


def _conversions(told: Sequence[Money], body: str) -> set[tuple[Notation, Notation]]:
    """Figures that stand somewhere as each other's conversion, both ways round."""
    found: set[tuple[Notation, Notation]] = set()
    told = sorted(told, key=lambda m: m.start)
    for i, first in enumerate(told):
        for second in islice(told, i + 1, None):
            if second.start > first.end + _BETWEEN:
                break
            if _converts(first, second, body):
                found |= {(notation(first), notation(second)), (notation(second), notation(first))}
    return found


def _converts(first: Money, second: Money, body: str) -> bool:
    between = body[first.end : second.start]
    return (
        first.currency != second.currency
        and any(b in between for b in _BRACKETS)
        and not any(b in between for b in ")）]］。")
    )


def same_amount(one: Amount, other: Amount, close: Closeness) -> bool:
    """Whether two figures say the same sum: equal, one rounded or vaguer, or one converted."""
    if one.currency == other.currency:
        return _same_value(one, other, close)
    coarse = min(one.digits, other.digits) == 1
    share = close.currency_coarse if coarse else close.currency
    if one.high > one.value or other.high > other.value:
        return _overlap(_span_usd(one), _span_usd(other), share)
    return abs(one.usd - other.usd) <= share * max(one.usd, other.usd)


def _same_value(one: Amount, other: Amount, close: Closeness) -> bool:
    if one.value == other.value and one.high == other.high:
        return True
    if one.high > one.value or other.high > other.value:
        return _overlap((one.value, one.high), (other.value, other.high), 0.0)
    coarse, fine = sorted((one, other), key=lambda a: a.digits)
    near = abs(one.value - other.value) <= close.rounding * max(one.value, other.value)
    if near and _rounds_to(fine.value, coarse.value, coarse.digits):
        return True
    if coarse.qualifier == "at_least":
        return coarse.value <= fine.value < coarse.value * (1 + 1 / max(coarse.digits, 1) / 2) and near
    if coarse.qualifier in ("approx", "at_most"):
        return abs(one.value - other.value) <= close.approx * max(one.value, other.value)
    return False


def _rounds_to(fine: float, coarse: float, places: int) -> bool:
    """Whether `fine` gives `coarse` when rounded, or cut off, to as many significant digits."""
    scale = 10.0 ** (len(str(int(max(abs(coarse), 1)))) - places)
    return abs(fine - coarse) <= scale


def _span_usd(a: Amount) -> tuple[float, float]:
    return a.usd, a.usd * (a.high / a.value if a.value else 1.0)


def _overlap(one: tuple[float, float], other: tuple[float, float], slack: float) -> bool:
    return one[0] <= other[1] * (1 + slack) and other[0] <= one[1] * (1 + slack)


def size(capacity: Capacity) -> Size | None:
    """A capacity in its base unit; None for a unit that has none."""
    unit = _UNITS.get(capacity.unit)
    if unit is None:
        return None
    low = None if capacity.value_min is None else capacity.value_min * unit[1]
    return Size(unit[0], capacity.value * unit[1], digits(capacity.value), capacity.text, low)


def sizes(capacities: Iterable[Capacity]) -> tuple[Size, ...]:
    found: dict[tuple[str, float], Size] = {}
    for capacity in capacities:
        built = size(capacity)
        if built:
            found.setdefault((built.kind, round(built.value, 6)), built)
    return tuple(found.values())


def same_size(one: Size, other: Size, close: Closeness) -> bool:
    """Whether two capacities say the same, as far as they are exact: of a range whatever lies in it."""
    if one.kind != other.kind:
        return False
    share = close.size * (2 if one.kind == "gas" else 1)
    if one.low is not None or other.low is not None:
        return _overlap((one.low or one.value, one.value), (other.low or other.value, other.value), share)
    return abs(one.value - other.value) <= share * max(one.value, other.value)
