"""What the words around each amount of an article say it is: an investment of the story, a programme's or
batch's total, or something else (revenue, price, earlier deal ...).

Words speak for a role (config/lexicon/amounts*.txt); the nearer, the stronger. What an amount is then taken
for, standing.py decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from sokuho.model import Money
from sokuho.reading.figures.changes import relate
from sokuho.reading.figures.contrasts import find_contrasts
from sokuho.reading.figures.cues import (
    BATCH,
    COMPANY_PLAN,
    COUNTED,
    CROWD,
    FRAMEWORK,
    INVEST,
    KINDS,
    MARKS,
    MORE,
    OWN,
    PROFILE,
    PROGRAMME,
    RELATED,
    SUM,
)
from sokuho.reading.figures.elsewhere import AT_HOME, RIVAL, Elsewhere, dated, turns
from sokuho.reading.figures.parts import find_parts
from sokuho.reading.figures.sums import adds_up, counts, each, first_of_more, largest_only, of_plan
from sokuho.reading.layout import Layout, Line
from sokuho.reading.lexicon import Mention, Scan, within
from sokuho.reading.notation.chains import Chain, chains
from sokuho.reading.notation.money import harmonise
from sokuho.reading.patterns import choice
from sokuho.reading.text import width

# No price of one share, barrel or dollar is larger, in units of the currency; no investment is smaller.
_AT_MOST = {"exchange-rate": 2_000.0, "share-price": 500_000.0, "market-price": 20_000_000.0}
_MANY = 100  # amounts weighed in an article; what has more is a table of figures
_WINDOW = 110  # how far before an amount a word may stand, code points
_AFTER = 26
_JUST_BEFORE, _JUST_AFTER = 14, 3
_PER_POINT = 90  # code points that cost one point
_PER_POINT_OTHER = 60  # the same for words that make an amount none of the story's
_CROSSING = 0.35  # for each other amount in between
_SEPARATOR = 0.12  # for each comma or the like in between
_CLAUSE = 0.5  # for the wide space between the clauses of a Japanese title
_SENTENCE = 0.55  # a word anywhere in the sentence
_NAMED = 0.25  # "a charge of $5m" is one, whatever was spent before
_NAMED_AFTER = 1.1  # "$30bn of exports"
_WEAK = 0.25  # words such as "worth", which go with anything
_OTHER_NEWS = 1.2  # the same in a paragraph that turns to other news
_RIVAL = 0.6  # a sentence on companies that title and lead don't name

_ADDED = frozenset({BATCH, SUM})
_NOMINAL = frozenset(
    {
        "revenue",
        "profit",
        "valuation",
        "assets",
        "market-price",
        "debt",
        "trade",
        "economic-effect",
        COMPANY_PLAN,
    }
)
_SUBJECT, _SUBJECT_SAYS = 26, 1.12  # "The market for such chips ... at $90m": what a sentence begins with
_CLAUSES = re.compile(r"[;；]|, (?:and|but|while|which|who)\b|が、")
_DIGIT = re.compile(r"\d")
# "in annual U.S. crude exports": the phrase that says of what so much money is.
_OF_WHAT = re.compile(
    r" (?:worth )?(?:of|in) (?:(?!(?:for|to|from|by|with|at|on|over|as|and|or|that|which|who|when|after"
    r"|before|into|across|will|would|is|are|was|were|has|have|had)\b)[\w.'&/-]{1,24} ?){1,7}"
)
# One class first, which the scan can look for.
_SEPARATORS = re.compile("[,;:、；bw](?:(?<=[,;:、；])|(?<= b)ut |(?<= w)hile )")

# "values the Everett, Washington-based company at $5.4 billion": what stands between says whom.
_VALUES = re.compile(
    r"\bvalu(?:es?|ed|ing)\b[^.;:\n]{2,70}\bat (?:about |around |roughly |some |nearly |more than |over )?\Z"
)
_VALUED = 1.2
# 「年200億円を」: so much a year, where no year is told.
_A_YEAR = re.compile(r"(?<![0-9元一-龥])年(?:最大|約|およそ)?\Z")
_YEARLY = 1.35
# Each year or month, unless they are counted or dated: 「5年間で」 is over all of them, 「2025年に」 once.
_EACH = frozenset({"年間", "年に", "月に"})
_YEARS = re.compile(r"[0-9一二三四五六七八九十数]か?\Z")
# "assumes $330 million of debt", 「負債360億円も引き受ける」: it is a part of the price.
_TAKEN_OVER = re.compile(
    choice(
        r"(?:assum(?:e[sd]?|ing|ption)|t(?:ake[sn]?|aking|ook) (?:on|over))\b[^.;\n]{0,40}\Z"
        r"|引き(?:継|受)[^。]{0,12}\Z",
        words=True,
    )
)
_JA_TAKEN_OVER = re.compile(r"[^。、]{0,6}[もを]引き(?:継|受)")
# "$457 million will fund a plant": what pays, no fund
_TO_FUND = re.compile(r"\b(?:will|would|to|could|can|may|helps?|also) \Z")
# A heading after which a release speaks of the company, not of the news.
_ABOUT = re.compile(
    r"^[^\w\n]{0,4}(?:About (?:the )?[A-Z][^.\n]{0,60}$"
    r"|(?:.{0,20}(?:について|会社概要|企業概要))[^\w\n]{0,3}$)",
    re.MULTILINE,
)
_ABOUT_WORDS = ("About ", "について", "概要")


def weigh(
    layout: Layout, moneys: Sequence[Money], scan: Scan, countries: Sequence[str], home: str | None = None
) -> list[Chain]:
    """The amounts as chains, with what the words around each say. `countries`: those that the story is
    about; `home`: the investor's, where only the other's is one to invest in."""
    every = chains(layout.body, harmonise(moneys))
    found, rest = every[:_MANY], every[_MANY:]
    for chain in rest:
        chain.role = CROWD
    if not found:
        return []
    frameworks = {m.value for m in scan.of("framework")}
    around = _Around(layout, found, scan)
    elsewhere = Elsewhere(layout, scan, countries, home)
    lead = layout.sentence(layout.text_start)
    profile = _profile(layout)
    for i, chain in enumerate(found):
        line = layout.line(chain.start)
        chain.sentence, chain.place = layout.sentence(chain.start), line.part
        chain.lead = line.part == "summary" or (line.part == "text" and lead <= chain.sentence <= lead + 1)
        if line.noise or chain.start > profile:
            chain.evidence = {RELATED if line.noise else PROFILE: 3.0}
            continue
        around.weigh(i)
        if frameworks and any(f"{m.currency}:{m.value:.0f}" in frameworks for m in chain.moneys):
            chain.evidence[FRAMEWORK] = 1.0
        if line.part == "text" and (role := _away(elsewhere, line, chain)):
            told = turns(layout, chain.start) or (role == RIVAL and dated(layout, chain.start))
            chain.evidence[role] = _OTHER_NEWS if told else _RIVAL
        relate(layout, found, i)
    find_contrasts(layout, found, around.starts, scan)
    find_parts(layout, found, around.starts, scan)
    largest_only(found)
    first_of_more(layout, found)
    return found + rest


def _profile(layout: Layout) -> int:
    """Where a release begins to speak of the company."""
    headed = any(word in layout.body for word in _ABOUT_WORDS)
    heading = _ABOUT.search(layout.body, layout.text_start) if headed else None
    return heading.start() if heading else len(layout.body)


def _away(elsewhere: Elsewhere, line: Line, chain: Chain) -> str | None:
    """What the amount is where its sentence, or its item of a list, speaks of others than the news."""
    if line.item:
        return AT_HOME if elsewhere.at_home(line.start, line.end) else None
    return elsewhere.role(chain.start)


class _Around:
    """The words around the amounts of an article, whose `starts` are in order."""

    def __init__(self, layout: Layout, found: Sequence[Chain], scan: Scan) -> None:
        self.layout, self.body, self.found = layout, layout.body, found
        self.starts = [c.start for c in found]
        self.before, self.just_before, self.after, self.just_after, self.of, self.of_sentence = map(
            scan.of, KINDS
        )

    def weigh(self, i: int) -> None:
        """Gives an amount its evidence."""
        chain = self.found[i]
        low, high = self.layout.span(chain.start)
        floor = max(low, chain.start - _WINDOW)
        stop = min(high, self.starts[i + 1]) if i + 1 < len(self.found) else high
        self._before(i, low, floor)
        self._after(chain, stop, high)
        for cue in within(self.of_sentence, low, high):
            _say(chain, cue, _SENTENCE)
        self._grammar(chain, low, floor, stop)
        for role, most in _AT_MOST.items():
            if role in chain.evidence and chain.head.value > most:
                del chain.evidence[role]

    def _before(self, i: int, low: int, floor: int) -> None:
        """Words before it from `floor` on, in a sentence that begins at `low`."""
        chain, body = self.found[i], self.body
        for cue in _ending(self.before, floor, chain.start):
            gap = body[cue.end : chain.start]
            if cue.value == SUM and _DIGIT.search(gap):  # "a combined 5 GW for $25bn" adds up gigawatts
                continue
            if cue.text in _EACH and not gap.startswith("では") and _YEARS.search(body, low, cue.start):
                continue
            reach = _PER_POINT if cue.value in OWN else _PER_POINT_OTHER
            points = 1.1 - width(gap) / reach - _SEPARATOR * len(_SEPARATORS.findall(gap))
            points -= _CROSSING * self._crossed(cue, i) + _CLAUSE * ("\u3000" in gap.strip())
            if cue.value != INVEST and gap == " " and cue.text.endswith((" of", " worth")):
                points += _NAMED
            if cue.value in _NOMINAL and cue.start - low <= _SUBJECT and not _CLAUSES.search(gap):
                points = max(points, _SUBJECT_SAYS)
            _say(chain, cue, points)
        for cue in _ending(self.just_before, max(low, chain.start - 40), chain.start):
            gap = body[cue.end : chain.start]
            beside = width(gap) <= _JUST_BEFORE and not _SEPARATORS.search(gap)
            if beside and not self._crossed(cue, i):
                _say(chain, cue, 1.1 if cue.value == INVEST else 1.35)

    def _crossed(self, cue: Mention, i: int) -> int:
        """How many amounts stand between a word and an amount behind it."""
        return i - bisect_left(self.starts, cue.end, 0, i)

    def _after(self, chain: Chain, stop: int, high: int) -> None:
        """Words behind it up to `stop`, where the next amount begins, and behind each of its writings, in a
        sentence that ends at `high`."""
        body = self.body
        for cue in within(self.after, chain.end - 1, min(stop, chain.end + _AFTER)):
            gap = body[chain.end : cue.start]
            if cue.value == "fund" and _TO_FUND.search(gap):
                continue
            _say(chain, cue, 1.2 - width(gap) / 40 - 2 * _SEPARATOR * len(_SEPARATORS.findall(gap)))
        phrase = _OF_WHAT.match(body, chain.end, stop) if self.of else None
        for cue in within(self.of, chain.end, phrase.end()) if phrase else ():
            _say(chain, cue, _NAMED_AFTER)
        for money in chain.moneys if self.just_after else ():
            for cue in within(self.just_after, money.end, min(high, money.end + _JUST_AFTER + 1)):
                if not _SEPARATORS.search(body[money.end : cue.start]):
                    _say(chain, cue, 1.4)

    def _grammar(self, chain: Chain, low: int, floor: int, stop: int) -> None:
        """What no word near it says, but how they stand together."""
        body = self.body
        if body.find("valu", floor, chain.start) >= 0 and _VALUES.search(body, floor, chain.start):
            chain.say("valuation", _VALUED)
        if "debt" in chain.evidence and _taken_over(body, floor, chain):
            chain.say(INVEST, chain.evidence.pop("debt"))
        if of_plan(body, floor, chain, stop):
            chain.say(PROGRAMME, 1.0)
        near = body[max(floor, chain.start - _JUST_BEFORE) : chain.start]
        if adds_up(near):
            line = max(self.layout.line(low).start, chain.start - _WINDOW)
            if counts(body, line, floor, chain):
                chain.say(COUNTED, 1.0)
                chain.say(BATCH, 1.0 + MORE)
        if each(body, chain):
            chain.evidence.pop(BATCH, None)
            chain.evidence.pop(COUNTED, None)
        if "年" in near and _A_YEAR.search(body, floor, chain.start):
            chain.evidence["yearly"] = _YEARLY


def _taken_over(body: str, floor: int, chain: Chain) -> bool:
    """Whether debt is what a buyer takes over."""
    return bool(_TAKEN_OVER.search(body, floor, chain.start) or _JA_TAKEN_OVER.match(body, chain.end))


def _ending(found: Sequence[Mention], low: int, high: int) -> Sequence[Mention]:
    """Words that start at `low` or later and end at `high` or before; they do not overlap."""
    some = within(found, low, high)
    return some[:-1] if some and some[-1].end > high else some


def _say(chain: Chain, cue: Mention, points: float) -> None:
    role = cue.value or INVEST
    if cue.weak:
        points -= _WEAK
    if role in _ADDED:  # a batch, as far as the words go
        role, points = BATCH, points + MORE
    chain.say(role, points)


def strongest(chain: Chain) -> str:
    """The role that the words around an amount speak for most; an investment where they say nothing."""
    roles = [role for role in chain.evidence if role not in MARKS]
    return max(roles, key=chain.evidence.__getitem__) if roles else INVEST
