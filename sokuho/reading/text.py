"""Folding of text to one spelling with a way back to the original offsets, and sentence splitting.

Everything that reads figures works on a `Folded` text, in which full-width characters, HTML entities,
odd spaces and dashes have their plain form, and reports offsets of the text as it was given.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sokuho.reading.numbers import Run, digit_runs
from sokuho.reading.wordlists import ABBREVIATIONS, OFTEN_LAST, SENTENCE_STARTERS

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2212\ufe63\u00ad"
_TILDES = "\u301c\u223c\u223d\u02dc"

# One code point for one: offsets stay as they are.
_ONE_TO_ONE = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {ord(c): " " for c in _SPACES}
    | {ord(c): "-" for c in _HYPHENS}
    | {ord(c): "~" for c in _TILDES}
    | {0xFFE5: "¥", 0xFFE0: "¢", 0xFFE1: "£", 0xFFE6: "₩", 0x2044: "/", 0x2215: "/"}
    | {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xFF65: "・", 0x22C5: "・", 0x2015: "—"}
)
_PLAIN = {chr(code): plain for code, plain in _ONE_TO_ONE.items()}

# What changes length: entities, squared units (㌦ ㎿), half-width kana, fractions, invisible characters.
_RESIZABLE = "&\u3300-\u3357\u3371-\u33df\uff66-\uff9d¼½¾\u200b-\u200f\u2060\ufeff"
_ODD = re.compile(f"[{''.join(map(re.escape, _PLAIN))}{_RESIZABLE}]")
# The same class first, which the scan can look for.
_RESIZED = re.compile(
    rf"[{_RESIZABLE}](?:(?<=&)(?:amp;){{0,3}}(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,24}});"
    r"|(?<=[\uff66-\uff9d])[\uff9e\uff9f]?|(?<![&\uff66-\uff9d]))"
)

# "$1 1/2 billion", "$1 ½ billion", "a 3/4 GW plant": written out like ¾. Thirds have no end behind the point.
_SLASHED = re.compile(
    r"(?:(?<![0-9.,/][0-9]{2})(?<=[0-9])[ \u00a0-](?:[¼½¾]|{part})|(?<![0-9./-]){part})"
    r"(?=(?:[ \u00a0-](?:million|billion|trillion|bn|(?:gig|meg)awatts?)|[ \u00a0-]?[GM]Wh?)\b)".replace(
        "{part}", r"(?:1[/\u2044]2|[13][/\u2044]4|[1-4][/\u2044]5|[1357][/\u2044]8)"
    )
)
_OF_FRACTIONS = ("/", "\u2044", "¼", "½", "¾")
_FRACTION = re.compile("[1-7¼½¾](?:(?<=[¼½¾])|[/\u2044][2458])")  # seldom there, and soon missed
_RESIZED_OR_SLASHED = re.compile(f"{_RESIZED.pattern}|{_SLASHED.pattern}")


@dataclass(frozen=True)
class Folded:
    """A text in plain spelling. `original` is what was given; where the two differ in length,
    `cuts` holds the folded offsets at which a piece starts and `origins` the same in the original."""

    text: str
    original: str
    cuts: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of digits, sought once for money and capacities."""
        return digit_runs(self.text)

    def start(self, at: int) -> int:
        """The original offset of the character at folded offset `at`."""
        if not self.cuts:
            return at
        piece = bisect_right(self.cuts, at) - 1
        return min(self.origins[piece] + at - self.cuts[piece], self._limit(piece))

    def end(self, at: int) -> int:
        """The original offset just behind the character that ends at folded offset `at`."""
        if not self.cuts or at <= 0:
            return at
        piece = bisect_right(self.cuts, at - 1) - 1
        stop = self.cuts[piece + 1] if piece + 1 < len(self.cuts) else len(self.text)
        if at == stop:
            return self._limit(piece)
        return min(self.origins[piece] + at - self.cuts[piece], self._limit(piece))

    def _limit(self, piece: int) -> int:
        return self.origins[piece + 1] if piece + 1 < len(self.origins) else len(self.original)


def fold(text: str) -> Folded:
    """Fold `text`; linear in its length, and nearly free for plain ASCII."""
    slashed = any(mark in text for mark in _OF_FRACTIONS) and _FRACTION.search(text) is not None
    odd = set() if slashed else _odd(text)
    if not slashed and (odd <= _PLAIN.keys() or not _RESIZED.search(text)):
        return Folded(_one_to_one(text, odd), text)
    parts: list[str] = []
    cuts: list[int] = []
    origins: list[int] = []
    at = length = 0
    for match in (_RESIZED_OR_SLASHED if slashed else _RESIZED).finditer(text):
        for piece, origin in ((text[at : match.start()], at), (_expand(match), match.start())):
            if piece:
                parts.append(piece)
                cuts.append(length)
                origins.append(origin)
                length += len(piece)
        at = match.end()
    if at < len(text) or not cuts:
        parts.append(text[at:])
        cuts.append(length)
        origins.append(at)
    joined = "".join(parts)
    return Folded(_one_to_one(joined, _odd(joined)), text, tuple(cuts), tuple(origins))


def _odd(text: str) -> set[str]:
    """The characters that a text may have in another spelling."""
    return set() if text.isascii() and "&" not in text else set(_ODD.findall(text))


def _one_to_one(text: str, chars: Iterable[str]) -> str:
    for char in chars:
        if char in _PLAIN:
            text = text.replace(char, _PLAIN[char])
    return text


_FRACTIONS = {"¼": ".25", "½": ".5", "¾": ".75"}


def _expand(match: re.Match[str]) -> str:
    piece = match[0]
    if piece[0] == "&":
        known = html.unescape(html.unescape(piece.replace("&amp;", "&")))
        if known.startswith("&") and known != "&":
            return piece
        if known not in _FRACTIONS:
            return known
        piece = known
    parted = len(piece) > 1 and piece[0] in " \u00a0-"  # from the whole number before
    if piece[-1] in _FRACTIONS:
        whole = parted or match.string[match.start() - 1 : match.start()].isdigit()
        return _FRACTIONS[piece[-1]] if whole else f"0{_FRACTIONS[piece[-1]]}"
    if piece[-2:-1] in ("/", "\u2044"):
        part = format(Decimal(piece[-3]) / int(piece[-1]), "f")
        return part.removeprefix("0") if parted else part
    if "\u200b" <= piece <= "\u200f" or piece in "\u2060\ufeff":
        return ""
    return unicodedata.normalize("NFKC", piece)


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
    before = text[start - _LONGEST : start] if start > _LONGEST else ""
    if len(before) == _LONGEST and before.isalpha() and text[end + 1 : end + 2].isupper():
        return False  # a long word, and what follows begins like a sentence: most ends are such
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


_WIDE = re.compile(r"[\u2e81-\U0010ffff]")


def width(text: str) -> int:
    """The length of a text; a Japanese character says about as much as two of English."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
