"""Whether an article tells of a batch: several investments at once, of any sector."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sokuho.model import Money
from sokuho.reading.figures.cues import batch_before
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan

_COUNTABLE = ("projects", "investments", "deals", "ventures", "schemes", "件", "事業", "プロジェクト")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|\d{1,2})"
    r"(?: [a-z.-]+){0,2} (?:projects|investments|deals|ventures|schemes)\b"
    r"|[2-9二三四五六七八九]つ?の?(?:件|案件|事業|プロジェクト)"
)
# "gas power, oil and man-made diamonds", 人工ダイヤ・原油・ガス火力: what stands between things listed.
_NEXT = re.compile(r"(?:, (?:and )?| and |[、・と]|や|及び|および)(?:[\w-]+ )?\Z")
_GAP = 24  # code points of it at most
# "a gas plant in Ohio, an oil terminal in Texas and a diamond plant": the same, each said to be somewhere
_NEXT_ONE = re.compile(
    r"[^.;:\n]{0,60}?(?:, (?:and |plus |as well as )?| and | as well as )(?:an?|one|the|another) "
    r"(?:(?!(?:to|of|for|in|by)\b)[\w-]+ ){0,4}"
)
_GAP_OF_ONE = 90
_KINDS_LISTED = 3
_LEAD = 2  # sentences after the first that list what is news


def opens(body: str, end: int, scan: Scan, things: Sequence[Mention]) -> bool:
    """Whether the opening of an article, up to `end`, speaks of several investments: in words for a batch,
    by their number, or by a list of things of several sectors. `things`: those that are built."""
    if batch_before(scan, end):
        return True
    opening = body[:end].lower()
    if any(word in opening for word in _COUNTABLE) and _COUNTED.search(opening):
        return True
    return _lists_kinds(body, [t for t in things if t.end <= end])


def enumerates(layout: Layout, moneys: Sequence[Money], things: Sequence[Mention]) -> bool:
    """Whether a sentence, or a list's items, name amounts and things of as many sectors as make a list of
    investments."""
    if len(moneys) < _KINDS_LISTED:
        return False
    priced = {layout.line(m.start) for m in moneys if layout.item(m.start)}
    if len(priced) >= _KINDS_LISTED:
        strong = [t for t in things if not t.weak]
        own = ({t.value for t in strong if line.start <= t.start < line.end} for line in priced)
        if len({kind for kinds in own if len(kinds) == 1 for kind in kinds}) >= _KINDS_LISTED:
            return True
    amounts = Counter((layout.sentence(m.start), m.currency) for m in moneys)
    for sentence in {s for (s, _), n in amounts.items() if n >= _KINDS_LISTED}:
        low, high = layout.sentences[sentence]
        if len({t.value for t in things if low <= t.start < high and not t.weak}) >= _KINDS_LISTED:
            return True
    return False


def listed(layout: Layout, things: Sequence[Mention]) -> list[Mention]:
    """The things of three sectors or more that a sentence of title or lead lists one by one, the first of
    each sector; none where no sentence does. `things`: those that are built."""
    lead = layout.sentence(layout.text_start) + _LEAD
    row: list[Mention] = []
    for thing in things:
        if thing.weak or layout.sentence(thing.start) > lead:
            continue
        last = row[-1] if row else None
        if last is not None and not (
            last.end <= thing.start < last.end + _GAP_OF_ONE
            and _NEXT_ONE.fullmatch(layout.body, last.end, thing.start)
        ):
            if len(row) >= _KINDS_LISTED:
                break
            row = []
        if all(thing.value != t.value for t in row):
            row.append(thing)
    return row if len(row) >= _KINDS_LISTED else []


def _lists_kinds(body: str, things: Sequence[Mention]) -> bool:
    """Whether things of several sectors are listed one after the other."""
    kinds: set[str | None] = set()
    for last, thing in pairwise(things):
        follows = thing.start - last.end < _GAP and _NEXT.match(body, last.end, thing.start)
        kinds = kinds | {last.value, thing.value} if follows else set()
        if len(kinds) >= _KINDS_LISTED:
            return True
    return False
