"""What `sokuho read --explain` shows a person: the text with its figures marked, and the reasons.

Pure: gives spans and rows; the command line paints them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sokuho.model import Article, Capacity, Money, Party, Qualifier, Reading


@dataclass(frozen=True)
class Mark:
    """A piece of the body and what it was read as. `kind`: project, total, other, capacity, party."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True)
class Explanation:
    """`marks` do not overlap and stand in order. `rows` are one a project, in the order of `COLUMNS`."""

    body: str
    marks: tuple[Mark, ...]
    summary: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, str, str], ...]
    why: tuple[tuple[str, str], ...]


COLUMNS = ("project", "sector", "amounts", "capacity", "place", "companies", "start")


def explain(article: Article, reading: Reading) -> Explanation:
    """The explanation of one reading."""
    return Explanation(
        body=article.body,
        marks=_flat(_marks(article, reading)),
        summary=tuple(_summary(reading)),
        rows=tuple(
            (
                p.name,
                p.sector,
                "\n".join(map(show_money, p.amounts)),
                "\n".join(map(show_capacity, p.capacity)),
                p.location or "",
                ", ".join(p.companies),
                p.start or "",
            )
            for p in reading.projects
        ),
        others=tuple((m.text, show_value(m), m.about or "") for m in reading.other_amounts),
        why=tuple((e.why, " ".join(e.quote.split())) for e in reading.evidence),
    )


def _summary(reading: Reading) -> Iterable[tuple[str, str]]:
    yield "relevance", f"{reading.relevance} (score {reading.score:.2f})"
    if reading.reason:
        yield "reason", reading.reason
    for name, value in (
        ("direction", reading.direction),
        ("stage", reading.stage),
        ("sectors", ", ".join(reading.sectors)),
        ("headline figure", reading.headline_amount and show_money(reading.headline_amount)),
        ("programme total", reading.programme_total and show_money(reading.programme_total)),
        ("companies", ", ".join(map(show_party, reading.companies))),
    ):
        yield name, value or "none stated"


def show_money(m: Money) -> str:
    """ "$33.3bn = USD 33,300,000,000 (exact)" """
    return f"{m.text} = {show_value(m)} ({str(m.qualifier).replace('_', ' ')})"


def show_value(m: Money) -> str:
    value = f"{m.currency} {m.value:,}"
    return value if m.value_max is None else f"{value} to {m.value_max:,}"


def show_capacity(c: Capacity) -> str:
    low = "" if c.value_min is None else f"{c.value_min:,} to "
    said = "" if c.qualifier is Qualifier.EXACT else f" ({str(c.qualifier).replace('_', ' ')})"
    return f"{c.text} = {low}{c.value:,} {c.unit}{said}"


def show_party(p: Party) -> str:
    """ "JERA (JP, buyer)" """
    return f"{p.name} ({p.country or '?'}{f', {p.role}' if p.role else ''})"


def _marks(article: Article, reading: Reading) -> Iterable[Mark]:
    for project in reading.projects:
        for money in project.amounts:
            yield Mark(money.start, money.end, "project", project.name)
        for capacity in project.capacity:
            yield Mark(capacity.start, capacity.end, "capacity", project.name)
    for name, total in (("programme", reading.programme_total), ("headline", reading.headline_amount)):
        if total is not None:
            yield Mark(total.start, total.end, "total", name)
    for money in reading.other_amounts:
        yield Mark(money.start, money.end, "other", money.about or "")
    for party in reading.companies:
        at = article.body.find(party.text)
        if party.text and at >= 0:
            yield Mark(at, at + len(party.text), "party", party.name)


def _flat(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """In order, and of two that overlap the one that starts first (the longer of two that start together)."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return tuple(kept)
