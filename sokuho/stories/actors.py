"""Evidence of parties and of other proper names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from sokuho.stories import names
from sokuho.stories.alike import comparable, houses, shared
from sokuho.stories.evidence import Evidence
from sokuho.stories.rules import Rules
from sokuho.stories.state import Facts

_FELLOWS = 0.4  # of what other leads count for, where two other parties are shared
_FEW = 4  # parties that a story's titles name, from which on no report names them all
_NAMED = 0.5  # of what another investor counts for who is named on the other side
_MOST = 3  # leads that are weighed


def weigh_parties(
    evidence: Evidence, report: Facts, known: Facts, common: Mapping[str, int], rules: Rules
) -> None:
    """Leads that both have, as parties of both or as a mere name in one."""
    named = [*shared(report.names, known.leads), *shared(report.leads, known.names)]
    leads = list(dict.fromkeys((*shared(report.leads, known.leads), *named)))
    for i, name in enumerate(houses(leads)[:_MOST]):
        passing = 1.0 if name in report.front and name in known.front else rules.in_passing
        telling = passing / (1 + rules.common * (common.get(name, 1) - 1))
        evidence.add("further_lead" if i else "lead", name, telling / max(i, 1))
        if i < _MOST - 1 and name not in rules.busy_parties:
            evidence.add("rare_lead", f"rare {name}", passing)
    if len(houses(shared(report.titled, known.titled))) > 1:
        evidence.add("titled_pair", "both in titles")
    fellows = [n for n in shared(report.parties, known.parties) if n not in leads]
    fellows = [n for n in fellows if not any(names.same(n, m) for m in leads)]
    for name in fellows[:2]:
        evidence.add("party", name)
    if report.round and report.round == known.round:
        return  # a batch has more parties than any one report names
    _weigh_investors(evidence, report, known, rules)
    if report.titled and len(known.titled) < _FEW:
        have = (*report.parties, *report.names)
        missing = [n for n in known.titled if not shared((n,), have)]
        if missing and len(missing) < len(known.titled):
            evidence.add("title_missing", "an actor missing", comparable(missing, have))
    if report.leads and known.leads and not leads:
        telling = len(fellows) > 1 or any(n not in rules.busy_parties for n in fellows)
        few = _FELLOWS if telling else 1.0  # of a long list any may lead
        evidence.add("other_leads", "other parties", few * comparable(report.leads, known.leads))
    elif report.titled and (strange := _strangers(report, known)):
        if len(strange) < len(report.titled):
            evidence.add("title_stranger", "further actor", comparable(strange, known.parties))
        else:
            evidence.add("other_titled", "other actor", comparable(report.titled, known.parties))


def _weigh_investors(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    """Each side has its own investor: two buyers of one seller, two owners of one developer."""
    country = rules.investing.get(known.direction or report.direction or "")
    if country is None:
        return
    ours, theirs = ([n for n in _first(f) if f.countries.get(n) == country] for f in (report, known))
    if ours and theirs and not shared(ours, theirs):
        named = shared(theirs, (*report.parties, *report.names)) or shared(ours, known.titled)
        times = comparable(ours, theirs) * (_NAMED if named else 1.0)
        evidence.add("other_investor", f"{ours[0]}, not {theirs[0]}", times)


def _first(facts: Facts) -> tuple[str, ...]:
    return facts.titled or facts.leads


def _strangers(report: Facts, known: Facts) -> list[str]:
    """Parties of the title that the story does not know, not even as a name."""
    have = shared(report.titled, known.parties)
    return [n for n in report.titled if n not in have and not shared((n,), known.names)]


def weigh_names(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    """Names that are no party or place to the reader, in one of the two reports at least."""
    told = {part for n in (*report.parties, *report.places) for part in n.split()}
    have = {part for n in (*known.parties, *known.places) for part in n.split()}
    pairs = ((report.names, {*known.names, *have}), (known.names, told))
    alike = [w for mine, others in pairs for w in mine if w in others or names.sounds_in(w, others)]
    leads = [*shared(alike, known.leads), *shared(alike, report.leads)]  # weighed as parties
    alike = _besides_places(alike, leads, shared(report.places, known.places))
    called = shared((*report.leads, *known.leads), leads)
    of_leads = {part for n in (*shared(report.leads, known.leads), *called) for part in n.split()}
    alike = [w for w in dict.fromkeys(alike) if w not in rules.common_words and w not in of_leads]
    alike = [w for w in alike if not names.sounds_in(w, of_leads)]
    alike = _once(alike, report.title, known.title)
    for i, word in enumerate(alike[:4]):
        passing = 1.0 if word in report.front or word in known.front else rules.in_passing
        evidence.add("further_name" if i else "name", word, passing)
    _weigh_other_assets(evidence, report, known, told, have)
    titled = set(report.title.split()) & set(known.title.split())
    for word in [w for w in dict.fromkeys((*alike, *leads)) if w in titled][:2]:
        evidence.add("titled_name", f"{word} in titles")


def _weigh_other_assets(
    evidence: Evidence, report: Facts, known: Facts, told: Collection[str], have: Collection[str]
) -> None:
    """Each side's title has names of its own that the other side never mentions: two plants, two projects."""
    if report.lang != known.lang:
        return
    sides = ((report, {*known.names, *have}), (known, {*report.names, *told}))
    own = [[w for w in side.names if w in side.title and w not in others] for side, others in sides]
    if all(own):
        evidence.add("other_asset", f"{own[0][0]}, not {own[1][0]}")


def _besides_places(alike: Sequence[str], leads: Sequence[str], places: Sequence[str]) -> list[str]:
    """Shared names that are not weighed already, as parties or as places."""
    again = {part for p in places for part in (p, *p.split())}
    alike = [w for w in alike if w not in leads and w not in again and not names.sounds_in(w, again)]
    unread = [w for w in alike if not w.isascii() and names.skeleton(w) is None]  # may be those places, too
    return [w for w in alike if w not in unread[: len(places)]]


def _once(words: Sequence[str], *titles: str) -> list[str]:
    """The words without those that stand right behind another of them in a title: one name of two words."""
    behind = {b for title in titles for a, b in pairwise(title.split()) if a in words and b in words}
    return [w for w in words if w not in behind]
