"""Names that the vocabulary lacks: runs of capitals or of katakana which are no listed name, each with its
places in the text and whose country's it seems to be."""

from __future__ import annotations

import re
import sys
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sokuho.reading.layout import Layout, Line
from sokuho.reading.names.listed import OPENING, Listed, initials
from sokuho.reading.names.naming import FOREIGN, LEGAL, TAILS
from sokuho.reading.names.runs import Run, japanese, latin
from sokuho.reading.text import is_japanese

_MOST = 40  # different names
_MOST_SPANS = 80  # mentions of a name
LOOKED_AT = 4  # mentions of a name
SHOWN_BY_NAME = "JP"  # whose companies are known by their names
_KANJI = re.compile("[一-龥]")

_ALIAS = re.compile(r" ?[(（][\"'「]?(?:hereinafter |以下、?)?[\"「]?\Z")
_BEFORE_ALIAS = tuple("(（\"'「、下")
_TICKER = re.compile(r"[A-Z]{3,6}(?![A-Za-z])")
_ROMAJI = re.compile(
    r"(?:[KkSsTtNnHhMmRrGgZzDdBbPpFfJj]?[yh]?[aiueo]|[Tt]su|[YyWw][aou]|n(?![aiueoy])|kk|tt|pp|ss){3,}"
)
_LONG_WORD = re.compile(r"[A-Za-z][\w'-]{3,}")
_SUBJECT = ("、", "が", "は", "と")
_ARMS = ("子会社", "子会社の", "子会社「", "傘下の")


@dataclass(slots=True)
class Name:
    """A name that no list knows, wherever it stands. `kin`: it begins with a listed company's name. `shown`:
    the text or the name itself tells its country, which else is a guess."""

    text: str
    japanese: bool
    spans: list[tuple[int, int]] = field(default_factory=list)
    country: str | None = None
    kin: bool = False
    shown: bool = True


def unlisted(layout: Layout, listed: Listed) -> list[Name]:
    """The names of an article that no list knows, in order; of a list without end the first."""
    body, kana = layout.body, layout.japanese
    names: dict[str, Name] = {}
    headings: dict[int, bool] = {}
    headed: list[tuple[str, int, int]] = []
    for start, end, kin in sorted(_runs(body, listed, kana, sys.maxsize)):
        text = body[start:end]
        key = LEGAL.sub("", text) if " " in text else text
        if key not in names:
            line = layout.line(start)
            if line.start not in headings:
                headings[line.start] = line.noise or _heading(body, line)
            if headings[line.start]:
                if not line.noise:
                    headed.append((key, start, end))
                continue
            if len(names) == _MOST:
                break
            names[key] = Name(text, kana, [], kin, kin is not None)
        if len(names[key].spans) < _MOST_SPANS:
            names[key].spans.append((start, end))
    for key, start, end in headed:  # a name in a headline of capitals that the text has, too
        if key in names:
            insort(names[key].spans, (start, end))
    _join(body, names, listed)
    for name in names.values():
        name.country = name.country or _country(body, listed, name)
        if name.country is None:
            name.country, name.shown = "US", False
    return list(names.values())


def names_anybody(layout: Layout, listed: Listed, within: int, countries: Sequence[str]) -> bool:
    """Whether the first so many code points name somebody whom no list knows and whose country is told."""
    body, kana = layout.body, layout.japanese
    for start, end, kin in _runs(body, listed, kana, within):
        name = Name(body[start:end], kana, [(start, end)])
        if kin is None and _country(body, listed, name) in countries:
            return True
    return False


def _runs(body: str, listed: Listed, kana: bool, within: int) -> Iterator[Run]:
    yield from latin(body, listed, within)
    if kana:
        yield from japanese(body, listed, within)


def _heading(body: str, line: Line) -> bool:
    """Whether most words of the line are capitalised, so that a capital says nothing."""
    if line.end - line.start > 200 or body[line.end - 1 : line.end] in tuple('.?"'):
        return False
    if is_japanese(body[line.start : line.end]):
        return False
    said = _LONG_WORD.findall(body, line.start, line.end)
    return len(said) > 3 and sum(w[0].isupper() for w in said) > 0.6 * len(said)


def _join(body: str, names: dict[str, Name], listed: Listed) -> None:
    """Puts short names to the long ones that they stand for (Nexx to Nexx Systems, IDT to what stands before
    its bracket) and drops those of listed companies."""
    by_end = {end: name for name in names.values() for _, end in name.spans}
    longer: dict[str, Name] = {}
    for key, name in names.items():
        if " " in key and name.text.rpartition(" ")[2].strip(".") in TAILS:
            longer.setdefault(key.partition(" ")[0], name)
            longer.setdefault(initials(key), name)
        elif name.japanese and (opening := OPENING.match(key)) and not _arm(body, name):
            longer.setdefault(opening[0], name)
    for key in [key for key in names if " " not in key]:
        name = names[key]
        if key in listed.short or any(_follows(body, listed, start) for start, _ in name.spans):
            del names[key]
            continue
        openings = [_bracket(body, start) for start, _ in name.spans]
        called = next((by_end[m.start()] for m in openings if m and m.start() in by_end), None)
        whole = called or longer.get(key)
        if whole is not None and whole is not name:
            whole.spans = sorted([*whole.spans, *names.pop(key).spans])


def _arm(body: str, name: Name) -> bool:
    """Whether a name is said to be a subsidiary's: what it begins with is its owner's."""
    return any(body.endswith(_ARMS, max(0, start - 5), start) for start, _ in name.spans)


def _bracket(body: str, start: int) -> re.Match[str] | None:
    """What opens a bracket around a short name; what stands right before most names can't."""
    if body[start - 1 : start] in _BEFORE_ALIAS or body.endswith("hereinafter ", 0, start):
        return _ALIAS.search(body, max(0, start - 16), start)
    return None


def _follows(body: str, listed: Listed, start: int) -> bool:
    """Whether a short name only follows a listed company's as its abbreviation or ticker."""
    opening = _bracket(body, start)
    at = opening.start() if opening else start - 1
    if opening is None and not (body[at : at + 1] == " " and _TICKER.match(body, start)):
        return False
    return any(m.kind == "company" for m in listed.over(at - 1, at))


def _country(body: str, listed: Listed, name: Name) -> str | None:
    """Whose company it is: as the text says; else one with a Japanese name is Japanese."""
    for start, end in name.spans[:LOOKED_AT]:
        if FOREIGN.match(body, end):
            return "XX"
        inside = next((m.country for m in listed.over(start, end) if m.value == "country"), None)
        if said := inside or listed.seat(body, start, end):
            return said
    own = _KANJI.search(name.text) or _ROMAJI.fullmatch(name.text.split(" ")[0])
    return SHOWN_BY_NAME if own or _is_at_home(body, listed, name) else None


def _is_at_home(body: str, listed: Listed, name: Name) -> bool:
    """Whether a Japanese headline begins with a name and goes on to a country: who is from abroad is told
    with his, in the headline or below, as in 「韓国サムスン電子は」."""
    start, end = name.spans[0]
    if start or not name.japanese or body[end : end + 1] not in _SUBJECT:
        return False
    headline = listed.over(end, len(body.partition("\n")[0]))
    if not any(m.value == "country" and m.country != SHOWN_BY_NAME for m in headline):
        return False
    again = islice(re.finditer(re.escape(name.text), body), LOOKED_AT)
    return all(listed.seat(body, m.start(), m.end()) in (None, SHOWN_BY_NAME) for m in again)
