"""Words beside a company's name that say that it takes no part: rivals, customers, neighbours, those whom
people came from (config/lexicon/passersby.txt)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, within

_GAP, _GAP_JA = 80, 20  # code points between a word and the name
# Names and what joins them: "customers include Apple, Sony and the Japanese maker |"
_NAMES = re.compile(
    r",?(?: (?:both|the|an?|its|of|by|and|or|as|such|like|including|fellow|giants?|group|makers?|rivals?"
    r"|utilit(?:y|ies)|developers?|companies|firms?|banks?|Japan's|U\.S\.|US|American|Japanese|&"
    r"|\([\w.: ]{1,14}\)|[A-Z][\w.&'/-]*)(?:'s)?,?)* ?"
)
_NAMES_JA = re.compile(
    r"(?:米国?|英|日本|国内|大手|最大手|首位|同業|の|や|と|、|・"
    r"|[A-Za-zァ-ヴー]+|[一-龥]{2,8}(?=[や、と]))*"
)
_ADVERBS = re.compile(
    r"(?:'s)?(?:,? and(?: [A-Z][\w.&'-]*)+)?(?:,? (?:has|have|had|is|are|was|were|also|too|itself|alone|now"
    r"|recently|separately|and others|(?:last|this|earlier this) \w+|in (?:[A-Z]\w+|\d{4})))*,? ?"
)
_ADVERBS_JA = re.compile(r"(?:グループ|HD|社)?(?:[（(][^（）()]{0,12}[)）])?(?:など)?")


def beside_words(layout: Layout, words: Sequence[Mention], m: Mention) -> bool:
    """Whether such words stand beside a company's name."""
    if not words:
        return False
    low, high = layout.span(m.start)
    return any(_beside(layout.body, word, m) for word in within(words, low, high))


def _beside(body: str, word: Mention, m: Mention) -> bool:
    dense = not word.text.isascii()
    if word.value == "before":
        gap, names = (_GAP_JA, _NAMES_JA) if dense else (_GAP, _NAMES)
        return 0 <= m.start - word.end <= gap and names.fullmatch(body, word.end, m.start) is not None
    if word.value == "after":
        between = _ADVERBS_JA if dense else _ADVERBS
        return 0 <= word.start - m.end <= _GAP and between.fullmatch(body, m.end, word.start) is not None
    return word.value == "around" and (word.start >= m.end or word.end <= m.start)
