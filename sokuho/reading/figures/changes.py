"""An old figure beside the new one: "from $2bn", 「20億ドルから30億ドルに引き上げ」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.figures.cues import CHANGED, SUPERSEDED
from sokuho.reading.layout import Layout
from sokuho.reading.notation.chains import Chain

_RAISED = re.compile(r"[」』\"]?(?:以上|規模|程度|超|余り|弱|前後|ほど)?から[^、。]{0,12}\Z")
_RAISED_TO = re.compile(
    r"[」』\"]?(?:以上|規模|程度|超|余り|弱|前後|ほど)?[にへ](?:まで|と)?(?:訂正|引き[上下]げ|増額|増や|拡大|膨ら|[上下]方修正|減額|修正|積み増|上積み|変更|縮小"
    r"|増え|増加|上振れ|減ら|減る)"
)
_FROM = re.compile(
    r",? (?:up |down |compared with |versus )?from (?:(?:an?|the|its|about|around|some|\w+ly) ){0,3}\Z"
)
_RISES = re.compile(r" to (?:(?:about|around|some|as much as|up to|more than|nearly|almost|over) )?")
_FROM_HERE = re.compile(
    r"\b(?:gr[eo]w|ris|rose|rais|lift|increas|expand|climb|jump|swell|swollen|balloon|cut|shr[aiu]nk|fall|fell"
    r"|reduc|lower|revis|bump|doubl|tripl)[a-z]*\b[^.;:\n]{0,110}"
    r" from (?:(?:about|around|some|an?|the|its) ){0,2}\Z"
)


def relate(layout: Layout, found: Sequence[Chain], i: int) -> None:
    """Marks the old one of an amount and the amount before it in its sentence, if they are such a pair."""
    if not i or found[i - 1].sentence != found[i].sentence:
        return
    whole, part = found[i - 1], found[i]
    between = layout.body[whole.end : part.start]
    if whole.head.currency != part.head.currency:
        return
    raised = _RAISED.match(between) and _RAISED_TO.match(layout.body, part.end)
    low = max(0, whole.start - 140)
    if raised or (_RISES.fullmatch(between) and _FROM_HERE.search(layout.body, low, whole.start)):
        whole.evidence[SUPERSEDED] = CHANGED
    elif _FROM.match(between):
        part.evidence[SUPERSEDED] = CHANGED
