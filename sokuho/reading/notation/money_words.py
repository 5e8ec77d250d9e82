"""Amounts without digits: 三億円, "half a trillion dollars", "a billion-dollar plan"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sokuho.reading.notation import currencies
from sokuho.reading.notation.amounts import Sum
from sokuho.reading.numbers import KANJI_DIGITS, SCALES, WORDS, continues, japanese, spelled
from sokuho.reading.patterns import choice

_KANJI = re.compile(
    rf"[{KANJI_DIGITS}十百千][{KANJI_DIGITS}十百千万億兆・]{{0,15}}"
    rf"(?=[{''.join(sorted(currencies.JAPANESE_STARTS))}])"
)
_NO_BEGINNING = frozenset("単万億兆")  # 単位:百万円
# Each is sought by itself: most texts have none of them.
_CURRENCIES = {
    word.removesuffix("s?"): re.compile(rf"{word}\b")
    for word in ("dollars?", "yen", "euros?", "won", "yuan", "pounds", "rupees")
}
_NATION = re.compile(r"[ -](?:(?:u\.?s\.?|american|japanese|korean) )?\Z")
# The longest run of number words that ends right before the currency.
_COUNTING = {"a", "an", "half", "quarter", "quarters", "of", "and", "or", "to", "point", *SCALES, *WORDS}
_WORDS = choice("|".join(sorted(_COUNTING)))
_LAST = re.compile(r"([a-z]+)[ -]?\Z")
_LONGEST = 1 + max(map(len, _COUNTING))
_RUN = re.compile(rf"\b(?:{_WORDS}(?:[ -]|\Z)){{1,12}}\Z")
_REACH = 72
# "two thirds of a billion dollars" is no billion.
_PART = re.compile(r"\b(?:third|fifth|tenth)s? \Z")
# Before a bare "billion-dollar": the start of a sentence or title, or a word that makes it one thing.
_ONE_THING = re.compile(
    r"(?:\A|[.!?:\n\"'(—–-] ?|\b(?:the|its|this|that|new|another|proposed|first|planned|their|his) )\Z"
)
_TO = frozenset({"to", "or"})
_JOINING = _TO | {"and", "of"}
_LARGE = frozenset({"million", "billion", "trillion"})
_SCALED = 1000  # a number in words that is as large has its scale


def kanji_amounts(text: str) -> Iterator[Sum]:
    """Amounts in kanji digits. 数千億円 and 単位:百万円 state no value."""
    if text.isascii():
        return
    for match in _KANJI.finditer(text):
        start = match.start()
        before = text[start - 1 : start]
        if continues(text, start) or before in _NO_BEGINNING or before.isdigit():
            continue
        quantity = japanese(text, start)
        if quantity is None or quantity.end != match.end() or quantity.value < 2:
            continue
        if match.group() in {"百万", "千"} and before in "(:":
            continue
        word = currencies.AFTER_JAPANESE.match(text, quantity.end)
        if word is None or (word["word"] in currencies.NEED_SCALE_BEFORE and quantity.large == 1):
            continue
        yield Sum(start, word.end(), currencies.of_word(word["word"]), quantity.value)


def spelled_amounts(text: str) -> Iterator[Sum]:
    """Amounts in English words. "billions of dollars", "several billion yen" state no value."""
    low = text.lower()
    if len(low) != len(text):
        return
    for word, pattern in _CURRENCIES.items():
        if word in low:
            for currency in pattern.finditer(low):
                yield from _spelled_before(low, currency)


def _spelled_before(low: str, currency: re.Match[str]) -> Iterator[Sum]:
    gap = _NATION.search(low, max(0, currency.start() - 10), currency.start())
    if gap is None:
        return
    at = gap.start()
    if not _may_be_words(low, at):
        return
    ahead = low[max(0, at - _REACH) : at]
    run = _RUN.search(ahead)
    if run is None or (run.start() and ahead[run.start() - 1] in "-.0123456789"):
        return
    found = _read(ahead, run, currency[0], adjective=gap[0][0] == "-")
    if found:
        value, skip, high = found
        yield Sum(at - len(run[0]) + skip, currency.end(), currencies.of_word(currency[0]), value, high)


def _may_be_words(low: str, at: int) -> bool:
    """A quick look at the last word: "our yen" and "10 billion yen" end here."""
    word = _LAST.search(low, max(0, at - _LONGEST), at)
    if word is None or word[1] not in _COUNTING:
        return False
    return word[1] not in _LARGE or not low[max(0, word.start() - 2) : word.start()].strip(" -").isdigit()


def _read(
    ahead: str, run: re.Match[str], currency: str, *, adjective: bool
) -> tuple[Decimal, int, Decimal | None] | None:
    """(value, characters to skip, upper end of a range) of the number words before a currency word."""
    parts = re.split(r"[ -]", run.group().strip(" -"))
    skip = 0
    while parts and parts[0] in _JOINING:
        skip += len(parts.pop(0)) + 1
    if skip and not adjective and _PART.search(ahead, 0, run.start()):
        return None
    if len(parts) == 1 and parts[0] in _LARGE:
        if not adjective or not _ONE_THING.search(ahead, 0, run.start()):
            return None
        return Decimal(SCALES[parts[0]]), skip, None
    before = ahead[: run.start() + skip]
    article = parts[:1] == ["a"]  # "a three-to-four-billion-dollar bid"
    for at in (0, 1) if article else (0,):
        if ends := _ends(parts[at:], before):
            return ends[0], skip + 2 * at, ends[1]
    while _TO.intersection(parts):  # "rose from two to three billion dollars"
        skip += len(parts.pop(0)) + 1
    value = spelled(parts) if parts else None
    if value is None and parts and parts[0] in {"a", "an"}:  # "a five-million-dollar grant"
        value, skip = spelled(parts[1:]), skip + len(parts.pop(0)) + 1
    if value is None or value < 2 or (value < 100 and currency in currencies.NEED_SCALE_BEFORE):
        return None
    return value, skip + (2 if adjective and parts[0] == "a" else 0), None


def _ends(parts: list[str], before: str) -> tuple[Decimal, Decimal] | None:
    """The ends of a range in words: "three to four billion", behind "between" "six and seven billion"."""
    if before.endswith("from "):
        return None
    words = _TO | {"and"} if before.endswith("between ") else _TO
    for at, word in enumerate(parts):
        if word in words:
            low, high = spelled(parts[:at]), spelled(parts[at + 1 :])
            if low and high:
                shared = [1] if low >= _SCALED else _scales(parts)
                return next(((low * scale, high) for scale in shared if low * scale < high), None)
    return None


def _scales(parts: list[str]) -> list[int]:
    """What the last words multiply by, which a range may say once: "two to three hundred million", of the
    million only in "fifty to one hundred million"."""
    last, before = (SCALES.get(word, 1) for word in (parts[-1], parts[-2]))
    return [last * before, last]
