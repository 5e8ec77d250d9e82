"""The words around an amount that say what it is (config/lexicon/amounts.txt), and their names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.notation.chains import Chain

INVEST, PROGRAMME, BATCH, SUM = "invest", "programme", "batch", "sum"
RELATED, PROFILE = "related-link", "company-profile"
SUPERSEDED, CROWD = "earlier-figure", "one of very many"
PAST, FRAMEWORK, TRANCHE, COUNTED = "past", "framework", "tranche", "counted"
MARKS = frozenset({PAST, FRAMEWORK, TRANCHE, COUNTED, "recent"})  # evidence that names no role
OWN = frozenset({INVEST, PROGRAMME, BATCH, SUM})  # roles of the news itself
CHANGED = 1.5  # the old one of two figures
MORE = 0.15  # a sum is also an investment: its word must win
_AHEAD = ("amount_before", "amount_just_before")
_BEHIND = ("amount_after", "amount_just_after", "amount_of", "amount_sentence")
KINDS = (*_AHEAD, *_BEHIND)


def batch_before(scan: Scan, end: int) -> bool:
    """Whether a word for a batch stands before an offset."""
    for kind in KINDS:
        for m in scan.of(kind):
            if m.start >= end:
                break
            if m.value == BATCH:
                return True
    return False


def apart(chain: Chain) -> bool:
    """Whether an amount stands where nothing is said of the news: among related links, in a company's
    profile."""
    return RELATED in chain.evidence or PROFILE in chain.evidence


class Cues:
    """The words of a scan that say something about amounts, by kind and place."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.ends = {kind: [m.end for m in scan.of(kind)] for kind in _AHEAD}
        self.starts = {kind: [m.start for m in scan.of(kind)] for kind in _BEHIND}

    def before(self, kind: str, low: int, high: int) -> Sequence[Mention]:
        """Words that end between `low` and `high` and start at `low` or later."""
        ends = self.ends[kind]
        found = self.scan.of(kind)[bisect_right(ends, low) : bisect_right(ends, high)]
        return found[1:] if found and found[0].start < low else found  # they do not overlap

    def after(self, kind: str, low: int, high: int) -> Sequence[Mention]:
        """Words that start at `low` or later, before `high`."""
        starts = self.starts[kind]
        return self.scan.of(kind)[bisect_left(starts, low) : bisect_left(starts, high)]
