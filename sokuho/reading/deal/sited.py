"""Whether something stands at a place that is named, or somebody sits there, goods go there or the report was
written there."""

from __future__ import annotations

import re

from sokuho.model.dateline import in_dateline
from sokuho.reading.lexicon import Mention
from sokuho.reading.names.places import SITES
from sokuho.reading.patterns import words_before

# "in Japan", "across the U.S.": a country named as the place of something.
_IN = words_before(
    r"(?:in|into|across|throughout|inside|to|for|enter)(?: the)?\s*"
    r"|(?:(?:north|south)?-?(?:north|south|west|east)ern|central)\s*",
    reach=16,
)
# 日本に, 米国で, 国内の: the same; 米国企業 is no place.
_AT = re.compile(
    r"(?:国内)?(?:に(?!よ|つ|本社)|で(?!は?な)|へ|初"
    r"|の(?!政府|[^、。]{0,8}(?:企業|会社|大手|新興|ファンド|REIT))"
    r"|(?:各地|国内|市場|事業|投資(?!会社|ファンド|家|銀行|企業|大手|信託|運用)))"
)
ACTORS = ("企業", "勢", "側", "政府", "系", "社")  # what a country's name may end in that is no place
# Where somebody sits, where a thing comes from, or where the report was written.
_SEAT = re.compile(
    r"(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?)?-(?:based|headquartered|listed|quoted|traded|born|raised|bred)"
    r"|'s\b|/[A-Z]|・|[)）]|\s*(?:--|—|–|-)\s|\s*\((?:Reuters|Kyodo|Jiji|AP|AFP|dpa)|\s*[:：]|発|本社|出身|[^、。\n]{0,12}[にを]本[社拠]"
    r"|\s(?:(?!in\b|and\b|for\b)[\w-]+\s){0,2}(?:trader|trading|company|companies|firms?|group|utility|utilities|start-?ups?|developers?"
    r"|[\w-]*makers?|unit|house|houses|banks?|giants?|insurers?|funds?|retailer|producer|operator|conglomerate"
    r"|investors?|manufacturers?|suppliers?|lenders?|contractor|parent|officials?"
    r"|ties|roots|natives?|connections?)\b"
    r"|\s(?:shares|stocks|said)\b|\s(?:[A-Z][\w&]+\s){0,2}(?:Trading|Gas|Power|Energy|Electric|Holdings|Group|Corp|Inc|Co|Ltd|LNG"
    r"|Partners|Capital|Banks?|Resources|Technologies|Industries|Chemicals?|Steel|Realty|Estate"
    r"|University|Prefecture's)\b"
    r"|\son (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|[- ]bound\b|\s(?:money|cash|capital)\b"
    r"|,? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d"
    r"|(?: and [A-Z]\w+)? (?:hands|ownership|control)\b"
)
# "the biggest seller of city gas in Japan": who is spoken of, not where something stands.
_SEAT_BEFORE = re.compile(
    r"\b(?:utility|utilities|company|companies|group|firm|bank|lender|seller|buyer|importer|supplier|distributor|provider"
    r"|producer|maker|manufacturer|generator|operator|developer|builder|owner|trader|insurer|conglomerate|investor)"
    r"(?: of [\w\s-]{1,24})? in (?:the |all )?\Z"
)
_AND = re.compile(
    r"\b(?:in|across|to|for)(?: the)? [A-Z][\w.]+(?: [A-Z][\w.]+)?(?:, [A-Z]\w+)?,? and (?:the )?\Z"
)
_HOME = ("based in", "headquartered in", "run from", "seated in")
_SEATED = (
    *(*_HOME, "offices in", "headquarters in", "head office is in", "of", "from", "near"),
    *("interview in", "conference in", "speech in", "meeting in", "met in", "said in", "told reporters in"),
    *("announced in", "signed in", "ceremony in", "talks in", "held in", "spoke in"),
    *("(", "（", "本社は", "本社を", "本社がある"),
)
# "based in Sunnyvale, California": a state behind its city is where the city is.
_CITY = re.compile(r"(?:\b(?:[A-Z][\w.'-]+ ){0,2}[A-Z][\w.'-]+, )\Z")
# "a tanker bound for Japan": where goods go stands nothing that is built.
_BOUND = words_before(
    r"(?:bound for|headed (?:for|to)|destined for|en route to|ship(?:s|ped|ping|ments?) to"
    r"|export(?:s|ed|ing)? to|deliver(?:s|ed|ies|y)? (?:to|at)|sent to|cargo(?:es)? (?:to|for)"
    r"|sales to|sold to|(?:carry(?:ing)?|send(?:s|ing)?) \w+ to) (?:the )?",
    reach=30,
    spaced=True,
)
# 〇〇発電所(米コネティカット州): where a thing stands is told in brackets as a company's seat is.
_THING = re.compile(
    r"(?:(?:発電|変電|蓄電|製油)所|工場|事業|プロジェクト|基地|ターミナル|センター|ファーム|ガス田|油田|鉱区|LNG|拠点)"
    r"[」』]?[(（](?:米国?|日本)?\Z"
)
# 「（本社・東京都港区、社長・…）」, (KIC/福岡県福岡市): an address behind who sits there.
_ADDRESS = re.compile(r"[(（][^()（）。\n]{0,24}\Z")
_ADDRESS_ENDS = re.compile(r"[一-龥ァ-ヶー]{0,16}[、,)）]")
_AGENCY = re.compile(r"\s(?:--|—|–|-)\s[A-Z][\w ]{1,24}$", re.MULTILINE)
_CAPITALS = ("Tokyo", "TOKYO", "東京", "Washington", "WASHINGTON", "ワシントン")


def site(body: str, m: Mention) -> float:
    """From 0 to 1, how surely a mention names where something stands or happens."""
    if m.kind == "project":
        return 1.0
    if m.kind != "place" or m.text.endswith(ACTORS):
        return 0.0
    bracket = body[m.start - 3 : m.start]
    if (
        ("(" in bracket or "（" in bracket)
        and m.value in SITES
        and _THING.search(body, max(0, m.start - 16), m.start)
    ):
        return 1.0
    sure = _called_site(body, m)
    return sure if sure and not _seated(body, m) else 0.0


def _called_site(body: str, m: Mention) -> float:
    """How surely a place's name, or for a country's the words around it, says that things stand there."""
    if m.value in SITES:
        return 1.0
    if m.text in _CAPITALS:
        return 0.3
    if body[m.start - 1 : m.start] == "対" or _IN(body, m.start):
        return 1.0
    if body.endswith(("and ", "and the "), 0, m.start) and _AND.search(body, max(0, m.start - 40), m.start):
        return 1.0
    return float(not m.text.isascii() and _AT.match(body, m.end) is not None)


def _seated(body: str, m: Mention) -> bool:
    """Whether a place is where somebody sits, goods go or the report was written."""
    behind = _SEAT.match(body, m.end)
    if behind and "\n" not in behind[0] and not (_AGENCY.match(body, m.end) and "\n" not in body[: m.start]):
        return True  # behind a title's last place a name opens the text, or the agency is named
    at = _with_city(body, m)
    if body[max(0, at - 24) : at].rstrip().endswith(_SEATED) or _BOUND(body, at) or _addressed(body, m):
        return True
    named = m.value == "country" and body.endswith(("in ", "in the ", "in all "), 0, m.start)
    if named and _SEAT_BEFORE.search(body, max(0, m.start - 48), m.start):
        return True
    return m.text[:4].isupper() and in_dateline(body, m.start)


def _addressed(body: str, m: Mention) -> bool:
    """Whether a Japanese place is part of an address in brackets, behind what is no plant."""
    if m.text.isascii() or not _ADDRESS_ENDS.match(body, m.end):
        return False
    opened = _ADDRESS.search(body, max(0, m.start - 25), m.start)
    return opened is not None and not _THING.search(body, max(0, opened.start() - 16), opened.start() + 1)


def seat(body: str, m: Mention) -> bool:
    """Whether a place is called somebody's seat: "Spansion, based in Sunnyvale, California, will buy"."""
    at = _with_city(body, m)
    return body[max(0, at - 20) : at].rstrip().endswith(_HOME)


def _with_city(body: str, m: Mention) -> int:
    """Where a place's name begins, its city included: "Sunnyvale, California"."""
    at = m.start
    city = _CITY.search(body, max(0, at - 32), at) if body[at - 2 : at] == ", " else None
    return city.start() if city else at
