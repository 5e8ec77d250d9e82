"""The names of the vocabulary by place, to be asked what stands at, before and beside a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.names.naming import ADJECTIVE

_LISTED = re.compile(
    r"(?: (?:Inc|Corp|Co|LLC|Ltd)\.?)?(?:,? and |, (?:and )?| & |, with |、|と|・|や|及び|および| or "
    r"| with |との)(?:the |米|the US |Japan's )?"
)
_POSSESSIVE = re.compile(
    r"(?:'s|-based|-headquartered|-listed)? "
    r"(?:(?!(?:in|of|and|to|on|for|by|as|is|was)\b)[a-z][\w-]* ){0,4}\Z"
)
_TIED = ("'s ", "-based", "-head", "-list")
_SEATED = re.compile(
    r"(?: ?\([^)\n]{1,24}\))?(?:,| of| in)? (?:(?:a|an|the|is|based|headquartered|of|in) ){0,3}\Z"
)
_PARTICLE = re.compile("[はがをにで、。]")
# By which a text goes on to call a company: グリーンリバー of グリーンリバー・パワー, QRT of QRTエナジー.
OPENING = re.compile(r"[ァ-ヴー]{3,}(?=・)|[A-Z]{2,}(?=[ァ-ヴ])")


class Listed:
    """The names of the vocabulary by place."""

    def __init__(self, scan: Scan) -> None:
        self.names = scan.names
        self.starts = [m.start for m in scan.names]
        self.things = {m.start for m in scan.of("sector")}

    @cached_property
    def short(self) -> set[str]:
        """What the companies may be called once they were named in full."""
        companies = [m.text for m in self.names if m.kind == "company"]
        openings = [m[0] for text in companies if (m := OPENING.match(text))]
        return {*openings, *(initials(text) for text in companies if " " in text)}

    def over(self, start: int, end: int) -> list[Mention]:
        """Those that overlap [start, end)."""
        first = bisect_right(self.starts, start) - 1
        if first < 0 or self.names[first].end <= start:
            first += 1
        return self.names[first : bisect_left(self.starts, end)]

    def covers(self, start: int, end: int) -> bool:
        """Whether [start, end) lies within one of them."""
        i = bisect_right(self.starts, start) - 1
        return i >= 0 and self.names[i].end >= end

    def ending(self, at: int) -> Mention | None:
        """The company of more than a letter that ends there."""
        i = bisect_left(self.starts, at) - 1
        last = self.names[i] if i >= 0 else None
        found = last is not None and last.end == at and last.kind == "company" and len(last.text) > 1
        return last if found else None

    def beside(self, body: str, start: int, end: int) -> bool:
        """Whether a listed company stands next to it in a list of names."""
        i = bisect_left(self.starts, start)
        for m in self.names[max(0, i - 1) : i + 1]:
            gap = body[m.end : start] if m.end <= start else body[end : m.start]
            if m.kind in ("company", "agency") and len(gap) <= 12 and _LISTED.fullmatch(gap):
                return True
        return False

    def seat(self, body: str, start: int, end: int) -> str | None:
        """The country of the place that a mention is said to be of: "Dallas-based X", "X of Ohio", 米X."""
        i = bisect_left(self.starts, start)
        m = self.names[i - 1] if i else None
        if m and m.kind == "place" and m.country and start - m.end < 48:
            gap = body[m.end : start]
            if (gap.startswith(_TIED) or ADJECTIVE.search(m.text)) and _POSSESSIVE.fullmatch(gap):
                return m.country
            said = gap[:1] == "の" and m.value == "country"  # 中国の石油大手〇〇
            if (len(m.text) == 1 or said) and len(gap) < 16 and not _PARTICLE.search(gap):
                return m.country
        m = self.names[i] if i < len(self.names) else None
        if m and m.kind == "place" and m.country and m.start >= end and m.start - end < 32:
            gap = body[end : m.start]
            if (_SEATED.fullmatch(gap) and gap.strip() not in ("in", "")) or gap in ("（", "(", "（米", " ("):
                return m.country
        return None

    def town(self, body: str, end: int) -> bool:
        """Whether nothing but a comma parts it from a place: "Kawatana, Nagasaki prefecture"."""
        if body[end : end + 2] != ", ":
            return False
        i = bisect_left(self.starts, end + 2)
        return i < len(self.names) and self.names[i].start == end + 2 and self.names[i].kind == "place"


def initials(text: str) -> str:
    """Osaka Gas USA: OGUSA."""
    return "".join(w if w.isupper() else w[0] for w in text.split() if w[0].isupper())
