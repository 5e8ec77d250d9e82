"""What is weighed or piped: tons and volumes of anything but natural gas are no size of a terminal."""

from __future__ import annotations

import re

from sokuho.model import Capacity
from sokuho.reading.patterns import choice

# A choice by first letters, which are sought first; English words with and without a capital, natural gas
# known by its end.
_ENGLISH = [
    "liquefied", "liquefaction", "natural gas", r"s(?<!\w.)hale", r"c(?<!\w.)oal", "emission", "ammonia",
    r"c(?<![Ll]ow-.)(?<!ower-.)(?<![Dd]e.)arbon(?![- ](?:neutral|free))", "hydrogen", "steel", "pellet",
    "biomass", "methanol", "fertili", "copper", "lithium", "graphite", r"c(?<!\w.)ement", "ethylene",
    "silicon", "waste", "ethanol",
]  # fmt: skip
_GOODS = re.compile(
    choice(
        "|".join([*_ENGLISH, *(word[0].upper() + word[1:] for word in _ENGLISH)])
        + r"|LNG|CO2|CO₂|S(?<!\w.)AF\b|o(?<!\w.)re\b|液化|天然ガス|シェール|二酸化炭素|アンモニア|水素"
        "|排出|ペレット|バイオ|鉄|鋼|石炭|炭鉱|原料炭|一般炭|銅|メタノール|エチレン|黒鉛|肥料"
    )
)
# What goods are made of: "ammonia from natural gas", 「天然ガスから」.
_FROM = "from "
_OUT_OF = re.compile("(?:など)?(?:から|を原料)")
_GAS = ("LNG", "iquefied", "iquefaction", "液化", "天然ガス", "atural gas", "hale", "シェール")
_BEHIND = 40  # code points behind a weight in which its goods are named
_STRETCH = 60  # code points that are looked at at once, back from a weight
_LONGEST = 14  # of the words
# What ends the phrase of a weight: "6 mtpa. Carbon capture is planned", "6 mtpa and a steel pier".
_ELSEWHERE = re.compile(r"[.,;:()。、（）\n]| (?:and|but|with|to|for|while|from|by|at|in) ")


def other(body: str, c: Capacity) -> bool:
    """Whether tons or volumes are of something else than natural gas, by what is named inside, right behind
    in their phrase, or last before them."""
    said = _GOODS.search(body, c.start, c.end + _BEHIND)
    if not said or _ELSEWHERE.search(body, c.end, max(c.end, said.start())):
        said = _last_before(body, c.start)
    return said is not None and not said[0].endswith(_GAS)


def _last_before(body: str, at: int) -> re.Match[str] | None:
    """The goods named last before an offset; mostly they stand near."""
    for high in range(at, 0, -_STRETCH):
        low = max(0, high - _STRETCH)
        found = _GOODS.finditer(body, low, min(at, high + _LONGEST))
        named = [m for m in found if m.start() < high and not _material(body, m)]
        if named:
            return named[-1]
    return None


def _material(body: str, goods: re.Match[str]) -> bool:
    """Whether goods are what others are made of."""
    return _OUT_OF.match(body, goods.end()) is not None or body.endswith(_FROM, 0, goods.start())
