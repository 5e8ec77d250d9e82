"""Which role a Japanese sentence gives a name, by the particle behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.frames import BRACKETS, CALLED, GOODS, NEAR, WEAK, Frame, Group, frame
from sokuho.reading.lexicon import Mention, within

# What follows a name, by what it says: who does, from whom, to whom ...
_PARTICLE = re.compile(
    r"(?:グループ|HD|社|側|など|[0-9一二三四五六]社|陣営)?"
    + BRACKETS
    + r"(?P<particle>による|により|から|向けに|への|に(?![対関つおよ続加と])|へ|を(?![通含経巡除中始])|と"
    r"|は|が|も|、)"
)
_CALLED = re.compile(r"(?:は|の|である|、)?(?:米国?|国内|現地|日本)?(?:大手)?の?")  # 買い手は米|X
# A word of Japanese as a verb: 買収する, 買収へ, 買収を発表; no 開発会社.
_VERBAL = re.compile(
    r"(?:する|す|し|した|して|さ|せ|れ|る|った|って|り|え|へ|(?:こと)?(?:を|で|に|が|と)|も検討|契約|計画|方針|予定|完了|[\s。、」]|\Z)"
)
_PASSIVE = re.compile(r"(?:さ)?(?:れ|られ)")


def role(body: str, s: Statement, told: Sequence[Mention], group: Group | Mention) -> str | None:
    """The role that the words `told` in a sentence give a group of names; None where none plainly does."""
    found = _by_particle(body, s, told, group)
    if found and found not in WEAK:
        return found
    word = next((w for w in reversed(told) if w.end <= group.start), None)
    called = word and word.value in CALLED and _CALLED.fullmatch(body, word.end, group.start)
    return word.value if word and called else found


def _by_particle(body: str, s: Statement, told: Sequence[Mention], group: Group | Mention) -> str | None:
    said = _PARTICLE.match(body, group.end)
    if said is None:
        return None
    particle = said["particle"]
    acts = particle in _ACTS
    line = body.find("\n", group.end, s.end)
    high = line if line > 0 else s.end
    if not acts:
        high = min(high, said.end() + NEAR // 2)
    weak = None
    for word in within(told, said.end(), high):
        if word.value in _NO_VERBS or not (word.text[-1] in _ENDS or _VERBAL.match(body, word.end)):
            continue
        passive = _PASSIVE.match(body, word.end) is not None
        found = _by(particle, frame(body, word, told), passive=passive)
        if not acts or particle == "が" or (found and found not in WEAK):
            return found
        weak = weak or found
    return weak


_NO_VERBS = CALLED | {GOODS}
_ENDS = "るつむをす"  # of words that are verbs by themselves, or go on with one
_ACTS = ("は", "が", "も", "、")


def _by(particle: str, said: Frame, *, passive: bool) -> str | None:
    """The role of whom a particle follows."""
    match particle:
        case "から":
            return said.source
        case "に" if passive:
            return said.does
        case "に" | "へ" | "への" | "向けに":
            return said.goal or said.into
        case "を":
            return said.done
        case "と":
            return said.beside
        case "による" | "により":
            return said.does
        case _:
            return said.done if passive else said.does
