"""What is weighed or piped: tons and volumes of anything but natural gas are no size of a terminal."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from sokuho.model import Capacity
from sokuho.reading.patterns import choice

# A choice by first letters, which are sought first; English words with and without a capital, natural gas
# known by its end.
_ENGLISH = (
    *("liquefied", "liquefaction", "natural gas", r"s(?<!\w.)hale", r"c(?<!\w.)oal", "emission", "ammonia"),
    *(r"c(?<![Ll]ow-.)(?<!ower-.)(?<![Dd]e.)arbon(?![- ](?:neutral|free))", "hydrogen", "steel", "pellet"),
    *("biomass", "methanol", "fertili", "copper", "lithium", "graphite", "cement", "ethylene", "silicon"),
    *("waste", "ethanol"),
)
_GOODS = re.compile(
    choice(
        "|".join([*_ENGLISH, *(word[0].upper() + word[1:] for word in _ENGLISH)])
        + r"|LNG|CO2|CO₂|S(?<!\w.)AF\b|o(?<!\w.)re\b|液化|天然ガス|シェール|二酸化炭素|アンモニア|水素"
        "|排出|ペレット|バイオ|鉄|鋼|石炭|銅|メタノール|エチレン|黒鉛|肥料"
    )
)
_GAS = ("LNG", "iquefied", "iquefaction", "液化", "天然ガス", "atural gas", "hale", "シェール")
_BEHIND = 40  # code points behind a weight in which its goods are named
# What ends the phrase of a weight: "6 mtpa. Carbon capture is planned", "6 mtpa and a steel pier".
_ELSEWHERE = re.compile(r"[.,;:()。、（）\n]| (?:and|but|with|to|for|while|from|by|at|in) ")


class Goods:
    """The goods that a text names."""

    def __init__(self, body: str) -> None:
        self._body = body

    @cached_property
    def _named(self) -> list[tuple[int, bool]]:
        """Where goods are named, and whether each is natural gas."""
        return [(m.start(), m[0].endswith(_GAS)) for m in _GOODS.finditer(self._body)]

    def other(self, c: Capacity) -> bool:
        """Whether tons or volumes are of something else than natural gas, by what is named inside, right
        behind in their phrase, or last before them."""
        said = _GOODS.search(self._body, c.start, c.end + _BEHIND)
        if said and not _ELSEWHERE.search(self._body, c.end, max(c.end, said.start())):
            return not said[0].endswith(_GAS)
        i = bisect_right(self._named, (c.start, True)) - 1
        return i >= 0 and not self._named[i][1]
