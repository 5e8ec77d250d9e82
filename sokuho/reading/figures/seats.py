"""Places of an article where nothing of its deal stands: where a company sits, or what it runs already."""

from __future__ import annotations

import re

from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import choice, words_before

# "headquartered in Pittsburgh", "based in Sunnyvale, California", "from its headquarters in Osaka"
_SEATED = words_before(
    r"(?:(?:head-?quartered|based|located at|seated|domiciled|incorporated|listed)"
    r"|(?:head-?quarters|head offices?|main offices?|offices?)(?: is| are)?)"
    r" in (?:the )?(?:[\w.'-]+(?: [\w.'-]+){0,2}, )?",
    reach=64,
    spaced=True,
)
# "owner and operator of the Tomari plant in", "which runs a terminal in"
_RUNS = re.compile(
    choice(
        "(?:owners?|operators?)(?: and (?:owner|operator)s?)? of"
        "|(?:which|that|who)(?: already| also| currently)? (?:owns|operates|runs)(?: and (?:operates|runs))?",
        words=True,
    )
    + r"\b[^,.;:\n]{0,64}\Z"
)
_REACH = 110  # code points


def elsewhere(body: str, place: Mention) -> bool:
    """Whether a place is only a company's seat, or that of what it runs already."""
    if _SEATED(body, place.start):
        return True
    return _RUNS.search(body, max(0, place.start - _REACH), place.start) is not None


def market(place: Mention) -> bool:
    """Whether a place is an area of the grid, ERCOT or PJM, in which plants stand in places of their own."""
    return place.value == "region" and place.text.isupper()
