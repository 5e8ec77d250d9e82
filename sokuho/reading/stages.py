"""How far the main deal is: the words of stages (config/lexicon/stages.txt) and of acts, each in its clause.

1. A word of a stage counts as what its clause makes of it. What is denied counts nothing; what may, might
   or is being considered is proposed; a start of work, of operation or a closing that is still to come is a
   plan; a sale of one's holding at home is the other side's purchase; to raise a cost raises no money; who
   is to invest in a company has agreed with it.
2. A word of an earlier deal ("last year", "had agreed", 昨年) or of a programme that is not the article's
   subject is set aside.
3. An act of title or main sentence tells a stage by its kind and by how it is said: what may be, will be, is
   done or has been done. So a verb that no list of stages holds still says how far things are.
4. All this is evidence for each stage, weighed by a softmax whose weights stand in the topic's file, fitted
   by `python -m bench.fit`; the likeliest stage is the article's, and with no evidence at all there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from sokuho.reading.evidence import SITES, Statement
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.patterns import Before
from sokuho.reading import steps
from sokuho.reading.topics import Topic

_BEFORE, _AFTER = 70, 60  # characters of a clause that are looked at
PROPOSED, PLEDGED, AGREED, SOLD = "proposed", "pledged", "agreed", "sold"
_PURPOSE = r"(?:\s(?!and\b|but\b|which\b|that\b|as\b|after\b|while\b)[\w'’$-]+)"
# "may build", "in talks to buy", "considering whether to invest".
_MAYBE = Before(
    r"(?:may|might|could|would|consider(?:s|ing|ed)?|mull(?:s|ing)?|weigh(?:s|ing)?"
    r"|explor(?:es?|ing)|talks|discuss(?:es|ing)?"
    r"|looking|hop(?:es?|ing)|wants?|seek(?:s|ing)?|eye(?:s|ing)|possib(?:le|ly)|potential(?:ly)?"
    r"|reportedly|propos(?:es|ed|ing|al)|close to|nears|about to|if|whether|yet to"
    r"|asked to|urged to|interest(?:ed)? in|stud(?:ies|ying)|negotiat(?:es|ing))"
    rf"{_PURPOSE}{{0,4}}\s*",
    _BEFORE,
)
# "construction will begin", "expects to close", "is due to open".
_COMING = Before(
    r"(?:will|shall|plans?|planned|planning|to|going|due|set|expect(?:s|ed|ing)?|intend(?:s|ed|ing)?|aim(?:s|ing)?|scheduled"
    rf"|slated|promis(?:es|ed|ing)|until|ahead of|before|target(?:s|ed|ing)?){_PURPOSE}{{0,3}}\s*",
    _BEFORE,
)
_TO_COME = re.compile(
    r"[\w\s,]{0,24}\b(?:by|from|(?:is|are) (?:due|planned|expected|set|scheduled|slated|targeted|to)"
    r"|targeted|planned for|expected|(?:next|later this) year|will)\b",
    re.IGNORECASE,
)
_NOT = Before(
    r"(?:not|no|never|without|nor|denied|denies|deny|n['’]t|neither)(?:\s(?!only\b)[\w'’-]+){0,3}\s*",
    _BEFORE,
)
_EARLIER = Before(
    r"(?:had|earlier|previously|last (?:year|month|week|spring|summer|autumn|fall|winter"
    r"|\w+day|\w+ember|\w+uary|\w+ober)|ago|once|formerly|already"
    r"|back in (?:19|20)\d\d|besides|separately|meanwhile|also)\b[^.;\n]{0,40}",
    _BEFORE,
)
_JA_EARLIER = re.compile(
    r"(?:昨年|前年|一昨年|先月|以前|これまで|すでに|既に|このほか|一方|かつて|昨年末)[^。\n]{0,30}\Z"
)
_EARLIER_WORDS = ("last ", "ago", "earlier", "before", "previously")  # asked for first: most texts have none
_EARLIER_AFTER = re.compile(
    r"[^.;\n]{0,40}\b(?:last (?:year|month|spring|summer|autumn|fall|winter)"
    r"|(?:years?|months?|weeks?) (?:ago|earlier|before)|a year earlier"
    r"|previously)\b",
    re.IGNORECASE,
)
_JA_MAYBE = re.compile(
    r"[^。、\n]{0,10}?(?:を?検討|協議|交渉|調整|可能性|意向|模索|打診|視野|方向|よう求め|期待|案が|もよう|を目指|をめざ)"
)
_JA_COMING = re.compile(r"[^。、\n]{0,10}?(?:予定|見通し|見込|計画|目指|めざ|方針|へ|目標)")
_JA_NOT = re.compile(r"[^。、\n]{0,5}?(?:ない|なかった|ません|ず(?:に|、))")
# 検討してきた: what went before the news.
_JA_PAST = re.compile(r"(?:を|が)?(?:し|され|続け|進め|重ね)て(?:き|い)た|中だった")
# "has bought 103 acres": a site for what is planned, not the deal.
_LAND = re.compile(r"(?: (?!in\b|of\b)[\w,.'’-]+){0,3} (?:land|acres?|sites?|plots?|parcels?)\b")
_NO_FUNDS = re.compile(
    r"[\w\s'’$.-]{0,36}?\b(?:costs?|prices?|estimates?|output|capacity|stakes?|holdings?|targets?|spending|investments?|budget|production"
    r"|bill|outlays?|forecasts?|bid|offer|share|doubts?|plans?|rates?|wages?|guidance|dividend|questions?|commitment|pledge|ratings?)\b",
    re.IGNORECASE,
)
_UNBOUND = re.compile(r"\b(?:non-?binding|letters? of intent|LOI|indicative)\b", re.IGNORECASE)
_LATER = frozenset(
    {"under_construction", "operating", "completed", "approved"}
)  # stages that may be yet to come


def stage(
    body: str, found: Sequence[Statement], scan: Scan, topic: Topic, direction: str | None = None
) -> str | None:
    """The stage of the main deal, None where no word tells any. `direction`: whose investment it is."""
    told, context = evidence(body, found, scan, topic, direction)
    if not told and len(context) == 1:
        return None
    weights = topic.stages or DEFAULT
    by_word = weights["words"]
    scores = {
        name: sum([by_word.get(k, 0.0) * v for k, v in told.get(name, {}).items()])
        + sum([own.get(k, 0.0) * v for k, v in context.items()])
        for name, own in weights.items()
        if name != "words"
    }
    return max(scores, key=lambda name: scores[name])


def evidence(
    body: str, found: Sequence[Statement], scan: Scan, topic: Topic, direction: str | None = None
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """What the words of each stage show, by place and strength ("title", "main_weak", "lead_verb", "aside":
    the main verb of a sentence is the first strong word of an English one, the last of a Japanese one), and
    what the acts show for all of them ("acquire", "acquire_done", "programme", "seller", "bias")."""
    starts = [s.start for s in found]
    said_words = steps.merged(scan.of("stage"), steps.told(body, scan))
    main = _main(found, starts, said_words)
    subject = any(s.programmes for s in found if s.place == "title" or s is main)
    words: dict[int, list[tuple[Mention, bool]]] = {}
    purchase = False  # the title's sale is the other side's purchase
    for m in said_words:
        i = bisect_right(starts, m.start) - 1
        if i < 0 or m.start >= found[i].end or not m.value:
            continue
        read = None if _named(found[i], m) else in_clause(body, found[i], m)
        if read is None:
            continue
        if m.value == SOLD and read.value == AGREED and found[i].place == "title":
            purchase = True
        elif purchase and read.value == SOLD:
            read = read._replace(value=AGREED)
        aside = found[i].place != "title" and _aside(body, found[i], m)
        aside = aside or (not subject and bool(found[i].programmes))
        words.setdefault(i, []).append((read, aside))
    told: dict[str, dict[str, float]] = {}
    for i, said in words.items():
        zone = "main" if found[i] is main else found[i].place
        strong = [(m, aside) for m, aside in said if not m.weak]
        if strong:
            verb, aside = strong[0] if strong[0][0].text[:1].isascii() else strong[-1]
            if not aside:
                _more(told, verb.value or "", f"{zone}_verb")
        for m, aside in said:
            _more(told, m.value or "", "aside" if aside else f"{zone}_weak" if m.weak else zone)
    context = {"bias": 1.0}
    for s in found:
        if s.place == "title" or s is main:
            for m in s.acts[:_ACTS]:
                if m.kind == "act":
                    context[m.value or ""] = 1.0
                    context[f"{m.value}_{_said(body, s, m)}"] = 1.0
    if subject:
        context["programme"] = 1.0
    if direction is not None and direction != topic.both:
        context["seller"] = _sellers(body, found, topic, direction)
    return told, context


_ACTS = 12  # of a sentence's acts; an endless line has thousands
_AGAIN, _ENOUGH = 0.4, 1.4  # a second word of the same stage says less, a fourth nothing


def _named(s: Statement, m: Mention) -> bool:
    """Whether a word's capital within a sentence shows that it is part of a name: "Vision Fund", "in May"."""
    return s.place != "title" and m.text[0].isupper() and m.text[1:].islower() and m.start > s.start + 2


def _more(told: dict[str, dict[str, float]], stage: str, key: str) -> None:
    values = told.setdefault(stage, {})
    values[key] = min(_ENOUGH, values[key] + _AGAIN) if key in values else 1.0


_HAS = re.compile(r"\b(?:has|have|had|was|were|been)(?: \w+ly)? \Z")
_PAST = frozenset(
    ["bought", "sold", "built", "lent", "won", "spent", "took", "broke", "began", "paid", "put", "cut", "got"]
)
_JA_DONE = re.compile(r"(?:した|された|し(?:て(?:い|お)|た)|ている|ました|済)")
_JA_WILL = re.compile(r"[^。、\n]{0,4}?(?:する|される|へ|予定|計画|方針)")


def _said(body: str, s: Statement, m: Mention) -> str:
    """How an act is said: "may", "will", "done", "doing", "does", or "named" where nothing tells."""
    if not m.text[:1].isascii():
        if _JA_MAYBE.match(body, m.end, m.end + 16):
            return "may"
        if _JA_DONE.match(body, m.end, m.end + 8):
            return "done"
        return "will" if _JA_WILL.match(body, m.end, m.end + 10) else "named"
    low = max(s.start, m.start - _BEFORE)
    if _MAYBE(body, m.start, low):
        return "may"
    if _COMING(body, m.start, low):
        return "will"
    word = m.text.lower().partition(" ")[0]
    if word.endswith("ed") or word in _PAST or _HAS.search(body, max(s.start, m.start - 16), m.start):
        return "done"
    return "doing" if word.endswith("ing") else "does" if word.endswith("s") else "named"


def _main(found: Sequence[Statement], starts: Sequence[int], words: Sequence[Mention]) -> Statement | None:
    """The sentence that states the deal: behind the title the first with an act or a strong stage word
    beside a side of the topic or an object."""
    told = {bisect_right(starts, m.start) - 1 for m in words if not m.weak}
    for i, s in enumerate(found):
        if s.place != "title" and (s.acts or i in told) and (s.objects or s.linked):
            return s
    return None


def in_clause(body: str, s: Statement, m: Mention) -> Mention | None:
    """The word as its clause makes it count: with another stage, or None where it says nothing."""
    if m.value == PLEDGED and _into_company(body, s, m):
        m = m._replace(value=AGREED)
    if m.value == SOLD and _bought(body, s, m):
        m = m._replace(value=AGREED)
    return _in_english(body, s, m) if m.text[:1].isascii() else _in_japanese(body, s, m)


def _in_english(body: str, s: Statement, m: Mention) -> Mention | None:
    low, high = max(s.start, m.start - _BEFORE), min(s.end, m.end + _AFTER)
    if m.value == "financed" and m.text[:4].lower() == "rais" and no_funds(body, m):
        return m._replace(value=PLEDGED, weak=True)
    if _NOT(body, m.start, low):
        return None
    if m.value == PROPOSED or m.value == "cancelled":
        return m
    if m.value == AGREED and _UNBOUND.search(body, low, min(s.end, m.end + 30)):
        return m._replace(value=PROPOSED)
    if _MAYBE(body, m.start, low):
        return m._replace(value=PROPOSED)
    if m.value == "completed" and _LAND.match(body, m.end, high):
        return m._replace(value=PLEDGED, weak=True)
    if m.value in _LATER and (_COMING(body, m.start, low) or _TO_COME.match(body, m.end, high)):
        return m._replace(value=PLEDGED, weak=True)
    return m


def _in_japanese(body: str, s: Statement, m: Mention) -> Mention | None:
    high = min(s.end, m.end + 16)
    if _JA_NOT.match(body, m.end, high):
        return None
    if m.value == PROPOSED and _JA_PAST.match(body, m.end, high):
        return m._replace(weak=True)
    if m.value == PROPOSED or m.value == "cancelled":
        return m
    if _JA_MAYBE.match(body, m.end, high):
        return m._replace(value=PROPOSED, weak=True)
    if m.value in _LATER and _JA_COMING.match(body, m.end, high):
        return m._replace(value=PLEDGED, weak=True)
    return m


def no_funds(body: str, m: Mention) -> bool:
    """Whether "raises" lifts a cost, a stake or a target instead of bringing in money."""
    return bool(_NO_FUNDS.match(body, m.end, m.end + 60))


def _aside(body: str, s: Statement, m: Mention) -> bool:
    low, high = max(s.start, m.start - _BEFORE), min(s.end, m.end + _AFTER)
    if m.text[:1].isascii():
        if _EARLIER(body, m.start, low):
            return True
        ahead = body[m.end : high].lower()
        return any(word in ahead for word in _EARLIER_WORDS) and (
            _EARLIER_AFTER.match(body, m.end, high) is not None
        )
    return _JA_EARLIER.search(body, low, m.start) is not None


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


def _sellers(body: str, found: Sequence[Statement], topic: Topic, direction: str) -> float:
    """How plainly title and lead name a company of the investing side as the seller, beside a buyer from
    where the thing stands: 0, 0.5 or 1."""
    first = direction == topic.sides[0].direction
    seen = 0
    for s in found:
        if s.place == "body":
            break
        investors, hosts = (s.first, s.second) if first else (s.second, s.first)
        if not any(m.kind == "company" for m in hosts):
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


def _into_company(body: str, s: Statement, m: Mention) -> bool:
    """Whether a word of investing has a name as its object that is no place ("to invest $1 billion in
    Coherent's ...")."""
    if not _FUNDS.search(m.text):
        return False
    into = _INTO.match(body, m.end, s.end)
    return into is not None and not any(
        p.kind == "place" and p.start == into.end() for p in (*s.first, *s.second, *s.others)
    )


_FROM = Before(r"(?:out of|in|from)\s+(?:the\s+)?", reach=12, spaced=True)


def _bought(body: str, s: Statement, m: Mention) -> bool:
    """Whether a word of selling tells of a purchase: somebody sells what he has at home to the other side."""
    if body.startswith(" by ", m.end):
        return False

    def sellers(side: Sequence[Mention]) -> bool:
        return any(o.kind == "company" and o.end <= m.start for o in side)

    def buyers(side: Sequence[Mention]) -> bool:
        return any(o.kind == "company" and o.start >= m.end for o in side)

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


_WORDS = {"title": 1.6, "main": 1.4, "lead": 0.6, "body": 0.25}
STAGES = (
    "proposed",
    "pledged",
    "agreed",
    "completed",
    "approved",
    "financed",
    "under_construction",
    "operating",
    "cancelled",
    "sold",
)
DEFAULT: Mapping[str, Mapping[str, float]] = {
    "words": _WORDS
    | {f"{zone}_verb": 0.5 * weight for zone, weight in _WORDS.items()}
    | {f"{zone}_weak": 0.35 * weight for zone, weight in _WORDS.items()}
    | {"aside": 0.2},
    **{name: {} for name in STAGES},
    "agreed": {"bias": 0.5, "programme": 1.0},
    "pledged": {"bias": 0.5},
    "sold": {"seller": 2.0},
}
