"""Same story? Evidence that weighs a candidate against a report.

Evidence is summed: what both name speaks for one story, what they contradict each other in speaks
against it. No single likeness suffices, save that the text is a copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from rapidfuzz import fuzz

from sokuho.stories import figures, names
from sokuho.stories.keys import MAIN as _MAIN
from sokuho.stories.rules import Rules
from sokuho.stories.state import Amount, Facts, StoryState

_OWN = (*_MAIN, "superseded")
_COPY = 0.35  # share of common shingles from which a text counts as a copy
_WHOLE = 0.95  # of the greatest figure of a batch, from which on another is its total, too
_SOON = 2.0  # days
_LIVED = 30.0  # days of silence at most that a long life earns
_LOOKED_AT = 3
_ENDS = (None, "completed", "cancelled")  # of a sale as of anything else
_OUT = 2.0  # times by which a first estimate may be out
_VAGUE = 0.4  # of what another figure counts for, where the known one was an estimate
_EVEN = 1.5  # evidence by which two stories may differ for the one that is told first to be the main one
_FELLOWS = 0.4  # of what other leads count for, where two other parties are shared
_FEW = 4  # parties that a story's titles name, from which on no report names them all
_TITLE = 88.0  # rapidfuzz's token ratio from which two titles are the same


@dataclass
class Evidence:
    """The sum so far, and what it is made of: "jera", "$3bn", "other places"."""

    total: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def add(self, weight: float, reason: str) -> None:
        if weight:
            self.total += weight
            self.reasons.append(f"{reason} {weight:+.1f}")


@dataclass(frozen=True, slots=True)
class Found:
    """The story that a report belongs to, if any; its evidence; others that it is a further source of."""

    story: StoryState | None
    score: float
    others: tuple[StoryState, ...]
    reason: str


def choose(
    report: Facts, candidates: Sequence[StoryState], rules: Rules, threshold: float | None = None
) -> Found:
    """The candidate with the most evidence, where that is enough (`threshold`, else that of the rules).

    A long story knows so much that it would draw in every deal of its parties. So the best few are also
    weighed by that report of theirs which is most alike, and the mean of both counts.
    """
    enough = rules.threshold if threshold is None else threshold
    free = [c for c in candidates if not _barred(report, c)]
    common = Counter(lead for c in free for lead in c.known.leads)
    ranked = sorted(
        ((weigh(report, c, c.known, common, rules), c) for c in free),
        key=lambda pair: (-pair[0].total, -pair[1].story.updated.timestamp(), pair[1].story.id),
    )
    if not ranked:
        return Found(None, 0.0, (), "no story shares a key with it")
    likely = [pair for pair in ranked[:_LOOKED_AT] if pair[0].total >= enough] or ranked[:1]
    found = sorted(
        ((_with_nearest(report, e, c, common, rules), e, c) for e, c in likely),
        key=lambda found: (found[0], found[2].story.updated, found[2].story.id),
    )
    if len(found) > 1 and found[-2][0] >= max(found[-1][0] - _EVEN, enough):
        ours, theirs = found[-1][2].known, found[-2][2].known
        if _comes_first(report, theirs, ours):
            found.append(found.pop(-2))
    score, evidence, chosen = found[-1]
    reasons = ", ".join(evidence.reasons)
    if score < enough:
        return Found(None, score, (), f"nearest is {chosen.story.id} ({score:.1f}): {reasons}")
    others = tuple(c for _, c in ranked if c is not chosen and tells_of(report, c, chosen.known, rules))
    return Found(chosen, score, others, f"{score:.1f}: {reasons}")


def _with_nearest(
    report: Facts, evidence: Evidence, state: StoryState, common: Mapping[str, int], rules: Rules
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


def _barred(report: Facts, state: StoryState) -> bool:
    return report.article in state.barred


def tells_of(report: Facts, state: StoryState, own: Facts, rules: Rules) -> bool:
    """Whether a report of another story (a round-up) also gives a figure of this one, with a party of it
    that is none of its own story's."""
    theirs = [a for a in state.known.amounts if a.rank in _MAIN and a.digits > 1]
    told = (*report.parties, *report.names)
    parties = [n for n in shared(told, state.known.leads) if not shared((n,), own.parties)]
    return bool(parties) and any(
        figures.same_amount(a, b, rules.closeness) for a in report.amounts for b in theirs if a.digits > 1
    )


def weigh(
    report: Facts, state: StoryState, known: Facts, common: Mapping[str, int], rules: Rules
) -> Evidence:
    """The evidence that a report is of this story: of all that it knows, or of one of its reports (`known`).
    `common`: in how many of the candidates a party is a lead; the more, the less it tells."""
    evidence = Evidence()
    _weigh_text(evidence, report, state, rules)
    _weigh_parties(evidence, report, known, common, rules)
    _weigh_figures(evidence, report, known, rules)
    _weigh_sizes(evidence, report, known, rules)
    _weigh_places(evidence, report, known, rules)
    _weigh_names(evidence, report, known, rules)
    _weigh_subject(evidence, report, known, rules)
    _weigh_time(evidence, report, state, rules)
    return evidence


def _weigh_text(evidence: Evidence, report: Facts, state: StoryState, rules: Rules) -> None:
    alike = [f for f in state.recent if f.lang == report.lang]
    copied = max((common_share(report.sketch, f.sketch) for f in alike), default=0.0)
    if copied >= _COPY:
        evidence.add(rules.weights.copy_of * copied, "same text")
    titled = max((fuzz.token_set_ratio(report.title, f.title) for f in alike), default=0.0)
    if report.lang == "ja":
        titled = max((fuzz.ratio(report.title, f.title) for f in alike), default=0.0)
    if titled >= _TITLE:
        evidence.add(rules.weights.same_title, "same title")


def common_share(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated share of shingles that two texts have in common (0 to 1), of the shorter one's sketch."""
    size = min(len(one), len(other))
    if not size:
        return 0.0
    union = sorted(set(one) | set(other))[:size]
    both = set(one) & set(other)
    return sum(1 for h in union if h in both) / size


def _weigh_parties(
    evidence: Evidence, report: Facts, known: Facts, common: Mapping[str, int], rules: Rules
) -> None:
    """Leads that both have, as parties of both or as a mere name in one."""
    w = rules.weights
    named = [*shared(report.names, known.leads), *shared(report.leads, known.names)]
    leads = list(dict.fromkeys((*shared(report.leads, known.leads), *named)))
    both_titles = _houses(shared(report.titled, known.titled))
    houses = _houses(leads)
    for weight, name in zip((w.lead, w.further_lead, w.further_lead / 2), houses, strict=False):
        passing = 1.0 if name in report.front and name in known.front else w.in_passing
        evidence.add(passing * weight / (1 + w.common * (common.get(name, 1) - 1)), name)
    if len(both_titles) > 1:
        evidence.add(w.titled_pair, "both in titles")
    fellows = [n for n in shared(report.parties, known.parties) if n not in leads]
    fellows = [n for n in fellows if not any(names.same(n, m) for m in leads)]
    for name in fellows[:2]:
        evidence.add(w.party, name)
    if report.round and report.round == known.round:
        return  # a batch has more parties than any one report names
    if report.titled and len(known.titled) < _FEW:
        have = (*report.parties, *report.names)
        missing = [n for n in known.titled if not shared((n,), have)]
        if missing and len(missing) < len(known.titled):
            evidence.add(w.title_missing * _comparable(missing, have), "an actor missing")
    if report.leads and known.leads and not leads:
        few = _FELLOWS if len(fellows) > 1 else 1.0  # of a long list any may lead
        evidence.add(few * w.other_leads * _comparable(report.leads, known.leads), "other parties")
    elif report.titled and (strange := _strangers(report, known)):
        if len(strange) < len(report.titled):
            evidence.add(w.title_stranger * _comparable(strange, known.parties), "further actor")
            return
        evidence.add(w.other_titled * _comparable(report.titled, known.parties), "other actor")


def _houses(parties: Sequence[str]) -> list[str]:
    """One name of each group of companies: "hitachi" stands for "hitachi energy" beside it."""
    return [n for i, n in enumerate(parties) if not any(names.same(n, m) for m in parties[:i])]


def _strangers(report: Facts, known: Facts) -> list[str]:
    """Parties of the title that the story does not know, not even as a name."""
    have = shared(report.titled, known.parties)
    return [n for n in report.titled if n not in have and not shared((n,), known.names)]


def _weigh_figures(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    w, close = rules.weights, rules.closeness
    ours = [a for a in report.amounts if a.rank in _MAIN]
    theirs = [a for a in known.amounts if a.rank in _MAIN]
    hits: list[tuple[float, Amount]] = []
    for a in report.amounts:
        matches = [b for b in known.amounts if figures.same_amount(a, b, close)]
        if matches:
            hits.append((max(_worth(a, b, rules) for b in matches), a))
    used: list[float] = []
    for weight, a in sorted(hits, key=lambda hit: -hit[0]):
        if len(used) < 3 and not any(abs(a.usd - u) <= 0.1 * u for u in used):
            evidence.add(weight, a.text)
            used.append(a.usd)
    same_batch = report.round is not None and report.round == known.round
    if ours and theirs and not same_batch and not any(a.rank in _OWN for _, a in hits):
        vague = any(a.qualifier != "exact" and _near(a, b) for a, b in product(theirs, ours))
        evidence.add((_VAGUE if vague else 1.0) * w.other_figure, "other figures")


def _near(a: Amount, b: Amount) -> bool:
    """Whether one may be what the other was first thought to be."""
    return max(a.usd, b.usd) <= _OUT * min(a.usd, b.usd)


def _worth(a: Amount, b: Amount, rules: Rules) -> float:
    """What one figure in both is worth: the more digits the more telling; a programme's total is
    common to many stories, a figure in passing says less than the deal's own."""
    w = rules.weights
    if "programme" in (a.rank, b.rank):
        return w.programme
    if "superseded" in (a.rank, b.rank):
        return w.superseded if {a.rank, b.rank} & set(_MAIN) else 0.0
    weight = w.figure[min(a.digits, b.digits, max(w.figure))]
    if a.currency != b.currency:
        weight *= w.other_currency
    if "other" in (a.rank, b.rank):
        weight *= 0.5
    if not (a.front and b.front):
        weight *= w.in_passing
    return weight


def _weigh_sizes(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    worth = rules.weights.size
    hits = [
        (worth[min(a.digits, b.digits, max(worth))], a.text)
        for a in report.sizes
        for b in known.sizes
        if figures.same_size(a, b, rules.closeness)
    ]
    if hits:
        evidence.add(*max(hits))
    elif {z.kind for z in report.sizes} & {z.kind for z in known.sizes}:
        evidence.add(rules.weights.other_size, "other capacity")


def _weigh_places(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    w = rules.weights
    places = shared(report.places, known.places)
    for i, place in enumerate(places[:3]):
        evidence.add(w.place if i == 0 else w.further_place, place)
    before = evidence.total
    _weigh_other_places(evidence, report, known, places, rules)
    if evidence.total - before < w.places_most:
        evidence.add(w.places_most - (evidence.total - before), "at most so much")


def _weigh_other_places(
    evidence: Evidence, report: Facts, known: Facts, places: Sequence[str], rules: Rules
) -> None:
    w = rules.weights
    _weigh_sites(evidence, report, known, rules)
    if report.places and known.places and not places:
        evidence.add(w.other_places * _comparable(report.places, known.places), "other places")


def _weigh_sites(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    """Sites that the other side, which has its own, never mentions."""
    same_batch = report.round and report.round == known.round
    if same_batch or not report.sites or not known.sites:
        return
    for sites, other, where in ((report.sites, known, "new site"), (known.sites, report, "site not named")):
        have = (*other.places, *other.sites, *other.names)
        if not shared(sites, have):
            evidence.add(rules.weights.other_site * _comparable(sites, have), where)


def _weigh_names(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    """Names that are no party or place to the reader, in one of the two reports at least."""
    told = {part for n in (*report.parties, *report.places) for part in n.split()}
    have = {part for n in (*known.parties, *known.places) for part in n.split()}
    pairs = ((report.names, {*known.names, *have}), (known.names, told))
    alike = [w for mine, others in pairs for w in mine if w in others or names.sounds_in(w, others)]
    leads = [*shared(alike, known.leads), *shared(alike, report.leads)]  # weighed as parties
    places = shared(report.places, known.places)
    again = {part for p in places for part in (p, *p.split())}  # weighed as places
    alike = [w for w in alike if w not in leads and w not in again and not names.sounds_in(w, again)]
    unread = [w for w in alike if not w.isascii() and names.skeleton(w) is None]  # may be those places, too
    alike = [w for w in alike if w not in unread[: len(places)]]
    alike = [w for w in dict.fromkeys(alike) if w not in rules.common_words]
    for i, word in enumerate(alike[:4]):
        passing = 1.0 if word in report.front or word in known.front else rules.weights.in_passing
        evidence.add(passing * (rules.weights.name if i == 0 else rules.weights.further_name), word)
    alike = list(dict.fromkeys((*alike, *leads)))
    titled = set(report.title.split()) & set(known.title.split())
    for word in [w for w in alike if w in titled][:2]:
        evidence.add(rules.weights.titled_name, f"{word} in titles")


def _weigh_subject(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    w = rules.weights
    if report.sectors and known.sectors:
        kin = {s for sector in known.sectors for s in rules.kin.get(sector, (sector,))}
        if set(report.sectors) & set(known.sectors):
            evidence.add(w.sector, "sector")
            if report.sectors[0] not in kin:
                evidence.add(w.other_main_sector, f"not about {report.sectors[0]}")
        elif not kin & set(report.sectors):
            evidence.add(w.other_sectors, "other sectors")
    if {report.direction, known.direction} == {"japan_to_us", "us_to_japan"}:
        evidence.add(w.other_direction, "other direction")
    if set(report.starts) & set(known.starts):
        evidence.add(w.start, "same start")
    if report.round and known.round:
        evidence.add(w.round if report.round == known.round else w.other_round, f"batch {report.round}")
    elif known.round and not _names_batch(report, known, rules):
        evidence.add(w.component, "of no batch")
    elif report.round:
        evidence.add(w.batch, "of a batch")
    sold = [stage == "sold" for stage in (report.stage, known.stage) if stage not in _ENDS]
    if len(set(sold)) == 2 and len(shared(report.leads, known.leads)) < 2:
        evidence.add(w.sale, "a sale and no sale")


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


def _weigh_time(evidence: Evidence, report: Facts, state: StoryState, rules: Rules) -> None:
    """The longer a story was silent the more it takes; one that lived long may be silent longer."""
    gap = abs((report.published - state.known.published).total_seconds()) / 86400
    lived = (state.known.published - state.story.opened).total_seconds() / 86400
    if gap <= _SOON:
        evidence.add(rules.weights.soon, "at the same time")
    late = gap - rules.grace_days - min(lived / 2, _LIVED)
    if late > 0:
        evidence.add(rules.weights.per_day * late, f"after {gap:.0f} days")


def shared(ours: Sequence[str], theirs: Collection[str]) -> list[str]:
    """Those of `ours` that `theirs` has too, under the same name, a shorter or longer form of it, or its
    sound in the other script."""
    exact = theirs if isinstance(theirs, set | frozenset) else set(theirs)
    rest = [a for a in ours if a not in exact]
    if not rest:
        return list(ours)
    by_first: dict[str, list[str]] = {}
    for b in exact:
        by_first.setdefault(b.partition(" ")[0], []).append(b)
    found = {
        a
        for a in rest
        if any(names.same(a, b) for b in by_first.get(a.partition(" ")[0], ())) or names.sounds_in(a, exact)
    }
    return [a for a in ours if a in exact or a in found]


def _comparable(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """How much it means that two lists share no name: less where one of them has names in a script that
    the other has none of, which it could not have matched."""
    if all(map(names.is_canonical, (*ours, *theirs))):
        return 1.0
    both = not all(map(names.is_canonical, ours)) and not all(map(names.is_canonical, theirs))
    return 1.0 if both else 0.4
