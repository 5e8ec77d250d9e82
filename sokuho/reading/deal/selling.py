"""Who sells and who buys: the same deal is a sale for one side and a purchase for the other."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from operator import attrgetter

from sokuho.reading.deal.evidence import Statement
from sokuho.reading.lexicon import Mention
from sokuho.reading.topics import Topic

# "takes JRE off Goldman Sachs", "Goldman Sachs exits", ゴールドマンから買う: who is named so is the seller.
_OFF = re.compile(
    r"\b(?=[fosde])(?<!dollars )(?<!yen )(?<!illion )(?<!money )(?<!funding )(?<!loan )(?<!backing )"
    r"(?<!capital )(?<!order )"
    r"(?:from|off|(?:sold|sale|disposal|shed|exit) by|exit of|out of the hands of) (?:[\w.&'-]+ ){0,3}\Z"
)
_SELLS = re.compile(
    r"(?: (?:Group|Corp\.?|Inc\.?|Co\.?|and [A-Z]\w+))?(?:'s)? "
    r"(?:exits?|leaves|is leaving|sells|sold|will sell|is selling|has sold|to sell|sheds|parts with"
    r"|cashes out|hands over|unloads|offloads|divests|disposes of|trims|cuts (?:its )?(?:stake|holding))\b"
    r"|(?=[^。、\n]{0,16}[^ -~])"  # English has none
    r"[^。、\n]{0,16}?(?:から[^。\n]{0,30}(?:取得|買|引き取|譲り受|引き継)|が[^。、\n]{0,8}(?:手放|売却|放出)"
    r"|の?(?:米|日本|国内|在米)?(?:現地)?(?:子会社|法人)[^。、\n]{0,24}"
    r"(?:から|を[^。\n]{0,20}(?:取得|買)|の[^。、\n]{0,16}(?:取得|買収))"
    r"|は[^。、\n]{0,20}(?:手放|売却))"
)
# Who leaves may sell to anybody: "Caltex quits Japanese refining", "NEC gets rid of its US unit".
_LEAVES = re.compile(
    r" (?:(?:is |has )?(?:quit(?:s|ting)?|bow(?:s|ed|ing) out of|step(?:s|ped) back (?:in|from)"
    r"|get(?:s|ting) rid of|dump(?:s|ed|ing)|hand(?:s|ed|ing) the keys|part(?:s|ed|ing) with"
    r"|let(?:s|ting)? go of|cash(?:es|ed) (?:in|out)))\b"
    r"| (?:has |have |is |will )?(?:agree[sd]? to |to )?(?:sell|sells|sold|selling) (?:[\w$.,%-]+ ){0,6}?"
    r"(?:stakes?|interests?|shares|holdings?|business|unit|portfolio|division|arm|subsidiary)\b"
)


def sellers(body: str, found: Sequence[Statement], topic: Topic, direction: str) -> float:
    """How plainly title and lead name a company of the investing side as the seller, beside a buyer from
    elsewhere: 0, 0.5 or 1."""
    first = direction == topic.sides[0].direction
    built = {m.value for s in found if s.place == "title" for m in s.objects if not m.weak}
    seen = 0
    for s in found:
        if s.place == "body":
            break
        investors, hosts = (s.first, s.second) if first else (s.second, s.first)
        if any(m.kind == "company" and _sells(body, s, m, (*hosts, *s.others), built) for m in investors[:8]):
            seen += 2 if s.place == "title" else 1
    return min(seen, 2) / 2


def _leaves(body: str, s: Statement, m: Mention, built: Set[str | None]) -> bool:
    """Whether a company leaves what the story is about: the only sector that the title names, not coal where
    it builds a solar farm next."""
    if not _LEAVES.match(body, m.end, s.end):
        return False
    left = min((o for o in (*s.objects, *s.near) if o.start >= m.end), key=attrgetter("start"), default=None)
    return left is None or built <= {left.value}


def _sells(body: str, s: Statement, m: Mention, buyers: Sequence[Mention], built: Set[str | None]) -> bool:
    """Whether a company of the investing side is the seller in a statement: it leaves, or what it holds is
    bought from it. `built`: the title's sectors."""
    if _leaves(body, s, m, built):
        return True
    if not any(o.kind == "company" for o in buyers):
        return False
    if _OFF.search(body, max(s.start, m.start - 50), m.start):
        return True
    return _SELLS.match(body, m.end, s.end) is not None


_FUNDS = re.compile(r"\b(?:invest|put|inject|pour|plough|plow|pump|sink|commit|back)", re.IGNORECASE)
_INTO = re.compile(r"(?:(?! and )[^;\n]){0,60}?\b(?:in|into) (?:the )?(?=[A-Z][A-Za-z&-]*[a-z])")


def into_company(body: str, s: Statement, m: Mention) -> bool:
    """Whether a word of investing has a name as its object that is no place ("to invest $1 billion in
    Coherent's ...")."""
    if not _FUNDS.search(m.text):
        return False
    into = _INTO.match(body, m.end, s.end)
    if into is None:
        return False
    named = next((n for n in (*s.first, *s.second, *s.others) if n.start == into.end()), None)
    if named is not None:
        return named.kind != "place"
    return not any(o.kind == "sector" and o.start == into.end() for o in s.objects)


_TO = re.compile(
    r"\A\s?\Z|\b(?:to|for|buyers? (?:is|are|was|were)) (?:[\w'.&:,-]+ ){0,8}\Z|[^ -~]\Z", re.IGNORECASE
)
# グーグル系に59億円で売却へ: a buyer stands before the verb
_JA_TO = re.compile(
    r"(?:系|側|陣営|傘下|グループ|など|の?[^、。\n]{0,8}(?:会社|法人|ファンド))?[にへ][^。\n]{0,30}\Z"
)


def bought(body: str, s: Statement, m: Mention, investors: int | None) -> bool:
    """Whether a word of selling tells of a purchase: somebody sells what he has at home to the other side.
    `investors` says whose money it is (0 the first side's, 1 the second's), where that is known."""
    if investors is None:
        return False
    ours, hosts = (s.second, s.first) if investors else (s.first, s.second)
    if not m.text[:1].isascii():
        return any(
            o.kind == "company" and o.end <= m.start and _JA_TO.match(body, o.end, m.start) for o in ours
        )

    def sellers(side: Sequence[Mention]) -> bool:
        return any(o.kind == "company" and o.end <= m.start for o in side)

    def buyers(side: Sequence[Mention]) -> bool:
        return any(
            o.kind == "company" and o.start >= m.end and _TO.search(body[m.end : o.start]) for o in side
        )

    return sellers(hosts) and not sellers(ours) and buyers(ours)
