"""Companies that the vocabulary lacks: names which no list knows (unlisted.py), each weighed by how it is
written and what stands beside it (naming.py), with the topic's weights `names`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.names.listed import Listed
from sokuho.reading.names.naming import TAILS, after, before, without_form
from sokuho.reading.names.runs import KANJI_ENDS
from sokuho.reading.names.unlisted import LOOKED_AT, Name, unlisted
from sokuho.reading.patterns import words_before
from sokuho.reading.weighing import chance

_ASKED = 0.4  # the probability asked of a name; whether the company takes part is weighed after (parties.py)
_CERTAIN = 0.7  # the probability asked of one that is read like a listed company
# What a project's name ends with as often as a company's: "Aviator Wind".
_PROJECT_ENDS = ("Wind", "Solar", "Storage", "Pipeline", "LNG", "Hydrogen", "クラウド", "ソーラー")
_TOP = 400  # characters of the text in which who acts is named
_CODE = re.compile(r"[A-Z]{1,6}-?\d+[A-Z]{0,4}")  # a building, a machine
_WORD_CHAR = re.compile(r"\w")
_INNER = re.compile(r"[a-z][A-Z]|\d")
_KANA = re.compile("[ァ-ヴー]+")
_KANJI = re.compile("[一-龥]")
_ROADS = (
    *("ビジネスパーク", "インダストリアルパーク", "サイエンスパーク", "テクノパーク", "工業団地", "産業団地"),
    *("Business Park", "Industrial Park", "Science Park", "Technology Park"),
    *("ハイウェイ", "アベニュー", "ストリート", "ブールバード", "ロード", "ドライブ", "パークウェイ"),
    *("Highway", "Avenue", "Road", "Street", "Boulevard", "Parkway"),
)
# "National Energy Council", "Committee on Foreign Trade": who meets there builds nothing.
_MEETINGS = ("Council", "Committee", "Caucus", "Forum", "Summit", "Task Force")
_MEETING_OF = words_before(
    r"(?:council|committee|caucus|forum|task force) (?:for|of|on) (?:the )?", reach=20, spaced=True
)
# "President and CEO Kenji Tamori", later called Tamori
_OFFICER = re.compile(
    r"(?:CEO|CFO|COO|CTO|[Pp]resident|[Cc]hair(?:man|woman)?|[Oo]fficer|[Ee]xecutive|[Dd]irector|[Mm]inister|[Ss]ecretary"
    r"|[Gg]overnor|[Aa]mbassador) [A-Z][a-z]+ (?:[A-Z]\. )?\Z"
)
_SURNAME = re.compile(r"[A-Z][a-z]+")
_LONGEST = 40  # code points of an office and a first name
_SENTENCE_ENDS = ("", ".", "\n", "!", "?", ":")


class Stranger(NamedTuple):
    """A company that the vocabulary lacks: how likely it is one at all, whether its country is told and no
    guess, and where it is named."""

    sure: float
    shown: bool
    mentions: list[Mention]

    @property
    def certain(self) -> bool:
        """Whether it is read like a company that is listed; what it is called is no project's name."""
        return self.sure >= _CERTAIN and not self.mentions[0].name.endswith(_PROJECT_ENDS)


def strangers(
    layout: Layout, scan: Scan, countries: Sequence[str], weights: Mapping[str, float]
) -> dict[str, Stranger]:
    """Companies unknown to the vocabulary by name."""
    found: dict[str, Stranger] = {}
    for name, values in candidates(layout, scan, countries):
        sure = chance(weights or DEFAULT, values)
        if sure >= _ASKED:
            mentions = [
                Mention(start, end, layout.body[start:end], "company", name.text, name.country, None)
                for start, end in name.spans
            ]
            found[name.text] = Stranger(sure, name.shown, mentions)
    return found


def certain(found: Mapping[str, Stranger], *, shown: bool = False) -> list[Mention]:
    """Where those are named, in order, that are read like listed companies; `shown`: and have a country."""
    return sorted(m for s in found.values() if s.certain and (s.shown or not shown) for m in s.mentions)


def candidates(
    layout: Layout, scan: Scan, countries: Sequence[str]
) -> Iterator[tuple[Name, dict[str, float]]]:
    """Every unknown name that may be a company's of these countries, with the evidence (0 to 1) for it."""
    listed = Listed(scan)
    names = unlisted(layout, listed)
    surnames = {name.text.rpartition(" ")[2] for name in names if " " in name.text}
    for name in names:
        if name.country not in countries or name.text.endswith(_ROADS) or _is_town(layout.body, name):
            continue
        if not (_meets(layout.body, name) or _is_officer(layout.body, name.text)):
            values = _written(layout, name) | _beside(layout.body, listed, name)
            yield name, values | {"surname": float(name.text in surnames)}


def _is_town(body: str, name: Name) -> bool:
    """Whether a name stands behind a state or county as its town does: マサチューセッツ州ビレリカ."""
    return name.japanese and any(
        body[start - 1 : start] in ("州", "郡") and body[end : end + 1] != "社" for start, end in name.spans
    )


def _meets(body: str, name: Name) -> bool:
    """Whether a name is that of a council or committee, or what one is for."""
    if name.japanese:
        return False
    return name.text.endswith(_MEETINGS) or all(_MEETING_OF(body, at) for at, _ in name.spans)


def _is_officer(body: str, name: str) -> bool:
    """Whether somebody of this surname is named with an office."""
    at = body.find(name) if _SURNAME.fullmatch(name) else -1
    while at >= 0:
        first = body.rfind(" ", 0, max(0, at - 1)) + 1
        ends = not body[at + len(name) : at + len(name) + 1].isalnum()
        if ends and body[first].isupper() and _OFFICER.search(body, max(0, at - _LONGEST), at):
            return True
        at = body.find(name, at + 1)
    return False


def _written(layout: Layout, name: Name) -> dict[str, float]:
    """How a name is written, and where."""
    text, script = name.text, "ja" if name.japanese else "en"
    bare = without_form(text)
    parts = bare.split(" ")
    start, end = name.spans[0]
    line = layout.line(start)
    return {
        f"{script}_bias": 1.0,
        f"{script}_words": min(3, len(parts)) / 3,
        "legal": float(bare != text),
        "tail": float(" " in text and parts[-1] in TAILS),
        "acronym": float(len(bare) <= 6 and bare.isupper()),
        "inner": float(_INNER.search(bare) is not None),
        "kin": float(name.kin),
        "ampersand": float("&" in bare),
        "code": float(_CODE.fullmatch(bare) is not None),
        "kana": float(_KANA.fullmatch(bare) is not None),
        "kana_dot": float("・" in bare),
        "kanji": float(_KANJI.search(bare) is not None),
        "kanji_end": float(bare.endswith(KANJI_ENDS)),
        "latin_in_ja": float(name.japanese and bare.isascii()),
        "small_elsewhere": float(_small(layout.body, bare)),
        "many": min(4, len(name.spans)) / 4,
        "top": float(start < layout.text_start + _TOP),
        "titled": float(line.part != "text"),
        "alone": float(line.end - line.start <= end - start + 6),
    }


def _small(body: str, word: str) -> bool:
    """Whether one word stands in small letters elsewhere: "Shareholders agreed. The shareholders ..."."""
    if " " in word or not word.isascii() or not word[1:].islower():
        return False
    small = word.lower()  # sought by hand: a pattern of its own for every name costs more than all the rest
    at = body.find(small)
    while at >= 0:
        end = at + len(small)
        if not (_WORD_CHAR.match(body, at - 1) if at else None) and not _WORD_CHAR.match(body, end):
            return True
        at = body.find(small, at + 1)
    return False


def _beside(body: str, listed: Listed, name: Name) -> dict[str, float]:
    """What stands beside the mentions of a name."""
    script = "ja" if name.japanese else "en"
    values: dict[str, float] = {}
    looked = name.spans[:LOOKED_AT]
    opens = 0
    for start, end in looked:
        if listed.seat(body, start, end):
            values["seated"] = 1.0
        if listed.town(body, end):
            values["town"] = 1.0
        if listed.beside(body, start, end):
            values["beside"] = 1.0
        ahead, behind = before(body, start, name.japanese), after(body, end, name.japanese)
        if not name.japanese and body[max(0, start - 2) : start].strip(" \"'(") in _SENTENCE_ENDS:
            opens += 1
            ahead = "open"
        values[f"{script}_b_{ahead}"] = values[f"{script}_a_{behind}"] = 1.0
        if ahead == "open":
            values[f"{script}_open_{behind}"] = 1.0
    return values | {"opens_all": opens / len(looked)}


DEFAULT: Mapping[str, float] = {
    "en_bias": -2.0,
    "ja_bias": -2.0,
    "legal": 3.0,
    "tail": 2.0,
    "seated": 1.5,
    "beside": 1.0,
    "ja_b_us": 1.5,
    "ja_a_kabu": 1.5,
}
