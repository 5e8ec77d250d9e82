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
_MOST = 30
_WORD = r"[A-Z][A-Za-z0-9&]*[A-Za-z0-9]"
#: a capitalised word that no sentence begins with, or that no sentence would begin with (GulfLink, BWRX-300)
_ENGLISH = re.compile(
    rf"(?<=[a-z,;0-9] )(?:{_WORD}[ -])*{_WORD}|\b[A-Z]+[a-z]+[A-Z]\w+|\b[A-Z]{{2,}}-?\d+\w*"
)
_JAPANESE = re.compile(r"[ァ-ヺー]{3,}|[A-Z][A-Za-z0-9]{2,}")
_TOWN = re.compile(r"(?<=[都道府県州、。 ])([一-鿿ァ-ヺー]{1,6}?)(?:市|町|村|郡)")
#: people come and go with their companies, and tell nothing more than those
_TITLES = (
    "CEO|CFO|COO|CTO|[Pp]resident|[Cc]hair(?:man|woman|person)?|[Ff]ounder|[Mm]inister|[Ss]ecretary|"
    "[Gg]ov(?:ernor|\\.)|[Cc]hief [Ee]xecutive|[Ss]enator|Sen\\.|Rep\\.|Mr\\.?|Ms\\.?|Mrs\\.?|Dr\\.?|"
    "[Oo]fficer|[Dd]irector|[Mm]anager|[Aa]nalyst|[Ss]pokes(?:man|woman|person)|[Hh]ead"
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
    found = [w for m in _ENGLISH.finditer(text) for w in re.split(r"[ -]", m[0])]
    found += (
        [m[0] for part in (head, text) for m in _JAPANESE.finditer(part)] if _is_japanese(head + text) else []
    )
    found += [m[1] for m in _TOWN.finditer(text)]
    found += _repeated(head, text)
    folded = (names.fold(w) for w in found)
    return tuple(dict.fromkeys(w for w in folded if len(w) > 2 - (w > "~") and w not in common))[:_MOST]


def _repeated(head: str, text: str) -> list[str]:
    """Capitalised words at sentence beginnings and in the title that are never written small and stand
    in both title and text, or twice in the text."""
    capital = re.findall(rf"\b{_WORD}", text)
    titled = set(re.findall(rf"\b{_WORD}", head))
    small = set(re.findall(r"\b[a-z]+", text))
    times = Counter(capital)
    return [w for w, n in times.items() if (n > 1 or w in titled) and w.lower() not in small]


def _is_japanese(text: str) -> bool:
    return any("ぁ" <= ch <= "ヺ" for ch in text[:400])
