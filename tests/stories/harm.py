"""Readings as they are where the reader knows a text less well: a company it has never heard of, in every
report; here and there a figure, a place, a project or the relevance missed, a stage mistaken."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from sokuho.model import Reading, Relevance

T = TypeVar("T")
UNKNOWN = 0.3  # share of companies that the reader does not know: half are not seen, half only as written
MISSED = 0.08  # share of everything else
STAGES = ("proposed", "agreed", "financed", None)


def harmed(reading: Reading, chance: random.Random, seed: int) -> Reading:
    """A reading with mistakes; companies are unknown by name, so that all of a story's reports suffer."""

    def kept(items: Iterable[T]) -> tuple[T, ...]:
        return tuple(item for item in items if chance.random() >= MISSED)

    companies = []
    for party in kept(reading.companies):
        luck = zlib.crc32(f"{party.name}{seed}".encode()) / 2**32
        if luck >= UNKNOWN / 2:
            companies.append(party if luck >= UNKNOWN else replace(party, name=party.text, country=None))
    seen = {p.text for p in companies}
    projects = tuple(
        replace(
            project,
            amounts=kept(project.amounts),
            capacity=kept(project.capacity),
            companies=tuple(c for c in project.companies if c in seen),
            location=project.location if kept((1,)) else None,
        )
        for project in kept(reading.projects)
    )
    core = reading.relevance is Relevance.CORE
    return replace(
        reading,
        relevance=Relevance.ADJACENT if core and not kept((1,)) else reading.relevance,
        companies=tuple(companies),
        projects=projects,
        headline_amount=reading.headline_amount if kept((1,)) else None,
        places=kept(reading.places),
        sectors=kept(reading.sectors),
        stage=reading.stage if kept((1,)) else chance.choice(STAGES),
    )
