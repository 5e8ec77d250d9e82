"""Companies that a sentence names and that take no part in the deal: rivals, examples, authors of reports,
companies whose results or own plans it tells."""

from __future__ import annotations

import re

from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import NO_WORD, choice

# How what stands before a name ends, asked for first: most names have none of it.
_LAST = "ival ivals ompetitor with as like including by from the and ,"
_ENDS = tuple(f"{word} " for word in _LAST.split())
_JA_ENDS = ("する", "の", "ある", "手", "同業", "競合", "米", "ライバル")
_MANY = (
    "utilities|developers|customers|users|giants|players|producers|hyperscalers|operators|makers|rivals"
    "|competitors|peers"
)
_NAMES = r"(?: the)?(?: [A-Z][\w.&-]+(?: [A-Z][\w.&-]+){0,3}(?:,| and|, and))*"
# "rivals such as", "competes with", "according to a report by"
_BEFORE = re.compile(  # with the character before them, which is sought first
    NO_WORD
    + choice(
        "rivals?|Rivals?|competitors?|Competitors?|compet(?:e|es|ed|ing) with"
        f"|(?:{_MANY}) (?:such as|like|including)"
        "|(?:report|study|survey|analysis|estimate|forecast)s? (?:by|from)"
    )
    + rf"{_NAMES} \Z"
)
# "together with developers including", "sells it to utilities such as": these do take part.
_WITH = re.compile(
    r"\b(?:(?<!compete )(?<!competes )(?<!competing )with|alongside|(?:owned|funded|backed|bought|built) by"
    r"|(?:sell|sells|sold)\b[^.\n]{1,50} to)"
    r" (?:(?!customers|users|rivals|compet|peers)[\w-]+ ){1,3}(?:such as|like|including)\b"
)
# "posted a record profit", "plans a similar plant", "'s forecast"
_AFTER = re.compile(
    r"(?: (?:last|earlier|this) \w+| also| has| have| recently| separately){0,2} (?:"
    r"(?:posted|reported|earned|booked) (?:an? |its |their )?(?:[\w-]+ ){0,2}"
    r"(?:profits?|loss(?:es)?|earnings|results)"
    r"|(?:cut|raised|lowered|lifted) (?:its|their) (?:[\w-]+ )?(?:forecasts?|outlook|guidance)"
    r"|(?:made|submitted) a bid for another|(?:estimates|expects|predicts|reckons) (?:that )?(?:the )?"
    r"(?:demand|global|world|market|prices|consumption|spending)"
    r"|(?:plans?|planned|is planning|is building|built|opened|announced|bought|acquired|unveiled|launched)"
    r" (?:an? )?(?:similar|another)|need(?:s|ed)? more (?:power|electricity))\b"
    r"|'s? (?:profits?|earnings|forecasts?|outlook|share price)\b"
)
_JA_BEFORE = re.compile(
    r"(?:競合(?:する|の|である)?|ライバル(?:の|である)?|同業の?)(?:米国?の?|日本の)?(?:大手の?)?\Z"
)
_JA_AFTER = re.compile(
    r"(?:グループ|HD|社)?(?:[（(][^（）()]{0,12}[)）])?(?:[や、][^や、。のはがをにで]{2,14})?(?:と競[合争]|の(?:株価|決算|業績|調査|推計|試算|予測|見通し)"
    r"|など(?:の)?(?:大口|需要家|同業|競合|他社)(?![^、。]{0,8}と(?:共同|とも|組|合弁|連携|協力))|など(?:も|が)(?:同様|相次|追随)|も[^。]{0,24}(?:同様|相次|追随)"
    r"|は[^。]{0,16}(?:最高益|増益|減益|赤字|決算|業績|(?:見通し|予測)を(?:引き|上|下))|出身)"
)
_REACH, _REACH_JA = 90, 14  # code points
_JA_BEHIND = tuple("のとなもは出（グ社")  # behind a Latin name in Japanese


def passes_by(body: str, m: Mention) -> bool:
    """Whether the words beside a company's name say that it takes no part."""
    start, end = m.start, m.end
    if not m.text.isascii() or body.startswith(_JA_BEHIND, end):
        if _JA_AFTER.match(body, end):
            return True
        return body.endswith(_JA_ENDS, 0, start) and bool(
            _JA_BEFORE.search(body, max(0, start - _REACH_JA), start)
        )
    if _AFTER.match(body, end):
        return True
    if not body.endswith(_ENDS, 0, start):
        return False
    said = _BEFORE.search(body, max(0, start - _REACH), start)
    return said is not None and not _WITH.search(body, max(0, start - _REACH), start)
