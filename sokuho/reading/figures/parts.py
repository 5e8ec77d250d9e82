"""Sums that a text says are parts of another: what the whole is, its parts are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Scan
from sokuho.reading.notation.chains import Chain

_FAR = 130  # code points
_SLACK = 1.03  # parts of a sum that is rounded
# Between a sum and its first part: ", of which $9 billion", "comprising $3.4 billion for gas"
_OPENS = re.compile(
    r"[^.;\n]{0,80}?\b(?:(?:of|in|from) which|includ(?:ing|es?|ed)|compris(?:ing|es?|ed)|consist\w* of"
    r"|made up of|split (?:into|between)|divided into|of (?:that|this|it|the total|the sum|the money)"
    r"|(?:half|most|much|part|some|a third|a quarter|the bulk) of (?:it|that|this|which),?(?: or)?)"
    r",?(?: [\w'&-]+){0,4} \Z"
    r"|[^;\n]{0,90}?\. Of (?:that|this|it|the total|the sum|the money),?(?: [\w'&-]+){0,4} \Z"
)
_JA_OPENS = re.compile(
    r"(?:の|[^\n]{0,50}?(?:この|その|[、。（(]))うち[^。\n]{0,24}\Z|[^\n]{0,50}?内訳は?[^。\n]{0,24}\Z"
    r"|[^。\n]{0,30}?(?:半分|[0-9一二三四五六七八九]割)[^。、]{0,4}(?:の|にあたる)約?\Z"
)
# ", with about $10 billion going to Tokyo"
_WITH = re.compile(r"[^.;\n]{0,60}, with (?:[a-z]+ ){0,3}\Z")
_FOR = re.compile(
    r" (?:of (?:it|that|this|which) )?(?:(?:was|were|is|are|being) )?"
    r"(?:earmarked|set aside|going|allocated|reserved|meant|destined|designated|coming)\b"
)
# ", $400 million of it for Ohio"
_OF_IT = re.compile(r" of (?:it|that|which)\b")
_COMMA = re.compile(r"[^.;\n]{0,60}, (?:[a-z]+ ){0,3}\Z")
# Not ", will invest" nor 「同社は、米国に」, which go on with what the sentence is about.
_NEXT = re.compile(
    r"(?![^.;。\n]*(?:\b(?:will|would|plans?|agreed|said|says|is|was|has|had|bought|invested|paid)\b|[はも]、))"
    r"[^.;。\n]{0,60}?(?:,|、| and |と|で)[^.;。\n]{0,24}\Z"
)


def find_parts(layout: Layout, found: Sequence[Chain], starts: Sequence[int], scan: Scan) -> None:
    """Tells the amounts that the text says are parts of another what that is: one before them, in their
    sentence or the sentence before. `starts`: of the amounts found."""
    for word in scan.of("contrast"):
        if word.value != "part":
            continue
        at = bisect_left(starts, word.start)
        for first in (at, at - 1):  # the word stands before the part, or behind it
            if 0 < first < len(found) and _opens(layout.body, found[first - 1], found[first]):
                _join(layout.body, found, first)
                break


def _opens(body: str, whole: Chain, part: Chain) -> bool:
    """Whether what stands between makes an amount the first part of another."""
    if part.start - whole.end > _FAR or part.sentence > whole.sentence + 1:
        return False
    gap = whole.end, part.start
    if _OPENS.fullmatch(body, *gap) or _JA_OPENS.fullmatch(body, *gap):
        return True
    if _OF_IT.match(body, part.end) and _COMMA.fullmatch(body, *gap):
        return True
    return _WITH.fullmatch(body, *gap) is not None and _FOR.match(body, part.end) is not None


def _join(body: str, found: Sequence[Chain], first: int) -> None:
    """Joins parts to the whole before them, as long as they are listed and not more than it."""
    whole = found[first - 1]
    left = whole.dollars * _SLACK
    for i in range(first, len(found)):
        part = found[i]
        listed = i == first or (
            part.sentence == found[first].sentence and _NEXT.fullmatch(body, found[i - 1].end, part.start)
        )
        if not listed or part.head.currency != whole.head.currency or part.dollars > left:
            return
        part.whole = whole
        left -= part.dollars
