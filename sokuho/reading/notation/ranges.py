"""Two figures that are one amount: the ends of a range, "$20-$30 billion", 5～6兆円."""

from __future__ import annotations

import re
from decimal import Decimal

from sokuho.reading.notation.amounts import Figure, Sum, next_figure

_GAP = re.compile(r"-? (?P<word>to|and|or) | ?(?P<mark>-to-|-|–|—|~|ー|から|ないし|、)約? ?")
# "rose from $12 billion to $165 billion" are two amounts, "priced from $20 to $30" is a range.
_CHANGE = (
    r"\b(?:ris|ros|f[ae]ll|gr[eo]w|shr[aiu]nk|gain|drop|declin|jump|climb|slip|slid|surg|soar|tumbl|increas|decreas"
    r"|rais|lift|cut|lower|reduc|expand|boost|doubl|tripl|quadrupl|balloon|swell|swollen|went|upgrad|hik|narrow"
    r"|widen|revis|bump|trim|slash|chang|swung|improv|advanc|mov)\w*\b|\b(?:up|down|by)\b"
)
_CHANGED = re.compile(rf"(?:{_CHANGE})(?: (?:about|around|some|to))? \Z", re.I)
_CHANGED_FROM = re.compile(rf"(?:{_CHANGE})[^.;\n]{{0,40}}\bfrom (?:\w+ )?\Z", re.I)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \Z")
_BETWEEN = re.compile(r"\bbetween (?:\w+ )?\Z", re.I)
_BECOMES = re.compile(
    r"(?:\([^()\n]{0,30}\))?(?:前後|程度|規模|ほど|余り|以上|超|弱|強)?[にへ]|まで(?:引|増|拡|減|積|膨)"
)


def whole(text: str, first: Figure) -> Sum | None:
    """The amount that a figure begins, None if nothing says that it is money."""
    gap = _GAP.match(text, first.end)
    second = next_figure(text, gap.end()) if gap else None
    if gap and second:
        if span := _range(text, first, gap, second):
            return Sum(first.start, second.end, *span)
        if first.currency and _shares_scale(first, gap, second):
            return Sum(first.start, first.end, first.currency, _lend(first, second))
    return Sum(first.start, first.end, first.currency, first.quantity.value) if first.currency else None


def _range(
    text: str, first: Figure, gap: re.Match[str], second: Figure
) -> tuple[str, Decimal, Decimal] | None:
    """(currency, low, high) if the two figures are the ends of one range."""
    currency = first.currency or second.currency
    if currency is None or (first.currency and second.currency and first.currency != second.currency):
        return None
    word, mark = gap["word"], gap["mark"]
    # "$500 to 12 schools", "$1 billion-2025": the second number is of something else.
    if not second.currency and (
        first.word or (second.quantity.bare and (word or mark == "—" or not first.quantity.bare))
    ):
        return None
    low, high = _lend(first, second), second.quantity.value
    if low >= high:
        top = _tick(text, first, second) if mark in {"-", "–"} else None
        return (currency, low, top) if top is not None else None
    if mark == "、":  # 2、3億円
        near = first.quantity.bare and not first.sign and first.quantity.value < 10
        return (currency, low, high) if near and high - low == second.quantity.unit else None
    # 2000億―3000億円; in English only "$1.5—2 billion", other long dashes part sentences.
    if mark == "—" and (" " in gap.group() or not (first.quantity.bare or text[first.end - 1] > "\u3000")):
        return None
    if mark == "から" and (_BECOMES.match(text, second.end) or (first.word and not second.word)):
        return None
    return (currency, low, high) if not word or _word_range(text, first, word) else None


_HUNDREDTHS = re.compile(r"\d+\.(\d\d)\Z")


def _tick(text: str, first: Figure, second: Figure) -> Decimal | None:
    """The upper end of a dealer's quotation, of which only the hundredths are repeated: "144.52-53 yen"."""
    hundredths = _HUNDREDTHS.search(text, first.start, first.end)
    value = second.quantity.value
    if hundredths is None or not second.quantity.bare or not int(hundredths[1]) < value < 100:
        return None
    return first.quantity.value - Decimal(hundredths[1]) / 100 + value / 100


def _shares_scale(first: Figure, gap: re.Match[str], second: Figure) -> bool:
    """Whether the first of two amounts leaves its scale to the second: "$1.2 and $1.5 billion"."""
    if gap["word"] not in {"and", "or"} or not first.sign or first.sign != second.sign or first.word:
        return False
    times = second.quantity.value / second.quantity.unit / (first.quantity.value or 1)
    return first.quantity.bare and not second.quantity.bare and Decimal("0.05") < times < 20


def _lend(first: Figure, second: Figure) -> Decimal:
    """The first number with the scale that it leaves to the second: "$1.5-2bn", 5～6千億円."""
    low = first.quantity.value
    if first.word or second.quantity.large == 1:
        return low
    if first.quantity.bare:
        return low * second.quantity.unit
    return low * second.quantity.large if first.quantity.large == 1 else low


def _word_range(text: str, first: Figure, word: str) -> bool:
    before = text[max(0, first.start - 48) : first.start]
    if word == "and":
        return bool(_BETWEEN.search(before))
    if word == "or":
        return first.quantity.bare and not first.word
    if first.currency is None and _MONTH.search(before):
        return False  # "for the year to March 31 to 840 billion yen": a day
    return not _CHANGED.search(before) and not _CHANGED_FROM.search(before)
