"""Folding of plain text for whoever reads figures, and sentence splitting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sokuho.reading.numbers import Run, digit_runs
from sokuho.reading.wordlists import ABBREVIATIONS, OFTEN_LAST, SENTENCE_STARTERS

# One code point for one: offsets stay as they are.
_FOLD = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {"\u3000": " "} | dict.fromkeys("\u301c\u223c\u223d\u02dc", "~")
_FOLDABLE = re.compile(f"[{''.join(map(re.escape, _FOLD))}]")


@dataclass(frozen=True)
class Folded:
    """A text in which Japanese marks have their English form, as long as the `original` one."""

    text: str
    original: str

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of digits, sought once for money and capacities."""
        return digit_runs(self.text)


def fold(text: str) -> Folded:
    """Fold `text`, an article's plain form."""
    folded = text
    if not text.isascii():
        for char in set(_FOLDABLE.findall(text)):
            folded = folded.replace(char, _FOLD[char])
    return Folded(folded, text)


# --- sentences --------------------------------------------------------------------------------

# One class first, which the scan can look for; all repeats are bounded or certain to match.
_END = re.compile(
    r"[。！？.!?\n](?:(?<=[。！？])[。！？]*[」』）)】\"']*\n*"
    r"|(?<=[.!?])[.!?]{0,5}[\"')\]]{0,4}(?=\s)\n*"
    r"|(?<=\n)\n*)"
)
_LONGEST = 1 + max(map(len, ABBREVIATIONS))
_GOES_ON = frozenset("とがはをにのもでな、")
_WORD_BACKWARDS = re.compile(r"[^\s(\[\"'—–/]{1,24}")
_NEXT = re.compile(r"\s*([\"'(\[]*)([^\s,.;:!?]{1,24})")
_OPENERS, _CLOSERS = "「『（(【", "」』）)】"


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of an English or Japanese `text`, without outer space. A line
    break ends one."""
    spans: list[tuple[int, int]] = []
    start = depth = seen = 0
    for match in _END.finditer(text):
        at, end = match.span()
        if text[end - 1] != "\n":
            mark = text[at]
            if mark == ".":
                if end == at + 1 and _abbreviated(text, at, end):
                    continue
            elif mark in "。！？":
                depth = max(0, depth + _opened(text, seen, end))
                seen = end
                # Inside a quotation the sentence goes on, as long as the quotation ends soon.
                if depth and _closes_soon(text, end):
                    continue
                if text[end - 1] in _CLOSERS and text[end : end + 1] in _GOES_ON:
                    continue
        depth = 0
        _add(spans, text, start, end)
        start = seen = end
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end].lstrip()
    if piece:
        start = end - len(piece)
        spans.append((start, start + len(piece.rstrip())))


def _opened(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return sum(map(piece.count, _OPENERS)) - sum(map(piece.count, _CLOSERS))


def _closes_soon(text: str, at: int) -> bool:
    ahead = text[at : at + 200].split("\n", 1)[0]
    return any(c in ahead for c in _CLOSERS)


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the full stop at [start, end) belongs to an abbreviation and the sentence goes on."""
    if start > _LONGEST and text[end + 1 : end + 2].isupper():
        word = text[start - _LONGEST : start].rpartition(" ")[2]
        if len(word) > 1 and word.isalpha() and word.lower() not in ABBREVIATIONS:
            return False  # what follows begins like a sentence: most ends are such
    after = _NEXT.match(text, end, end + 60)
    if after is None:
        return False
    word = after[2]
    if "a" <= word[0] <= "z":
        return True
    said = _WORD_BACKWARDS.match(text[max(0, start - 24) : start][::-1])
    if said is None:
        return False
    last = said.group()[::-1]
    initials = (len(last) == 1 and last.isupper()) or "." in last
    if not initials and last.lower() not in ABBREVIATIONS:
        return False
    # "… in the U.S. The plant …": what never follows a name starts a new sentence.
    ends_often = (initials and len(last) > 1) or last.lower() in OFTEN_LAST
    return not (ends_often and word in SENTENCE_STARTERS)


_KANA = re.compile("[ぁ-ヺ]")


def is_japanese(text: str) -> bool:
    """Whether a text has kana, and so follows the grammar of Japanese."""
    return not text.isascii() and _KANA.search(text) is not None


_WIDE = re.compile(r"[\u2e81-\U0010ffff]+")


def width(text: str) -> int:
    """The length of a text; a Japanese character says about as much as two of English."""
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))
