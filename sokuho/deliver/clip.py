"""Slack's limits, kept by clipping at sentence ends: never by failing.

Lengths are those of the escaped text. Links and entities are never cut through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

Block = dict[str, Any]

HEADER, SECTION, CONTEXT, BUTTON, FALLBACK = 150, 3000, 2000, 75, 3000
#: as posted in practice; together with the fallback text it stays under 13,200
TOTAL, BLOCKS = 10_000, 50

_GIVING_WAY = ("section", "divider")
_LEAST = 40  # characters; a shorter rest of a section says nothing

_PIECE = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);|.", re.DOTALL)
_END = re.compile(r"[。！？\n]|[.!?](?=\s)")


def clip(text: str, limit: int) -> str:
    """The text within `limit` characters: up to a sentence's end where one is near, else a word's."""
    if len(text) <= limit:
        return text
    head, length = [], 0
    for piece in _PIECE.findall(text):
        if length + len(piece) > limit - 1:
            break
        head.append(piece)
        length += len(piece)
    kept = "".join(head)
    ends = [m.end() for m in _END.finditer(kept + " ") if m.end() > limit // 2]
    outside = [e for e in ends if not _inside_link(kept, e)]
    if outside:
        return kept[: outside[-1]].rstrip() + "…"
    space = kept.rfind(" ")
    if space > limit // 2 and not _inside_link(kept, space):
        kept = kept[:space]
    return kept.rstrip() + "…"


def split(text: str, limit: int) -> Iterator[str]:
    """The text in parts within `limit`, parted at line ends; a longer line is clipped."""
    part: list[str] = []
    size = 0
    for line in text.split("\n"):
        line = clip(line, limit)
        if part and size + len(line) + 1 > limit:
            yield "\n".join(part)
            part, size = [], 0
        part.append(line)
        size += len(line) + 1
    if part:
        yield "\n".join(part)


def fit(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks within Slack's limits. Sections give way, from the last; what stands after them (button,
    sources, reason) stays."""
    parted = [b for block in blocks for b in _within(block)]
    after = [b for b in parted if b["type"] not in _GIVING_WAY]
    room, places = TOTAL - sum(_size(b) for b in after), BLOCKS - len(after)
    kept: list[Block] = []
    for block in parted:
        if block["type"] not in _GIVING_WAY:
            kept.append(block)
        elif places > 0 and room >= _LEAST:
            kept.append(_clipped(block, min(SECTION, room)))
            room, places = room - _size(kept[-1]), places - 1
    return tuple(kept)


def _within(block: Block) -> Iterator[Block]:
    """One block as one or more that Slack takes."""
    kind = block["type"]
    if kind == "section":
        for part in split(block["text"]["text"], SECTION):
            yield _with_text(block, part)
    elif kind == "header":
        yield _with_text(block, clip(block["text"]["text"], HEADER))
    elif kind == "context":
        elements = [e | {"text": clip(e["text"], CONTEXT)} for e in block["elements"][:10]]
        yield block | {"elements": elements}
    elif kind == "actions":
        yield block | {
            "elements": [_with_text(e, clip(e["text"]["text"], BUTTON)) for e in block["elements"]]
        }
    else:
        yield block


def _clipped(block: Block, limit: int) -> Block:
    return _with_text(block, clip(block["text"]["text"], limit)) if "text" in block else block


def _with_text(block: Block, text: str) -> Block:
    return block | {"text": block["text"] | {"text": text}}


def _size(block: Block) -> int:
    texts = [block["text"]["text"]] if "text" in block else []
    for element in block.get("elements", ()):
        texts.append(element["text"]["text"] if isinstance(element["text"], dict) else element["text"])
    return sum(len(t) for t in texts)


def _inside_link(text: str, index: int) -> bool:
    return text.rfind("<", 0, index) > text.rfind(">", 0, index)
