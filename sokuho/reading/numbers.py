"""Numbers as news writes them: digits with separators, 兆 億 万 千, kanji digits, English words.

Values are exact: integers stay integers, whatever the scale; only a true fraction becomes a float.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from sokuho.model import Number

# Longer runs of digits are identifiers, not quantities.
MAX_DIGITS = 24

# A run of digits with separators between them. The class holds no nested repeat, so scanning is linear.
DIGITS = re.compile(r"[0-9][0-9,.]*(?<=[0-9])(?:・[0-9]{1,4}(?![0-9・])|)")

_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?\Z")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?\Z")
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}\Z")
_DOTTED_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}\Z")

# What follows more runs of digits than this in one text is not read: no article has so many.
MAX_RUNS = 1500


Run = tuple[int, int]  # where a run of digits starts and ends


def digit_runs(text: str) -> list[Run]:
    """The runs of digits in `text` with the separators between them, in order, MAX_RUNS of them at most."""
    return [m.span() for m in islice(DIGITS.finditer(text), MAX_RUNS)]


def run_at(text: str, start: int) -> Run | None:
    """The run of digits that begins at `start`."""
    match = DIGITS.match(text, start)
    return match.span() if match else None


_OPENS = frozenset("数何幾第.")
_POINTS = frozenset(",・")


def continues(text: str, start: int) -> bool:
    """Whether a number at `start` is part of more: 数5億, 5・5兆. Not behind a word: 投資額・29億ドル."""
    before = text[start - 1 : start]
    return before in _OPENS or (before in _POINTS and text[start - 2 : start - 1].isnumeric())


class Quantity(NamedTuple):
    """A number that ends at `end` of the folded text. `unit` is what a bare number in front of it
    ("5～6千億") is multiplied by, `large` the last of its 万 億 兆; `bare` if it has no unit of its own."""

    value: Decimal
    end: int
    unit: int = 1
    large: int = 1
    bare: bool = True


def number(value: Decimal) -> Number:
    """An int where `value` is whole, else a float."""
    whole = int(value)
    return whole if whole == value else float(value)


def parse_digits(written: str) -> Decimal | None:
    """The value of digits with separators: "1,234.5", "12・5", "1,5", "1.500.000"; None if malformed."""
    if len(written) > MAX_DIGITS:
        return None
    if written.isdecimal():
        return Decimal(written)
    plain = written.replace("・", ".")
    if _PLAIN.match(plain):
        return Decimal(plain)
    if _GROUPS.match(plain):
        return Decimal(plain.replace(",", ""))
    if _DECIMAL_COMMA.match(plain):
        return Decimal(plain.replace(",", "."))
    if _DOTTED_GROUPS.match(plain):
        return Decimal(plain.replace(".", ""))
    return None


# --- Japanese ---------------------------------------------------------------------------------

_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
KANJI_DIGITS = "〇零一二三四五六七八九"
_KANJI_TO_DIGIT = str.maketrans(KANJI_DIGITS + "・", "00123456789.")
_IN_NUMBER = f"0-9{KANJI_DIGITS}十百千万億兆京,.・"
# A space within a number is typography: "4 700億", "4兆 6322億", "10 億".
_JA_RUN = re.compile(
    rf"[{_IN_NUMBER}]{{1,40}}"
    rf"(?:(?<![0-9.・]) (?=[0-9]{{1,4}}[千百万億])[{_IN_NUMBER}]{{1,24}}"
    rf"|(?<=[0-9]) (?=[0-9]{{3}}[万億兆円])[{_IN_NUMBER}]{{1,24}}"
    rf"|(?<=[0-9]) (?=[万億兆])[{_IN_NUMBER}]{{1,24}})?"
)
# Digits, kanji digits, a small unit, a large one; or what is none of them.
_JA_TOKEN = re.compile(
    rf"([0-9][0-9,]*(?:[.・][0-9]{{1,6}})?)|([{KANJI_DIGITS}]+(?:・[{KANJI_DIGITS}]+)?)|([十百千])|([万億兆京])|."
)


def japanese(text: str, start: int) -> Quantity | None:
    """The number that begins at `start`: "3兆1726億", "5千", "850百万", "三億", "12・5万".

    None if no number can be made of the run of digits and units there.
    """
    run = _JA_RUN.match(text, start)
    if run is None:
        return None
    written = run.group().rstrip(",.・")
    read = _read_run(written.replace(" ", ""))
    if read is None:
        return None
    value, unit, large = read
    return Quantity(value, start + len(written), unit, large, bare=unit == 1)


def _read_run(run: str) -> tuple[Decimal, int, int] | None:
    """(value, product of units, last large unit) of a compact run, None if it is not one number."""
    total = section = Decimal(0)
    coefficient: Decimal | None = None
    coefficients = 0
    unit, large, least_large, least_small = 1, 1, 10**20, 10**4
    for digits, kanji, small_unit, large_unit in _JA_TOKEN.findall(run):
        if digits or kanji:
            if coefficient is not None:
                return None
            coefficients += 1
            coefficient = parse_digits(digits or kanji.translate(_KANJI_TO_DIGIT))
            if coefficient is None:
                return None
        elif small_unit:
            if _SMALL[small_unit] >= least_small:
                return None
            least_small = _SMALL[small_unit]
            section += (1 if coefficient is None else coefficient) * least_small
            coefficient, unit = None, unit * least_small
        elif large_unit:
            section += coefficient or 0
            if _LARGE[large_unit] >= least_large or (not section and coefficient is None):
                return None
            large = least_large = _LARGE[large_unit]
            total += section * large
            section, coefficient, least_small, unit = Decimal(0), None, 10**4, unit * large
        else:
            return None
    return total + section + (coefficient or 0), (unit if coefficients == 1 else large), large


# --- English words ----------------------------------------------------------------------------

_SMALL_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {w: i for i, w in enumerate(_SMALL_WORDS)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_HALVES = {
    ("half", "a"): "0.5", ("half", "of", "a"): "0.5", ("half",): "0.5", ("a", "half"): "0.5",
    ("quarter", "of", "a"): "0.25", ("a", "quarter", "of", "a"): "0.25", ("quarter",): "0.25",
    ("a", "quarter"): "0.25", ("three", "quarters", "of", "a"): "0.75", ("a",): "1", ("an",): "1",
}  # fmt: skip
# "one and a half billion", "a billion and three quarters"
_AND: dict[tuple[str, ...], Decimal] = {
    ("and", "a", "half"): Decimal("0.5"), ("and", "one", "half"): Decimal("0.5"),
    ("and", "a", "quarter"): Decimal("0.25"), ("and", "one", "quarter"): Decimal("0.25"),
    ("and", "three", "quarters"): Decimal("0.75"),
}  # fmt: skip
_LONGEST_FIRST = sorted(_HALVES, key=len, reverse=True)


def spelled(said: list[str]) -> Decimal | None:
    """The value of English number words in lower case: "two hundred and fifty million",
    "half a trillion", "one and a half billion", "three point five billion"; None if they are not one."""
    opening = next((h for h in _LONGEST_FIRST if tuple(said[: len(h)]) == h), ())
    section: Decimal | None = Decimal(_HALVES[opening]) if opening else None
    total, least, at = Decimal(0), 10**15, len(opening)
    while at < len(said):
        word, step = said[at], 1
        if word in WORDS:
            section = _add(section, WORDS[word])
        elif word == "and" and said[at - 1] == "hundred":
            pass
        elif (part := _AND.get(tuple(said[at : at + 3]))) and section is not None:
            if section:
                section, step = section + part, 3
            else:  # behind its scale: "a billion and a half"
                total, step = total + least * part, 3
        elif word == "point" and section is not None:
            fraction = _fraction(said[at + 1 :])
            section, step = section + Decimal(f"0.{fraction or 0}"), 1 + len(fraction)
        elif word in SCALES and section and SCALES[word] < least:
            if word == "hundred":
                section *= 100
            else:
                least = SCALES[word]
                total, section = total + section * least, Decimal(0)
        else:
            return None
        if section is None:
            return None
        at += step
    return None if section is None else total + section


def _add(section: Decimal | None, word: int) -> Decimal | None:
    """`section` with one more number word, None where English would not put it: "two three"."""
    if section is None:
        return Decimal(word)
    tail = section % 100
    fits = tail == 0 or (tail >= 20 and tail % 10 == 0 and word < 10)
    return section + word if fits else None


def _fraction(said: list[str]) -> str:
    """The digits of "five two …" after "point"."""
    digits = ""
    for word in said:
        if WORDS.get(word, 10) > 9:
            break
        digits += str(WORDS[word])
    return digits
