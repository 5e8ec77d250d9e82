"""Proper names in a text, known to the lexicon or not: what an unknown company or town is told by.

English: capitalised words within a sentence. Japanese: runs of katakana, Latin words, and towns by
their suffix (千葉県印西市). Common ones are left out by a list, not by counting: a report stands alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection

from sokuho.stories import names

_TEXT = 2000
_OPENING = 400  # characters that tell the language
_MOST = 30
_REST = r"[A-Za-z0-9&]*[A-Za-z0-9]"
_WORD = rf"[A-Z]{_REST}"
# Patterns begin with the letters that a match begins with, and look back from there: so Python passes over
# all other places at once.
_CAPITALISED = re.compile(rf"[A-Z](?<!\w[A-Z]){_REST}")
#: a capitalised word that no sentence begins with, or that no sentence would begin with (GulfLink, BWRX-300)
_ENGLISH = re.compile(
    rf"[A-Z](?:(?<=[a-z,;0-9] [A-Z]){_REST}(?:[ -]{_WORD})*"
    r"|(?<!\w[A-Z])(?:[A-Z]*[a-z]+[A-Z]\w+|[A-Z]+-?\d+\w*))"
)
_JAPANESE = re.compile(r"[ァ-ヺー]{3,}|[A-Z][A-Za-z0-9]{2,}")
_TOWN = re.compile(r"(?<=[都道府県州、。 ])([一-鿿ァ-ヺー]{1,6}?)(?:市|町|村|郡)")
_KANA = re.compile(r"[ぁ-ヺ]")
#: people come and go with their companies, and tell nothing more than those
_TITLES = (
    "C[EFOT]O|[Pp]resident|[Cc]h(?:air(?:man|woman|person)?|ief [Ee]xecutive)|[Ff]ounder|"
    "[Mm](?:inister|anager)|M(?:r\\.?|s\\.?|rs\\.?)|[Ss](?:ecretary|enator|pokes(?:man|woman|person))|"
    "[Gg]ov(?:ernor|\\.)|Sen\\.|Rep\\.|Dr\\.?|[Oo]fficer|[Dd]irector|[Aa]nalyst|[Hh]ead"
)
_PERSON = re.compile(
    rf"\b(?:{_TITLES}),? (?:[A-Z][\w'.-]+ ?){{1,3}}"
    rf"|(?:[A-Z][a-z]+ ){{1,2}}[A-Z][a-z]+(?=, (?:the |its |an? )?(?:[\w-]+ ){{0,3}}(?:{_TITLES}))"
    r"|[ァ-ヺー・=]+(?=氏|社長|会長|CEO|最高|長官|大統領|副|さん|代表)"
)


def words(title: str, body: str, common: Collection[str]) -> tuple[str, ...]:
    """Folded proper names, one word each in English, in the order in which they stand; at most thirty.
    Words of the title count where the text has them too: titles often capitalise everything."""
    text = _PERSON.sub(" ", unicodedata.normalize("NFKC", body[len(title) : len(title) + _TEXT]))
    head = _PERSON.sub(" ", unicodedata.normalize("NFKC", title))
    found = [w for m in _ENGLISH.findall(text) for w in m.replace("-", " ").split(" ")]
    if _KANA.search((head + text)[:_OPENING]):
        found += [*_JAPANESE.findall(head), *_JAPANESE.findall(text)]
    if not text.isascii():
        found += _TOWN.findall(text)
    found += _repeated(head, text)
    folded = (names.fold(w) for w in found)
    return tuple(dict.fromkeys(w for w in folded if len(w) > 2 - (w > "~") and w not in common))[:_MOST]


def _repeated(head: str, text: str) -> list[str]:
    """Capitalised words at sentence beginnings and in the title that are never written small and stand
    in both title and text, or twice in the text."""
    capital = _CAPITALISED.findall(text)
    titled = set(_CAPITALISED.findall(head))
    often = [w for w, n in Counter(capital).items() if n > 1 or w in titled]
    return [w for w in often if not _stands_small(w.lower(), text)]


def _stands_small(word: str, text: str) -> bool:
    """Whether a word is also written small: then it only began a sentence."""
    at = text.find(word)
    while at >= 0:
        before, behind = text[at - 1 : at], text[at + len(word) :][:1]
        if not (before.isalnum() or before == "_" or "a" <= behind <= "z"):
            return True
        at = text.find(word, at + 1)
    return False
