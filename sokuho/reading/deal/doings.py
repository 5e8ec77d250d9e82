"""What companies do that take part in a deal, as words: a sentence on a company that has none of them is
about something else."""

from __future__ import annotations

import re

from sokuho.reading.deal.evidence import Statement
from sokuho.reading.lexicon import Mention
from sokuho.reading.patterns import choice

_DOINGS = re.compile(
    choice(
        r"leads?\b|leading|led\b|lend|lent\b|loan|provid|suppl|build|built|buy|bought|takes?\b|taking|took\b|taken"
        r"|own|holds?\b|held\b|holder|holding|keep|kept|rest\b|belong|arrang|join|sign|contract|develop|operat"
        r"|will\b|is to\b|are to\b|partner|deliver|makes?\b|made\b|invest|puts?\b|acts?\b|acted|coordinat"
        r"|book|is the\b|are the\b|was the\b|were the\b|shar|guarant|insur"
        r"|advis|design|construct|financ|fund"
        r"|back|rais|pay|paid|sell|sold\b|transfer|stake|agree|project|plant|output|power|turbine|panel|customer|tenant|rent"
        r"|leas|install|equip|approv|grant|round|equity|venture|consorti|order|serv|manag|represent|contribut|acqui"
        r"|participat|engineer|host|uses?\b|used\b|may\b|might\b|could\b|would\b|fabricat|perform|handl|oversee"
        r"|permit|licen|bid|offer|seek|chose|select|pick|award|won\b|subsidiar|unit|arm\b|parent|affiliat|commit"
        r"|gives?\b|gave\b|receiv|cover|conclud|clos|approach|stand|list|told\b|plus\b|others?\b|team|cooperat"
        r"|collaborat|talks|negotiat|discuss|deal|accord|merg|among",
        words=True,
    )
)
# "Toshiba, the big maker of memory, has tested": the name, and a verb
_SUBJECT = re.compile(
    r"(?:'s?)?(?:,? (?:and|or)(?: [A-Z][\w.&'-]*)+)?(?:, [^,.;\n]{3,60},)?(?:,? which)?(?: [a-z]+ly)?"
    r" [a-z]+\b"
)
_OPENS, _LEAST = 30, 25  # code points before the name, and of a sentence beside it


def does_nothing(body: str, s: Statement, m: Mention) -> bool:
    """Whether an English sentence is about a company and says nothing that parties do."""
    opens = m.start - s.start < _OPENS and s.end - s.start - len(m.text) >= _LEAST
    if not opens or not _SUBJECT.match(body, m.end):
        return False
    return _DOINGS.search(f" {body[s.start : m.start]} {body[m.end : s.end]}".lower()) is None
