"""Sums of several: a plan that something is a part of, and projects that are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sokuho.reading.figures.cues import BATCH, FRAMEWORK, MORE, PROGRAMME, TRANCHE, apart
from sokuho.reading.layout import Layout
from sokuho.reading.notation.chains import Chain
from sokuho.reading.patterns import choice

# "part of Hitachi's $1 billion U.S. push": what is told of is a part of what so much is planned for.
_PLAN = (
    r"(?:program(?:me)?|plan|fund|package|push|strategy|expansion|drive|pledge|initiative|commitment|budget"
    r"|framework|campaign|spree|effort|roadmap|vision|build-?out|bet|investments)s?\b"
)
_PART_OF = re.compile(
    r"\b(?:(?:part|piece|slice|chunk|portion|phase|tranche|cent(?:er|re)piece|cornerstone|core|leg|step"
    r"|inst[a]l?lment|element|component|pillar|start) (?:(?:so|far|yet) ){0,2}(?:of|in|under|towards?)"
    r"|belongs? to|(?:fall|come)s? under|counts? towards?) (?:[\w.&'-]+ ){0,6}\Z"
)
_A_PLAN = re.compile(r"[ -](?:[\w.&'-]+ ){0,4}?" + _PLAN)
# Whether words may add something up: asked first, being quick.
adds_up = re.compile(
    choice("総額|計|事業規模|事業費|せて|total|represent|worth|valued|amount|come to|combined")
).search
# 「3件で総額5億ドル」「2つの事業が含まれ、総額は」: the sum of projects that are counted.
_COUNTED_SUM = re.compile(
    r"(?:[2-9二三四五六七八九]|[1-9][0-9])つ?の?(?:件|案件|事業|プロジェクト)(?!目|の?うち)"
    r"[^。\n0-9]{0,24}?(?:。(?:全体の|その|これらの)?)?(?:総額|総計|合計|計|事業規模|事業費|合わせて|あわせて)"
    r"(?:[はがで、]|およそ|約|最大|日本円で|規模){0,3}\Z"
)
# "The first projects total $36 billion", "three deals worth"
_COUNTED_PARTS = re.compile(
    r"\b(?:projects|investments|deals|ventures|schemes)(?: (?:together|that|which|collectively|jointly|are|is"
    r"|with|have|will|would))*"
    r" (?:total(?:l?ing|l?ed)?|represent(?:ing|ed)?|worth|valued at|amount(?:ing)? to|come to|a combined)"
    r"(?: (?:an?|combined|total|about|around|some|nearly|roughly|up to|more than|value of)){0,3} \Z"
)
# "three projects worth $600m, $2.1bn and $33.3bn": each of them costs one.
_SUM = r"(?:US)?[$€£¥]\d[\d.,]*(?: ?[a-z]{1,8})?"
_EACH = re.compile(rf"(?:, {_SUM})+,? and {_SUM}")


def each(body: str, chain: Chain) -> bool:
    """Whether an amount opens an enumeration of amounts, so that what is said before it is said of each."""
    return body.startswith(", ", chain.end) and _EACH.match(body, chain.end) is not None


def of_plan(body: str, low: int, chain: Chain, high: int) -> bool:
    """Whether an amount is said to be a plan's that something is a part of, in words from `low` to `high`."""
    if _A_PLAN.match(body, chain.end, high) is None:
        return False
    return _PART_OF.search(body, low, chain.start) is not None


def counts(body: str, line: int, low: int, chain: Chain) -> bool:
    """Whether an amount that adds up is the sum of projects that are counted, from `low` on, or from `line`
    on in Japanese."""
    if _COUNTED_SUM.search(body, line, chain.start):
        return True
    return _COUNTED_PARTS.search(body, low, chain.start) is not None


# "the initial tranche of a broader $550bn": what the amount before it is.
_TRANCHE_OF = re.compile(
    r"\b(?:first|initial|opening|second|third|fourth|latest|new) (?:[\w-]+ ){0,2}?"
    r"(?:tranche|inst[a]l?lment|batch|wave|round|set|slice|projects|investments|deals|step)s?"
    r" (?:of|under|in|from|out of|toward|towards|within)\b[^.;\n]{0,48}\Z"
)


def first_of_more(layout: Layout, found: Sequence[Chain]) -> None:
    """Marks as a batch the amount that is said to be the first of a framework's: the one before it, in its
    sentence or the sentence before."""
    for whole in found:
        if FRAMEWORK not in whole.evidence and PROGRAMME not in whole.evidence:
            continue
        low = layout.span(whole.start)[0]
        said = _TRANCHE_OF.search(layout.body, max(low, whole.start - 110), whole.start)
        before = [c for c in found if c.end <= whole.start and c.place == whole.place and not apart(c)]
        if said is None or not before:
            continue
        batch = before[-1]
        near = whole.sentence - 1 <= batch.sentence and batch.end <= said.start()
        if near and batch.dollars < whole.dollars:
            batch.say(TRANCHE, 1.0)
            batch.say(BATCH, 1.0 + MORE)


def largest_only(found: Sequence[Chain]) -> None:
    """Of the amounts of one sentence only the largest can be the framework's."""
    for chain in found:
        if PROGRAMME in chain.evidence:
            beside = [c.dollars for c in found if c.sentence == chain.sentence]
            if chain.dollars < max(beside):
                del chain.evidence[PROGRAMME]
