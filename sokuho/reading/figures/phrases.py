"""A short name for a project: the words around the thing that is built, bought or funded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.figures.noun_phrases import noun_phrase
from sokuho.reading.lexicon import Mention

_LEFT = 18  # code points
# Backwards, as what stands before a thing is read.
_LEFT_JA = re.compile(
    r"(?:[一-龥々〆ァ-ヶー・A-Za-z0-9-]|(?<=[一-龥ァ-ヶA-Za-z])の(?=[一-龥ァ-ヶーA-Za-z]))"
    rf"{{0,{_LEFT}}}"
)
_RIGHT_JA = re.compile(r"(?:[一-龥々〆ァ-ヶー・A-Za-z0-9-]|向け(?=[一-龥ァ-ヶ])|の(?=[一-龥ァ-ヶ])){0,24}")
# A name behind の is a company bought, and hiragana behind a kanji stem the rest of a verb: neither is
# part of the thing.
_BOUGHT = re.compile(r"の(?=[米英仏独加韓台]|[ァ-ヶー・A-Za-z]+を[^。、\n]{0,16}(?:買収|子会社|傘下))")
_STEM = re.compile(r"の[一-龥]{1,2}(?=[^をはがにのでとへやもかなだ、。])(?=[\u3040-\u309f])")
_TRIM_JA = re.compile(
    r"(?:(?:米国の|日本の|(?:米国?|日(?!本))(?!国?の|国?[産内製]))(?=[一-龥ァ-ヶA-Z])|\d+[年月日社]|同"
    r"|新(?![型規設興鋭エ]))"
)
_UNIT = re.compile(
    r"(?:(?:[GMk]Wh?|megawatts?|gigawatts?|yen|dollars?|won|euros?|(?:m|b|tr)illion|[bm](?:l|i)?n|[bm]il|trn|tn)"
    r"[- ]+)+",
    re.I,
)
_BRACKET_END = re.compile(r"\A[^()\s]{1,8}\)(?:[AD]C\b)?\s*")  # of "293 megawatts (MW)DC solar farm"
# Titles leave out the particle: ガス火力30億ドル. What a thing costs is no part of its name.
_PRICE_JA = re.compile(r"(?<=.)(?:約|最大|総額)?[0-9]+(?:[兆億万][0-9]*)+(?:ドル|円|ユーロ)\Z")
_TRIM_EN = re.compile(r"(?: (?:for|of|to|with|and|or|its|the|a|an))+\Z")
_KANA = re.compile("[\u3040-\u30ff]")
_LONGEST = 60


def phrase(body: str, start: int, end: int, names: Sequence[Mention] = ()) -> str:
    """The noun phrase in which `body[start:end]` stands, 60 code points of it at most. `names`: companies
    and places of the text, which no rule of English takes for verbs."""
    low, high = max(0, start - _LONGEST), min(len(body), end + _LONGEST)
    line = body.rfind("\n", low, start)
    low = line + 1 if line >= 0 else low
    line = body.find("\n", end, high)
    high = line if line >= 0 else high
    if body[start:end].isascii() and not _japanese(body[low:high]):
        begin, close = noun_phrase(body, start, end, (low, high), names)
        text = body[begin:close]
    else:
        left = _LEFT_JA.match(body[low:start][: -_LEFT - 2 : -1])
        for ends in (_BOUGHT, _STEM):
            found = ends.search(body, end, high)
            high = found.start() if found else high
        right = _RIGHT_JA.match(body, end, high)
        text = (left[0][::-1] if left else "") + body[start:end] + (right[0] if right else "")
        text = _PRICE_JA.sub("", _without(_TRIM_JA, text))
    text = _without(_UNIT, " ".join(text.split()).strip(" -–—・の'"))
    text = _without(_BRACKET_END, _TRIM_EN.sub("", text))
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0]
    return text or body[start:end]


def _without(opening: re.Pattern[str], text: str) -> str:
    """The text without an opening."""
    found = opening.match(text)
    return text[found.end() :] if found else text


def _japanese(text: str) -> bool:
    return not text.isascii() and _KANA.search(text) is not None
