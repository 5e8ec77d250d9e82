"""Line breaks that stand where a line was full: the sentence goes on behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from sokuho.reading.text import is_japanese, width
from sokuho.reading.way import Change

# Behind a letter, a digit or a comma what begins in lower case goes on, but neither "xAI" nor "b)"; Japanese
# does behind 、の and を, for headlines end with other particles, and what is shorter is a heading.
_GOES_ON = re.compile(
    r"\n(?:(?=[a-z](?![A-Z)]))(?:(?<=[A-Za-z0-9,-]\n)|(?<=[A-Za-z0-9,-] \n))"
    r"|(?<=[、のを]\n)(?<=[^\n]{9}.\n)(?=[^\W_]))"
)
_LEAST, _MOST = 36, 100  # columns of a text that is set in a width
_CODE = 12  # columns by which a line is shorter whose code of a share was taken out
_FEWEST = 2  # full lines that show it
_SHARE = 0.6  # of the lines that end no sentence are full then
_MIDDLES = 0.2  # of the lines behind full ones begin like no headline, or end like none
_PARAGRAPHS = 150  # code points of a line on average: what has more is not set in a width
_STOPS = (".", "。")
_END = (*_STOPS, "!", "?", ":", "：", "！", "？", '"', "」")
# The character before a line break, and what stands behind it.
_ITEM = re.compile(
    r".\n(?:[-–—*•▪●○◆◇■□▶▷▽▼★☆※→✓>|①-⑳❶-❿（［【\s]|(?!(?<=[ァ-ヺー]\n)・[ァ-ヺ])・|\d{1,2}[.)]\s|\Z)"
)
_MIDDLE = re.compile(
    r".\n(?:[a-zぁ-ゖーァィゥェォッャュョ、。」]|(?<=[ァ-ヺー]\n)[ァ-ヺ・]|(?<=[0-9]\n)[0-9])"
)
_WORD = re.compile(r"[!-~]+")
_CHARACTERS = "字、"  # one, and what no line may begin with
_JAPANESE = "\u2e80"  # and what comes behind it in Unicode


def joints(text: str) -> list[Change]:
    """The line breaks of a text that only fill a line, each with what stands there instead: a space, or
    nothing in Japanese and behind a hyphen."""
    breaks = text.count("\n")
    if not breaks:
        return []
    found = [m.start() for m in _GOES_ON.finditer(text)]
    if breaks >= _FEWEST and len(text) <= _PARAGRAPHS * breaks and _may_be_full(lines := text.split("\n")):
        full = _full(lines, width)
        if not text.isascii():  # some count characters
            full = max(full, _full(lines, len), key=len)
        found = sorted({*found, *full})
    japanese = bool(found) and is_japanese(text)
    return [_joint(text, at, japanese) for at in found]


def _joint(text: str, at: int, japanese: bool) -> Change:
    start = at
    while start and text[start - 1] == " ":
        start -= 1
    last, following = text[start - 1 : start], text[at + 1]
    near = (
        max(last, following) > _JAPANESE
        or (last == "-" and text[start - 2 : start - 1].isalnum())
        or (japanese and last.isdigit() and following.isdigit())
    )
    return start, at + 1, "" if near else " "


def _may_be_full(lines: Sequence[str]) -> bool:
    """Whether enough lines end no sentence, though a line follows them at once."""
    ended = [
        line.endswith(_END)
        for line, following in pairwise(lines)
        if following and _LEAST // 2 <= len(line) <= _MOST
    ]
    return len(ended) - sum(ended) >= _FEWEST


def _full(lines: Sequence[str], measure: Callable[[str], int]) -> list[int]:
    """Where the lines end that are full, if the text is set in a width: of columns, or of characters."""
    said = [line.rstrip() for line in lines]
    widths = [measure(line) if len(line) <= _MOST else _MOST + 1 for line in said]
    most = max(w for w in widths if w <= _MOST)
    least = measure(_CHARACTERS)
    firsts = [_first(line, least) for line in said[1:]] + [least]
    if sum(most - first < w <= most for w, first in zip(widths, firsts, strict=True)) < _FEWEST:
        return []
    joined: list[int] = []
    going_on = shown = middles = full = at = 0
    before = False  # the line before is full
    for raw, line, taken, following, needed in zip(lines, said, widths, [*said[1:], ""], firsts, strict=True):
        at += len(raw) + 1
        middles += before and taken <= most and line.endswith(_STOPS)
        before, around = False, f"{line[-1:]}\n{following[:4]}"
        if not line or line.count("|") > 1 or _ITEM.match(around):
            continue
        goes_on = not line.endswith(_END)
        room = most - taken
        going_on += goes_on or room < 0  # longer than the width
        before = 0 <= room < needed and width(line) >= _LEAST
        if before:
            full += 1
            shown += goes_on
            middles += _MIDDLE.match(around) is not None
        if before or (goes_on and 0 <= room < needed + _CODE):
            joined.append(at - 1)
    return joined if shown >= max(_FEWEST, _SHARE * going_on) and middles >= _MIDDLES * full else []


def _first(line: str, least: int) -> int:
    """The room that the first word of a line takes at the end of another."""
    word = _WORD.match(line)
    return word.end() + 1 if word else least
