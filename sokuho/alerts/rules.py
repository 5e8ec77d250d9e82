"""Does a revision concern a subscription, and why. Pure: a rule and a story in, a reason out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sokuho.model import Money, Number, Party, Revision, Story, Subscription


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why a subscription got a story. `kind` names the filter: topic, sector, direction,
    company, stage, language, amount, or "all" where nothing was filtered; `value` what fitted."""

    kind: str
    value: str


class Matcher:
    """Matches one revision with any number of subscriptions; what it needs of the story is gathered once.

    `rates` are units of a currency for one US dollar; they serve the minimum amount only.
    """

    def __init__(self, revision: Revision, rates: Mapping[str, Number] | None = None) -> None:
        story = revision.story
        self._revision, self._story = revision, story
        self._rates: Mapping[str, Number] = {"USD": 1, **(rates or {})}
        self._sectors = {*story.sectors, *(p.sector for p in story.projects)}
        self._languages = {r.source.lang for r in story.reports}
        self._companies = {_fold(name) for party in _parties(story) for name in (party.name, party.text)}
        self._amounts = _amounts(story)

    def reason(self, subscription: Subscription) -> str | None:
        """Why the revision goes to this subscription ("new; sector gas_power"), or None if it does not."""
        found = self.grounds(subscription)
        if found is None:
            return None
        told = (f"{g.kind} {g.value}".strip() for g in found)
        return "; ".join([str(self._revision.novelty), *told])

    def grounds(self, subscription: Subscription) -> tuple[Ground, ...] | None:
        """The filters that the revision passed, with what fitted; None if any of them kept it out."""
        novelties = subscription.novelties
        if not subscription.active or self._story.muted or self._revision.novelty not in novelties:
            return None
        passed: list[Ground] = []
        for kind, wanted, fitting in self._filters(subscription):
            if wanted and not fitting:
                return None
            passed += [Ground(kind, value) for value in fitting]
        least, currency = subscription.min_amount, subscription.min_currency
        if least is not None:
            if not any(self._reaches(money, least, currency) for money in self._amounts):
                return None
            passed.append(Ground("amount", f"{least:,.0f} {currency} or more"))
        return tuple(passed) or (Ground("all", ""),)

    def _filters(self, sub: Subscription) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
        """Each filter: its kind, what is wanted, and what of it the story has."""
        story = self._story
        yield "topic", sub.topics, [t for t in sub.topics if t == story.topic]
        yield "sector", sub.sectors, [s for s in sub.sectors if s in self._sectors]
        yield "direction", sub.directions, _directions(sub.directions, story.direction)
        yield "stage", sub.stages, [s for s in sub.stages if s == story.stage]
        yield "language", sub.languages, [x for x in sub.languages if x in self._languages]
        yield "company", sub.companies, [c for c in sub.companies if self._has_company(_fold(c))]

    def _has_company(self, wanted: str) -> bool:
        """The same name, or one that goes on after a word's end: "softbank" finds "softbank group"."""
        return wanted in self._companies or any(k.startswith(wanted + " ") for k in self._companies)

    def _reaches(self, money: Money, least: Number, currency: str) -> bool:
        """Whether a figure reaches the minimum. One in a currency without a rate passes: an alert too many
        is better than one that never comes."""
        if money.currency == currency:
            return money.high >= least
        if money.currency not in self._rates or currency not in self._rates:
            return True
        return money.high / self._rates[money.currency] >= least / self._rates[currency]


def _directions(wanted: tuple[str, ...], direction: str | None) -> list[str]:
    """ "both" fits either way round, in the rule as in the story."""
    if direction is None or not wanted:
        return []
    return [direction] if direction in wanted or "both" in (*wanted, direction) else []


def _parties(story: Story) -> Iterator[Party]:
    yield from story.parties
    for project in story.projects:
        yield from project.parties


@lru_cache(maxsize=10_000)
def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _amounts(story: Story) -> list[Money]:
    """The figures that a minimum is held against. The total of a framework counts only where no other
    figure is stated: it is background to every deal within it."""
    found = [f.money for p in story.projects for f in p.amounts]
    if story.headline is not None:
        found.append(story.headline.money)
    if story.computed_total is not None:
        found.append(story.computed_total)
    if not found and story.programme_total is not None:
        found.append(story.programme_total.money)
    return found
