"""Lines that were only full: a text that was cut into lines of one width, as wires and mails are sent, reads
on where they end. A blank takes the place of the break, so offsets stay."""

from __future__ import annotations

from itertools import pairwise

from sokuho.reading.noise import BULLET

_WIDEST = 100  # code points of a line that was cut for its length
_LEAST = 2  # lines that go on with a small letter; one may be a slip
_STOPS = (".", "!", "?", ":", '"', "”", ")")


def unwrapped(text: str) -> str:
    """The text, its lines as long as its paragraphs if it was cut into lines."""
    lines = text.split("\n")
    small = [i for i, line in enumerate(lines) if line[:1].islower()]
    if len(small) < _LEAST:
        return text
    width = max(len(lines[i - 1]) if i else 0 for i in small)
    if width > _WIDEST:
        return text
    breaks = [" " if _goes_on(line, behind, width) else "\n" for line, behind in pairwise(lines)]
    return "".join(line + end for line, end in zip(lines, [*breaks, ""], strict=True))


def _goes_on(line: str, behind: str, width: int) -> bool:
    """Whether a line of a text that is `width` wide goes on in the one behind it: the next word had no room,
    or it is long and ends with no mark."""
    if not width >= len(line) > 0 or not behind.strip() or BULLET.match(behind):
        return False
    full = len(line) + 1 + len(behind.split(maxsplit=1)[0]) > width
    if full or behind[:1].islower():
        return True
    return len(line) > width / 2 and not (line.rstrip().endswith(_STOPS) or BULLET.match(line))
