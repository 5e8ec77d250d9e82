"""Capacities of plants, sites and contracts: power, energy, gas, oil, LNG, land, processors.

A unit is read behind each number; one that the model doesn't list is converted to one that it does.
Acres and square feet are left alone: they describe lots and floors, and nobody states a plant's size in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from sokuho.model import Capacity
from sokuho.reading.numbers import DIGITS, japanese, number, parse_digits, spelled
from sokuho.reading.text import Folded, fold

_SCALES = {
    "thousand": 10**3, "million": 10**6, "mn": 10**6, "mil": 10**6, "mm": 10**6, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12, "hundred": 100, "dozen": 12,
}  # fmt: skip

# Written unit, in lower case: (unit of the model, how many of those one is).
_WORDS: dict[str, tuple[str, str]] = {
    "kw": ("kW", "1"), "kwp": ("kW", "1"), "kilowatt": ("kW", "1"), "kilowatts": ("kW", "1"),
    "mw": ("MW", "1"), "mwe": ("MW", "1"), "mwp": ("MW", "1"), "mwdc": ("MW", "1"), "megawatt": ("MW", "1"),
    "megawatts": ("MW", "1"), "mwac": ("MWac", "1"), "gw": ("GW", "1"), "gwe": ("GW", "1"), "gwp": ("GW", "1"),
    "gwdc": ("GW", "1"), "gwac": ("MWac", "1000"), "gigawatt": ("GW", "1"), "gigawatts": ("GW", "1"),
    "tw": ("GW", "1000"), "terawatt": ("GW", "1000"), "terawatts": ("GW", "1000"),
    "kwh": ("MWh", "0.001"), "mwh": ("MWh", "1"), "gwh": ("GWh", "1"), "twh": ("GWh", "1000"),
    "mtpa": ("mtpa", "1"), "mmtpa": ("mtpa", "1"), "mtpy": ("mtpa", "1"), "mt/y": ("mtpa", "1"), "mt/yr": ("mtpa", "1"),
    "mt/a": ("mtpa", "1"), "mmt/y": ("mtpa", "1"), "ktpa": ("mtpa", "0.001"), "kt/y": ("mtpa", "0.001"),
    "tpa": ("mtpa", "0.000001"), "tpy": ("mtpa", "0.000001"), "t/y": ("mtpa", "0.000001"),
    "bcfd": ("bcfd", "1"), "bcf/d": ("bcfd", "1"), "bcf/day": ("bcfd", "1"), "bcfpd": ("bcfd", "1"),
    "mmcfd": ("bcfd", "0.001"), "mmcf/d": ("bcfd", "0.001"), "mmcf/day": ("bcfd", "0.001"), "mmscfd": ("bcfd", "0.001"),
    "mmcfpd": ("bcfd", "0.001"), "mcf/d": ("bcfd", "0.000001"), "mcfd": ("bcfd", "0.000001"),
    "bpd": ("bpd", "1"), "b/d": ("bpd", "1"), "bbl/d": ("bpd", "1"), "bbls/d": ("bpd", "1"), "boe/d": ("bpd", "1"),
    "boepd": ("bpd", "1"), "kbpd": ("bpd", "1000"), "kb/d": ("bpd", "1000"), "mb/d": ("bpd", "1000000"),
    "ha": ("ha", "1"), "hectare": ("ha", "1"), "hectares": ("ha", "1"), "sqm": ("sqm", "1"), "m2": ("sqm", "1"),
    "gpu": ("GPUs", "1"), "gpus": ("GPUs", "1"),
}  # fmt: skip
_HOURS = {"kW": ("MWh", "0.001"), "MW": ("MWh", "1"), "GW": ("GWh", "1")}
_HOUR = re.compile(r"[ -]?(?:hours?|時)(?![A-Za-z])", re.I)
_AC = re.compile(r"[ -]?\(?AC\)?(?![A-Za-z])", re.I)

_WORD = re.compile(
    r"(?P<gap>[ \n]?-[ ]?|[ \n])?(?P<word>[A-Za-z][A-Za-z0-9]*(?:/(?:d|day|y|yr|a)(?![A-Za-z]))?)"
)
_PER_DAY = r"(?: ?/ ?d(?:ay)?| (?:per|a|each) day| daily|-(?:per|a)-day)(?![A-Za-z])"
_PER_YEAR = r"(?: ?/ ?(?:yr|year|y|a)| (?:per|a|each|every) year| per annum| p\.?a\.?| annually| yearly|-(?:per|a)-year)(?![A-Za-z])"
_OF = r"(?: \([^()\n]{1,16}\))?(?: of (?:[A-Za-z-]{1,14} ){0,3}?[A-Za-z-]{2,14})?"
# Units of several words; which one it is shows in the group. A weight counts when it is per year, or LNG.
_PHRASE = re.compile(
    rf"(?P<feet>(?:cubic (?:feet|foot)|cu\.? ?(?:ft|feet)|cf){_OF}{_PER_DAY})|(?P<bcf>bcf{_OF}{_PER_DAY})|(?P<mmcf>mmcf{_OF}{_PER_DAY})"
    rf"|(?P<metres>cubic[ -]met(?:er|re)s?{_OF}{_PER_DAY})"
    rf"|(?P<barrels>(?:barrels?|bbls?)(?: of oil equivalent| oil equivalent)?{_OF}{_PER_DAY})"
    rf"|(?P<year>(?:metric |short )?-?(?:tonnes?|tons?|mt|t){_OF}{_PER_YEAR})"
    r"|(?P<lng>(?:metric |short )?-?(?:tonnes?|tons?|mt) of (?:American |U\.S\. |US )?(?:LNG|liquefied natural gas))(?![A-Za-z])"
    r"|(?P<land>sq(?:uare|\.)?[ -]?(?:met(?:er|re)s?|m))(?![A-Za-z])|(?P<area>sq(?:uare|\.)?[ -]?(?:kilomet(?:er|re)s?|km))(?![A-Za-z])"
    r"|(?P<chips>graphics processing units?|graphics processors)(?![A-Za-z])",
    re.I,
)
_PHRASE_UNITS = {
    "feet": ("bcfd", "0.000000001"), "bcf": ("bcfd", "1"), "mmcf": ("bcfd", "0.001"),
    "metres": ("bcfd", "0.0000000353147"), "barrels": ("bpd", "1"), "year": ("mtpa", "0.000001"),
    "lng": ("mtpa", "0.000001"), "land": ("sqm", "1"), "area": ("ha", "100"), "chips": ("GPUs", "1"),
}  # fmt: skip
_PHRASE_STARTS = frozenset(
    "cubic cu cf bcf mmcf barrel barrels bbl bbls metric short ton tons tonne tonnes mt t square sq graphics".split()
)
# "100,000 Nvidia H100 GPUs": words between the number and the processors.
_CHIPS = re.compile(
    r" (?:(?:nvidia|amd|blackwell|hopper|instinct|rubin|grace|vera|ultra|super|new|advanced|high-end|cutting-edge|latest|ai|[a-z]{1,3}[0-9]{2,4}x?)(?:'s)? )"
    r"{1,5}gpus?(?![A-Za-z])",
    re.I,
)
# mtpa is LNG: tons of other things are left out, and a year's tons of nothing named are taken for it.
_OTHER_GOODS = re.compile(
    r"[^.\n。、,]{0,40}?(?:CO2|CO₂|carbon|emission|greenhouse|steel|\bore\b|coal|cargo|waste|ammonia|hydrogen|copper|lithium|"
    r"aluminium|aluminum|rare earth|e-methane|methanol|ethylene|polymer|cement|salt|rice|wheat|soybean|food|oxide|"
    r"sulfur|urea|fertili[sz]er|pellets?|biomass|plastic|fuel oil|crude|SAF|aviation fuel|polysilicon|graphite)",
    re.I,
)
_JA_OTHER = re.compile(
    r"(?:の|分の|相当の|規模の|超の|以上の|程度の)?(?:CO2|CO₂|二酸化炭素|温室効果|排出|粗鋼|鋼|鉄|鉱石|石炭|貨物|コメ|アンモニア|水素|銅|リチウム|"
    r"アルミ|レアアース|希土類|メタン|メタノール|エチレン|セメント|大豆|小麦|トウモロコシ|バイオ|樹脂|肥料|SAF|持続可能|級|型|トラック|船|を回収)"
)
_JA_OTHER_BEFORE = re.compile(
    r"(?:CO2|CO₂|二酸化炭素|排出|アンモニア|水素|粗鋼|銅|コメ|SAF|石炭)[^。\n]{0,14}\Z"
)

_JA_UNITS = {
    "キロワット": ("kW", "1"), "メガワット": ("MW", "1"), "ギガワット": ("GW", "1"), "テラワット": ("GW", "1000"),
    "トン": ("mtpa", "0.000001"), "バレル": ("bpd", "1"), "立方フィート": ("bcfd", "0.000000001"),
    "立方メートル": ("bcfd", "0.0000000353147"), "ヘクタール": ("ha", "1"), "平方キロメートル": ("ha", "100"),
    "平方キロ": ("ha", "100"), "平方メートル": ("sqm", "1"), "平米": ("sqm", "1"), "坪": ("sqm", "3.305785"),
    "基のGPU": ("GPUs", "1"), "個のGPU": ("GPUs", "1"), "枚のGPU": ("GPUs", "1"), "台のGPU": ("GPUs", "1"),
}  # fmt: skip
_JAPANESE = re.compile(
    r" ?(?P<unit>(?:キロ|メガ|ギガ|テラ)・?ワット|トン|バレル|立方フィート|立方メートル|ヘクタール|平方キロメートル|平方キロ(?!ワ)|"
    r"平方メートル|平米|坪|[基個枚台]の(?:画像処理半導体\()?GPU)(?P<hours>・?(?:時|アワー))?"
)
_JA_STARTS = frozenset("キメギテトバ立ヘ平坪基個枚台 十百千万億兆")
_YEARLY = re.compile(
    r"(?:年産?|年間|毎年|1年)(?:に|で|当たり|あたり)?(?:約|最大|およそ|計|合計|合わせて|最大で|少なくとも|[0-9.]+~)*\Z"
)
_LNG = re.compile("LNG|液化天然ガス")
_DAILY = re.compile(
    r"(?:日量|日産|1日(?:当たり|あたり)?|一日(?:当たり|あたり)?|毎日)(?:に|の)?(?:約|最大で?|およそ|計|合計)*\Z"
)
_GPU_BEFORE = re.compile(r"GPU\)?(?:を|は|が|の)?(?:約|最大で?|およそ|計|合計)*\Z")
_GPU_COUNT = re.compile(r"[基個枚台](?!の)")


def find_capacities(text: str | Folded) -> list[Capacity]:
    """All capacities of `text`, in order, with offsets in the text as given; "100-150 MW" gives 150 MW.

    Weights count only as yearly amounts or of LNG, volumes of gas and oil only per day.
    """
    folded = text if isinstance(text, Folded) else fold(text)
    found = [*_digit_capacities(folded.text), *_spelled_capacities(folded.text)]
    found.sort(key=lambda c: c.start)
    if folded.text is folded.original:
        return found
    return [_placed(folded, c) for c in found]


def _placed(folded: Folded, c: Capacity) -> Capacity:
    start, end = folded.start(c.start), folded.end(c.end)
    return Capacity(folded.original[start:end], c.value, c.unit, start, end)


def _capacity(text: str, start: int, end: int, value: Decimal, unit: tuple[str, str]) -> Capacity:
    return Capacity(text[start:end], number(value * Decimal(unit[1])), unit[0], start, end)


def _digit_capacities(text: str) -> Iterable[Capacity]:
    taken = 0
    for match in DIGITS.finditer(text):
        start, end = match.span()
        while text[end - 1] in ",.":
            end -= 1
        follows = text[end : end + 1]
        if start < taken:
            continue
        found = None
        if follows in _JA_STARTS and not (follows == " " and text[end + 1 : end + 2].isascii()):
            found = _japanese(text, start)
        elif follows in " -\n" or follows.isascii() and follows.isalpha():
            found = _english(text, start, end, parse_digits(text[start:end]))
        if found:
            taken = found.end
            yield found


def _english(text: str, start: int, end: int, value: Decimal | None) -> Capacity | None:
    if value is None or (start and text[start - 1] in "$€£¥"):
        return None
    match = _WORD.match(text, end)
    at = end
    for _ in range(2):
        if match is None:
            return None
        scale = _SCALES.get(match["word"].lower())
        if scale is None:
            break
        value, at = value * scale, match.end()
        match = _WORD.match(text, at)
    if match is None:
        return None
    word = match["word"].lower()
    unit = _WORDS.get(word)
    if unit:
        return _single(text, start, match, value, unit)
    if word in _PHRASE_STARTS:
        phrase = _PHRASE.match(text, match.start("word"))
        if (
            phrase
            and phrase.lastgroup
            and not (phrase.lastgroup == "year" and _OTHER_GOODS.match(phrase.group()))
        ):
            return _capacity(text, start, phrase.end(), value, _PHRASE_UNITS[phrase.lastgroup])
        return None
    chips = _CHIPS.match(text, at)
    return _capacity(text, start, chips.end(), value, ("GPUs", "1")) if chips else None


def _single(
    text: str, start: int, match: re.Match[str], value: Decimal, unit: tuple[str, str]
) -> Capacity | None:
    end = match.end()
    hours = _HOUR.match(text, end) if unit[0] in _HOURS else None
    if hours:
        return _capacity(text, start, hours.end(), value, _HOURS[unit[0]])
    if unit == ("MW", "1") and (mark := _AC.match(text, end)):
        return _capacity(text, start, mark.end(), value, ("MWac", "1"))
    if unit[0] == "ha" and match["gap"] is None and match["word"] != "ha":
        return None
    return _capacity(text, start, end, value, unit)


def _japanese(text: str, start: int) -> Capacity | None:
    quantity = japanese(text, start)
    if quantity is None:
        return None
    at = quantity.end
    match = _JAPANESE.match(text, at)
    before = text[max(0, start - 14) : start]
    if match is None:
        return _latin_or_count(text, start, at, quantity.value, before)
    written = match["unit"].replace("・", "").replace("画像処理半導体(", "")
    unit = _JA_UNITS[written]
    if match["hours"]:
        unit = ("GWh", "1000") if written == "テラワット" else _HOURS[unit[0]]
    if written == "トン":
        if not (_YEARLY.search(before) or quantity.large > 1 and _LNG.search(text)):
            return None
        if _JA_OTHER.match(text, match.end()) or _JA_OTHER_BEFORE.search(before):
            return None
        yearly = re.search(r"年\Z", before)
        start -= bool(yearly)
    if unit[0] in {"bpd", "bcfd"} and not _DAILY.search(before):
        return None
    return _capacity(text, start, match.end(), quantity.value, unit)


def _latin_or_count(text: str, start: int, at: int, value: Decimal, before: str) -> Capacity | None:
    """万kW, 億kWh, and GPU10万基."""
    count = _GPU_COUNT.match(text, at)
    if count and _GPU_BEFORE.search(before):
        return _capacity(text, start, at, value, ("GPUs", "1"))
    match = _WORD.match(text, at)
    unit = _WORDS.get(match["word"].lower()) if match and match["gap"] in {None, " "} else None
    return _single(text, start, match, value, unit) if match and unit else None


# --- numbers in words -------------------------------------------------------------------------

_SPELLED = re.compile(
    r"\b(?P<number>(?:(?:half|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundred|and|point)[ -]){1,6})"
    r"(?P<unit>megawatts?|gigawatts?|GW|MW|hectares?|(?:million|billion) )",
    re.I,
)
_SPELLED_HINTS = ("watt", "GW", "MW", "illion t", "illion m", "illion c", "illion b", "hectare", "illion s")


def _spelled_capacities(text: str) -> Iterable[Capacity]:
    if not any(hint in text for hint in _SPELLED_HINTS):
        return
    for match in _SPELLED.finditer(text):
        words = re.split(r"[ -]", match["number"].lower().strip(" -"))
        if words in (["a"], ["an"]) and "gigawatt" not in match["unit"].lower():
            continue
        value = spelled(words)
        if value is None:
            continue
        at = match.end("number")
        found = _english(text, match.start(), at - 1, value)
        if found:
            yield found
