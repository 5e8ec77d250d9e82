"""Amounts that a text sets against the news: what the deal is compared with, what is left out of it, and what
was spent in all with it.

Words near an amount (config/lexicon/contrasts.txt) say which grammar to ask.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence

from sokuho.reading.figures.corrections import corrected
from sokuho.reading.figures.cues import (
    ABOUT,
    CHANGED,
    COMPANY_PLAN,
    COMPARED,
    CUMULATIVE,
    EXCLUDED,
    SUPERSEDED,
)
from sokuho.reading.figures.plans import of_company, of_trade
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan, within
from sokuho.reading.notation.chains import Chain
from sokuho.reading.patterns import choice

_NEAR, _BEHIND = 90, 70  # code points
_PLAIN = 1.2  # said plainly, but the plan may be the news

# Whose or which sum: without it, "more than $3 billion" is the deal's own, said with care.
_THE = (
    r"(?:the|its|their|his|an?(?! (?:combined|total|estimated|record|initial)\b)"
    r"|last (?:year|month)'s|[A-Z][\w.&-]*(?: [A-Z&][\w.&-]*){0,3}'(?:s )?)"
    r" ?(?:(?:about|around|some|roughly|nearly|almost|over|more than|combined|total|previous|earlier|original"
    r"|initial|record|reported|estimated|similar|separate|U\.?S\.?|American|Japanese|(?:19|20)\d\d) ){0,3}"
)
# "three times the $2.9 billion that", "outstrips its $95 million purchase"
_COMPARED = re.compile(
    choice(
        r"(?:than|twice|thrice|double|triple|treble|quadruple|times"
        r"|(?:surpass|exceed|eclips|outstrip|overtak|overtook|dwarf|outdo)(?:es|e|s|ed|ing)?"
        r"|tops|topped|topping|beats?|beating|compar(?:ed|es?|ing) (?:with|to)|second only to"
        r"|(?:biggest|largest|record)[^.;\n]{0,24} ahead of)"
        r"(?: (?:the (?:size|cost|price|value|sum) of|as (?:much|large|big|costly|expensive) as))?"
        rf" {_THE}\Z"
        rf"|compar(?:ed|es?|ing) (?:with|to) {ABOUT}\Z"
        r"|(?:than|twice|double|triple|times) what [^.;\n]{0,40}\Z",
        words=True,
    )
)
_COMPARED_TOO = re.compile(rf"[^.;\n]{{0,70}},? (?:and|or|nor)(?: (?:with|to|than))? (?:{_THE}|{ABOUT})\Z")
# "exceeds the $3 billion mark"
_A_MARK = re.compile(r"[ -](?:mark|threshold|milestone|barrier|level)\b")
# 「29億ドルの3倍超」「27億ドルに次ぐ」
_JA_COMPARED = re.compile(
    r"(?:余り|以上|超|程度|規模)?(?:の(?:約|およそ|ほぼ|実に)?(?:[0-9][0-9.・]*|[二三四五六七八九十数])倍"
    r"|の倍(?![増率])|(?:に|と)(?:比べ|次[ぐぎい]|匹敵|肩を並))"
)
# 「を上回る」 alone is said of the deal's own sum; of a sum that was, or another's, it compares.
_JA_ABOVE = re.compile(
    r"(?:余り|以上|超|程度|規模)?[)）]?を(?:大幅に|大きく|わずかに|はるかに|やや|優に)?(?:上回|下回|超え|抜[いきく]|しの[ぐい])"
)
# 「発表した400億ドルを超える投資」 is the deal's own, unless it was another time.
_JA_THAT_WAS = re.compile(
    r"(?:(?<![表明定意束言約]し)(?<!にし)(?<!決め)た"
    r"|(?:前回|当初|以前|昨年|前年|一昨年|先月|[0-9]年(?!度?まで|間))[^。、]{0,16}た"
    r"|(?:前回|昨年|前年|一昨年|先月|過去最[高大]|これまで|同業|競合|他社|[0-9]年|年度|買収|取引|案件)"
    r"(?:の|額の|時の|[（(]))(?:約|およそ)?\Z"
)

# "excluding tugs worth $240 million", but not "excluding debt, for $2 billion"
_LEFT_OUT = re.compile(
    choice(
        r"(?:excluding|excludes?|exclusive of|not (?:including|counting)|net of|minus|leav(?:es?|ing) out"
        r"|(?:does|do|did|will|would)(?: not|n't) (?:include|cover|count))"
        r" (?:(?!(?:is|are|was|were|will|would|comes?|came|costs?|at|to|for|totals?|amounts?|stands?|reach\w*"
        r"|pays?|paid|valu\w+|and)\b)[\w'&/-]+ ){0,6}\Z",
        words=True,
    )
)
# Not "the trade agreement": a plant is no part of that, and costs what it costs.
_A_DEAL = (
    r"(?:(?!(?:trade|tariff|framework|bilateral|government)\b)\w+ ){1,2}"
    r"(?:deal|transaction|purchase|sale|price|sum|figure|total|investment|agreement|package"
    r"|acquisition|budget|cost|estimate|contract|order|offer)"
)
_IS_LEFT_OUT = re.compile(
    r"(?: (?!(?:and|but|while|as|so|because|with|that|which)\b)[\w'-]+){0,7}?[),]*(?: (?:which|that|and))?"
    r" (?:is|are|was|were|will be|would be)"
    rf"(?:(?: not|n't) (?:a )?(?:part of|(?:included|covered|counted) in|covered by) {_A_DEAL}"
    r"|(?: not|n't) (?:included|counted)\b(?! in)"
    rf"| (?:excluded|left out|exempt)(?: (?:from|of) {_A_DEAL}|(?=[.,;])))"
)
# 「9000万ドルの負債は含まない」「2億ドルを除く」
_JA_LEFT_OUT = re.compile(
    r"[)）]?(?:の|規模の|分の|程度の|に上る)?[^\s、。()（）はがにでをも0-9]{0,10}"
    r"(?:[をはも](?:(?:[^\s、。]{1,9}に)?含(?:ま|まれ|め|んで|めて|まれて)(?:い)?(?:な|ず|ませ)|除[いくきけ]"
    r"|引き継が(?:な|ず|れ[なず]))"
    r"|は(?:別(?:で|途|枠|勘定|、|。)|(?:今回の)?(?:取引の)?対象外))"
)

# "bringing its US investment to $40 billion": into a place or a trade, not the deal's own plant.
_NO_PLANT = (
    r"(?:(?!(?:costs?|prices?|plant|project|facility|campus|complex|factory|site|stake|capacity|deal)\b)"
    r"[\w.'&-]+ )"
)
_INVESTED = r"(?:invested|committed|spent|poured|put|pledged|ploughed|plowed|sunk)"
_IN_ALL = re.compile(
    choice(
        rf"(?:br(?:ing(?:s|ing)?|ought)|t(?:akes?|aking|ook)|push(?:es|ed|ing)?) {_NO_PLANT}{{0,4}}?"
        r"(?:invest\w+|spen\w+|outlays?|commit\w+|pledges?|tally|funding|bets?)"
        rf" {_NO_PLANT}{{0,7}}?(?:to|past|above|beyond) {ABOUT}\Z"
        rf"|(?:has|have) now {_INVESTED} {ABOUT}\Z"
        r"|(?:investments?|commitments|outlays|spending) (?:[\w.'&-]+ ){0,6}?(?:now|then|thus)"
        rf" (?:totals?|stands? at|comes? to|amounts? to|reach(?:es)?|exceeds?|tops?|adds? up to) {ABOUT}\Z"
        r"|(?:With|with) (?:the|this) (?:new|latest|\w+est) \w+, [^.,;\n]{0,40}"
        r"(?:investments|commitments|outlays|spending) (?:[\w.'&-]+ ){0,6}?"
        rf"(?:total|stand at|come to|amount to|reach|exceed|top|add up to)s? {ABOUT}\Z",
        words=True,
    )
)
_HAS_SPENT = re.compile(rf"\b(?:has|have) {_INVESTED} {ABOUT}\Z")
_ALL_TOLD = re.compile(
    r"(?: [\w.'&-]+){0,8} (?:in total|altogether|all told|overall|over (?:the (?:past|last)|\d+ years))\b"
)
# 「今回を含め、米国での投融資は60億ドルに上る」
_JA_IN_ALL = re.compile(
    r"(?:投資|出資|投融資)(?:の)?残高[はが][^。、]{0,12}\Z"
    r"|(?:これ|今回)(?:の[^。、]{1,8})?(?:で|により|を(?:含め|加え|合わせ|入れ))"
    r"[^。]{0,6}[^。、]{0,16}(?:での|への|における|向け)[^。、]{0,8}(?:投資|出資|投融資)(?:額|総額)?[はが][^。、]{0,12}\Z"
    r"|(?:[年月期度代]からの|以来の)[^。、]{0,16}(?:投資|出資|投融資)(?:額|総額)?[はが][^。]{0,12}\Z"
    r"|(?:投資|出資|投融資)(?:額|総額)?[はが](?:これまで|過去)[^。、]{0,12}合わせ[^。、]{0,8}\Z"
)
# 「2020年以降の投資額は」, unless that is to come: 「2027年以降の投資額は3000億円を見込む」
_JA_SINCE = re.compile(
    r"以降の[^。、]{0,16}(?:投資|出資|投融資)(?:額|総額)?[はが][^。]{0,12}\Z"
    r"|(?:投資|出資|投融資)(?:額|総額)?[はが][0-9]+年(?:以降|以来)[^。、]{0,8}\Z"
)
_JA_TO_COME = re.compile(r"[^。、\n]{0,10}(?:見込|予定|計画|想定|見通|投じる|充てる)")
# "has now committed $3 billion to the plant": the deal's own.
_TO_PLANT = re.compile(
    r"(?: (?:in total|altogether|all told|overall))? (?:to|in|into|on|for|toward) (?:[\w.&'-]+ ){0,5}?"
    r"(?:plant|project|facility|campus|complex|factory|site|terminal|pipeline|mine|field|farm)\b"
)


def find_contrasts(layout: Layout, found: Sequence[Chain], starts: Sequence[int], scan: Scan) -> None:
    """Marks the amounts that the text compares the deal's with, leaves out of it, counts it into or corrects.
    `starts`: of the amounts found."""
    near: dict[int, set[str | None]] = {}
    for word in scan.of("contrast"):
        first, end = bisect_left(starts, word.start - _BEHIND), bisect_left(starts, word.end + _NEAR)
        for i in range(first, end):
            near.setdefault(i, set()).add(word.value)
    for i, words in near.items():
        _mark(layout, found, i, words, scan.names)


def _mark(
    layout: Layout, found: Sequence[Chain], i: int, words: Container[str | None], names: Sequence[Mention]
) -> None:
    chain, body = found[i], layout.body
    low, high = layout.span(chain.start)
    low = max(low, chain.start - _NEAR)
    beside = "compared" in words and not _A_MARK.match(body, chain.end)
    if beside and (_compared(body, chain, low, names) or _compared_too(body, found, i)):
        chain.say(COMPARED, CHANGED)
    if "corrected" in words and corrected(body, found, i, low, high):
        chain.say(SUPERSEDED, CHANGED)
    second = i > 0 and found[i - 1].end >= low
    low = found[i - 1].end if second else low
    if "company" in words and of_company(body, low, chain, high, second=second):
        chain.say(COMPANY_PLAN, _PLAIN)
    further = chain.place == "text" and chain.sentence > layout.sentence(layout.text_start)
    if "trade" in words and further and of_trade(body, low, chain):
        chain.say(COMPANY_PLAN, _PLAIN)
    if "left-out" in words and _left_out(body, chain, low, high):
        chain.say(EXCLUDED, CHANGED)
    if "in-all" in words and _in_all(body, chain, low, high):
        chain.say(CUMULATIVE, CHANGED)


def _compared(body: str, chain: Chain, low: int, names: Sequence[Mention]) -> bool:
    if _COMPARED.search(body, low, chain.start) or _JA_COMPARED.match(body, chain.end):
        return True
    if not _JA_ABOVE.match(body, chain.end):
        return False
    if _JA_THAT_WAS.search(body, low, chain.start):
        return True
    near = within(names, low, chain.start)  # 「東京ガスの27億ドルを上回り」
    return any(m.kind == "company" and body[m.end : chain.start] == "の" for m in near)


def _compared_too(body: str, found: Sequence[Chain], i: int) -> bool:
    """Whether an amount is the second of two that the deal's is compared with."""
    if not i or COMPARED not in found[i - 1].evidence or found[i - 1].sentence != found[i].sentence:
        return False
    return _COMPARED_TOO.fullmatch(body, found[i - 1].end, found[i].start) is not None


def _left_out(body: str, chain: Chain, low: int, high: int) -> bool:
    if _LEFT_OUT.search(body, low, chain.start) or _JA_LEFT_OUT.match(body, chain.end, high):
        return True
    return _IS_LEFT_OUT.match(body, chain.end, high) is not None


def _in_all(body: str, chain: Chain, low: int, high: int) -> bool:
    if _TO_PLANT.match(body, chain.end, high):
        return False
    if _IN_ALL.search(body, low, chain.start) or _JA_IN_ALL.search(body, low, chain.start):
        return True
    if _JA_SINCE.search(body, low, chain.start):
        return _JA_TO_COME.match(body, chain.end, high) is None
    spent = _HAS_SPENT.search(body, low, chain.start)
    return spent is not None and _ALL_TOLD.match(body, chain.end, high) is not None
