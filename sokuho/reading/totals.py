"""Which amounts are totals of several investments, and which one heads the alert.

A framework ("programme") spans several deals. A company's plan of which the article names parts is a
"plan"; the sum of a package is a "batch". All three are totals, never a project's own amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.chains import Chain
from sokuho.reading.cues import BATCH, INVEST, KINDS, PROGRAMME, SUM
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan

PLAN, ASIDE = "plan", "mentioned aside"
_LARGER, _FAR_LARGER = 2, 5  # times the largest amount of the news
_BARE = 0.5  # evidence below this is no word of investing
_SUM_SLACK = 0.03
_SUM_WORD = 0.2  # evidence of a batch this close to that of words of adding up comes from them
_RATE = 1.3  # how far a day's exchange rate may lie from the rough one
_NEWS = ("subsidy", "debt", "fund", "cumulative")  # an investment where the title names it


def find_totals(layout: Layout, found: Sequence[Chain], things: Sequence[Mention], scan: Scan) -> None:
    """Correct roles by what the amounts are to each other."""
    for chain in found:
        if chain.place == "title" and chain.role in _NEWS:
            _rename(found, chain, INVEST)
    _price(layout, found, scan)
    _debt(layout, found, scan)
    _doubt(layout, found, things, scan)
    _single(layout, found, things, scan)
    invest = [c for c in found if c.role == INVEST]
    framed = any(c.role == PROGRAMME for c in found)
    for chain in found:
        if (
            chain.role == BATCH
            and not framed
            and any(c.dollars > chain.dollars * (1 + _SUM_SLACK) for c in invest)
        ):
            _rename(found, chain, INVEST)
    groups = _distinct([c for c in found if c.role == INVEST])
    whole = max(groups, key=lambda c: c.dollars, default=None)
    if whole is None or len(groups) < 2:
        return
    parts = [c for c in groups if c is not whole and c.dollars < whole.dollars * 0.97]
    if _is_total(layout, found, whole, parts, things, scan):
        _rename(found, whole, PLAN)


def _single(layout: Layout, found: Sequence[Chain], things: Sequence[Mention], scan: Scan) -> None:
    """A sum is one investment's own where it is the same in another currency, or where what it is made up of
    are the partners' shares, or where words of adding up have no parts beside them."""
    if any(c.role == PROGRAMME for c in found):
        return
    invest = _distinct([c for c in found if c.role == INVEST])
    sites = [m for m in scan.names if m.kind == "place" and m.value != "country"]
    for chain in found:
        if chain.role != BATCH:
            continue
        same = any(
            c.head.currency != chain.head.currency and 1 / _RATE < c.dollars / chain.dollars < _RATE
            for c in invest
            if chain.dollars
        )
        shares = [c for c in invest if c.start > chain.start and not _own_things(layout, found, c, things)]
        whole = sum(c.dollars for c in shares)
        made_up = len(shares) > 1 and abs(whole - chain.dollars) <= _SUM_SLACK * chain.dollars
        parts = [c for c in invest if _own_things(layout, found, c, [*things, *sites])]
        added = SUM in chain.evidence and chain.evidence[SUM] + _SUM_WORD >= chain.evidence[BATCH]
        if same or made_up or (added and len(parts) < 2):
            _rename(found, chain, INVEST)


def _price(layout: Layout, found: Sequence[Chain], scan: Scan) -> None:
    """Where a takeover is the news and no price stands in title or lead, the value put on it there is the
    price."""
    first = [c for c in found if c.place == "title" or c.lead]
    if any(c.role == INVEST for c in first):
        return
    end = layout.sentences[min(len(layout.sentences) - 1, layout.sentence(layout.text_start) + 1)][1]
    if any(m.value == "acquire" and m.start < end for m in scan.of("act")):
        for chain in first:
            if chain.role in ("valuation", "assets"):
                _rename(found, chain, INVEST)


_TAKES_ON = re.compile(
    r"\b(?:tak(?:es?|ing) (?:on|over)|assum\w+|includ\w+|plus|shoulder\w*|inherit\w*)\b[^.;]{0,40}\bdebts?\b"
    r"|\bdebts?\b[^.;]{0,24}\b(?:assumed|included)|負債の?(?:引き継|継承|承継)|負債を(?:含|引き継|引き受)",
    re.IGNORECASE,
)


def _debt(layout: Layout, found: Sequence[Chain], scan: Scan) -> None:
    """Where a takeover is the news, the debt that the buyer takes on is a part of the price."""
    end = layout.sentences[min(len(layout.sentences) - 1, layout.sentence(layout.text_start) + 1)][1]
    if not any(m.value == "acquire" and m.start < end for m in scan.of("act")):
        return
    for chain in found:
        if chain.role == "debt" and _TAKES_ON.search(layout.body, *layout.span(chain.start)):
            _rename(found, chain, INVEST)


def _doubt(layout: Layout, found: Sequence[Chain], things: Sequence[Mention], scan: Scan) -> None:
    """Where title or lead give the figures, an amount further down needs more than its place to be one:
    a word of investing or a thing of its own, and it isn't several times as large as those of the news."""
    news = [c.dollars for c in found if c.role in (INVEST, BATCH) and (c.place != "text" or c.lead)]
    if not news:
        return
    end = layout.sentences[min(len(layout.sentences) - 1, layout.sentence(layout.text_start) + 1)][1]
    several = any(m.value == BATCH and m.start < end for k in KINDS for m in scan.of(k))
    topics = {t.value for t in things if t.start < end}
    doubted: list[Chain] = []
    for chain in found:
        if chain.role != INVEST or chain.place != "text" or chain.lead or layout.line(chain.start).item:
            continue
        if any(c.place != "text" or c.lead for c in found if chain.keys & c.keys):
            continue
        own = _own_things(layout, found, chain, things)
        low, high = layout.span(chain.start)
        if any("\u3040" <= c <= "\u30ff" for c in layout.body[low:high]):
            continue  # a Japanese sentence says what an amount is; what it leaves open is mostly the deal's
        bare = chain.evidence.get(INVEST, 0.0) < _BARE and not own
        larger = chain.dollars / max(news)
        apart = not own or (larger > _FAR_LARGER and not own & topics)
        if bare or (larger > _LARGER and apart and not several):
            doubted.append(chain)
    for chain in doubted:
        if not _vouched(found, chain, doubted):
            _rename(found, chain, ASIDE)


def _vouched(found: Sequence[Chain], chain: Chain, doubted: Sequence[Chain]) -> bool:
    """Whether the same amount stands elsewhere beyond doubt, or this one goes on a list of such ("$2bn for
    a site in Texas and $1bn for one in Ohio")."""
    sure = [c for c in found if c.role == INVEST and c not in doubted]
    return any(
        chain.keys & c.keys
        or (c.sentence == chain.sentence and c.start < chain.start and chain.dollars <= c.dollars)
        for c in sure
    )


def _distinct(found: Sequence[Chain]) -> list[Chain]:
    """One chain for each amount; the title's, else the first."""
    chosen: list[Chain] = []
    seen: set[object] = set()
    for chain in found:
        if not chain.keys & seen:
            chosen.append(chain)
        seen |= chain.keys
    return chosen


def _rename(found: Sequence[Chain], chain: Chain, role: str) -> None:
    for other in found:
        if chain.keys & other.keys:
            other.role = role


def _is_total(
    layout: Layout,
    found: Sequence[Chain],
    whole: Chain,
    parts: Sequence[Chain],
    things: Sequence[Mention],
    scan: Scan,
) -> bool:
    """Whether the amounts below the largest are parts of it, each with a thing or a site of its own.

    Two parts that make up the whole; three that make up half of one announced in title or lead; two
    listed; or one that the text calls a part.
    """
    named = [c for c in found if whole.keys & c.keys]
    if any(layout.line(c.start).item or _marked(found, c, scan) for c in named):
        return False
    first = whole.place == "title" or whole.lead
    if whole.place == "text" and any(
        c.place == "title" and c.role == INVEST for c in found if c not in named
    ):
        return False
    parts = [c for c in parts if not _ADDED.search(layout.body, max(0, c.start - 24), c.start)]
    sites = [m for m in scan.names if m.kind == "place" and m.value != "country"]
    own = [c for c in parts if _own_things(layout, found, c, [*things, *sites])]
    share = sum(c.dollars for c in own) / whole.dollars if whole.dollars else 0.0
    if share > 1 + _SUM_SLACK:
        return False
    if len(own) >= 2 and share >= 1 - _SUM_SLACK:
        return True
    if (
        first
        and len(parts) >= 3
        and len(own) >= 2
        and 0.5 <= sum(c.dollars for c in parts) / whole.dollars <= 1 + _SUM_SLACK
    ):
        return True
    later = own if first else [c for c in own if c.start > whole.start]
    listed = sum(layout.line(c.start).item for c in later)
    placed = sum(_has_site(layout, c, sites) for c in later) and not any(
        _has_site(layout, c, sites) for c in named
    )
    return listed >= 2 or bool(placed) or any(_marked(found, c, scan) for c in later)


_ADDED = re.compile(
    r"(?:\b(?:further|another|additional|extra|plus)|さらに|別に|追加で)[^.;。、]{0,12}\Z", re.I
)


def _marked(found: Sequence[Chain], chain: Chain, scan: Scan) -> bool:
    """Whether a word for a part ("including", うち) stands between the amount before and this one."""
    before = max(
        (c.end for c in found if c.end <= chain.start and c.sentence >= chain.sentence - 1), default=-1
    )
    if before < 0:
        return False
    # "$30 billion of it" calls the amount before a part, not this one
    return any(m.value == "part" and before + 1 < m.start < chain.start for m in scan.of("order"))


def _own_things(
    layout: Layout, found: Sequence[Chain], chain: Chain, things: Sequence[Mention]
) -> set[str | None]:
    """The sectors named between the amounts on either side, in the same sentence or item."""
    low, high = layout.span(chain.start)
    line = layout.line(chain.start)
    if line.item:
        low, high = line.start, line.end
    low = max([low, *(c.end for c in found if c.end <= chain.start)])
    high = min([high, *(c.start for c in found if c.start >= chain.end)])
    return {t.value for t in things if low <= t.start < high}


def _has_site(layout: Layout, chain: Chain, sites: Sequence[Mention]) -> bool:
    low, high = layout.span(chain.start)
    return any(low <= m.start < high for m in sites)
