"""Places that no list names, by the way they are written: "Piedmont, S.C.", "Elwood, IL", "Beaver County",
チェサピーク郡."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from sokuho.reading.lexicon import Mention, Scan

_STATES = {
    "Ala": "Alabama", "Ariz": "Arizona", "Ark": "Arkansas", "Calif": "California", "Colo": "Colorado",
    "Conn": "Connecticut", "Del": "Delaware", "Fla": "Florida", "Ga": "Georgia", "Ill": "Illinois",
    "Ind": "Indiana", "Kan": "Kansas", "Ky": "Kentucky", "La": "Louisiana", "Mass": "Massachusetts",
    "Md": "Maryland", "Mich": "Michigan", "Minn": "Minnesota", "Miss": "Mississippi", "Mo": "Missouri",
    "Mont": "Montana", "N.C": "North Carolina", "N.D": "North Dakota", "N.H": "New Hampshire",
    "N.J": "New Jersey", "N.M": "New Mexico", "N.Y": "New York", "Neb": "Nebraska", "Nev": "Nevada",
    "Okla": "Oklahoma", "Ore": "Oregon", "Pa": "Pennsylvania", "R.I": "Rhode Island", "S.C": "South Carolina",
    "S.D": "South Dakota", "Tenn": "Tennessee", "Tex": "Texas", "Va": "Virginia", "Vt": "Vermont",
    "W.Va": "West Virginia", "Wash": "Washington state", "Wis": "Wisconsin", "Wyo": "Wyoming",
}  # fmt: skip
_POSTAL = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR"
    "|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
_NAME = r"[A-Z][A-Za-z'.-]*[A-Za-z](?: [A-Z][A-Za-z'-]+){0,2}"
# The comma is sought first, of which there are few, and from there the name before it.
_STATE = re.compile(
    rf", (?=[A-Z])(?:({'|'.join(re.escape(s) for s in _STATES)})\.|({_POSTAL})\b)(?![\w.]*\w)"
)
_BEFORE_STATE = re.compile(rf"\b{_NAME}\Z")
_LONGEST = 80
# Behind a word that only a place has: whom "Rick Perry, Texas" is about is no town.
_TOWN = re.compile(rf"\b(?:in|near|outside) ({_NAME})\Z")
_COUNTY = re.compile(  # in a headline the word before may have a capital, too: "In Stark County"
    r"\b(?!(?:In|At|For|To|From|Near|Of|The|And|By|On)\b)[A-Z][a-z']+(?: [A-Z][a-z]+)?"
    r" (?:County|Parish|Township)\b"
)
_GUN = re.compile(r"[ァ-ヴー]{2,10}(?:・[ァ-ヴー]{2,8})?(?:郡|教区)")


_STATE_NAMES = {*_STATES.values(), "Indiana", "Iowa", "Ohio", "Utah", "Maine", "Idaho", "Alaska", "Hawaii"}
_BUILT = ("Transformer", "Transformers")  # things, not trades: "a Georgia Power plant" is the company's
_WORKS = re.compile(r" (?:Factor(?:y|ies)|Plants?|Facilit(?:y|ies)|Works|Hub|Campus)\b")


def _built_in(body: str, m: Mention) -> str:
    """The state where a company's name is a thing of that state: "a Georgia power plant", "New Virginia
    Transformer Factory"; empty for all others."""
    state, _, thing = m.text.partition(" ")
    if state not in _STATE_NAMES:
        return ""
    return state if thing[:1].islower() or (thing in _BUILT and _WORKS.match(body, m.end)) else ""


def _without_things(body: str, scan: Scan) -> Scan:
    """The scan with such names as the states that they begin with, save those that also stand alone."""
    states = {m: state for m in scan.names if m.kind == "company" and (state := _built_in(body, m))}
    if not states:
        return scan
    alone = {m.text for m in scan.names if m.kind == "company" and m not in states}
    names = [
        Mention(m.start, m.start + len(states[m]), states[m], "place", states[m], "US", "state")
        if m in states and m.text not in alone
        else m
        for m in scan.names
    ]
    return Scan(names, scan.words)


_STATE_ENDS = re.compile(r"[,.;:)\n]|\Z| (?:[-–—]|and\b)")
_NO_TOWN = re.compile(
    r"\A(?:In|At|Near|From|The|Of|For|And|To|Outside|Around)\b|\b(?:County|Parish|Inc|LLC|Corp|Co|Ltd)\Z"
)


def _towns(body: str, scan: Scan) -> Iterator[tuple[int, int, str]]:
    """Towns that no list names, before the state that they are in: "in Marfa, Texas, ..."."""
    for m in scan.names:
        if m.value != "state" or body[m.start - 2 : m.start] != ", " or not _STATE_ENDS.match(body, m.end):
            continue
        town = _TOWN.search(body, max(0, m.start - 2 - _LONGEST), m.start - 2)
        if town and not _NO_TOWN.search(town[1]):
            yield town.start(1), town.end(1), town[1]


_CAPITAL = re.compile(r"Tokyo|東京都?")
# "a data center in western Tokyo", "Tokyo data center", 東京のデータセンター
_STANDS_IN = re.compile(
    r"(?:s|es)?(?: (?:site|campus|complex|project|building|region)s?)? (?:in|near|outside|around)"
    r" (?:(?:downtown|central|greater|suburban|western|eastern|northern|southern) )?"
)
_ITS = re.compile(
    r" (?:(?!\w+(?:s|ed) |(?:to|will|may|would|could) )[a-z-]+ ){0,2}"
    r"|(?:都内?)?[のにで](?:新しい|大型|大規模な?|ある|建設中の|建設する|新設する)?"
)


def _in_capital(body: str, scan: Scan) -> Scan:
    """The scan with Tokyo as a city where something of the trade stands there; elsewhere it is mostly the
    government, the exchange, or where a reporter sits."""
    if "Tokyo" not in body and "東京" not in body:
        return scan
    things = scan.of("sector")
    starts, ends = [t.start for t in things], [t.end for t in things]

    def sited(m: Mention) -> bool:
        i, j = bisect_right(ends, m.start) - 1, bisect_left(starts, m.end)
        after = j < len(things) and _ITS.fullmatch(body, m.end, starts[j]) is not None
        return after or (i >= 0 and _STANDS_IN.fullmatch(body, ends[i], m.start) is not None)

    names = [
        m._replace(name="Tokyo", value="city")
        if m.value == "country" and _CAPITAL.fullmatch(m.text) and sited(m)
        else m
        for m in scan.names
    ]
    return Scan(names, scan.words)


def _as_said(body: str, scan: Scan) -> Scan:
    """The scan with cities where the text puts them, here and below: Belleville of "Belleville, Ontario" is
    not the one in Illinois, Hobart of "Hobart, Indiana" not the one in Tasmania."""
    moved = {}
    for city, of in pairwise(scan.names):
        if of.start != city.end + 2 or city.value != "city" or of.country == city.country:
            continue
        told = of.value == "state" or (city.country == "US" and of.value == "country" and of.country != "JP")
        if told and body.startswith(", ", city.end) and _STATE_ENDS.match(body, of.end):
            moved[city.text] = of.country
    if not moved:
        return scan
    names = [m._replace(country=moved[m.text]) if m.text in moved else m for m in scan.names]
    return Scan(names, scan.words)


def with_localities(body: str, scan: Scan) -> Scan:
    """The scan with cities where the text puts them, and places of the United States that their writing gives
    away."""
    scan = _as_said(body, _in_capital(body, _without_things(body, scan)))
    spans: list[tuple[int, int, str]] = []
    for state in _STATE.finditer(body):
        before = _BEFORE_STATE.search(body, max(0, state.start() - _LONGEST), state.start())
        if before:
            spans.append((before.start(), state.end(), _STATES.get(state[1] or "", before[0])))
    if "County" in body or "Parish" in body or "Township" in body:
        spans += [(m.start(), m.end(), m[0]) for m in _COUNTY.finditer(body)]
    if "郡" in body or "教区" in body:
        spans += [(m.start(), m.end(), m[0]) for m in _GUN.finditer(body)]
    spans += _towns(body, scan)
    if not spans:
        return scan
    names = scan.names
    starts, ends = [m.start for m in names], [m.end for m in names]
    added: list[Mention] = []
    covered: set[Mention] = set()
    for start, end, name in spans:
        low = bisect_right(ends, start)  # names do not overlap: those inside stand together
        inside = names[low : bisect_left(starts, end, low)]
        if any(m.kind != "place" or m.start < start or m.end > end for m in inside):
            continue
        covered.update(inside)
        added.append(Mention(start, end, body[start:end], "place", name, "US", "city"))
    if not added:
        return scan
    kept: list[Mention] = []
    for m in sorted([*(m for m in names if m not in covered), *added]):
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    return Scan(kept, scan.words)
