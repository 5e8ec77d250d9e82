"""What money goes into: the names of which an article says that they are invested in."""

from __future__ import annotations

import re
from functools import lru_cache

from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import NO_WORD, choice, words_before

# What is invested in, as the words around a company's name tell.
_REACH = 60
_INTO = words_before(
    r"(?:(?:invest(?!ors?\b)\w*|stakes?|interest|shares?|money|holding|loans?"
    r"|funding|cheque|bets?|billion|million|per ?cent|[$€£¥]|%)"
    r"[\w\s%$.-]{0,24}\b(?:in|into|for|of)"
    r"|acquir\w+|buy(?:s|ing)?|bought|takes? over|taken over|taking over|takeover of"
    r"|acquisition of|purchase of|backs?|backing|loan to|lend to|lends to"
    r"|(?:deals?|bids?|bidding|offers?|pays?|paid|paying)(?: [\w$.,%-]+){0,4} for"
    r"|sheds?|exit(?:s|ed|ing)?|offload\w*|unload\w*|dump(?:s|ed)?|divest\w*|parts? with|dispose[sd]? of"
    r"|slice of|owner of)"
    r"\s(?:(?!from\b|to\b|by\b)[\w'-]+\s(?!and\b|from\b|to\b|by\b)){0,4}",
    _REACH,
    spaced=True,
)
_INTO_AFTER = re.compile(
    r"(?:グループ|社|など|\(\w+\)|（\w+）){0,2}(?:(?![ -~])(?:(?!に(?:よ[るりっ]|とって|続[いき]|加え))"
    r"[にへ][^。、]{0,14}(?:出資|投資|融資|資金|貸)"
    r"|を[^。]{0,24}(?:買収|子会社|傘下|買い取|取得|落札(?!者))|への[^。、]{0,10}(?:出資|投資|融資|払い込み)|の(?:資金調達|増資|買収)"
    r"|の?(?:全|発行済み?)?(?:株(?:式)?|持ち?分)(?:の?取得|[^。、]{0,12}を[^。、]{0,8}(?:取得|保有|購入|買)))"
    r"|(?:'s)? (?:(?:takeover|buyout|buy|purchase|acquisition|holding|stake)\b(?! (?:of|in|to|by|and)\b)"
    r"|backers|(?:[\w$.]++ ){0,3}(?:funding |financing )?round\b))"
)


_NATION = re.compile(r"Japanese|Japan's|American|U\.?S\.?|United States")
_FUNDS = (
    r"(?:invest(?:ments?|ors?)|money|capital|cash|fund(?:s|ing)|financ(?:e|ing)|lenders?|banks?|backers?"
    r"|loans?)"
)
_MONEY = re.compile(
    rf"(?:'s)? (?:[\w-]+ ){{0,2}}{_FUNDS}\b"
    r"|(?:の(?:官民)?|企業の|側の|企業による)?(?:資金|投融資|出資|マネー)",
    re.IGNORECASE,
)


_MONEY_OF = re.compile(
    rf"\b(?:{_FUNDS}|funded|financed|paid|backed)\b[^.;\n]{{0,30}}? (?:from|by)(?: [a-z]+){{0,4}} \Z"
)


def invested_in(body: str, m: Mention) -> bool:
    """Whether the words around a company's name, or before its country's ("buys a Japanese chip firm"), say
    that money goes into it."""
    if m.kind == "place" and m.value == "country":
        nation = _NATION.match(m.text) is not None and not _MONEY.match(body, m.end)
        return nation and _into(_before(body, m.start))
    return m.kind == "company" and put_into(body, m.start, m.end)


def put_into(body: str, start: int, end: int) -> bool:
    """Whether money goes into what `body[start:end]` names."""
    if _INTO_AFTER.match(body, end, end + 40):
        return True
    return body[start - 1 : start].isspace() and _into(_before(body, start))


# "lands a Series E", "announced a funding round", "raises up to $159M": who is named first gets it.
_VERBS = r"(?:clos|secur|land|rais|obtain|nab|snag|bag|nett?|draw|get|win)(?:e|es|ed|s|ing)?\b[^.;\n]{0,40}\b"
_FROM_INVESTORS = choice(
    rf"(?:(?:{_VERBS}|(?:announc|complet|collect|receiv|pull)\w*\b[^.;:\n]{{0,40}}?\b)"
    r"(?:financing|(?:funding )?rounds?|funding|seed|Series [A-H])\b"
    r"|(?:bag|nab|snag|land|scor|get|rais|clos|secur|pull|draw|tak)(?:[a-z]?e?d|e?s)"
    r"(?: in| up)?(?: another| up to| over| about| some)? (?:US)?[$€£¥]\d"
    r"(?![^.;\n]{0,40}\b(?:plant|factory|contract|order|project|campus)\b))"
)
# From lenders, too: "closes $2.6B facility". With the character before it, which is sought first.
GETS_MONEY = re.compile(NO_WORD + choice(rf"{_FROM_INVESTORS}|{_VERBS}(?:loan|debt|facility|credit|DDTL)\b"))
_RAISES = re.compile(
    rf"(?:[,' ][^.;:\n]{{0,40}}?)? {_FROM_INVESTORS}"
    r"|(?:'s| sa(?:id|ys) its| and its|, whose)? (?:\S+ ){0,2}?"
    r"(?:Series [A-H]|seed round|fund-?raising|capital raise)\b"
)


def raises(body: str, m: Mention) -> bool:
    """Whether the words behind a company's name say that it gets money from investors."""
    return _RAISES.match(body, m.end) is not None


def _before(body: str, start: int) -> str:
    """What stands before a name in its line."""
    return body[max(body.rfind("\n", 0, start), start - _REACH - 1, 0) : start]


@lru_cache(512)  # direction, sectors and parties ask for the same names
def _into(before: str) -> bool:
    return _INTO(before, len(before))


def whose_money(body: str, country: Mention, low: int) -> bool:
    """Whether money is called a country's: "Japanese loans", "funding from Japan", not before `low`."""
    if _MONEY.match(body, country.end):
        return True
    at = country.start
    if body[at - 1 : at] != " ":
        return False
    low = max(low, at - 72)
    said = body[low:at]
    return (" from " in said or " by " in said) and _MONEY_OF.search(body, low, at) is not None
