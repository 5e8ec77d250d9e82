"""Companies that are named only to say whose another one is, or how their shares did that day.

An owner takes part in a deal of its company, but the project is not its own.
"""

from __future__ import annotations

import re
from collections.abc import Container

from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import choice

# Names and what joins them, up to where a search ends.
NAMES = r"(?: (?!will\b|would\b)[A-Z][\w.&'-]*,?| and| of| group| utilities?| \([^()]{1,12}\),?)*\s*\Z"
# "JERA, owned in equal parts by Tokyo Electric and Chubu", "JERA, a joint venture between the two"
_OWNED = re.compile(
    choice(r"(?:owned|held|backed|parented|controlled)\b[^.;:()]{0,24}\bby\b(?: the)?", words=True) + NAMES
)
_VENTURE = re.compile(r",? (?:is )?an? (?:[\w-]+ ){0,3}(?:joint )?venture (?:between|of)\b" + NAMES)
# 東電と中部電が折半出資する発電会社JERA: who pays in equal parts owns what is named right behind, and else
# shares in the deal.
_OWNER = re.compile(
    r"(?:(?:と|、)[^、。]{2,16}){0,3}(?:など)?(?:が|の)?(?:折半(?:出資)?|共同出資|が[0-9.．]{1,5}%ずつ出資)"
    r"(?:する|した|している|の)(?:[一-龥]{0,8}(?:会社|大手|企業))?"
)
# "Shares of Vistra and Constellation rose", 「東京ガスの株価は2%上がった」
SHARE_WORDS = ("hares", "tock", "株")
_SHARES = re.compile(r"\b(?:Shares|shares|stock|Stock) (?:of|in)\b" + NAMES)
_MOVED = re.compile(
    r"[^.;:\n]{0,60}?\b(?:rose|fell|gained|climbed|jumped|soared|surged|slid|dropped|slipped|added|lost|ended"
    r"|closed|were (?:up|down|each)|was (?:up|down)|traded)\b"
)
_JA_MOVED = re.compile(
    r"の?株価?[はがも][^。\n]{0,30}?(?:上昇|下落|反発|反落|続伸|続落|急伸|急騰|急落|[上下]が[っりる]|%[高安]|[高安]値)"
)
_REACH = 90


def owner(body: str, company: Mention, named: Container[int]) -> bool:
    """Whether a company is named only as another's owner. `named`: where the names of companies begin."""
    low = max(0, company.start - _REACH)
    if body.find("by", low, company.start) >= 0 and _OWNED.search(body, low, company.start):
        return True
    if body.find("venture", low, company.start) >= 0 and _VENTURE.search(body, low, company.start):
        return True
    owned = _OWNER.match(body, company.end)
    return owned is not None and owned.end() in named and "出資" in body


def traded(body: str, company: Mention) -> bool:
    """Whether a company is named only because its shares rose or fell."""
    if _JA_MOVED.match(body, company.end):
        return True
    stretch = body[max(0, company.start - _REACH) : company.start]
    return _SHARES.search(stretch) is not None and _MOVED.match(body, company.end) is not None
