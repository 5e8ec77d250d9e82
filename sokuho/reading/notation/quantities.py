"""Capacities of plants, sites and contracts: power, energy, gas, oil, LNG, land, processors.

A unit is read behind each number; one that the model doesn't list is converted to one that it does.
Acres and square feet are left alone: they describe lots and floors, and nobody states a plant's size in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from sokuho.model import Capacity
from sokuho.reading.notation import units
from sokuho.reading.notation.bounds import bounded
from sokuho.reading.notation.qualifiers import MORE
from sokuho.reading.notation.units import Unit
from sokuho.reading.numbers import Run, japanese, number, parse_digits, spelled
from sokuho.reading.text import Folded


def find_capacities(folded: Folded) -> list[Capacity]:
    """All capacities of a text, in order; "100-150 MW" is written 150 MW.

    Weights count only as yearly amounts or of LNG, volumes of gas and oil only per day.
    """
    plain = folded.text
    found = [*_digit_capacities(plain, folded.runs), *_kanji_capacities(plain), *_spelled_capacities(plain)]
    if any(c.unit == units.ASSUMED for c in found):
        lng = _LNG.search(plain) is not None
        found = [_settled(c) for c in found if lng or c.unit != units.ASSUMED]
    if not found:
        return found
    found.sort(key=lambda c: c.start)
    found = bounded(plain, found)
    return found if plain is folded.original else [_written(folded.original, c) for c in found]


def _settled(c: Capacity) -> Capacity:
    return replace(c, unit="mtpa") if c.unit == units.ASSUMED else c


def _written(text: str, c: Capacity) -> Capacity:
    written = text[c.start : c.end]
    return Capacity(written, c.value, c.unit, c.start, c.end, c.qualifier, c.value_min, c.qualified_at)


def _capacity(text: str, start: int, end: int, value: Decimal, unit: Unit) -> Capacity:
    return Capacity(text[start:end], number(value * Decimal(unit[1])), unit[0], start, end)


_GAP = rf"{MORE}(?P<gap> ?(?:- ?)?)"
# What may follow a capacity's number: a Japanese unit or scale, or the first letter of an English one or of
# what may stand before "GPUs". "5 of", "3 people" end here.
_INITIALS = "".join(sorted(units.INITIALS | {letter.upper() for letter in units.INITIALS}))
_BEHIND = re.compile(
    "(?P<japanese>[キメギテトバ立ヘ平坪基個枚台十百千万億兆]| [万億兆キメギテトバ立ヘ平坪])"
    rf"|{_GAP}[{_INITIALS}]"
)


def _digit_capacities(text: str, runs: Sequence[Run]) -> Iterator[Capacity]:
    taken = 0
    for start, end in runs:
        if start < taken:
            continue
        behind = _BEHIND.match(text, end)
        if behind is None:
            continue
        written = text[start:end]
        if written == "000":  # of no number that is understood: "2027 000 MW" is not zero
            if (whole := _THOUSANDS.search(text, max(0, start - 12), start)) is None:
                continue
            start, written = whole.start(), re.sub("[^0-9]", "", whole[0]) + written
        elif end - start == _GROUP and text[start - 2 : start - 1].isdigit() and text[start - 1] in " '":
            ahead = _LEADING_GROUP.search(text, max(0, start - 20), start)
            if ahead and not _MACHINES.match(text, end):
                start, written = ahead.start("group"), ahead["group"] + written
        found = _japanese(text, start) if behind["japanese"] else _english(text, start, end, written)
        if found and not (written == "1" and _EACH.match(text, found.end)):
            taken = found.end
            yield found


# "1 000 MW", "1'000 MW"; what else stands apart may be a number of its own: "Unit 1 300 MW".
_THOUSANDS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:[ '][0-9]{3}){0,2}[ ']\Z")
# "about 1 200 MW", but "with 2 300 MW turbines" of 300 MW each.
_GROUP = 3
_LEADING_GROUP = re.compile(
    r"\b(?:an?|the|of|about|around|some|nearly|almost|roughly|over|than|to|at|total\w*|least|adds?|adding)"
    r" (?P<group>[1-9][0-9]?)[ ']\Z"
)
_MACHINES = re.compile(
    r"[ -]?[A-Za-z]+ (?:[a-z-]+ )?(?:units|turbines|engines|machines|blocks|reactors|trains|plants|modules)\b"
)
_EACH = re.compile(r"あたり|当たり|につき|ごと")  # 1kWあたり1500ドル is a price

# --- English ----------------------------------------------------------------------------------

_WORD = re.compile(rf"{_GAP}(?P<word>[A-Za-z][A-Za-z0-9]*(?:/(?:day|year|yr|d|y|a)(?![A-Za-z]))?)")
_HOUR = re.compile(r"[ -]?(?:hours?|時)(?![A-Za-z])", re.I)
_AC = re.compile(r"[ -]?\(?AC\)?(?![A-Za-z])", re.I)
_MEGATONS = re.compile(r"Mt(?![a-z])")


def _english(text: str, start: int, end: int, written: str | Decimal) -> Capacity | None:
    """The capacity whose number ends at `end`; `written` is its digits, or its value if in words."""
    if start and text[start - 1] in "$€£¥":
        return None
    factor, at = 1, end
    match = _WORD.match(text, at)
    for _ in range(2):
        scale = _scale(match)
        if match is None or scale is None:
            break
        factor, at = factor * scale, match.end()
        match = _WORD.match(text, at)
    if match is None:
        return None
    word = match["word"].lower()
    unit = units.WORDS.get(word)
    chips = text.find("GPU", at, at + _CHIP_REACH) >= 0
    glued = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
    if chips and glued and (unit is None or unit[0] == "GPUs"):
        return None  # "H200 GPUs" are not two hundred
    if unit is None and word not in units.PHRASE_STARTS and not chips:
        return None
    value = parse_digits(written) if isinstance(written, str) else written
    if value is None:
        return None
    if unit:
        return _single(text, start, match, value * factor, unit)
    return _phrase(text, start, at, match, value * factor)


# How far behind its number "GPUs" may stand: "100,000 Nvidia H100 GPUs".
_CHIP_REACH = 64


def _scale(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    word = match["word"].lower()
    return None if word in units.LETTERS and match["gap"] else units.SCALES.get(word)


def _phrase(text: str, start: int, at: int, match: re.Match[str], value: Decimal) -> Capacity | None:
    begin = match.start("word")
    phrase = units.PHRASE.match(text, begin)
    if phrase and phrase.lastgroup:
        if phrase.lastgroup == "year" and units.OTHER_GOODS.search(phrase.group()):
            return None
        if phrase.lastgroup == "year" and _MEGATONS.match(text, begin):
            value *= 10**6
        return _capacity(text, start, phrase.end(), value, units.PHRASE_UNITS[phrase.lastgroup])
    tons = units.TONS.match(text, begin)
    if tons and value >= 100_000 and not units.OTHER_GOODS.search(text, begin, begin + 40):
        return _capacity(text, start, tons.end(), value, units.PER_TON)
    chips = units.CHIPS.match(text, at)
    return _capacity(text, start, chips.end(), value, ("GPUs", "1")) if chips else None


def _single(text: str, start: int, match: re.Match[str], value: Decimal, unit: Unit) -> Capacity | None:
    end = match.end()
    hours = _HOUR.match(text, end) if unit[0] in units.HOURS else None
    if hours:
        return _capacity(text, start, hours.end(), value, units.HOURS[unit[0]])
    if unit == ("MW", "1") and (mark := _AC.match(text, end)):
        return _capacity(text, start, mark.end(), value, ("MWac", "1"))
    if match["word"].lower() == "ha" and match["word"] != "ha":
        return None
    return _capacity(text, start, end, value, unit)


# --- Japanese ---------------------------------------------------------------------------------

_BEFORE = 16
_AMOUNT = r"(?:に|の|で)?(?:約|最大で?|およそ|計|合計|合わせて|少なくとも|[0-9.万]+~)*\Z"
_YEARLY = re.compile(r"(?:年産?|年間|毎年|1年(?:当たり|あたり)?)" + _AMOUNT)
_YEARLY_AFTER = re.compile(r" ?/ ?(?:年|y)")
_LNG = re.compile(r"LNG|液化天然ガス|[Ll]iquefied natural gas")
_DAILY = re.compile(r"(?:日量|日産|[1一]日(?:当たり|あたり)?|毎日)" + _AMOUNT)
_DAILY_AFTER = re.compile(r" ?/ ?日")
_GPU_BEFORE = re.compile(r"GPU\)?[をはがの]?(?:約|最大で?|およそ|計|合計)*\Z")
_GPU_COUNT = re.compile(r"[基個枚台](?!の)")


# What follows most numbers and begins no unit: money, dates, people, shares.
_NO_UNIT = re.compile(r"[0-9十百千万億兆,.・]{0,40}[円ド年月日人社%]")


def _japanese(text: str, start: int) -> Capacity | None:
    if _NO_UNIT.match(text, start):
        return None
    quantity = japanese(text, start)
    if quantity is None:
        return None
    at = quantity.end
    match = units.JAPANESE.match(text, at)
    before = text[max(0, start - _BEFORE) : start]
    if match is None:
        return _latin_or_count(text, start, at, quantity.value, before)
    written = match["unit"].replace("・", "").replace("画像処理半導体(", "")
    unit, end = units.JA_UNITS[written], match.end()
    if match["hours"]:
        unit = ("GWh", "1000") if written == "テラワット" else units.HOURS.get(unit[0], unit)
    if written in {"トン", "t"}:
        if units.JA_OTHER_AFTER.match(text, end) or units.JA_OTHER_BEFORE.search(before):
            return None
        if not (_YEARLY.search(before) or _YEARLY_AFTER.match(text, end)):
            if quantity.large == 1:
                return None
            unit = units.PER_TON
        start -= before.endswith("年")
    daily = unit[0] in {"bpd", "bcfd"}
    if daily and not (_DAILY.search(before) or _DAILY_AFTER.match(text, end)):
        return None
    return _capacity(text, start, end, quantity.value, unit)


def _latin_or_count(text: str, start: int, at: int, value: Decimal, before: str) -> Capacity | None:
    """万kW, 億kWh, and GPU10万基."""
    count = _GPU_COUNT.match(text, at)
    if count and _GPU_BEFORE.search(before):
        return _capacity(text, start, count.end(), value, ("GPUs", "1"))
    match = _WORD.match(text, at)
    unit = units.WORDS.get(match["word"].lower()) if match and match["gap"] in {"", " "} else None
    return _single(text, start, match, value, unit) if match and unit else None


_KANJI = re.compile(
    r"[一二三四五六七八九十百千][〇一二三四五六七八九十百千万億・]{0,9}(?=[キメギ]|トン|k[Ww])"
)


_JA_HINTS = ("ワット", "トン", "kW", "kw")


def _kanji_capacities(text: str) -> Iterator[Capacity]:
    """百万キロワット."""
    if text.isascii() or not any(hint in text for hint in _JA_HINTS):
        return
    for match in _KANJI.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before.isdigit() or (before and before in "数何幾万億十百千"):
            continue
        found = _japanese(text, match.start())
        if found and found.start <= match.start():
            yield found


# --- numbers in words -------------------------------------------------------------------------

# A unit that words may count; "2 MW" has its digit right before and is read above.
_UNIT = re.compile(
    r"[ -](?P<unit>(?i:megawatt|gigawatt|hectare)|GW|MW|(?i:million|billion)[ -](?:ton|metric|cubic|barrel))"
)
_HINTS = {"GW": 1, "MW": 1, "awatt": 4, "ectare": 2, "illion": 2}  # and how far before them it begins
_NUMBER = re.compile(
    r"\b(?:(?:(?:a|one|three)[ -])?(?:half|quarters?)[ -]of[ -](?=an?\Z))?"
    r"(?:(?:half|quarters?|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|and|point)(?:[ -]|\Z)){1,6}\Z",
    re.I,
)
_PART = re.compile(r"\b(?:third|fifth|tenth)s? of \Z")  # "a third of a gigawatt"


def _spelled_capacities(text: str) -> Iterator[Capacity]:
    for match in _units(text):
        at = match.start()
        said = None if text[at - 1 : at].isdigit() else _NUMBER.search(text, max(0, at - 48), at)
        if said is None or _PART.search(text, max(0, said.start() - 16), said.start()):
            continue
        written = re.split(r"[ -]", said.group().lower().strip(" -"))
        if written in (["a"], ["an"]) and match["unit"].lower() in {"mw", "gw", "megawatt", "hectare"}:
            continue
        value = spelled(written)
        found = _english(text, said.start(), at, value) if value else None
        if found:
            yield found


def _units(text: str) -> Iterator[re.Match[str]]:
    """The units that words may count, with the gap before them."""
    for hint, back in _HINTS.items():
        at = text.find(hint)
        while at >= 0:
            if match := _UNIT.match(text, at - back):
                yield match
            at = text.find(hint, at + 1)
