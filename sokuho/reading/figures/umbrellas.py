"""Sizes of what a deal is a part of: a framework, a portfolio, all that a company runs in a country."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.model import Capacity, Number
from sokuho.reading.figures.cues import ABOUT
from sokuho.reading.lexicon import Mention, within
from sokuho.reading.patterns import words_of

_NEAR = 90  # code points
_PLANT = r"(?:site|campus|cent(?:er|re)|plant|project|facility|station|farm|park|terminal|unit|complex)s?\b"
_WHOLES = r"(?:portfolio|pipeline|fleet|program(?:me)?|framework|master agreement|pact|target|goal|backlog)s?"
# "under a framework for 1 GW", "a programme that is to reach 100 MW"
_OF_WHOLE = re.compile(
    rf"\b{_WHOLES}(?:,? (?:which|that) (?:is|are|will|would|should))?"
    rf" (?:for|covering|spanning|totall?ing|(?:to )?(?:reach|hit|grow to|total)) {ABOUT}\Z"
    rf"|\b(?:portfolio|pipeline|fleet|target|goal|backlog)s? of {ABOUT}\Z"
)
# "agreed to acquire a solar |portfolio of 500 MW": the deal itself.
_DEAL_IN = re.compile(
    r"\b(?:buy|bought|acquir|purchas|sell|sold|financ|fund|sign|conclud|enter)\w* (?:into )?"
    r"(?:(?!(?:under|within|of|from|in|for|toward|towards|with|as|and)\b)[\w.&'-]+ ){0,5}\Z"
)
# "as a part of its plan to develop 1,500 MW", "under the utility's plan for 400 MW"
_OF_PLAN = re.compile(
    r"\b(?:under|within|towards?|in line with|part of|contributes? to|counts? towards?) (?:[\w.&'-]+ ){1,4}?"
    rf"(?:plan|strategy|push|drive|initiative|commitment|pledge)s? (?:for|of|to [a-z]+) {ABOUT}\Z"
)
# "Its Japanese wind projects now add up to 211 MW"
_SUM = re.compile(
    r"\b(?:projects|plants|farms|parks|assets|ventures|sites|holdings|contracts|stakes|capacity)"
    r" (?:[\w.'&-]+ ){0,4}?now (?:adds? up to|comes? to|amounts? to|totals?|stands? at|reach(?:es)?)"
    rf" {ABOUT}\Z"
)
# "part of a 5 GW portfolio", "the first slice of Orsted's 3 GW plan"
_PART_OF = re.compile(
    r"\b(?:part|piece|slice|portion|phase|step|inst[a]l?lment|element|first|second|latest|one)"
    r" (?:[a-z]+ )?(?:of|in|under|from|towards?) (?:[\w.&'-]+ ){0,4}\Z"
)
_A_WHOLE = re.compile(
    rf"[ -](?:[\w.&'-]+ ){{0,4}}?(?:{_WHOLES}|plan|push|pledge|commitment|agreement|strategy|initiative)\b"
)
# "raising its American capacity to 4.5 GW"
_IN_ALL = re.compile(
    r"\b(?:bring|tak|rais|lift|push|increas|boost|expand|ris|grow)\w* "
    rf"(?:(?!{_PLANT})[\w.'&-]+ ){{0,4}}?"
    r"(?:U\.?S\.?|American|Japanese|Japan|total|overall|global|worldwide|portfolio|fleet|renewables?|group's"
    rf"|country|region|state) (?:(?!{_PLANT})[\w.'&-]+ ){{0,5}}?(?:to|past|above|beyond) {ABOUT}\Z"
)
# "Stargate tops 10 GW", "Stargate's planned capacity to nearly 7 GW", but not "Stargate's campus"
_OF_NAMED = re.compile(
    rf"(?:'s?)?(?: (?!{_PLANT})[\w'-]+){{0,5}}?"
    r" (?:tops|topp(?:ed|ing)|exceed(?:s|ed|ing)?|pass(?:es|ed|ing)|surpass(?:es|ed|ing)|near(?:s|ed|ing)|to"
    rf"|past|beyond|above|reach(?:es|ed|ing)?|at|of|has) {ABOUT}\Z"
)
# 「日本で調達する再エネは合計21万キロワット」
_SUM_JAPANESE = re.compile(
    r"(?:日本|国内|米国|北米|世界|海外|グループ|全社)(?:全体)?で(?:調達|保有|運営|開発|導入|運用|稼働|契約|手がけ)"
    r"[^、。\n]{0,20}[はが](?:合計|累計|計)で?約?\Z"
)
# "22 GW of clean energy worldwide"
_OF_THE_WORLD = re.compile(
    r"(?: of (?:[a-z-]+ ){1,4}|\s)(?:worldwide|globally|(?:around|across) the (?:world|globe))\b"
)
# One of them is before whatever these patterns match.
_TELLING = frozenset(
    b"portfolio portfolios pipeline pipelines fleet fleets program programs programme programmes framework"
    b" frameworks agreement agreements pact pacts target targets goal goals backlog backlogs plan plans"
    b" strategy push drive initiative commitment commitments pledge pledges now u us american japanese japan"
    b" total overall global worldwide renewable renewables group country region state".split()
)


def of_umbrellas(
    body: str, sizes: Sequence[Capacity], programmes: Sequence[Mention]
) -> set[tuple[Number, str]]:
    """Values and units that are said, wherever they stand, to be of more than the deal. `programmes`: those
    that are named."""
    wider, own = set[tuple[Number, str]](), set[tuple[Number, str]]()
    for c in sizes:
        (wider if _of_umbrella(body, c, programmes) else own).add(c.size)
    return wider - own


def _of_umbrella(body: str, size: Capacity, programmes: Sequence[Mention]) -> bool:
    low = max(0, size.start - _NEAR, body.rfind("\n", 0, size.start) + 1)
    if _A_WHOLE.match(body, size.end) and _PART_OF.search(body, low, size.start):
        return True
    if _OF_THE_WORLD.match(body, size.end) or _SUM_JAPANESE.search(body, low, size.start):
        return True
    if not _TELLING.isdisjoint(words_of(body[low : size.start].lower())):
        whole = _OF_WHOLE.search(body, low, size.start)
        if whole and not _DEAL_IN.search(body, low, whole.start()):
            return True
        if any(said.search(body, low, size.start) for said in (_OF_PLAN, _SUM, _IN_ALL)):
            return True
    named = within(programmes, low, size.start)
    return bool(named) and _OF_NAMED.fullmatch(body, named[-1].end, size.start) is not None
