"""Evidence of amounts and capacities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from sokuho.stories import figures
from sokuho.stories.evidence import Evidence
from sokuho.stories.rules import Rules
from sokuho.stories.state import MAIN, Amount, Facts

_OWN = (*MAIN, "superseded")
_OUT = 2.0  # times by which a first estimate may be out
_VAGUE = 0.4  # of what another figure counts for, where the known one was an estimate
_ASIDE = 0.5  # of what a figure counts for that is no figure of the deal on one side
_MOST = 3  # figures that are weighed
_DIGITS = 3  # significant digits from which on more tell no more


def weigh_figures(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    ours = [a for a in report.amounts if a.rank in MAIN]
    theirs = [a for a in known.amounts if a.rank in MAIN]
    hits: list[tuple[float, str, float, Amount]] = []
    for a in report.amounts:
        matches = [b for b in known.amounts if figures.same_amount(a, b, rules.closeness)]
        if matches:
            worth = (_worth(a, b, rules) for b in matches)
            hits.append((*max((evidence.weights[kind] * times, kind, times) for kind, times in worth), a))
    used: list[float] = []
    for _, kind, times, a in sorted(hits, key=lambda hit: -hit[0]):
        if len(used) < _MOST and not any(abs(a.usd - u) <= 0.1 * u for u in used):
            evidence.add(kind, a.text, times)
            used.append(a.usd)
    same_batch = report.round is not None and report.round == known.round
    if ours and theirs and not same_batch and not any(a.rank in _OWN for *_, a in hits):
        vague = any(a.qualifier != "exact" and _near(a, b) for a, b in _comparable(theirs, ours))
        evidence.add("other_figure", "other figures", _VAGUE if vague else 1.0)


def _comparable(theirs: Sequence[Amount], ours: Sequence[Amount]) -> Iterable[tuple[Amount, Amount]]:
    """Pairs of figures; where some are in one currency those alone: a conversion is always vague."""
    pairs = list(product(theirs, ours))
    return [(a, b) for a, b in pairs if a.currency == b.currency] or pairs


def _near(a: Amount, b: Amount) -> bool:
    """Whether one may be what the other was first thought to be."""
    return max(a.usd, b.usd) <= _OUT * min(a.usd, b.usd)


def _worth(a: Amount, b: Amount, rules: Rules) -> tuple[str, float]:
    """As what kind of evidence one figure in both counts, and how much: the more digits the more telling; a
    programme's total is common to many stories, a figure in passing says less than the deal's own."""
    if "programme" in (a.rank, b.rank):
        return "programme", 1.0
    if "superseded" in (a.rank, b.rank):
        return "superseded", 1.0 if {a.rank, b.rank} & set(MAIN) else 0.0
    times = rules.other_currency if a.currency != b.currency else 1.0
    if "other" in (a.rank, b.rank):
        times *= _ASIDE
    if not (a.front and b.front):
        times *= rules.in_passing
    return f"figure_{min(a.digits, b.digits, _DIGITS)}", times


def weigh_sizes(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    hits = [
        (min(a.digits, b.digits, _DIGITS), a.text)
        for a in report.sizes
        for b in known.sizes
        if figures.same_size(a, b, rules.closeness)
    ]
    if hits:
        digits, text = max(hits)
        evidence.add(f"size_{digits}", text)
    elif {z.kind for z in report.sizes} & {z.kind for z in known.sizes}:
        evidence.add("other_size", "other capacity")
