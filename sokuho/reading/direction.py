"""Whose investment abroad it is: where the thing stands that is built or bought, and who acts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sokuho.reading.evidence import SITES, Statement
from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import Before
from sokuho.reading.stages import no_funds
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import softmax

# "in Japan", "across the U.S.": a country named as the place of something.
_IN = re.compile(
    r"(?:\b(?:in|into|across|throughout|inside|to|for|enter)(?: the)?"
    r"|\b(?:(?:north|south)?-?(?:north|south|west|east)ern|central)|対)\s*$",
    re.IGNORECASE,
)
# 日本に, 米国で, 国内の: the same; 米国企業 is no place.
_AT = re.compile(
    r"(?:国内)?(?:に(?!よ|つ|本社)|で(?!は?なく)|へ|の(?!企業|会社|政府)|初|(?:各地|国内|市場|事業|投資))"
)
# Where somebody sits, where a thing comes from, or where the report was written.
_SEAT = re.compile(
    r"-based|-headquartered|['’]s\b|/[A-Z]|・|[)）]|\s*(?:--|—|–|-)\s|\s*\((?:Reuters|Kyodo|Jiji|AP|AFP|dpa)|\s*[:：]|発|本社|出身|[^、。\n]{0,12}[にを]本[社拠]"
    r"|\s(?:(?!in\b|and\b|for\b)[\w-]+\s){0,2}(?:trader|trading|company|companies|firms?|group|utility|utilities|start-?ups?|developers?"
    r"|[\w-]*makers?|unit|house|houses|banks?|giants?|insurers?|fund|funds|retailer|producer|operator|conglomerate"
    r"|investors?|manufacturers?|suppliers?|lenders?|contractor|parent|officials?)\b"
    r"|\s(?:shares|stocks|said)\b|\s(?:[A-Z][\w&]+\s){0,2}(?:Trading|Gas|Power|Energy|Electric|Holdings|Group|Corp|Inc|Co|Ltd|LNG"
    r"|Partners|Capital|Banks?|Resources|Technologies|Industries|Chemicals?|Steel|Realty|Estate"
    r"|University|Prefecture['’]s)\b"
    r"|\son (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_SEATED = (
    *("based in", "headquartered in", "headquarters in", "head office is in", "of", "from", "near"),
    *("interview in", "conference in", "speech in", "meeting in", "met in", "said in", "told reporters in"),
    *("announced in", "signed in", "ceremony in", "talks in", "held in", "spoke in"),
    *("(", "（", "本社は", "本社を", "本社がある"),
)
# What is invested in, as the words around a company's name tell.
_REACH = 60
_INTO = Before(
    r"(?:(?:invest\w*|stakes?|interest|shares?|money|holding|loans?|funding|cheque|bets?|billion|million|\d|%)"
    r"[\w\s%$.-]{0,24}\b(?:in|into|for|of)"
    r"|acquir\w+|buy(?:s|ing)?|bought|takes? over|taken over|taking over|takeover of"
    r"|acquisition of|purchase of|backs?|backing|loan to|lend to|lends to)"
    r"\s(?:the\s|(?!from\b)[\w'’-]+\s(?!and\b|from\b)){0,4}",
    _REACH,
    spaced=True,
)
_INTO_AFTER = re.compile(
    r"(?:グループ|社|など|\(\w+\)|（\w+）)?(?:[にへ][^。、]{0,14}(?:出資|投資|融資|資金|貸)"
    r"|を[^。]{0,24}(?:買収|子会社|傘下|買い取|取得)|への[^。、]{0,10}(?:出資|投資|融資|払い込み)|の(?:資金調達|増資|買収))"
)


_NATION = re.compile(r"Japanese|Japan['’]s|American|U\.?S\.?|United States")
_SIDES = ("first", "second")
_MOST = 30  # names of a side in one sentence that are looked at; an endless line has thousands


def direction(body: str, found: Sequence[Statement], topic: Topic) -> str | None:
    """The direction's name as the topic calls it: one side's, or the one for both."""
    values = evidence(body, found)
    both, there, here = softmax(topic.directions or DEFAULT, ("both", "there"), values)
    if both > max(there, here):
        return topic.both
    return topic.sides[0].direction if there >= here else topic.sides[1].direction


def evidence(body: str, found: Sequence[Statement]) -> dict[str, float]:
    """What speaks for an investment of the first side in the second (above 0) and for the reverse (below).

    `two_sites`, `two_into` and `mutual` (0 to 1) speak for both.
    """
    standing = {(side, zone): 0.0 for side in _SIDES for zone in ("title", "lead", "body")}
    entered = dict.fromkeys(_SIDES, 0)
    top = [s for s in found if s.place != "body"]
    for s in found:
        for side, mentions in zip(_SIDES, (s.first[:_MOST], s.second[:_MOST]), strict=True):
            if s.acts or s.objects or s.place == "title":
                standing[side, s.place] += sum([site(body, m) for m in mentions])
            if s.place != "body":
                entered[side] += sum([invested_in(body, m) for m in mentions])
    sites = {where: 1 - 0.4**strength for where, strength in standing.items()}
    into = {side: 1 - 0.4**strength for side, strength in entered.items()}
    at_top = any(sites[side, zone] for side in _SIDES for zone in ("title", "lead"))
    subject = next((who for s in top if (who := _subject(s))), 0)
    raising = any(m.value == "raise" and not no_funds(body, m) for s in top[:1] for m in s.acts)
    selling = any(m.value == "sell" for s in top[:1] for m in s.acts)
    if not raising and any(_RAISES.search(body, s.start, s.end) for s in top[:2]):
        raising = True
    ordering = 0.0 if raising or selling else _orders(top)
    programme = any(s.programmes for s in top)
    mutual = 0.0 if programme else max(_mutual(found), _merging(top))
    here = max(sites["first", zone] for zone in ("title", "lead", "body"))
    there = max(sites["second", zone] for zone in ("title", "lead", "body"))
    companies = [
        len({m.name for s in top for m in side(s) if m.kind == "company"}) for side in (_first, _second)
    ]
    return {
        "bias": 1.0,
        "site_title": sites["second", "title"] - sites["first", "title"],
        "site_lead": sites["second", "lead"] - sites["first", "lead"],
        "site_body": 0.0 if at_top else sites["second", "body"] - sites["first", "body"],
        "into": into["second"] - into["first"],
        "acts": 0.0 if raising or selling or ordering else float(subject),
        "orders": ordering * subject,
        "raises": -float(subject) if raising else 0.0,
        "sells": float(subject) if selling and not raising else 0.0,
        "companies": (companies[0] - companies[1]) / max(1, sum(companies)),
        "programme": float(programme),
        "mutual": mutual,
        "two_sites": min(here, there),
        "two_mutual": min(here, there) * mutual,
        "two_into": min(into.values()),
    }


def _mutual(found: Sequence[Statement]) -> float:
    """How plainly it is said that both invest, from 0 to 1; the title's word says it all, a weak one in the
    body nothing."""
    said = sum(
        2 if s.place == "title" else 1
        for s in found
        for m in s.cues
        if m.value == "mutual" and not (m.weak and s.place == "body")
    )
    return min(2, said) / 2


# "closes $2.6B facility", "lands a Series E", "secures financing": the first named is who gets the money.
_RAISES = re.compile(
    r"\b(?:clos|secur|land|rais|obtain|nab|snag|bag|nett?|draw|get|win)(?:e|es|ed|s|ing)?\b[^.;\n]{0,40}"
    r"\b(?:loan|facility|financing|(?:funding )?round|funding|Series [A-H]|credit|DDTL)\b"
)
_BUYS = re.compile(r"order|pick|choos|chose|select|tap|procur|発注|採用|選定", re.IGNORECASE)
_DELIVERS = re.compile(
    r"suppl|deliver|w[io]n|award|book|provid|equip|to equip|受注|納入|納め|供給|請け負", re.IGNORECASE
)


def _orders(top: Sequence[Statement]) -> float:
    """1 where the company named first supplies a plant abroad, -1 where it orders from abroad, 0 where the
    title and the first sentences tell of no order."""
    for s in top[:3]:
        kinds = {m.value for m in s.acts}
        if "supply" not in kinds or kinds & {"invest", "stake", "acquire"}:
            continue
        words = [m.text for m in s.acts if m.value == "supply"]
        if any(_DELIVERS.match(w) for w in words):
            return 1.0
        if any(_BUYS.match(w) for w in words):
            return -1.0
    return 0.0


_MERGES = re.compile(r"merg|経営統合|統合|合併", re.IGNORECASE)
_MERGING = 0.9  # as good as a title's word for both


def _merging(top: Sequence[Statement]) -> float:
    """Whether companies of both sides become one and neither buys the other."""
    words = [m.text for s in top for m in s.acts if m.value == "acquire"]
    both = all(any(m.kind == "company" for s in top for m in side(s)) for side in (_first, _second))
    return _MERGING if both and words and all(_MERGES.match(w) for w in words) else 0.0


def _first(s: Statement) -> Sequence[Mention]:
    return s.first


def _second(s: Statement) -> Sequence[Mention]:
    return s.second


def invested_in(body: str, m: Mention) -> bool:
    """Whether the words around a company's name, or before its country's ("buys a Japanese chip firm"), say
    that money goes into it."""
    if m.kind == "place" and m.value == "country":
        return _NATION.match(m.text) is not None and _into(body[max(0, m.start - _REACH - 1) : m.start])
    if m.kind != "company":
        return False
    if not body.isascii() and _INTO_AFTER.match(body, m.end, m.end + 40):
        return True
    return _into(body[max(0, m.start - _REACH - 1) : m.start])


@lru_cache(512)  # direction, sectors and parties ask for the same names
def _into(before: str) -> bool:
    return _INTO(before, len(before))


def _subject(s: Statement) -> int:
    """1 where the company named first is of the first side, -1 of the second, 0 where there is none."""
    first = min((m.start for m in s.first if m.kind == "company"), default=None)
    second = min((m.start for m in s.second if m.kind == "company"), default=None)
    if first is None:
        return 0 if second is None else -1
    return 1 if second is None or first < second else -1


def site(body: str, m: Mention) -> float:
    """From 0 to 1, how surely a mention names where something stands or happens."""
    if m.kind == "project":
        return 1.0
    if m.kind != "place" or _SEAT.match(body, m.end):
        return 0.0
    if body[max(0, m.start - 24) : m.start].rstrip().endswith(_SEATED):
        return 0.0
    if m.value in SITES:
        return 1.0
    if m.text in ("東京", "ワシントン") and _AT.match(body, m.end):
        return 1.0
    if m.text in ("Tokyo", "TOKYO", "東京", "Washington", "WASHINGTON", "ワシントン"):
        return 0.3
    if _IN.search(body, max(0, m.start - 16), m.start) or m.text.startswith("対"):
        return 1.0
    if not m.text.isascii() and _AT.match(body, m.end):
        return 1.0
    return 0.0


DEFAULT: Mapping[str, Mapping[str, float]] = {
    "there": {
        "site_title": 3,
        "site_lead": 3,
        "site_body": 2,
        "into": 2,
        "acts": 1.5,
        "raises": 1.5,
        "sells": 1,
    },
    "both": {"bias": -4, "two_sites": 2, "two_mutual": 4, "two_into": 4},
}
