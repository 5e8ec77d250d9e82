"""Amounts of money in English and Japanese text.

One scan finds each run of digits; what stands right before and behind it, within a few characters,
decides whether it is money. Two short scans add kanji numerals (三億円) and English number words
("half a trillion dollars"). Every step is bounded, so the work is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from sokuho.model import Money, Number, Qualifier
from sokuho.reading.notation.amounts import Sum, figure
from sokuho.reading.notation.currencies import sign_before
from sokuho.reading.notation.dollars import told_apart
from sokuho.reading.notation.money_words import kanji_amounts, spelled_amounts
from sokuho.reading.notation.qualifiers import qualifier
from sokuho.reading.notation.ranges import whole
from sokuho.reading.numbers import Run, number
from sokuho.reading.text import Folded

# A text with more amounts than this is a table or an attack, not a news item; the rest is left unread.
MAX_AMOUNTS = 200
# No sum of money is greater, whatever a text says; what is stored and sent has 64 bits for it.
MOST = 2**63 - 1


def find_money(folded: Folded) -> list[Money]:
    """All amounts of a text, in order; a range is one amount.

    `text` of each is verbatim, without qualifier words. Numbers without a currency, and words that
    state no value (数千億円, "billions of dollars"), give nothing. `about` is "exchange rate" for the
    parts of one. Both grammars are tried everywhere, whatever the language.
    """
    plain = folded.text
    found = list(islice(_digit_amounts(plain, folded.runs), MAX_AMOUNTS))
    words = islice(chain(kanji_amounts(plain), spelled_amounts(plain)), MAX_AMOUNTS)
    free = [_money(plain, w) for w in words if _is_free(found, w)]
    if free:
        found = sorted(found + free, key=lambda m: m.start)
    found = [m for m in found if max(m.value, m.value_max or 0) <= MOST]
    _inherit(plain, found)
    if "$" in plain:
        found = told_apart(plain, found)
    return found if plain is folded.original else [_written(folded.original, m) for m in found]


def _is_free(found: list[Money], words: Sum) -> bool:
    """Whether no amount in digits, in order in `found`, covers a part of `words`."""
    at = bisect_left(found, words.end, key=lambda m: m.start)
    return at == 0 or found[at - 1].end <= words.start


def harmonise(monies: Sequence[Money]) -> list[Money]:
    """The amounts of one document in which a figure has one qualifier wherever it stands.

    A figure that is qualified in one place is so in all its notations, conversions in brackets included.
    """
    said: dict[tuple[str, Number, Number | None], list[Money]] = {}
    for m in monies:
        if m.qualifier is not Qualifier.EXACT:
            said.setdefault((m.currency, m.value, m.value_max), []).append(m)
    if not said:
        return list(monies)
    result: list[Money] = []
    known: dict[object, tuple[Qualifier, int]] = {}  # a text may repeat one amount without end
    for m in monies:
        kind, at = Qualifier.EXACT, None
        amount = m.currency, m.value, m.value_max
        if amount in said:
            key = amount, m.text
            kind, at = known[key] = known.get(key) or _said_most(said[amount], m.text)
        if kind is Qualifier.EXACT and result and _converts(result[-1], m):
            kind, at = result[-1].qualifier, result[-1].qualified_at
        result.append(m if m.qualifier is kind else m.qualified(kind, at))
    return result


def _said_most(stating: Sequence[Money], text: str) -> tuple[Qualifier, int]:
    """The qualifier that most writings of an amount state, and where the first does, one in these words
    before others."""
    if len(stating) == 1:
        return stating[0].qualifier, stating[0].start
    counts = Counter(m.qualifier for m in stating)
    kind = max(counts, key=counts.__getitem__)
    first = min((m for m in stating if m.qualifier is kind), key=lambda m: (m.text != text, m.start))
    return kind, first.start


def _converts(before: Money, m: Money) -> bool:
    """Whether `m` stands in the bracket right behind `before`, in another currency."""
    if not 0 < m.start - before.end <= 2 or m.currency == before.currency:
        return False
    return _RATE not in (before.about, m.about) and before.qualifier is not Qualifier.RANGE


def _written(text: str, m: Money) -> Money:
    written = text[m.start : m.end]
    return Money(written, m.currency, m.value, m.value_max, m.qualifier, m.start, m.end, m.about)


def _money(text: str, amount: Sum) -> Money:
    start, end, currency, low, high = amount
    kind = Qualifier.RANGE if high is not None else qualifier(text, start, end)
    top = None if high is None else number(high)
    about = _about(text, start, end) if low <= _MOST_RATE else None
    return Money(text[start:end], currency, number(low), top, kind, start, end, about)


def _digit_amounts(text: str, runs: Sequence[Run]) -> Iterator[Money]:
    taken = 0
    for start, end in runs:
        if start < taken:
            continue
        first = figure(text, start, end, sign_before(text, start, taken))
        amount = whole(text, first) if first else None
        if amount:
            taken = amount.end
            yield _money(text, amount)


_RATE = "exchange rate"
_MOST_RATE = 100_000  # units of a currency that one of another costs
_RATE_AFTER = re.compile(
    r"[台前後]{0,2} ?(?=[tpavo/=])(?:(?:to|per|against|versus|on) (?:the|a|one|1)?[ -]?(?:US |U\.S\. )?"
    r"(?:dollar|euro|greenback)\b"
    r"|(?:/|per) ?(?:dollar|USD|\$)|= ?(?:約 ?)?[¥$€]?[0-9]|a dollar\b)",
    re.I,
)
_ONE_UNIT_AFTER = re.compile(r"(?:[=はが、]|あたり|当たり|につき)? ?約? ?[0-9.]{1,7}円")
_RATE_BEFORE = re.compile(
    r"(?:1(?:米)?(?:ドル|ユーロ) ?(?:=|は|が|、|あたり|当たり|につき)? ?約?"
    r"|dollar (?:bought|was|at|stood at|traded at|fetched|to) |(?:\$1|USD ?1|US\$1|1 dollar) ?= ?"
    r"|レート[^0-9。\n]{0,8})\Z",
    re.I,
)
_IN_BRACKETS = re.compile(r"[^()\[\]\n]{0,8}[(\[][^()\[\]0-9\n]{0,16}\Z|, or (?:US)?\Z")


def _about(text: str, start: int, end: int) -> str | None:
    """ "exchange rate" for the parts of one, else None."""
    near = text[max(0, start - 18) : start]
    if _RATE_AFTER.match(text, end):
        return _RATE
    if ("1" in near or "ollar" in near or "レート" in near) and _RATE_BEFORE.search(near):
        return _RATE
    if text[start : start + 2] in {"1ド", "1米", "1ユ"} and _ONE_UNIT_AFTER.match(text, end):
        return _RATE
    return None


def _inherit(text: str, found: list[Money]) -> None:
    """Bracketed conversions without a word of their own take the qualifier of the figure they convert."""
    for at in range(1, len(found)):
        before, m = found[at - 1], found[at]
        if m.qualifier is not Qualifier.EXACT or before.qualifier in (Qualifier.EXACT, Qualifier.RANGE):
            continue
        near = m.currency != before.currency and m.start - before.end < 26
        if near and _IN_BRACKETS.match(text, before.end, m.start):
            found[at] = m.qualified(before.qualifier)
