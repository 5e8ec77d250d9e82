"""What a figure is worth in the reader's own currency, at a dated reference rate and marked as such.

The figure of the source always stands first; the equivalent beside it is rounded to two digits, for it is
no figure that anybody stated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sokuho.alerts import figures
from sokuho.alerts.figures import Words
from sokuho.model import Money, Number, Qualifier

DIGITS, RATE_DIGITS = 2, 4


class Rate(NamedTuple):
    """Units of a currency for one US dollar, and the month ("2026-02") or day from which that held."""

    currency: str
    units: Decimal
    since: str


class DatedRates:
    """Reference rates by currency and the month or day from which each holds."""

    def __init__(self, rates: Mapping[str, Mapping[str, Number]]) -> None:
        self._rates = {currency: sorted(dated.items()) for currency, dated in rates.items()}

    def on(self, currency: str, day: date) -> Rate | None:
        """The rate that held on a day; None where none is known."""
        known = [(since, rate) for since, rate in self._rates.get(currency, ()) if since <= day.isoformat()]
        if not known:
            return None
        since, rate = known[-1]
        return Rate(currency, Decimal(str(rate)), since)


def currency_of(money: Money, words: Words) -> str:
    """The currency in which the reader is told what `money` is worth."""
    form = words["money"]["equivalent"]
    return str(form["to"].get(money.currency, form["otherwise"]))


def equivalent(money: Money, stated: datetime, words: Words, rates: DatedRates) -> str:
    """ "≈ ¥5.1tn at ¥154 to the dollar, reference rate of Feb 2026" for $33.3bn; empty where the figure is
    in the reader's own currency already, or without a rate. `stated` is when the source stated it."""
    form, target = words["money"]["equivalent"], currency_of(money, words)
    if target == money.currency:
        return ""
    used = [rates.on(c, stated.date()) for c in (target, money.currency) if c != "USD"]
    known = [rate for rate in used if rate is not None]
    if len(known) < len(used):
        return ""
    factor = Decimal(1)
    for rate in known:
        factor = factor * rate.units if rate.currency == target else factor / rate.units
    worth = replace(money, currency=target, value=_times(money.value, factor))
    if money.value_max is not None:
        worth = replace(worth, value_max=_times(money.value_max, factor))
    shown = [
        figures.bare(Money("", r.currency, float(r.units), None, Qualifier.EXACT, 0, 0), words, RATE_DIGITS)
        for r in known
    ]
    return str(
        form["pattern"].format(
            figure=figures.bare(worth, words, DIGITS),
            rates=form["between"].join(shown),
            when=_when(min(known, key=lambda r: r.since).since, words),
        )
    )


def _times(value: Number, factor: Decimal) -> float:
    return float(Decimal(str(value)) * factor)


def _when(since: str, words: Words) -> str:
    """The month or day as the language writes it."""
    pattern, day = ("month", f"{since}-01") if len(since) == len("2026-02") else ("day", since)
    return figures.day(date.fromisoformat(day), words, pattern)
