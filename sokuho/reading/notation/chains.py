"""A figure and its conversions: "$15bn (about 2.3 trillion yen)" is one statement in two currencies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sokuho.model import Money, Number
from sokuho.reading.notation.currencies import PER_DOLLAR
from sokuho.reading.patterns import choice

_CONVERSION_SLACK = 1.9  # a decade of exchange rates, and rounding

_MORE = r"\s*(?:超|以上|余り|余|あまり|弱|強|程度|規模|前後|ほど|相当|級|plus|or more|and up)?\s*"
_IN_BRACKET = re.compile(_MORE + r"[(（\[【][^()（）\[\]【】。\n]{0,28}\Z")
_EQUALS = re.compile(
    _MORE + r"[,、;]?\s*(?:(?:or|equal to|equivalent to|the equivalent of|that is)\b[^,.;。\n]{0,16}"
    r"|[=＝]?(?:日本円(?:に換算|換算|に)?|(?:米)?ドル換算|円換算)(?:で|して|すると)[^。、\n]{0,4}"
    r"|[/=＝≒≈~〜]\s*(?:約|およそ)?)\s*\Z"
)
_BESIDE = re.compile(r"\s*[、,;/；・=＝]\s*(?:約|およそ|日本円で|about|around|approximately|roughly|or)?\s*")
_LISTED = re.compile(r"[、,] ?(?:約)?")
_LISTED_SLACK = 1.45  # tighter where only a comma joins them
_OPEN = re.compile(r"[(（\[【][^()（）\[\]【】]*\Z")


AmountKey = tuple[str, float, float | None]


@dataclass(slots=True, eq=False)
class Chain:
    """A figure with its conversions, in the order of the text; `end` includes the closing bracket, `dollars`
    is the order of magnitude of the first."""

    moneys: list[Money]
    start: int
    end: int
    dollars: float = 0.0
    role: str = "invest"
    sentence: int = 0
    place: str = "text"  # title, summary, text
    lead: bool = False
    evidence: dict[str, float] = field(default_factory=dict)
    whole: Chain | None = None  # what the text says it is a part of

    @property
    def head(self) -> Money:
        return self.moneys[0]

    def say(self, role: str, points: float) -> None:
        """Notes how loudly words speak for a role; the loudest count."""
        if points > self.evidence.get(role, 0.0):
            self.evidence[role] = points

    @property
    def keys(self) -> frozenset[AmountKey]:
        """What other writings of its amounts share."""
        return frozenset(map(amount_key, self.moneys))


def rough_dollars(money: Money) -> float:
    """The order of magnitude in dollars; unknown currencies count as dollars."""
    return money.high / PER_DOLLAR.get(money.currency, 1.0)


def chains(body: str, moneys: Sequence[Money]) -> list[Chain]:
    """The amounts of a body, conversions joined with what they convert."""
    found: list[Chain] = []
    for money in moneys:
        last = found[-1] if found else None
        if last is not None and _converts(body, last, money):
            last.moneys.append(money)
            last.end = _close(body, money.end)
        else:
            found.append(Chain([money], money.start, money.end, dollars=rough_dollars(money)))
    return found


def _converts(body: str, chain: Chain, money: Money) -> bool:
    before = chain.moneys[-1]
    if money.start - before.end > 40 or money.currency in [m.currency for m in chain.moneys]:
        return False
    between = body[before.end : money.start]
    known = money.currency in PER_DOLLAR and before.currency in PER_DOLLAR
    a, b = rough_dollars(before), rough_dollars(money)
    if _LISTED.fullmatch(between):
        return known and a > 0 and 1 / _LISTED_SLACK < b / a < _LISTED_SLACK
    enclosed = _BESIDE.fullmatch(between) and _OPEN.search(body, max(0, before.start - 16), before.start)
    if not (enclosed or _IN_BRACKET.match(between) or _EQUALS.match(between)):
        return False
    return not known or (a > 0 and 1 / _CONVERSION_SLACK < b / a < _CONVERSION_SLACK)


_TOLD_AGAIN = re.compile(
    choice(
        r"(?:equivalent|converts? to|in (?:yen|dollar) terms|at (?:current|today's) (?:exchange )?rates"
        r"|円では|ドルでは|円換算|ドル換算|円に直|円にして|ドルにして)[^.;。\n]{0,14}\Z",
        words=True,
    )
)


def told_again(body: str, found: Sequence[Chain]) -> list[tuple[int, int]]:
    """Pairs of chains, by index, of which the second says the first in another currency further on: "The
    price, equivalent to $3.9bn, ..."."""
    pairs: list[tuple[int, int]] = []
    if len({chain.head.currency for chain in found}) < 2:
        return pairs
    for j, chain in enumerate(found):
        if not j or not _TOLD_AGAIN.search(body, max(0, chain.start - 40), chain.start):
            continue
        for i in range(j - 1, -1, -1):
            other = found[i]
            apart = other.head.currency != chain.head.currency and chain.dollars > 0
            if apart and 1 / _LISTED_SLACK < other.dollars / chain.dollars < _LISTED_SLACK:
                pairs.append((i, j))
                break
    return pairs


def _close(body: str, at: int) -> int:
    for i in range(at, min(len(body), at + 12)):
        if body[i] in ")）]】":
            return i + 1
    return at


def amount_key(money: Money) -> AmountKey:
    """What makes two notations the same amount."""
    high = money.value_max
    return money.currency, _six_digits(money.value), None if high is None else _six_digits(high)


@lru_cache(512)  # chains, projects and totals ask for the same amounts
def _six_digits(value: Number) -> float:
    return float(f"{value:.6g}")
