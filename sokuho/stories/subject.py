"""Evidence of the text as a whole, of the subject and of the time."""

from __future__ import annotations

import math

from rapidfuzz import fuzz

from sokuho.stories import figures
from sokuho.stories.alike import common_share, shared
from sokuho.stories.candidates import Candidate
from sokuho.stories.evidence import Evidence
from sokuho.stories.rules import Rules
from sokuho.stories.state import Facts

_COPY = 0.35  # share of common shingles from which a text counts as a copy
_TITLE = 88.0  # rapidfuzz's token ratio from which two titles are the same
_WHOLE = 0.95  # of the greatest figure of a batch, from which on another is its total, too
_SOON = 2.0  # days
_LIVED = 30.0  # days of silence at most that a long life earns
_LATE = 30.0  # days of silence beyond the grace that count for one, twice as many more for one more
_ENDS = (None, "completed", "cancelled")  # of a sale as of anything else


def weigh_text(evidence: Evidence, report: Facts, state: Candidate) -> None:
    alike = [f for f in state.texts if f.lang == report.lang]
    copied = max((common_share(report.sketch, f.sketch) for f in alike), default=0.0)
    if copied >= _COPY:
        evidence.add("copy_of", "same text", copied)
    same = fuzz.ratio if report.lang == "ja" else fuzz.token_set_ratio
    if any(same(report.title, f.title, score_cutoff=_TITLE) for f in alike):
        evidence.add("same_title", "same title")


def weigh_subject(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    _weigh_sectors(evidence, report, known, rules)
    if {report.direction, known.direction} == {"japan_to_us", "us_to_japan"}:
        evidence.add("other_direction", "other direction")
    if set(report.starts) & set(known.starts):
        evidence.add("start", "same start")
    if report.round and known.round:
        kind = "round" if report.round == known.round else "other_round"
        evidence.add(kind, f"batch {report.round}")
    elif known.round and not _names_batch(report, known, rules):
        evidence.add("component", "of no batch")
    elif report.round:
        evidence.add("batch", "of a batch")
    if report.another and not known.another:
        evidence.add("another", "told as another one")
    sold = [stage == "sold" for stage in (report.stage, known.stage) if stage not in _ENDS]
    if len(set(sold)) == 2 and len(shared(report.leads, known.leads)) < 2:
        evidence.add("sale", "a sale and no sale")
    elif sold == [True, True]:
        evidence.add("both_sales", "both a sale")


def _weigh_sectors(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    if not (report.sectors and known.sectors):
        return
    kin = {s for sector in known.sectors for s in rules.kin.get(sector, (sector,))}
    if set(report.sectors) & set(known.sectors):
        evidence.add("sector", "sector")
        if report.sectors[0] not in kin:
            evidence.add("other_main_sector", f"not about {report.sectors[0]}")
    elif not kin & set(report.sectors):
        evidence.add("other_sectors", "other sectors")


def _names_batch(report: Facts, known: Facts, rules: Rules) -> bool:
    """Whether a report speaks of the programme, or gives the figure of the batch as a whole."""
    totals = [a for a in known.amounts if a.rank == "headline"]
    most = max((a.usd for a in totals), default=0.0)
    totals = [a for a in totals if a.usd >= _WHOLE * most]
    return any(
        a.rank == "programme" or any(figures.same_amount(a, b, rules.closeness) for b in totals)
        for a in report.amounts
        if a.rank in ("headline", "programme")
    )


def weigh_time(evidence: Evidence, report: Facts, state: Candidate, rules: Rules) -> None:
    """The longer a story was silent the more it takes; one that lived long may be silent longer."""
    gap = abs((report.published - state.known.published).total_seconds()) / 86400
    lived = (state.known.published - state.opened).total_seconds() / 86400
    if gap <= _SOON:
        evidence.add("soon", "at the same time")
    late = gap - rules.grace_days - min(lived / 2, _LIVED)
    if late > 0:
        evidence.add("late", f"after {gap:.0f} days", math.log2(1 + late / _LATE))
