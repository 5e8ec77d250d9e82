"""A single figure of money: a number, its scale, and the currency before or behind it.

Every look around is bounded by a few characters, so reading a text stays linear in its length.
"""

from __future__ import annotations

import re
from decimal import Decimal
from string import ascii_letters
from typing import NamedTuple

from sokuho.reading.notation import currencies
from sokuho.reading.notation.currencies import Sign
from sokuho.reading.notation.qualifiers import MORE
from sokuho.reading.numbers import Quantity, continues, japanese, parse_digits, run_at
from sokuho.reading.patterns import choice
from sokuho.reading.wordlists import by_word

_SCALES = by_word({
    10**12: "trillion trillions trn tr tril trln tln tn t", 10**9: "billion billions bn bln bil bio b",
    10**6: "million millions mn mln mil mio mm m", 1000: "thousand k",
    10**7: "crore crores cr", 10**5: "lakh lakhs",
}) | {
    "lakh crore": 10**12, "hundred million": 10**8, "hundred billion": 10**11, "thousand billion": 10**12,
    "thousand million": 10**9,
}  # fmt: skip
_SCALE = re.compile(
    rf"{MORE}(?P<gap> ?(?:- ?)?)(?P<scale>"
    + choice("|".join(sorted(_SCALES, key=len, reverse=True)))
    + r")(?![A-Za-z&])",
    re.I | re.A,  # İ and ı are no I
)
_JA_UNITS = frozenset("十百千万億兆京")
_JA_FOLLOWS = _JA_UNITS | currencies.JAPANESE_STARTS | frozenset("から、銭セー")
_SPACED = re.compile(r" (?:[0-9]{3})?[万億兆]")
# "$3 345 million", with thin or ordinary spaces; 4 700億円 is read with the Japanese numbers.
_GROUPS = re.compile(r"[0-9]{1,3}(?: [0-9]{3}){1,4}(?![0-9]|[,.][0-9]|[万億兆円])")
# "$3 and a half billion"; a year is no number of it, nor does "and a half-day later" go on with it.
_AND_A_HALF = re.compile(r" and a half(?=[ -](?:thousand|million|billion|trillion)\b)")
_HALVED = 3  # a number that a half is added to has fewer digits
_HUNDREDS = re.compile(r"'?s\b")  # "$100s of millions" states no value
# What may follow an unsigned sum of money, a first number of a range included: the first word of a scale or
# currency, or one of these.
_BEHIND = re.compile(
    rf" ?[{''.join(sorted(_JA_FOLLOWS))}–—~ー-]| [0-9]{{3}}[万億兆]"
    rf"|{MORE} ?-? ?(?P<word>[A-Za-z.]{{1,12}}|[$€£¥¢])"
)
# Most other numbers end here: a comma, a full stop, a percentage, 年 and 月.
_STARTS_BEHIND = _JA_FOLLOWS.union(" \n+–—~-$€£¥¢", ascii_letters)
_WORDS = (
    currencies.ENGLISH_STARTS
    | {scale.split()[0] for scale in _SCALES}
    | {"to", "and", "or", "cents", "pence", "new", "hong", "south", "u.s", "¢"}
    | set(currencies.SIGNS)
)
_YEAR_OF_PRICES = re.compile(r"\b(?:in|constant|real|fiscal|of) \Z", re.I)
_COMPOUND = re.compile(
    r"[ -](?:denominated|zone|area|bloc|based|linked|index|store|nations|members|countries)", re.I
)


class Figure(NamedTuple):
    """A number at [start, end) of a folded text. `sign` is the currency before it, `word` the one
    behind; without either it is money only as one end of a range."""

    start: int
    end: int
    quantity: Quantity
    sign: str | None
    word: str | None

    @property
    def currency(self) -> str | None:
        return self.word or self.sign


class Sum(NamedTuple):
    """An amount of money at [start, end) of a folded text; `high`: the upper end of a range."""

    start: int
    end: int
    currency: str
    value: Decimal
    high: Decimal | None = None


def next_figure(text: str, at: int) -> Figure | None:
    """The figure that begins exactly at `at`, with or without a sign."""
    sign, at = currencies.sign_at(text, at)
    run = run_at(text, at)
    return figure(text, *run, sign, second=True) if run else None


def figure(text: str, start: int, end: int, sign: Sign | None, *, second: bool = False) -> Figure | None:
    """The number whose digits stand at [start, end), None if it can't be money. The `second` number of a
    range needs nothing of its own."""
    if text[end + 1 : end + 2].isdigit() and (groups := _GROUPS.match(text, start)):
        end = groups.end()
    if sign is None and not second and not _may_be_money(text, start, end):
        return None
    quantity = _quantity(text, start, end, signed=sign is not None)
    if quantity is None:
        return None
    if sign and sign.dotted:  # "$.42"
        quantity = quantity._replace(value=quantity.value.scaleb(start - end))
    if sign and quantity.bare and not _needs_nothing(sign.mark, text[start:end]):
        sign = None
    code = sign.currency if sign else None
    word, stop, quantity = _currency_behind(text, start, quantity, code)
    return Figure(sign.start if sign else start, stop, quantity, code, word)


def _may_be_money(text: str, start: int, end: int) -> bool:
    """A quick look at the neighbours of an unsigned number: years, dates, percentages end here."""
    if continues(text, start):
        return False
    before = text[start - 1 : start]
    if before.isascii() and before.isalnum():  # F-35, H100; but SBG5000億円
        return text[end : end + 1] in _JA_FOLLOWS
    behind = _BEHIND.match(text, end) if text[end : end + 1] in _STARTS_BEHIND else None
    if behind is None:
        return False
    word = behind["word"]
    return word is None or word.lower().rstrip(".") in _WORDS


def _needs_nothing(mark: str, digits: str) -> bool:
    if mark in currencies.NEED_SCALE:
        return False
    return mark not in currencies.NEED_SEPARATOR or "," in digits or "." in digits


def _quantity(text: str, start: int, end: int, *, signed: bool) -> Quantity | None:
    follows = text[end : end + 1]
    if follows in _JA_UNITS or (follows == " " and _SPACED.match(text, end)):
        return japanese(text, start)
    if follows in ("s", "'") and _HUNDREDS.match(text, end):
        return None
    value = parse_digits(text[start:end].replace(" ", ""))
    if value is None:
        return None
    if end - start < _HALVED and (half := _AND_A_HALF.match(text, end)):
        value, end = value + Decimal("0.5"), half.end()
    match = _SCALE.match(text, end)
    if match is None or not _plausible_scale(text, match, signed):
        return Quantity(value, end)
    factor = _SCALES[match["scale"].lower()]
    return Quantity(value * factor, match.end(), factor, factor, bare=False)


def _plausible_scale(text: str, match: re.Match[str], signed: bool) -> bool:
    gap, scale = match["gap"], match["scale"]
    follows = text[match.end() : match.end() + 1]
    if len(scale) > 1 or gap in {"", "-"}:
        return len(scale) > 1 or not follows.isdigit()
    # "$3 B", "5 T. Yen"; not "$3 B-1 bombers", nor "5 m wide".
    return gap == " " and (scale in "BMT" or (signed and scale in "bmt")) and follows != "-"


def _currency_behind(
    text: str, start: int, quantity: Quantity, code: str | None
) -> tuple[str | None, int, Quantity]:
    """(currency, end, quantity) with the currency word behind a number, if there is one that fits `code`."""
    at = quantity.end
    follows = text[at : at + 1]
    near = text[at + 1 : at + 2] if follows == " " else follows
    match = currencies.AFTER_JAPANESE.match(text, at) if near in currencies.JAPANESE_STARTS else None
    if match:
        found = currencies.of_word(match["word"])
        lookalike = (
            match["word"] in currencies.NEED_SCALE_BEFORE and quantity.bare and "," not in text[start:at]
        )
        if lookalike or (code and code != found):
            return None, at, quantity
        if match["hundredths"]:
            quantity = quantity._replace(value=quantity.value + Decimal(match["hundredths"]) / 100)
        return found, match.end(), quantity
    match = currencies.AFTER_ENGLISH.match(text, at)
    if match and _fits(text, start, quantity, match):
        found = currencies.of_word(match["word"])
        # "$20 million CAD" says which dollar; "$5 billion yen" is two things.
        if not code or found == code or (code == "USD" and match["word"].isupper()):
            return found, match.end(), quantity
    elif not code and quantity.bare and (match := currencies.AFTER_HUNDREDTHS.match(text, at)):
        return (
            currencies.HUNDREDTHS[match["word"]],
            match.end(),
            quantity._replace(value=quantity.value / 100),
        )
    return None, at, quantity


def _fits(text: str, start: int, quantity: Quantity, match: re.Match[str]) -> bool:
    """Whether an English currency word really belongs to the number before it."""
    word, written, at = match["word"].lower(), match.group(), quantity.end
    if written[0] == "." and not (match["word"].islower() or text[at - 2 : at - 1] in " -0123456789"):
        return False  # "… is 5bn. Yen falls"
    if _COMPOUND.match(text, match.end()):
        return False
    if word.startswith("pound") and (quantity.bare or currencies.WEIGHT.match(text, match.end())):
        return False
    if not quantity.bare:
        return True
    if word in currencies.NEED_SCALE_BEFORE and "," not in text[start:at]:
        return False
    return not (1900 <= quantity.value <= 2100 and _YEAR_OF_PRICES.search(text, max(0, start - 10), start))
