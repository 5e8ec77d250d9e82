"""Places of an article where nothing of its deal stands: where a company sits, or what it runs already."""

from __future__ import annotations

import re

from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import Before

# "headquartered in Pittsburgh", "based in Sunnyvale, California", "from its headquarters in Osaka"
_SEATED = Before(
    r"(?:(?:head-?quartered|based|located at|seated|domiciled|incorporated|listed)"
    r"|(?:head-?quarters|head offices?|main offices?|offices?)(?: is| are)?)"
    r" in (?:the )?(?:[\w.'’-]+(?: [\w.'’-]+){0,2}, )?",
    reach=64,
    spaced=True,
)
_SEAT_AFTER = re.compile(
    r"(?:, [A-Z][\w.]+(?: [A-Z][a-z]+)?)?-(?:based|headquartered)\b|, [A-Z][a-z]+(?: [A-Z][a-z]+)?['’]s [A-Z]"
)
_OWNS = re.compile(r"['’]s [A-Z]")  # "Santa Clara, California's Intel"
# "owner and operator of the Tomari plant in", "which runs a terminal in"
_RUNS = re.compile(
    r"\b(?:(?:owners?|operators?)(?: and (?:owner|operator)s?)? of"
    r"|(?:which|that|who)(?: already| also| currently)? (?:owns|operates|runs)(?: and (?:operates|runs))?)"
    r"\b[^,.;:\n]{0,64}\Z"
)
# "will buy the owner and operator of a farm in": with the company goes what it runs
_BOUGHT = re.compile(
    r"\b(?:acquir(?:e|es|ed|ing)|acquisition of|buy(?:s|ing)?|bought|purchas(?:e|es|ed|ing)"
    r"|invest(?:s|ed|ing|ment)? in|tak(?:e|es|ing) over|takeover of|stake in|shares (?:of|in))\b[^.;:\n]*\Z"
)
_REACH = 110  # code points


def elsewhere(body: str, place: Mention) -> bool:
    """Whether a place is only a company's seat, or that of what it runs already."""
    if _SEATED(body, place.start) or _SEAT_AFTER.match(body, place.end):
        return True
    if body[place.start - 2 : place.start] == ", " and _OWNS.match(body, place.end):
        return True
    runs = _RUNS.search(body, max(0, place.start - _REACH), place.start)
    return runs is not None and not _BOUGHT.search(body, max(0, runs.start() - _REACH), runs.start())


def market(place: Mention) -> bool:
    """Whether a place is an area of the grid, ERCOT or PJM, in which plants stand in places of their own."""
    return place.value == "region" and place.text.isupper()
