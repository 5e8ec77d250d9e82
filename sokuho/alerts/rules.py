"""Does a revision concern a subscription, and why. Pure: a rule and a story in, a reason out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sokuho.alerts.schedule import digest_due, due
from sokuho.model import Figure, Money, Number, Party, Revision, Story, Subscription

__all__ = ["Ground", "digest_due", "due", "grounds", "matches"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why a subscription got a story. `kind` names the filter: topic, sector, direction,
    company, stage, language, amount, or "all" where nothing was filtered; `value` what fitted."""

    kind: str
    value: str


def matches(
    subscription: Subscription, revision: Revision, rates: Mapping[str, Number] | None = None
) -> str | None:
    """Why this revision goes to this subscription ("new; sector gas_power"), or None if it does not.

    `rates` are units of a currency for one US dollar; they serve the minimum amount only.
    """
    found = grounds(subscription, revision, rates)
    if found is None:
        return None
    return "; ".join([str(revision.novelty), *(f"{g.kind} {g.value}".strip() for g in found)])


def grounds(
    subscription: Subscription, revision: Revision, rates: Mapping[str, Number] | None = None
) -> tuple[Ground, ...] | None:
    """The filters that the revision passed, with what fitted; None if any of them kept it out."""
    story = revision.story
    if not subscription.active or story.muted or revision.novelty not in subscription.novelties:
        return None
    passed = []
    for kind, wanted, fitting in _filters(subscription, story):
        if not wanted:
            continue
        if not fitting:
            return None
        passed += [Ground(kind, value) for value in fitting]
    if subscription.min_amount is not None:
        if not _large_enough(story, subscription.min_amount, subscription.min_currency, rates or {}):
            return None
        passed.append(Ground("amount", f"{subscription.min_amount} {subscription.min_currency}"))
    return tuple(passed) or (Ground("all", ""),)


def _filters(sub: Subscription, story: Story) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Each filter: its kind, what is wanted, and what of it the story has."""
    sectors = {*story.sectors, *(p.sector for p in story.projects)}
    languages = {r.source.lang for r in story.reports}
    yield "topic", sub.topics, [t for t in sub.topics if t == story.topic]
    yield "sector", sub.sectors, [s for s in sub.sectors if s in sectors]
    yield "direction", sub.directions, _directions(sub.directions, story.direction)
    yield "company", sub.companies, _companies(sub.companies, story)
    yield "stage", sub.stages, [s for s in sub.stages if s == story.stage]
    yield "language", sub.languages, [x for x in sub.languages if x in languages]


def _directions(wanted: tuple[str, ...], direction: str | None) -> list[str]:
    """ "both" fits either way round, in the rule as in the story."""
    if direction is None:
        return []
    return [direction] if direction in wanted or "both" in (*wanted, direction) else []


def _companies(wanted: tuple[str, ...], story: Story) -> list[str]:
    known = {_fold(name) for party in _parties(story) for name in (party.name, party.text)}
    return [name for name in wanted if any(_same_company(_fold(name), k) for k in known)]


def _parties(story: Story) -> Iterator[Party]:
    yield from story.parties
    for project in story.projects:
        yield from project.parties


def _same_company(wanted: str, known: str) -> bool:
    """The same name, or one that goes on after a word's end: "softbank" finds "softbank group"."""
    return wanted == known or known.startswith(wanted + " ")


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _large_enough(story: Story, least: Number, currency: str, rates: Mapping[str, Number]) -> bool:
    """Whether any figure of the story reaches the minimum. A figure in a currency without a rate passes:
    an alert too many is better than one that never comes. A story without figures does not."""
    return any(_reaches(money, least, currency, {"USD": 1, **rates}) for money in _amounts(story))


def _reaches(money: Money, least: Number, currency: str, rates: Mapping[str, Number]) -> bool:
    value = money.value if money.value_max is None else money.value_max
    if money.currency == currency:
        return value >= least
    if money.currency not in rates or currency not in rates:
        return True
    return value / rates[money.currency] >= least / rates[currency]


def _amounts(story: Story) -> Iterator[Money]:
    figures: Iterable[Figure | None] = (
        story.headline,
        story.programme_total,
        *(f for p in story.projects for f in p.amounts),
    )
    yield from (f.money for f in figures if f is not None)
    if story.computed_total is not None:
        yield story.computed_total
