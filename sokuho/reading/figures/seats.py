"""Whether something of a deal may stand at a place: not where a company sits, what it runs already or a
report was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sokuho.model.dateline import in_dateline
from sokuho.reading.deal.sited import site
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan, standing_at
from sokuho.reading.patterns import choice, words_before

# "headquartered in Pittsburgh", "based in Sunnyvale, California", "from its headquarters in Osaka"
_SEATED = words_before(
    r"(?:(?:head-?quartered|based|located at|seated|domiciled|incorporated|listed)"
    r"|(?:head-?quarters|head offices?|main offices?|offices?)(?: is| are)?)"
    r" in (?:the )?(?:[\w.'-]+(?: [\w.'-]+){0,2}, )?",
    reach=64,
    spaced=True,
)
# "owner and operator of the Tomari plant in", "which runs a terminal in"
_RUNS = re.compile(
    choice(
        "(?:owners?|operators?)(?: and (?:owner|operator)s?)? of"
        "|(?:which|that|who)(?: already| also| currently)? (?:owns|operates|runs)(?: and (?:operates|runs))?",
        words=True,
    )
    + r"\b[^,.;:\n]{0,64}\Z"
)
_REACH = 110  # code points
_BASED = "-based "
_NEAR = (" near ", " outside ")  # "on 900 acres near Laredo"; of a company it tells the seat, too
_PLANT_AT = re.compile(r"(?: Coast)? LNG\b")  # a terminal is called like its place, and stands there
_NARROW = frozenset({"city", "state", "prefecture"})
_HEADING = re.compile(r" ?[:：–—]| ?-(?= )")  # none in "Houston-based"


def stands(layout: Layout, scan: Scan, place: Mention) -> bool:
    """Whether something may stand at a place: in a list, as a heading, or by how it is named."""
    if layout.item(place.start) or _heads(layout, place) or _PLANT_AT.match(layout.body, place.end):
        return True
    if layout.body.startswith(_BASED, place.end):  # "Louisiana-based Cameron LNG" stands there
        based = standing_at(scan.names, place.end + len(_BASED))
        return based is not None and based.kind == "project"
    near = place.value == "city" and layout.body.endswith(_NEAR, 0, place.start)
    return (near or site(layout.body, place) > 0) and not _elsewhere(layout.body, place)


def _heads(layout: Layout, place: Mention) -> bool:
    """Whether a place is what its line is about: "Ohio: a gas plant"."""
    opens = place.start == layout.line(place.start).start
    return opens and _HEADING.match(layout.body, place.end) is not None


def reported_from(layout: Layout, place: Mention) -> bool:
    """Whether a place is where the report was written, as the text's first line tells, or one below a
    byline that names an agency: 【ニューヨーク＝…】, "HOUSTON, July 2 - "."""
    if place.start < layout.text_start:
        return False
    first = layout.line(place.start).start == layout.text_start
    return in_dateline(layout.body, place.start, signed=not first)


def _elsewhere(body: str, place: Mention) -> bool:
    """Whether a place is only a company's seat, or that of what it runs already."""
    if _SEATED(body, place.start):
        return True
    return _RUNS.search(body, max(0, place.start - _REACH), place.start) is not None


def market(place: Mention) -> bool:
    """Whether a place is an area of the grid, ERCOT or PJM, in which plants stand in places of their own."""
    return place.value == "region" and place.text.isupper()


def narrowed(places: Iterable[Mention]) -> Iterator[Mention]:
    """Places without parts of a country ("Gulf Coast"), where one within it that tells more is named; those
    that stay come last."""
    wide, told = list[Mention](), set[str | None]()
    for m in places:
        if m.value == "region":
            wide.append(m)
            continue
        if m.value in _NARROW:
            told.add(m.country)
        yield m
    yield from (m for m in wide if m.country not in told)


def joined(body: str, places: Sequence[Mention]) -> list[Mention]:
    """Places with what is named right beside them: "Portsmouth, Ohio", バージニア州ラウドン郡."""
    out: list[Mention] = []
    for place in places:
        last = out[-1] if out else None
        if last and last.country == place.country and body[last.end : place.start] in ("", ", ", "の", "、"):
            if last.value == "region" and last.text.endswith("部"):
                out[-1] = place  # 米南部ルイジアナ州: a part of a country says no more
                continue
            text = body[last.start : place.end]
            if body[last.end : place.start] != "、" and last.value != place.value:
                out[-1] = last._replace(end=place.end, text=text)
                continue
        out.append(place)
    return out
