"""One line that is written again and again while something takes its time."""

from __future__ import annotations

import sys
import time


class Line:
    """On a terminal the line is overwritten; elsewhere a new one comes each ten seconds at most."""

    def __init__(self) -> None:
        self._began, self._last = time.monotonic(), 0.0
        self._watched = sys.stderr.isatty()

    def show(self, text: str) -> None:
        now = time.monotonic()
        if not self._watched and now - self._last < 10:
            return
        self._last, passed = now, int(now - self._began)
        stamp = f"{passed // 60}:{passed % 60:02}"
        end = "" if self._watched else "\n"
        clear = "\r\x1b[K" if self._watched else ""
        print(f"{clear}{stamp}  {text}"[:200], end=end, file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._watched:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
