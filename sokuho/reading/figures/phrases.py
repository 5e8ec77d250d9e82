"""A short name for a project: the words around the thing that is built, bought or funded."""

from __future__ import annotations

import re

from sokuho.reading.patterns import choice, even, lower_case

_LEFT_WORDS = lower_case(
    "a|an|the|for|of|in|on|to|into|its|their|his|her|our|and|or|at|by|with|from|as|is|are|was|be|will|would|has|have|had"
    "|build|builds|building|construct|invest|invests|buy|buys|acquire|that|which|who|more|than|up|about|around|some"
    "|new|this|these|tied|towards?|under|over|plans?|announce[ds]?|called|named|both|each|three|two|four|five|other|another"
    "|whose|including|further|more|largest|biggest|proposed|planned|sells?|selling|picks?|signs?|opens?|enters?|gets?|wins?"
    "|takes?|adds?|backs?|starts?|begins?|launch(?:es)?|completes?|closes?|expands?|eyes|seeks?|weighs?|finances?|funds?|makes?"
    "|develops?|developing|operates?|operating|owns?|owning|acquires|acquiring|buying|completing|opening|using|adding|making"
    "|put|puts|putting|pours?|secures?|lands?|plugs?|delivers?|delivering|suppl(?:y|ies|ying)"
    "|provides?|providing|produces?|producing|covers?|covering|moderni[sz]e|ships?|designs?|made|enough|if|when|while|own"
    "|can|could|may|must|should|it|they|he|she|we"
)
# In a text made lower-case.
_LEFT_EN = re.compile(
    r"(?:\A|[,;:()\[\]|\"“”•]|--|[$€£¥]?\d[\d.,]*[-\s]?(?:bn|billion|million|mn|m|b|trillion|tn|yen|dollars)?\s"
    rf"|\b{choice(_LEFT_WORDS)}\s"
    r"|(?<!\bu\.s)(?<!\b[a-z])[.!?]['\"’”]?\s)"
)
_RIGHT_EN = re.compile(
    r"[,;:.()\[\]|\"“”\n]|\s[-–—]|\s(?:in|at|on|to|by|near|with|that|which|who|where|and|is|are|was|were|will|would|has|have"
    r"|had|from|as|after|under|through|worth|costing|beside|next|along|over|than|when|while|if|but|or|could|should|may|can"
    r"|scheduled|expected|planned|due|starting|beginning|valued|into|a|an|the|it|they|run|built|sold|bought|held|ever|there|here"
    r"|whose|annually|yearly|abroad|pays?"
    r"|today|now|everywhere|goes?|go|went|big|plus|via"
    r"|for (?:about|around|some|up|more|less|an?|the|its|his|their))\b"
    r"|\s[$€£¥]?\d|(?-i:\s(?!combined|advanced|integrated|distributed|need|feed)(?:co-)?[a-z]+ed\b)",
    re.I,
)
_LEFT_JA = re.compile(
    r"(?:[一-龥々〆ァ-ヶー・A-Za-zＡ-Ｚａ-ｚ0-9０-９-]|(?<=[一-龥ァ-ヶーA-Za-z])の(?=[一-龥ァ-ヶA-Za-z])){0,18}\Z"
)
_RIGHT_JA = re.compile(
    r"(?:[一-龥々〆ァ-ヶー・A-Za-zＡ-Ｚａ-ｚ0-9０-９-]|向け(?=[一-龥ァ-ヶ])|の(?=[一-龥ァ-ヶ])){0,24}"
)
# A name behind の is a company bought, and hiragana behind a kanji stem the rest of a verb: neither is
# part of the thing.
_BOUGHT = re.compile(r"の(?=[米英仏独加韓台]|[ァ-ヶー・A-Za-z]+を[^。、\n]{0,16}(?:買収|子会社|傘下))")
_STEM = re.compile(r"の[一-龥]{1,2}(?=[^をはがにのでとへやもかなだ、。])(?=[\u3040-\u309f])")
_TRIM_JA = re.compile(r"\A(?:[米日]国?(?!国?[産内製])(?=[一-龥ァ-ヶA-Z])|\d+[年月日社]|同|新)")
_UNIT = re.compile(
    r"\A(?:(?:[GMk]Wh?|megawatts?|gigawatts?|yen|dollars?|won|euros?|(?:m|b|tr)illion|bn|mn)[- ]+)+", re.I
)
_TRIM_EN = re.compile(r"(?: (?:for|of|to|and|or|its|the|a|an))+\Z")
_KANA = re.compile("[\u3040-\u30ff]")
_LONGEST = 60


def phrase(body: str, start: int, end: int) -> str:
    """The noun phrase in which `body[start:end]` stands, 60 code points of it at most."""
    latin = body[start:end].isascii()
    low, high = max(0, start - _LONGEST), min(len(body), end + _LONGEST)
    line = body.rfind("\n", low, start)
    low = line + 1 if line >= 0 else low
    line = body.find("\n", end, high)
    high = line if line >= 0 else high
    if latin and not _japanese(body[low:high]):
        cut = 0
        before = body[low:start]
        for m in _LEFT_EN.finditer(even(before)):
            cut = m.end()
        after = body[end:high]
        stop = _RIGHT_EN.search(after)
        text = before[cut:] + body[start:end] + (after[: stop.start()] if stop else after)
    else:
        left = _LEFT_JA.search(body, low, start)
        for ends in (_BOUGHT, _STEM):
            found = ends.search(body, end, high)
            high = found.start() if found else high
        right = _RIGHT_JA.match(body, end, high)
        text = (left[0] if left else "") + body[start:end] + (right[0] if right else "")
        text = _TRIM_JA.sub("", text)
    text = _UNIT.sub("", " ".join(text.split()).strip(" -–—・の'’"))
    text = _TRIM_EN.sub("", text)
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0]
    return text or body[start:end]


def _japanese(text: str) -> bool:
    return not text.isascii() and _KANA.search(text) is not None
