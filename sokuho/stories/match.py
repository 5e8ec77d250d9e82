"""Same story? The candidate with the most evidence, and whether that is enough."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sokuho.stories import actors, figures, sites, subject, sums
from sokuho.stories.alike import shared
from sokuho.stories.candidates import Candidate
from sokuho.stories.evidence import Evidence
from sokuho.stories.rules import Rules
from sokuho.stories.state import MAIN, Facts

_LOOKED_AT = 3
_EVEN = 1.5  # evidence by which two stories may differ for the one that is told first to be the main one


@dataclass(frozen=True, slots=True)
class Found:
    """The story that a report belongs to, if any; why, in words; others that it is a further source of; the
    kinds of evidence."""

    story: Candidate | None
    reason: str
    others: tuple[Candidate, ...] = ()
    kinds: frozenset[str] = frozenset()


def choose(
    report: Facts, candidates: Sequence[Candidate], rules: Rules, threshold: float | None = None
) -> Found:
    """The candidate with the most evidence, where that is enough (`threshold`, else that of the rules).

    A long story knows so much that it would draw in every deal of its parties. So the best few are also
    weighed by that report of theirs which is most alike, and the mean of both counts.
    """
    enough = rules.threshold if threshold is None else threshold
    free = [c for c in candidates if report.article not in c.barred]
    common = Counter(lead for c in free for lead in c.known.leads)
    ranked = sorted(
        ((weigh(report, c, c.known, common, rules), c) for c in free),
        key=lambda pair: (-pair[0].total, -pair[1].updated.timestamp(), pair[1].id),
    )
    if not ranked:
        return Found(None, "no story shares a key with it")
    likely = [pair for pair in ranked[:_LOOKED_AT] if pair[0].total >= enough] or ranked[:1]
    found = sorted(
        ((_with_nearest(report, e, c, common, rules), e, c) for e, c in likely),
        key=lambda found: (found[0], found[2].updated, found[2].id),
    )
    if len(found) > 1 and found[-2][0] >= max(found[-1][0] - _EVEN, enough):
        ours, theirs = found[-1][2].known, found[-2][2].known
        if _comes_first(report, theirs, ours):
            found.append(found.pop(-2))
    score, evidence, chosen = found[-1]
    reasons = evidence.told()
    if score < enough:
        return Found(None, f"nearest is {chosen.id} ({score:.1f}): {reasons}")
    others = tuple(c for _, c in ranked if c is not chosen and tells_of(report, c, chosen.known, rules))
    return Found(chosen, f"{score:.1f}: {reasons}", others, frozenset(evidence.values()))


def _with_nearest(
    report: Facts, evidence: Evidence, state: Candidate, common: Mapping[str, int], rules: Rules
) -> float:
    if len(state.recent) < 2:
        return evidence.total
    nearest = max(weigh(report, state, facts, common, rules).total for facts in state.recent)
    return min(evidence.total, (evidence.total + nearest) / 2)


def _comes_first(report: Facts, known: Facts, other: Facts) -> bool:
    """Of two stories that a report tells of (a comparison, a round-up): whether it begins with this one."""
    ours, theirs = (shared(report.front, {*facts.leads, *facts.names}) for facts in (known, other))
    own, others = ([n for n in a if not shared((n,), b)] for a, b in ((ours, theirs), (theirs, ours)))
    return bool(own and others) and report.front.index(own[0]) < report.front.index(others[0])


def tells_of(report: Facts, state: Candidate, own: Facts, rules: Rules) -> bool:
    """Whether a report of another story (a round-up) also gives a figure of this one, with a party of it
    that is none of its own story's."""
    theirs = [a for a in state.known.amounts if a.rank in MAIN and a.digits > 1]
    told = (*report.parties, *report.names)
    parties = [n for n in shared(told, state.known.leads) if not shared((n,), own.parties)]
    return bool(parties) and any(
        figures.same_amount(a, b, rules.closeness) for a in report.amounts for b in theirs if a.digits > 1
    )


def weigh(report: Facts, state: Candidate, known: Facts, common: Mapping[str, int], rules: Rules) -> Evidence:
    """The evidence that a report is of this story: of all that it knows, or of one of its reports (`known`).
    `common`: in how many of the candidates a party is a lead; the more, the less it tells."""
    evidence = Evidence(rules.weights)
    subject.weigh_text(evidence, report, state)
    actors.weigh_parties(evidence, report, known, common, rules)
    sums.weigh_figures(evidence, report, known, rules)
    sums.weigh_sizes(evidence, report, known, rules)
    sites.weigh_places(evidence, report, known, rules)
    actors.weigh_names(evidence, report, known, rules)
    subject.weigh_subject(evidence, report, known, rules)
    subject.weigh_time(evidence, report, state, rules)
    return evidence
