"""Companies that are named only to say whose another one is, or how their shares did that day.

An owner takes part in a deal of its company, but the project is not its own.
"""

from __future__ import annotations

import re

from sokuho.reading.lexicon import Mention

_NAMES = r"(?: (?!will\b|would\b)[A-Z][\w.&'’-]*,?| and| of| group| utilities?| \([^()]{1,12}\),?)*\s*\Z"
# "JERA, owned in equal parts by Tokyo Electric and Chubu", "JERA, a joint venture between the two"
_OWNED = re.compile(r"\b(?:owned|held|backed|parented|controlled)\b[^.;:()]{0,24}\bby\b(?: the)?" + _NAMES)
_VENTURE = re.compile(r",? (?:is )?an? (?:[\w-]+ ){0,3}(?:joint )?venture (?:between|of)\b" + _NAMES)
_OWNER = re.compile(
    r"(?:(?:と|、)[^、。]{2,16}){0,3}(?:など)?(?:が|の)?(?:折半(?:出資)?|共同出資|が[0-9０-９.．]{1,5}[％%]ずつ出資)"
    r"(?:する|した|で設立|の)?(?!会社を|で新|することで)"
)
# "Shares of Vistra and Constellation rose", 東京電力の株価は
_SHARES = re.compile(r"\b(?:Shares|shares|stock|Stock) (?:of|in)\b" + _NAMES)
_MOVED = re.compile(
    r"[^.;:\n]{0,60}?\b(?:rose|fell|gained|climbed|jumped|soared|surged|slid|dropped|slipped|added|lost|ended"
    r"|closed|were (?:up|down|each)|was (?:up|down)|traded)\b"
)
_PRICED = re.compile(r"(?:['’]s)? (?:shares|stock)\b" + _MOVED.pattern + r"|[^、。]{0,6}の?株(?:価)?[はがも]")
_REACH = 90


def owner(body: str, company: Mention) -> bool:
    """Whether a company is named only as another's owner."""
    low = max(0, company.start - _REACH)
    if body.find("by", low, company.start) >= 0 and _OWNED.search(body, low, company.start):
        return True
    if body.find("venture", low, company.start) >= 0 and _VENTURE.search(body, low, company.start):
        return True
    return _OWNER.match(body, company.end) is not None


def traded(body: str, company: Mention) -> bool:
    """Whether a company is named only because its shares rose or fell."""
    stretch = body[max(0, company.start - _REACH) : company.start]
    if ("hares" in stretch or "tock" in stretch) and _SHARES.search(stretch):
        return _MOVED.match(body, company.end) is not None
    return _PRICED.match(body, company.end) is not None
