"""Figures, dates and times as a reader of one language writes them: $33.3bn, 333億ドル.

`words` is a language's `templates/words/*.yaml`. Rounding never hides: a figure shown with fewer digits
than it has is shown as approximate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_currency_name, get_currency_symbol

from sokuho.alerts.untrusted import plain
from sokuho.model import Capacity, Money, Number, Qualifier

Words = Mapping[str, Any]

UNIT_LIMIT = 20


def money(amount: Money, words: Words, digits: int = 0, significant: int | None = None) -> str:
    """An amount with its qualifier: "about $3bn", "約30億ドル". `digits`: decimals kept though they be 0;
    `significant`: digits that are told at most, for sums of much."""
    figure, exact = _bare(amount, words, digits, significant)
    qualifier = amount.qualifier
    if not exact and qualifier is Qualifier.EXACT:
        qualifier = Qualifier.APPROX
    return str(words["money"]["qualifiers"][str(qualifier)].format(figure=figure))


def bare(amount: Money, words: Words, significant: int) -> str:
    """An amount without its qualifier, in so many digits."""
    return _bare(amount, words, 0, significant)[0]


def capacity(measure: Capacity, words: Words) -> str:
    """A capacity with its qualifier and unit: "up to 9.2 GW", "550万トン/年"; the words may count in another
    unit."""
    unit = words["capacity"]["units"].get(measure.unit) or plain(measure.unit, UNIT_LIMIT)
    times, unit = (1, unit) if isinstance(unit, str) else unit
    ends = (measure.value,) if measure.value_min is None else (measure.value_min, measure.value)
    low, *high = (_number(Decimal(str(end)) * times, words) for end in ends)
    number = words["money"]["range"].format(low=low, high=high[0]) if high else low
    figure = words["capacity"]["pattern"].format(number=number, unit=unit)
    return str(words["money"]["qualifiers"][str(measure.qualifier)].format(figure=figure))


def start(text: str, words: Words) -> str:
    """A start date as a source wrote it; a bare year the way the language writes years."""
    year = re.fullmatch(r"(\d{4})年?", text.strip())
    return str(words["dates"]["year"].format(year=year[1])) if year else text


def moment(when: datetime, zone: str, words: Words) -> str:
    """A time of day with its date and zone, on the reader's clock: "18 Feb 2026, 12:10 JST"."""
    local = when.astimezone(ZoneInfo(zone))
    text = format_datetime(local, words["dates"]["moment"], locale=words["language"])
    short = local.tzname() or "UTC"
    name = f"UTC{short}" if short[0] in "+-" else short
    return str(words["dates"]["zone"].format(moment=text, zone=name))


def day(when: date, words: Words, pattern: str) -> str:
    """A date as the language writes it. `pattern` names one of the words' `dates`."""
    return format_date(when, words["dates"][pattern], locale=words["language"])


def _bare(amount: Money, words: Words, digits: int, significant: int | None) -> tuple[str, bool]:
    """The amount or the range in its currency, and whether all digits are shown."""
    low, exact = _figure(amount.value, amount.currency, words, digits, significant)
    if amount.value_max is None:
        return low, exact
    high, exact_high = _figure(amount.value_max, amount.currency, words, digits, significant)
    return str(words["money"]["range"].format(low=low, high=high)), exact and exact_high


def _figure(
    value: Number, currency: str, words: Words, digits: int, significant: int | None
) -> tuple[str, bool]:
    """One value in its currency, and whether all its digits are shown."""
    exact = Decimal(str(value))
    scale, shown = _scale(_to_digits(exact, significant), words)
    if "units" in scale:
        number = _in_units(shown, scale["units"], words)
    else:
        divide = Decimal(str(scale["divide"]))
        number = _number(shown / divide, words, digits if divide > 1 else 0)
    text = scale["pattern"].format(
        number=number, sign=_sign(currency, words), currency=_currency(currency, words)
    )
    return str(text), shown == exact


def _to_digits(value: Decimal, significant: int | None) -> Decimal:
    if significant is None or not value:
        return value
    return _round(value, Decimal(1).scaleb(value.adjusted() + 1 - significant))


def _scale(exact: Decimal, words: Words) -> tuple[Mapping[str, Any], Decimal]:
    """The scale that the value is told in, and the value rounded for it: a value that rounds up to the
    next scale is told in that one ("$1tn", never "$1,000bn")."""
    shown = exact
    for _ in range(2):
        scale = next(s for s in words["money"]["scales"] if abs(shown) >= Decimal(str(s["from"])))
        shown = _round(exact, _step(scale))
    return scale, shown


def _step(scale: Mapping[str, Any]) -> Decimal:
    """The smallest difference that the scale shows: a thousandth of its divisor, or its second unit."""
    units = scale.get("units")
    if units and len(units) > 1:
        return Decimal(str(units[1][0]))
    largest = units[0][0] if units else scale["divide"]
    return Decimal(str(largest)) / 1000


def _in_units(value: Decimal, units: list[list[Any]], words: Words) -> str:
    """Counted the Japanese way, the largest unit first and at most two of them: 1兆2,500億."""
    first = Decimal(str(units[0][0]))
    if len(units) == 1:
        return _number(value / first, words) + str(units[0][1])
    count, rest = divmod(value, first)
    parts = [(count, units[0][1]), (rest / Decimal(str(units[1][0])), units[1][1])]
    return "".join(_number(n, words) + str(name) for n, name in parts if n)


def _round(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _number(value: Decimal, words: Words, digits: int = 0) -> str:
    pattern = "#,##0." + "0" * digits + "#" * (3 - digits)
    return format_decimal(value, format=pattern, locale=words["language"])


def _sign(currency: str, words: Words) -> str:
    known = words["money"].get("signs", {}).get(currency)
    if known:
        return str(known)
    symbol = get_currency_symbol(plain(currency, UNIT_LIMIT), locale=words["language"])
    return f"{symbol} " if symbol == currency else symbol


def _currency(currency: str, words: Words) -> str:
    known = words["money"].get("currencies", {}).get(currency)
    return str(known) if known else get_currency_name(plain(currency, UNIT_LIMIT), locale=words["language"])
