"""The digest's chart as a PNG: one bar, parted by sector. It holds no text, so it needs no fonts, any size
suits it, and its legend in the mail and its alternative text say all that it shows."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

WIDTH, HEIGHT, GAP = 1208, 40, 6
#: told apart from one another, and at least 3:1 from white and from the dark card
COLOURS = ("#2a78c8", "#c96f1f", "#2b8a5c", "#9a5bb8", "#c04a66", "#7a8526", "#2489a0", "#857464")


def bar(values: Sequence[float]) -> bytes:
    """A PNG of `WIDTH` x `HEIGHT` pixels: a part for each value, as wide as its share, in the order of
    `COLOURS`; between them the ground shows through. Raises ValueError without a positive value."""
    if not values or len(values) > len(COLOURS) or min(values) < 0 or not sum(values):
        raise ValueError(f"1 to {len(COLOURS)} values, none negative, not all 0")
    row = b"\0" + b"".join(
        bytes([number + 1]) * width + b"\0" * (GAP if number < len(values) - 1 else 0)
        for number, width in enumerate(_widths(values))
    )
    palette = b"\0\0\0" + b"".join(bytes.fromhex(colour[1:]) for colour in COLOURS)
    head = struct.pack(">IIBBBBB", len(row) - 1, HEIGHT, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"tRNS", b"\0"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (*parts, (b"IDAT", zlib.compress(row * HEIGHT, 9)), (b"IEND", b""))
    )


def _widths(values: Sequence[float]) -> list[int]:
    """Pixels for each value, at least 4 so that none is invisible; together they fill the bar."""
    room = WIDTH - GAP * (len(values) - 1)
    widths = [max(4, round(room * value / sum(values))) for value in values]
    widths[widths.index(max(widths))] += room - sum(widths)
    return widths


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
