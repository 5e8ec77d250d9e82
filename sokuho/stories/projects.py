"""A story's projects: which of them a report speaks of, and what each of them is known to cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sokuho.model import (
    Article,
    Capacity,
    Figure,
    Measure,
    Money,
    Party,
    Project,
    Reading,
    Source,
    StoryProject,
    digits,
)
from sokuho.stories import figures, names, quotes
from sokuho.stories.facts import start
from sokuho.stories.rules import Rules
from sokuho.stories.state import Amount

_KEPT = 24  # distinct figures of a project
_SOURCES = 20  # sources kept for one figure
_ALIKE = 2  # points from which on two projects are one


def add(
    known: Sequence[StoryProject], article: Article, reading: Reading, source: Source, rules: Rules
) -> tuple[tuple[StoryProject, ...], dict[int, str]]:
    """The projects with a report's own added, and which key each project of the reading got."""
    projects = {p.key: p for p in known}
    keys: dict[int, str] = {}
    for i, project in enumerate(reading.projects):
        free = [p for p in projects.values() if p.key not in keys.values()]
        at = _same_project(project, free, article, reading, rules)
        if at is None:
            at = StoryProject(f"p{len(projects) + 1}", {}, project.sector, {})
        keys[i] = at.key
        projects[at.key] = _merged(at, project, article, reading, source, rules)
    return tuple(projects.values()), keys


def _same_project(
    project: Project, known: Sequence[StoryProject], article: Article, reading: Reading, rules: Rules
) -> StoryProject | None:
    """The known project that a report's project most likely is; None if it is another one."""
    if len(known) == 1 and len(reading.projects) == 1 and known[0].sector == project.sector:
        return known[0]
    scores = [_likeness(project, other, article, rules) for other in known]
    best = max(scores, default=0.0)
    return known[scores.index(best)] if best >= _ALIKE else None


def _likeness(project: Project, other: StoryProject, article: Article, rules: Rules) -> float:
    close, day = rules.closeness, article.published.date()
    score = 1.0 if project.sector == other.sector else -1.0
    theirs = [a for f in other.amounts if (a := _amount(f.money, f.source.published.date(), rules))]
    ours = [a for m in project.amounts if (a := _amount(m, day, rules))]
    if any(figures.same_amount(a, b, close) for a in ours for b in theirs):
        score += 2
    sizes = figures.sizes(m.capacity for m in other.capacity)
    if any(figures.same_size(a, b, close) for a in figures.sizes(project.capacity) for b in sizes):
        score += 1.5
    if project.location and other.location.values():
        places = [part for where in other.location.values() for part in _parts(where)]
        if any(names.same(a, b) for a in _parts(project.location) for b in places):
            score += 1
    parties = {names.fold(name) for p in other.parties for name in (p.text, p.name)}
    if any(names.fold(c) in parties for c in project.companies):
        score += 1
    if any(names.fold(project.name) == names.fold(n) for n in other.names.values()):
        score += 1
    return score


def _parts(location: str) -> list[str]:
    return [names.fold(part) for part in re.split("[,、]", location)]


def _merged(
    known: StoryProject, project: Project, article: Article, reading: Reading, source: Source, rules: Rules
) -> StoryProject:
    told = {p.text: p for p in reading.companies}
    parties = [told.get(c) or Party(c, c, None) for c in project.companies]
    lang, body = article.lang, article.body
    figs = known.amounts
    for money in project.amounts:
        figs = add_figure(figs, Figure(money, quotes.of_figure(body, money), source))
    measures = known.capacity
    for capacity in project.capacity:
        quote = quotes.of_figure(body, capacity)
        measures = _add_measure(measures, Measure(capacity, quote, source), rules)
    return replace(
        known,
        names={lang: project.name} | known.names,
        location=known.location if not project.location else {lang: project.location} | known.location,
        amounts=shown_first(figs, rules),
        capacity=measures,
        parties=add_parties(known.parties, parties),
        start=_start(known.start, project.start),
    )


def _start(known: str | None, told: str | None) -> str | None:
    """The later report's start, unless it only says the same less exactly."""
    if not told or (known and start(known) == start(told) and len(known) >= len(told)):
        return known
    return told


def add_parties(known: tuple[Party, ...], told: Sequence[Party]) -> tuple[Party, ...]:
    """Parties by canonical name, each once, as first written and in the first role that was told."""
    have = {names.fold(p.name): p for p in known}
    for party in told:
        first = have.setdefault(names.fold(party.name), party)
        if party.role and not first.role:
            have[names.fold(party.name)] = first.playing(party.role)
    return tuple(have.values())


def add_figure(known: tuple[Figure, ...], figure: Figure) -> tuple[Figure, ...]:
    """The figures with one more: a further source of a notation that stands there, or a new one."""
    for i, other in enumerate(known):
        if figures.notation(other.money) == figures.notation(figure.money):
            return (*known[:i], _both(other, figure), *known[i + 1 :])
    return (*known, figure)[:_KEPT]


def _both(figure: Figure, again: Figure) -> Figure:
    """One figure with the sources of both; an official source gives the quotation."""
    if again.source.article_id in _articles(figure) or len(figure.sources) > _SOURCES:
        return figure
    if again.source.official and not figure.source.official:
        return replace(again, also=figure.sources)
    return replace(figure, also=(*figure.also, again.source))


def shown_first(known: tuple[Figure, ...], rules: Rules) -> tuple[Figure, ...]:
    """The figure that is shown, then the others as they came. Of figures that disagree the one from an
    official source is shown, then the one first stated latest, then the one most sources state; of
    notations of one sum the most exact in the currency first given, then the first. Nothing is averaged."""
    if len(known) < 2:
        return known
    groups = _groups(known, rules)
    mains = [g for g in groups if any(_is_main(f, known) for f in g)] or groups
    shown = max(mains, key=_standing)
    alike = [f for f in shown if f.money.currency == shown[0].money.currency]  # converting adds no exactness
    first = max(alike, key=lambda f: (digits(f.money.value), -f.source.published.timestamp()))
    return (first, *(f for f in known if f is not first))


def _articles(told: Figure | Measure) -> set[str]:
    return {s.article_id for s in told.sources}


def _is_main(figure: Figure, known: Sequence[Figure]) -> bool:
    """Whether a report gave the figure before its others: parts and shares follow their total, and what its
    title does not say follows what it says."""
    article = figure.source.article_id
    own = [f for f in known if f.source.article_id == article]
    again = (f for f in known if f is not figure and any(s.article_id == article for s in f.also))
    return own[0] is figure and (_in_title(figure) or not any(map(_in_title, again)))


def _in_title(figure: Figure) -> bool:
    return figure.money.end <= len(figure.source.title)


def _standing(group: list[Figure]) -> tuple[bool, float, int]:
    sources = {s.article_id: s for f in group for s in f.sources}
    stated = min(s.published for s in sources.values()).timestamp()
    return any(s.official for s in sources.values()), stated, len(sources)


def _amount(money: Money, day: date, rules: Rules) -> Amount | None:
    return figures.amount(money, "project", rules.rates, day)


def _groups(known: Sequence[Figure], rules: Rules) -> list[list[Figure]]:
    """Figures that say the same sum, together."""
    groups: list[tuple[Amount | None, list[Figure]]] = []
    for figure in known:
        built = _amount(figure.money, figure.source.published.date(), rules)
        for other, group in groups:
            if built and other and figures.same_amount(built, other, rules.closeness):
                group.append(figure)
                break
        else:
            groups.append((built, [figure]))
    return [group for _, group in groups]


def _add_measure(known: tuple[Measure, ...], measure: Measure, rules: Rules) -> tuple[Measure, ...]:
    for i, other in enumerate(known):
        if _same_capacity(other.capacity, measure.capacity, rules):
            if measure.source.article_id not in _articles(other) and len(other.also) < _SOURCES:
                other = replace(other, also=(*other.also, measure.source))
            return (*known[:i], other, *known[i + 1 :])
    return (*known, measure)[:_KEPT]


def _same_capacity(one: Capacity, other: Capacity, rules: Rules) -> bool:
    a, b = figures.size(one), figures.size(other)
    return one == other if a is None or b is None else figures.same_size(a, b, rules.closeness)
