"""Whose investment abroad it is: where the thing stands that is built or bought, and who acts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from sokuho.reading.deal.evidence import MOST, Statement
from sokuho.reading.deal.senses import no_funds
from sokuho.reading.deal.sited import ACTORS, seat, site
from sokuho.reading.deal.targets import GETS_MONEY, invested_in, whose_money
from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import words_before
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import pairs, softmax

_SITED, _ENTERED = ("place", "project"), ("company", "place")  # kinds of names
_EARLY = 4  # statements, title included, in which it is told what kind of deal it is
_start = attrgetter("start")


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
        for m in mentions[:MOST]:
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
    named = [m for side in (s.first, s.second) for m in side[:MOST] if m.kind == "company"]
    return min(named, key=_start) if named else None


def _money(body: str, top: Sequence[Statement]) -> float:
    """Above 0 where money is called the first side's ("Japanese investment", 日本の資金), below where it is
    called the second's."""
    said = [0, 0]
    for s in top:
        for side, mentions in enumerate((s.first, s.second)):
            for m in mentions[:MOST]:
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
    return m.text.endswith(ACTORS) or _SOMEBODY.match(body, m.end) is not None or seat(body, m)


def _subject(body: str, s: Statement) -> int:
    """1 where who is named first is of the first side, -1 of the second, 0 where there is nobody. Who becomes
    an owner acts, wherever he is named."""
    for side, value in ((s.first, 1), (s.second, -1)):
        if any(m.kind == "company" and _OWNS.match(body, m.end) for m in side[:MOST]):
            return value
    first = next((m.start for m in s.first[:MOST] if _acts(body, m)), None)
    second = next((m.start for m in s.second[:MOST] if _acts(body, m)), None)
    if first is None:
        return 0 if second is None else -1
    return 1 if second is None or first < second else -1


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
