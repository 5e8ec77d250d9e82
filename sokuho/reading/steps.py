"""Stages told by two words: what is done, and with what ("begins ... commercial operation", 工事に…着手).

Journalists vary both and put words in between, so no list of phrases holds them all. `steps.txt` lists the
steps (begin, close, sign, get, give, halt, seek) and the matters (operation, construction, agreement ...).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from sokuho.reading.lexicon import Mention, Scan

_APPROVED, _AGREED, _FINANCED, _SOLD = "approved", "agreed", "financed", "sold"
_CANCELLED, _PROPOSED, _BUILDING, _RUNNING = "cancelled", "proposed", "under_construction", "operating"
# What each pair of step and matter tells; a pair that is not here tells nothing.
_TOLD: dict[str, dict[str, str]] = {
    "begin": {
        "operation": _RUNNING,
        "construction": _BUILDING,
        "agreement": _AGREED,
        "intent": _PROPOSED,
        "financing": _FINANCED,
        "approval": _APPROVED,
        "sale": _SOLD,
        "talks": _PROPOSED,
    },
    "close": {
        "construction": _RUNNING,
        "agreement": "completed",
        "acquisition": "completed",
        "financing": _FINANCED,
        "sale": _SOLD,
    },
    "sign": {
        "agreement": _AGREED,
        "intent": _PROPOSED,
        "acquisition": _AGREED,
        "financing": _FINANCED,
        "approval": _APPROVED,
        "sale": _SOLD,
        "talks": _PROPOSED,
    },
    "get": {"agreement": _AGREED, "intent": _PROPOSED, "financing": _FINANCED, "approval": _APPROVED},
    "give": {"agreement": _AGREED, "intent": _PROPOSED, "financing": _FINANCED, "approval": _APPROVED},
    "halt": dict.fromkeys(
        ("construction", "agreement", "acquisition", "financing", "sale", "project", "talks"), _CANCELLED
    ),
    "seek": dict.fromkeys(
        ("agreement", "acquisition", "approval", "financing", "sale", "construction", "project"), _PROPOSED
    ),
}
_REACH, _JA_REACH = 56, 14
_STOP = (
    r"(?!(?:and|but|which|that|as|after|before|when|while|if|to|for|of|by|from|with|in|on|at|until|not)\b)"
)
_GAP = re.compile(rf"(?:[ -]{_STOP}[\w.$€£¥%'’&]+(?:,\d+)*){{0,6}}[ -]")
# "construction of the 9.2-GW plant in Ohio has begun"
_BACK = re.compile(
    r"(?:[ -](?!(?:and|but|which|that|as|after|before|when|while|if|to|for|not|by)\b)[\w.$%'’&]+){0,9} "
)
_COMPOUND = re.compile(r"[ -](?:and )?")
_JA_GAP = re.compile(r"[^。、「」\n]{0,12}")
_LATER = re.compile(
    r"\b(?:will|shall|would|could|may|might|should|can|expected|due|set|scheduled|planned|slated)\b"
)


def told(body: str, scan: Scan) -> list[Mention]:
    """The stages that a step and its matter tell together, as mentions of kind "stage" from the first to
    the last of their words, in order."""
    steps = scan.of("step")
    matters = list(unnamed(scan.of("matter"), scan.names)) if steps else []
    if not matters:
        return []
    starts = [m.start for m in matters]
    ends = [m.end for m in matters]
    return [m for step in steps if (m := _pair(body, step, matters, starts, ends))]


def unnamed(words: Sequence[Mention], names: Sequence[Mention]) -> Iterator[Mention]:
    """The words that are no part of a company's name: "Venture Global"."""
    starts = [n.start for n in names]
    for m in words:
        i = bisect_right(starts, m.start) - 1
        if i < 0 or m.end > names[i].end or names[i].kind == "place":
            yield m


def merged(words: Sequence[Mention], pairs: Sequence[Mention]) -> list[Mention]:
    """Both in order. A pair stands for the single words within it; a phrase stands for the pair."""
    if not pairs:
        return list(words)
    phrases = [m for m in words if not m.weak and (" " in m.text or not m.text[:1].isascii())]
    starts = [m.start for m in phrases]

    def said(pair: Mention) -> bool:
        i = bisect_left(starts, pair.end) - 1
        return i >= 0 and phrases[i].end > pair.start

    kept = [p for p in pairs if not said(p)]
    starts_of = [p.start for p in kept]

    def covered(m: Mention) -> bool:
        i = bisect_right(starts_of, m.start) - 1
        return i >= 0 and m.end <= kept[i].end

    return sorted([*(m for m in words if not covered(m)), *kept], key=lambda m: m.start)


def _pair(
    body: str, step: Mention, matters: Sequence[Mention], starts: Sequence[int], ends: Sequence[int]
) -> Mention | None:
    for matter in _near(body, step, matters, starts, ends):
        stage = _TOLD[step.value or ""].get(matter.value or "")
        if stage is None:
            continue
        start, end = min(step.start, matter.start), max(step.end, matter.end)
        return step._replace(start=start, end=end, text=body[start:end], kind="stage", value=stage)
    return None


def _near(
    body: str, step: Mention, matters: Sequence[Mention], starts: Sequence[int], ends: Sequence[int]
) -> Iterator[Mention]:
    """The matters that a step may be done with: what follows it, else what comes before it."""
    before = bisect_right(ends, step.start) - 1
    far = step.start - ends[before] if before >= 0 else _REACH + 1
    if not step.text[:1].isascii():
        if far <= _JA_REACH and _JA_GAP.fullmatch(body, ends[before], step.start):
            yield matters[before]
        return
    after = bisect_left(starts, step.end)
    if (
        after < len(matters)
        and starts[after] - step.end <= _REACH
        and _GAP.fullmatch(body, step.end, starts[after])
    ):
        while after + 1 < len(matters) and _COMPOUND.fullmatch(body, ends[after], starts[after + 1]):
            after += 1
        yield matters[after]
    elif far <= _REACH:
        gap = body[ends[before] : step.start]
        if _BACK.fullmatch(gap) and not _LATER.search(gap):
            yield matters[before]
