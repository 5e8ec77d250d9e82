"""Companies that are named only to say how their shares did that day."""

from __future__ import annotations

import re

from sokuho.reading.deal.owners import NAMES
from sokuho.reading.lexicon import Mention

# "Shares of Vistra and Constellation rose", 東京電力の株価は上昇した
_SHARES = re.compile(r"\b(?:Shares|shares|stock|Stock) (?:of|in)\b" + NAMES)
_MOVED = re.compile(
    r"[^.;:\n]{0,60}?\b(?:rose|fell|gained|climbed|jumped|soared|surged|slid|dropped|slipped|added|lost|ended"
    r"|closed|were (?:up|down|each)|was (?:up|down)|traded)\b"
)
_PRICED = re.compile(
    rf"(?:['’]s)? (?:shares|stock)\b{_MOVED.pattern}"
    r"|[^、。]{0,6}?(?<!持ち)(?<!保有)(?<!全)(?<!新)株(?:価)?[はがも]"
    r"[^。\n]{0,30}?(?:上昇|下落|高(?![い額値])|安(?!定)|[上下]げ|反発|反落|続伸|続落|急騰|急落)"
)
_REACH = 90


def traded(body: str, company: Mention) -> bool:
    """Whether a company is named only because its shares rose or fell."""
    stretch = body[max(0, company.start - _REACH) : company.start]
    if ("hares" in stretch or "tock" in stretch) and _SHARES.search(stretch):
        return _MOVED.match(body, company.end) is not None
    return _PRICED.match(body, company.end) is not None
