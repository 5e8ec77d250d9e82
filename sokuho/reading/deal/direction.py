"""Whose investment abroad it is: where the thing stands that is built or bought, and who acts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from sokuho.model.dateline import in_dateline
from sokuho.reading.deal.evidence import SITES, Statement
from sokuho.reading.deal.senses import no_funds
from sokuho.reading.deal.targets import GETS_MONEY, invested_in, whose_money
from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import words_before
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import pairs, softmax

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
_ACTORS = ("企業", "勢", "側", "政府", "系", "社")  # what a country's name may end in that is no place
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
_SITED, _ENTERED = ("place", "project"), ("company", "place")  # kinds of names
_EARLY = 4  # statements, title included, in which it is told what kind of deal it is
_start = attrgetter("start")
_MOST = 30  # names of a side in one sentence that are looked at; an endless line has thousands


def direction(body: str, found: Sequence[Statement], topic: Topic) -> str | None:
    """The direction's name as the topic calls it: one side's, or the one for both."""
    values = evidence(body, found)
    both, there, here = softmax(topic.direction_pairs or _DEFAULT_PAIRS, values)
    if both > max(there, here):
        return topic.both
    return topic.sides[0].direction if there >= here else topic.sides[1].direction


def evidence(body: str, found: Sequence[Statement]) -> dict[str, float]:
    """What speaks for an investment of the first side in the second (above 0) and for the reverse (below).

    `two_sites` and `mutual` (0 to 1) speak for both; `cargo`: what is told of is a fuel that crosses the sea.
    """
    top = [s for s in found if s.place != "body"]
    first = _side(body, found, [s.first for s in found])
    second = _side(body, found, [s.second for s in found])
    at_top = any(side.sites[zone] for side in (first, second) for zone in ("title", "lead"))
    subject = next((who for s in top if (who := _subject(body, s))), 0)
    acts = [m for s in top[:1] for m in s.acts]
    selling = any(m.value == "sell" for m in acts)
    raised = (
        next((s for s in top[:_EARLY] if _raises(body, s) and not _gives(body, s)), None) if subject else None
    )
    raising = raised is not None
    gets = _subject(body, raised) or subject if raised else 0
    raiser = _first_company(raised) if raised else None
    programme = any(s.programmes for s in top)
    got = {raiser.name} if raiser else set()
    investors = len(first.companies - got), len(second.companies - got)
    return {
        "bias": 1.0,
        "site_title": second.sites["title"] - first.sites["title"],
        "site_lead": second.sites["lead"] - first.sites["lead"],
        "site_body": 0.0 if at_top else second.sites["body"] - first.sites["body"],
        "into": second.into - first.into,
        "acts": 0.0 if raising or selling else float(subject),
        "money": _money(body, top),
        "raises": -float(gets),
        "sells": float(subject) if selling and not raising else 0.0,
        "companies": (investors[0] - investors[1]) / max(1, sum(investors)),
        "programme": float(programme),
        "cargo": float(any(m.value == "cargo" for s in top for m in s.cues)),
        "mutual": _mutual(found),
        "two_sites": min(max(first.sites.values()), max(second.sites.values())),
    }


class _Side(NamedTuple):
    """What the statements show of one side, from 0 to 1: the `sites` in its country, by zone, and how far
    money goes `into` its companies. `companies`: how many of it title and lead name."""

    sites: Mapping[str, float]
    into: float
    companies: set[str]


def _side(body: str, found: Sequence[Statement], named: Sequence[Sequence[Mention]]) -> _Side:
    """What they show, `named` being the names of that side in each."""
    standing = {"title": 0.0, "lead": 0.0, "body": 0.0}
    entered = 0
    companies: set[str] = set()
    for s, mentions in zip(found, named, strict=True):
        if not mentions:
            continue
        zone = s.place
        if zone != "body":
            companies.update([m.name for m in mentions if m.kind == "company"])
        stands = s.acts or s.objects or zone == "title"
        for m in mentions[:_MOST]:
            kind = m.kind
            if stands and kind in _SITED:
                standing[zone] += site(body, m)
            if zone != "body" and kind in _ENTERED:
                entered += invested_in(body, m)
    sites = {zone: 1 - 0.4**strength for zone, strength in standing.items()}
    return _Side(sites, 1 - 0.4**entered, companies)


def _mutual(found: Sequence[Statement]) -> float:
    """How plainly it is said that both invest, from 0 to 1; the title's word says it all, a weak one in the
    body nothing."""
    said = 0
    for s in found:
        for m in s.cues:
            if m.value == "mutual" and not (m.weak and s.place == "body"):
                said += 1 if m.weak and s.place != "title" else 2
    return min(2, said) / 2


def _raises(body: str, s: Statement) -> bool:
    """Whether somebody gets money, as a statement says."""
    if s.place == "title" and any(m.value == "raise" and not no_funds(body, m) for m in s.acts):
        return True
    return GETS_MONEY.search(" " + body[s.start : s.end]) is not None


# "KDDI in talks to lead round at AI start-up", 資金調達を主導: who is named first puts money in, and who gets
# it may be a name that no list has.
_LEADS = re.compile(
    r"\b(?:lead(?:s|ing)?|led(?! by)|join(?:s|ed|ing)?|back(?:s|ing)?|invest(?:s|ed|ing)?|participat\w+|bets?"
    r"|anchor(?:s|ing)?|ey(?:es|eing)|weigh(?:s|ing)|mull(?:s|ing)|consider(?:s|ing)|discuss(?:es|ing))\b",
    re.I,
)
_LEADS_JA = re.compile(r"主導|参加|出資(?!を受け)|引き受け|加わ|投じ|\A(?:など)?から")
_TAKES_JA = re.compile(r"を調達|調達[しす]")
_FROM = words_before(r"(?:from|by|with|including)(?: japan's)? ", reach=24, spaced=True)


def _gives(body: str, s: Statement) -> bool:
    """Whether the company that a statement names first is among those who put money in."""
    first = _first_company(s)
    if first is None:
        return False
    if _FROM(body, first.start, s.start):
        return True
    leads = _LEADS.search(body, first.end, s.end)
    takes = GETS_MONEY.search(body, first.end, s.end)
    if leads and not (takes and takes.start() < leads.start()):
        return True
    said = body[first.end : s.end]
    return _LEADS_JA.search(said) is not None and _TAKES_JA.search(said) is None


def _first_company(s: Statement) -> Mention | None:
    """The company that a statement names first."""
    named = [m for side in (s.first, s.second) for m in side[:_MOST] if m.kind == "company"]
    return min(named, key=_start) if named else None


def _money(body: str, top: Sequence[Statement]) -> float:
    """Above 0 where money is called the first side's ("Japanese investment", 日本の資金), below where it is
    called the second's."""
    said = [0, 0]
    for s in top:
        for side, mentions in enumerate((s.first, s.second)):
            for m in mentions[:_MOST]:
                said[side] += m.kind == "place" and whose_money(body, m, s.start)
    return 0.4 ** said[1] - 0.4 ** said[0]


# "Japanese investors", "a U.S. buyout firm", 米ファンド, 米エリオット: somebody of that country.
_SOMEBODY = re.compile(
    r"(?:'s|-based|-headquartered)? (?:[\w-]+ ){0,3}?(?:compan(?:y|ies)|firms?|groups?|funds?|investors?"
    r"|giants?|banks?|lenders?|utility|utilities|trader|trading houses?|start-?ups?|[\w-]*makers?|developers?"
    r"|insurers?|customers?|buyers?|government)\b"
    r"|(?:'s|-based) (?=[A-Z])"
    r"|の?(?:(?:投資)?(?:会社|ファンド)|企業|大手|政府|新興|[一-龥]{1,4}(?:大手|会社))|(?=[ァ-ヴ]{2}|[A-Z])"
)


# "Onto becomes top holder", "Applied Materials is now its No. 1 owner", 米オントが筆頭株主に
_OWNS = re.compile(
    r" (?:becomes?|became|to become|will become|is now|emerges as|to be)(?: [\w.'-]+){0,4}?"
    r" (?:owner|holder|shareholder|stakeholder)s?\b"
    r"|(?:グループ|社)?[がは、][^。、\n]{0,12}株主(?:に|とな)"
)


def _acts(body: str, m: Mention) -> bool:
    """Whether a name is somebody's who may act: a company, who is called by a country, or a company
    that no list knows, by its seat ("Spansion, based in Sunnyvale, California, will buy")."""
    if m.kind == "company":
        return not invested_in(body, m)
    if m.kind != "place":
        return False
    if m.text.endswith(_ACTORS) or _SOMEBODY.match(body, m.end) is not None:
        return True
    at = _city(body, m)
    return body[max(0, at - 20) : at].rstrip().endswith(_HOME)


def _city(body: str, m: Mention) -> int:
    """Where a place's name begins, its city included: "Sunnyvale, California"."""
    at = m.start
    city = _CITY.search(body, max(0, at - 32), at) if body[at - 2 : at] == ", " else None
    return city.start() if city else at


def _subject(body: str, s: Statement) -> int:
    """1 where who is named first is of the first side, -1 of the second, 0 where there is nobody. Who becomes
    an owner acts, wherever he is named."""
    for side, value in ((s.first, 1), (s.second, -1)):
        if any(m.kind == "company" and _OWNS.match(body, m.end) for m in side[:_MOST]):
            return value
    first = next((m.start for m in s.first[:_MOST] if _acts(body, m)), None)
    second = next((m.start for m in s.second[:_MOST] if _acts(body, m)), None)
    if first is None:
        return 0 if second is None else -1
    return 1 if second is None or first < second else -1


_AGENCY = re.compile(r"\s(?:--|—|–|-)\s[A-Z][\w ]{1,24}$", re.MULTILINE)


def _in_title(body: str, m: Mention) -> bool:
    return body.find("\n", 0, m.start) < 0


def site(body: str, m: Mention) -> float:
    """From 0 to 1, how surely a mention names where something stands or happens."""
    if m.kind == "project":
        return 1.0
    if m.kind != "place" or m.text.endswith(_ACTORS):
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


_CAPITALS = ("Tokyo", "TOKYO", "東京", "Washington", "WASHINGTON", "ワシントン")


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
    seat = _SEAT.match(body, m.end)
    if seat and "\n" not in seat[0] and not (_AGENCY.match(body, m.end) and _in_title(body, m)):
        return True  # behind a title's last place a name opens the text, or the agency is named
    at = _city(body, m)
    if body[max(0, at - 24) : at].rstrip().endswith(_SEATED) or _BOUND(body, at):
        return True
    if _addressed(body, m):
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
    "both": {"bias": -4, "two_sites": 2, "mutual": 4},
}
_DEFAULT_PAIRS = pairs(DEFAULT, "both", "there")
