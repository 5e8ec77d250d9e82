"""Figures beside their marks."""

from __future__ import annotations


class Table:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._missed: list[str] = []

    def head(self, part: str, where: str) -> None:
        self._lines.append(f"\n{part}: {where}")

    def add(
        self, what: str, value: float, *, at_most: float | None = None, at_least: float | None = None
    ) -> None:
        """One figure; without a mark it is only told."""
        mark, met = "", True
        if at_most is not None:
            mark, met = f"<= {_shown(at_most)}", value <= at_most
        if at_least is not None:
            mark, met = f">= {_shown(at_least)}", value >= at_least
        verdict = "" if not mark else "met" if met else "MISSED"
        self._lines.append(f"  {what:52}{_shown(value):>10}   {mark:<10}  {verdict}".rstrip())
        if not met:
            self._missed.append(what)

    def show(self) -> None:
        """Prints what was added since the last time."""
        print("\n".join(self._lines), flush=True)
        self._lines.clear()

    def verdict(self) -> int:
        """The exit code: 1 if a mark was missed."""
        print(f"\nmissed: {'; '.join(self._missed)}" if self._missed else "\nall marks met")
        return 1 if self._missed else 0


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
