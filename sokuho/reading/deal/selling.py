"""Who sells and who buys: the same deal is a sale for one side and a purchase for the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.deal.evidence import SITES, Statement
from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import Before
from sokuho.reading.topics import Topic

# "takes JRE off Goldman Sachs", "Goldman Sachs exits", ゴールドマンから買う: who is named so is the seller.
_OFF = re.compile(
    r"(?<!dollars )(?<!yen )(?<!illion )(?<!money )(?<!funding )(?<!loan )(?<!backing )(?<!capital )"
    r"(?<!order )"
    r"\b(?:from|off|sold by|shed by|exit of|exit by|out of the hands of) (?:[\w.&'’-]+ ){0,3}\Z"
)
_SELLS = re.compile(
    r"(?: (?:Group|Corp\.?|Inc\.?|Co\.?|and [A-Z]\w+))?(?:['’]s)? "
    r"(?:exits?|leaves|is leaving|sells|sold|will sell|is selling|has sold|sheds|parts with|cashes out"
    r"|hands over)\b"
    r"|[^。、\n]{0,16}?(?:から[^。\n]{0,30}(?:取得|買|引き取|譲り受|引き継)|が[^。、\n]{0,8}(?:手放|売却)"
    r"|の?(?:米|日本|国内|在米)?(?:現地)?(?:子会社|法人)[^。、\n]{0,24}"
    r"(?:から|を[^。\n]{0,20}(?:取得|買)|の[^。、\n]{0,16}(?:取得|買収))"
    r"|は[^。、\n]{0,20}(?:手放|売却))"
)


def sellers(body: str, found: Sequence[Statement], topic: Topic, direction: str) -> float:
    """How plainly title and lead name a company of the investing side as the seller, beside a buyer from
    where the thing stands: 0, 0.5 or 1."""
    first = direction == topic.sides[0].direction
    seen = 0
    for s in found:
        if s.place == "body":
            break
        investors, hosts = (s.first, s.second) if first else (s.second, s.first)
        if not (investors and hosts) or not any(m.kind == "company" for m in hosts):
            continue
        for m in investors[:8]:
            if m.kind == "company" and (
                _OFF.search(body, max(s.start, m.start - 50), m.start) or _SELLS.match(body, m.end, s.end)
            ):
                seen += 2 if s.place == "title" else 1
                break
    return min(seen, 2) / 2


_FUNDS = re.compile(r"\b(?:invest|put|inject|pour|plough|plow|pump|sink|commit|back)", re.IGNORECASE)
_INTO = re.compile(r"(?:(?! and )[^;\n]){0,60}?\b(?:in|into) (?:the )?(?=[A-Z][A-Za-z&-]*[a-z])")


def into_company(body: str, s: Statement, m: Mention) -> bool:
    """Whether a word of investing has a name as its object that is no place ("to invest $1 billion in
    Coherent's ...")."""
    if not _FUNDS.search(m.text):
        return False
    into = _INTO.match(body, m.end, s.end)
    return into is not None and not any(
        p.kind == "place" and p.start == into.end() for p in (*s.first, *s.second, *s.others)
    )


_TO = re.compile(
    r"\A\s?\Z|\b(?:to|for|buyers? (?:is|are|was|were)) (?:[\w'’.&:,-]+ ){0,8}\Z|[^ -~]\Z", re.IGNORECASE
)
_FROM = Before(r"(?:out of|in|from)\s+(?:the\s+)?", reach=12, spaced=True)


def bought(body: str, s: Statement, m: Mention) -> bool:
    """Whether a word of selling tells of a purchase: somebody sells what he has at home to the other side."""
    if body.startswith(" by ", m.end):
        return False

    def sellers(side: Sequence[Mention]) -> bool:
        return any(o.kind == "company" and o.end <= m.start for o in side)

    def buyers(side: Sequence[Mention]) -> bool:
        return any(
            o.kind == "company" and o.start >= m.end and _TO.search(body[m.end : o.start]) for o in side
        )

    def sites(side: Sequence[Mention]) -> bool:
        return any(o.kind == "place" and (o.value in SITES or _FROM(body, o.start, s.start)) for o in side)

    if sellers(s.second) and not sellers(s.first) and buyers(s.first):
        return not sites(s.first)
    return (
        sellers(s.first)
        and not sellers(s.second)
        and buyers(s.second)
        and sites(s.first)
        and not sites(s.second)
    )
