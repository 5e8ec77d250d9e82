"""Evidence of places: a town tells more than the state that it lies in, and contradicts no state."""

from __future__ import annotations

from sokuho.stories.alike import comparable, shared
from sokuho.stories.evidence import Evidence
from sokuho.stories.rules import Rules
from sokuho.stories.state import Facts

_COUNTIES = (" county", " parish", "郡")
_MOST = 3  # places that are weighed


def weigh_places(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    places = shared(report.places, known.places)
    aside = {p for p in places for sites in (report.sites, known.sites) if sites and not shared((p,), sites)}
    places = sorted(places, key=lambda place: place in aside)
    for i, place in enumerate(places[:_MOST]):
        times = rules.in_passing if place in aside else 1.0
        evidence.add("further_place" if i else "place", place, times)
    towns = [p for p in places if p not in rules.regions]
    if towns:
        evidence.add("town", f"{towns[0]} as a town", rules.in_passing if towns[0] in aside else 1.0)
    if report.round and report.round == known.round:
        return  # each report of a batch names other sites of it
    _weigh_others(evidence, report, known, rules)


def _weigh_others(evidence: Evidence, report: Facts, known: Facts, rules: Rules) -> None:
    """Sites that the other side, which has its own, never mentions; and another state or prefecture."""
    ours = [p for p in report.sites if p in rules.regions]
    theirs = [p for p in known.sites if p in rules.regions]
    if ours and theirs and not shared(ours, theirs):
        evidence.add("other_region", f"{ours[0]}, not {theirs[0]}", comparable(ours, theirs))
    if not report.sites or not known.sites:
        return
    here, there = ([p for p in facts.sites if _is_town(p, rules)] for facts in (report, known))
    if here and there and not shared(here, there) and comparable(here, there) == 1.0:
        evidence.add("other_town", f"in {here[0]}, not {there[0]}")
    told, have = ((*f.places, *f.sites, *f.names) for f in (report, known))
    if not shared(report.sites, have):
        evidence.add("new_site", "new site", comparable(report.sites, have))
    if not shared(known.sites, told):
        evidence.add("site_missing", "site not named", comparable(known.sites, told))


def _is_town(place: str, rules: Rules) -> bool:
    """Whether no other town can lie in a place: a county holds some."""
    return place not in rules.regions and not place.endswith(_COUNTIES)
