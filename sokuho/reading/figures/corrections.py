"""Amounts that a text says were wrong, or that another takes the place of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.notation.chains import Chain

# "called a report of $1.7 billion inaccurate", 「3000億円とあるのは300億円の誤り」
_WRONG = re.compile(r"(?:misstated|mistakenly|incorrectly|erroneously|wrongly)\b[^.;\n]{0,60}\Z")
# "had originally put the cost at $2 billion": of use where another sum takes its place.
_EARLIER = re.compile(r"(?:originally|previously) (?:gave|said|stated|reported|put)\b[^.;\n]{0,60}\Z")
_IS_WRONG = re.compile(
    r"(?: [\w']+){0,3} (?:inaccurate|incorrect|wrong|mistaken|false|erroneous|an error|a mistake)\b"
    r"|」?と(?:あ|し|な|い|記|表記|報|伝|お伝え|誤)[^。、0-9]{0,9}?(?:のは|のが|が、|を[^。]{0,12}訂正)"
)


def corrected(body: str, found: Sequence[Chain], i: int, low: int, high: int) -> bool:
    """Whether the text takes an amount back, in words between `low` and `high`."""
    chain = found[i]
    if _WRONG.search(body, low, chain.start) or _IS_WRONG.match(body, chain.end, high):
        return True
    return _EARLIER.search(body, low, chain.start) is not None and any(
        c.head.currency == chain.head.currency and c.head.value != chain.head.value for c in found
    )
