"""Whether a figure is told of the past: a year or month of the past stands beside it."""

from __future__ import annotations

import re

from sokuho.reading.layout import Layout
from sokuho.reading.notation.chains import Chain
from sokuho.reading.patterns import choice

# One class first, which the scan can look for.
_YEAR = re.compile(
    r"[12](?:(?<![\d.,$¥].)(?:(?<=1)9|(?<=2)0)\d\d(?!\d|,\d|[億万兆])|(?<![\d.,].)\d年(?!間|度?まで|程度|超|以上|余|ぶり|前|後|分|目|来|物|連続|の?契約|以内))"
)
_NOT_PAST = re.compile(
    r"(?:(?:found|establish|list|open|launch|start|creat|form|incorporat)ed in"
    r"|by|until|through|till|from|since|to|-|–|~|〜|～|between|\|)\s*\Z",
    re.I,
)
_NOT_PAST_AFTER = re.compile(r"(?:年度?)?\s*(?:から|[-–~〜～]|to\b|以降|に(?:稼働|運転|生産|操業))")
# A month first, whose capital is sought quickly, then what stands before it.
_MONTH = re.compile(
    choice("January|February|March|April|May|June|July|August|September|October|November|December")
    + r"\b(?! (?:20|\d))"
)
_IN = re.compile(r"\b(?:in(?: early| late| mid-?)?|last) \Z", re.IGNORECASE)
_IN_REACH = 10  # code points
_JA_MONTH = re.compile(
    r"(?<!\d)(?<![来翌]年)\d{1,2}月(?:に(?:は)?|、)(?![^。]*(?:予定|見込|見通し|開始|始め|稼働|方針|計画))"
)
_AHEAD = re.compile(
    r"\b(?:will|would|plans?|planned|expect\w*|to be|due|start\w*|begin\w*|closes|closing|scheduled|could"
    r"|may|should)\b"
)


def past(layout: Layout, chain: Chain, year: int) -> bool:
    """Whether its sentence dates a figure before the year of publication, or in a month."""
    body = layout.body
    low, high = layout.span(chain.start)
    near = min(high, chain.end + 50)
    for m in _YEAR.finditer(body, max(low, chain.start - 100), near):
        said = 2000 + int(m[0][:2]) if m[0][-1] == "年" else int(m[0])
        if said >= year or _NOT_PAST.search(body, max(0, m.start() - 16), m.start()):
            continue
        if m.end() <= chain.start and _AHEAD.search(body, m.end(), chain.start):
            continue  # "which it founded in 2012, and will pay $2bn"
        if not (_NOT_PAST_AFTER.match(body, m.end()) or _of_its_history(body, m, low, chain)):
            return True
    return _in_month(body, low, near) and not _AHEAD.search(body, low, high)


def _in_month(body: str, low: int, high: int) -> bool:
    """Whether a month that no year stands beside is told: "in March", 「3月に」."""
    for m in _MONTH.finditer(body, low, high):
        if _IN.search(body, max(low, m.start() - _IN_REACH), m.start()):
            return True
    return body.find("月", low, high) >= 0 and _JA_MONTH.search(body, low, high) is not None


# "In 2019 it paid", 「2021年には」: a sentence that begins with a year of the past tells what was done then.
_OPENS = re.compile(r"(?:(?:Back )?[Ii]n |)((?:19|20)\d\d)(?:年(?:\d{1,2}月)?(?:に(?:は|も)?|、)|,? )")
# "agreed to invest in the plant", 「投資を決めた」: what was done is the deal itself, which has come further.
_SAME_DEAL = re.compile(
    r"\b(?:the|this) (?:[\w-]+ )?(?:plant|project|farm|facility|factory|campus|terminal|site)\b"
    r"(?! (?:in|of|near)\b)"
    r"|(?:同|この)(?:発電|蓄電|工場|事業|プロジェクト|施設|センター)|投資を決[めま定]|着工"
)


def opened_by_year(layout: Layout, chain: Chain, year: int) -> bool:
    """Whether its sentence begins with a year before that of publication and tells another deal."""
    low, high = layout.span(chain.start)
    said = _OPENS.match(layout.body, low)
    return said is not None and int(said[1]) < year and not _SAME_DEAL.search(layout.body, low, high)


# "which Goldman founded in 2012, and": a year of what is told of somebody on the way.
_HISTORY = re.compile(
    r"\b(?:founded|established|formed|set up|created|built|opened|started|launched|listed|incorporated"
    r"|begun|began|born|acquired|bought|merged|renamed|closed|restarted|retired|idled?|operating|running"
    r"|(?:in|into) (?:operation|service))"
    r"(?: \w+){0,2} (?:in|since)(?: \w+)? \Z"
)
# "bought it in 2016, paying": the amount is what was paid that year.
_PAID_THEN = re.compile(r",? (?:paying|spending|for|at)\b")


def _of_its_history(body: str, year: re.Match[str], low: int, chain: Chain) -> bool:
    """Whether a year before the amount dates something else: a founding or an opening, in a clause of its
    own that has ended when the amount comes."""
    if year.end() > chain.start:
        return False
    between = body[year.end() : chain.start]
    ended = re.search(r"[,;)] | and (?!\d)", between) is not None and not _PAID_THEN.match(between)
    return ended and _HISTORY.search(body, max(low, year.start() - 60), year.start()) is not None


# "built in 2010", 「2014年に運転を始めた」: how old a plant is.
_BUILT = re.compile(
    r"\b(?:built|opened|complet\w+|finished|commission\w+|start\w*|began|begun|operat\w+|running|online|service"
    r"|on stream)(?: [a-z]+)? (?:in|since)(?: [A-Za-z]+)? \Z"
)
_BUILT_AFTER = re.compile(
    r"年(?:\d{1,2}月)?(?:に|から|より)(?:商業)?(?:運転|稼働|操業|完成|運開|稼動|開業|営業)"
)
_AGE_REACH = 40  # code points


def age(body: str, year: re.Match[str]) -> bool:
    """Whether a year tells how old a plant is."""
    if _BUILT_AFTER.match(body, year.end()):
        return True
    return _BUILT.search(body, max(0, year.start() - _AGE_REACH), year.start()) is not None
