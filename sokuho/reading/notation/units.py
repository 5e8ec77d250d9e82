"""Units of capacity as written in English and Japanese, and what they are in the model's units.

Each table gives (unit of the model, how many of those one is), as text so that factors stay exact.
"""

from __future__ import annotations

import re

from sokuho.model import Number
from sokuho.reading.wordlists import by_word, words

Unit = tuple[str, str]

SCALES = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "mil": 10**6, "mm": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "hundred": 100, "dozen": 12,
}  # fmt: skip
# Letters that scale only when written onto the number: "1.2m b/d".
LETTERS = words("k m b")

WORDS: dict[str, Unit] = by_word({
    ("kW", "1"): "kw kwp kilowatt kilowatts", ("MW", "1"): "mw mwe mwp mwdc mwth mwt megawatt megawatts",
    ("GW", "1"): "gw gwe gwp gwdc gigawatt gigawatts", ("GW", "1000"): "tw terawatt terawatts",
    ("MWac", "1"): "mwac", ("MWac", "1000"): "gwac", ("MWh", "0.001"): "kwh", ("MWh", "1"): "mwh",
    ("GWh", "1"): "gwh", ("GWh", "1000"): "twh",
    ("mtpa", "1"): "mtpa mmtpa mtpy mt/y mt/yr mt/year mt/a mmt/y mmtpy mta mmty",
    ("mtpa", "0.001"): "ktpa kt/y", ("mtpa", "0.000001"): "tpa tpy t/y t/yr t/year",
    ("bcfd", "1"): "bcfd bcf/d bcf/day bcfpd bcfe/d bcfed",
    ("bcfd", "0.001"): "mmcfd mmcf/d mmcf/day mmscfd mmcfpd mmcfe/d mmcfed",
    ("bcfd", "0.000001"): "mcf/d mcfd", ("bpd", "1"): "bpd b/d bbl/d bbls/d boe/d boepd",
    ("bpd", "1000"): "kbpd kb/d", ("bpd", "1000000"): "mb/d mbpd", ("ha", "1"): "ha hectare hectares",
    ("sqm", "1"): "sqm m2", ("GPUs", "1"): "gpu gpus",
})  # fmt: skip
# Power over time is energy.
HOURS = {"kW": ("MWh", "0.001"), "MW": ("MWh", "1"), "GW": ("GWh", "1")}

_DAY = r"(?: ?/ ?d(?:ay)?| (?:per|a|each) day| daily|-(?:per|a)-day)(?![A-Za-z])"
_YEAR = (
    r"(?: ?/ ?(?:yr|year|y|a)| (?:per|a|each|every) year| per annum| p\.?a\.?| annually| yearly"
    r"|-(?:per|a)-year)(?![A-Za-z])"
)
_OF = r"(?: equivalent)?(?: \([^()\n]{1,16}\))?(?: of (?:[A-Za-z-]{1,14} ){0,3}?[A-Za-z-]{2,14})?"
_TONS = r"(?:metric[ -]|short )?(?:tonnes?|tons?|mt|t)"
# Units of several words; which one it is shows in the group. A weight counts when it is per year, or LNG.
PHRASE = re.compile(
    rf"(?P<feet>(?:standard )?(?:cubic[ -](?:feet|foot)|cu\.? ?(?:ft|feet)|cf){_OF}{_DAY})"
    rf"|(?P<bcf>bcfe?{_OF}{_DAY})|(?P<mmcf>mmcfe?{_OF}{_DAY})"
    rf"|(?P<metres>cubic[ -]met(?:er|re)s?{_OF}{_DAY})"
    rf"|(?P<barrels>(?:barrels?|bbls?)(?: of oil equivalent| oil equivalent)?{_OF}{_DAY})"
    rf"|(?P<year>{_TONS}{_OF}{_YEAR})"
    rf"|(?P<lng>{_TONS} of (?:American |U\.S\. |US )?(?:LNG|liquefied natural gas))(?![A-Za-z])"
    r"|(?P<land>sq(?:uare|\.)?[ -]?(?:met(?:er|re)s?|m))(?![A-Za-z])"
    r"|(?P<chips>graphics processing units?|graphics processors)(?![A-Za-z])",
    re.I,
)
PHRASE_UNITS: dict[str, Unit] = {
    "feet": ("bcfd", "0.000000001"), "bcf": ("bcfd", "1"), "mmcf": ("bcfd", "0.001"),
    "metres": ("bcfd", "0.0000000353147"), "barrels": ("bpd", "1"), "year": ("mtpa", "0.000001"),
    "lng": ("mtpa", "0.000001"), "land": ("sqm", "1"), "chips": ("GPUs", "1"),
}  # fmt: skip
# A contract's million tons are yearly even where that isn't said, if the text is about LNG.
ASSUMED = "mtpa, if LNG"
TONS = re.compile(r"(?:metric[ -]|short )?(?:tonnes?|tons?)(?![A-Za-z])", re.I)
PER_TON: Unit = (ASSUMED, "0.000001")
PHRASE_STARTS = words(
    "standard cubic cu cf bcf bcfe mmcf mmcfe barrel barrels bbl bbls metric short ton tons tonne tonnes"
    " mt t square sq graphics"
)
# "100,000 Nvidia H100 GPUs": words between the number and the processors.
CHIPS = re.compile(
    r" (?:(?:nvidia|amd|blackwell|hopper|instinct|rubin|grace|vera|ultra|super|new|advanced|high-end|"
    r"cutting-edge|latest|ai|[a-z]{1,3}[0-9]{2,4}x?)(?:'s)? ){1,5}gpus?(?![A-Za-z])",
    re.I,
)
# mtpa is LNG: tons of other things are left out, a year's tons of nothing named are taken for it.
OTHER_GOODS = re.compile(
    r"CO2|CO₂|carbon|emission|greenhouse|steel|\bore\b|coal|cargo|waste|ammonia|hydrogen|copper|lithium|"
    r"alumini?um|rare earth|e-methane|methanol|ethylene|polymer|cement|salt|rice|wheat|soybean|food|oxide|"
    r"sulfur|urea|fertili[sz]er|pellets?|biomass|plastic|fuel oil|crude|SAF|aviation fuel|silicon|graphite",
    re.I,
)

INITIALS = frozenset(w[0] for w in (*SCALES, *WORDS, *PHRASE_STARTS)) | frozenset("naihrvulcbsgx")

# --- Japanese ---------------------------------------------------------------------------------

JA_UNITS: dict[str, Unit] = {
    "キロワット": ("kW", "1"), "メガワット": ("MW", "1"), "ギガワット": ("GW", "1"),
    "テラワット": ("GW", "1000"), "トン": ("mtpa", "0.000001"), "t": ("mtpa", "0.000001"),
    "バレル": ("bpd", "1"), "立方フィート": ("bcfd", "0.000000001"),
    "立方メートル": ("bcfd", "0.0000000353147"), "ヘクタール": ("ha", "1"),
    "平方メートル": ("sqm", "1"), "平米": ("sqm", "1"), "坪": ("sqm", "3.305785"),
    "基のGPU": ("GPUs", "1"), "個のGPU": ("GPUs", "1"), "枚のGPU": ("GPUs", "1"), "台のGPU": ("GPUs", "1"),
}  # fmt: skip
JAPANESE = re.compile(
    r" ?(?P<unit>(?:キロ|メガ|ギガ|テラ)・?ワット|トン|t(?![A-Za-z])|バレル|立方フィート|立方メートル"
    r"|ヘクタール|平方メートル|平米|坪|[基個枚台]の(?:画像処理半導体\()?GPU)"
    r"(?P<hours>・?(?:時|アワー))?"
)
JA_OTHER_AFTER = re.compile(
    r"(?:の|-|分の|相当の|規模の|超の|以上の|程度の)?(?:CO2|CO₂|二酸化炭素|温室効果|排出|粗鋼|鋼|鉄|鉱石|石炭"
    r"|貨物|コメ|アンモニア|水素|銅|リチウム|アルミ|レアアース|希土類|メタン|メタノール|エチレン|セメント"
    r"|大豆|小麦|トウモロコシ|バイオ|樹脂|肥料|SAF|持続可能|型|トラック|船|を回収"
    r"|級(?:の)?(?:LNG|外航|大型)?(?:船|タンカー|貨物|岸壁|バース|トラック|高炉))"
)
JA_OTHER_BEFORE = re.compile(
    r"(?:CO2|CO₂|二酸化炭素|排出|アンモニア|水素|粗鋼|銅|コメ|SAF|石炭)[^。\n]{0,14}\Z"
)

#: power in MW, energy in MWh
POWER = {"kW": 1e-3, "MW": 1.0, "MWac": 1.0, "GW": 1e3}
ENERGY = {"kWh": 1e-3, "MWh": 1.0, "GWh": 1e3}


def measured(value: Number, unit: str) -> tuple[str, float]:
    """What is measured, and how much of it, so that sizes in units of the model compare."""
    if unit in POWER:
        return "power", float(value) * POWER[unit]
    if unit in ENERGY:
        return "energy", float(value) * ENERGY[unit]
    return unit, float(value)
