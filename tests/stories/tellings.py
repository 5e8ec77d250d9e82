"""Articles and readings made by hand, as short as they can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sokuho.following import load_rules
from sokuho.model import (
    Article,
    Capacity,
    Money,
    Opening,
    Party,
    Project,
    Qualifier,
    Reading,
    Relevance,
)
from sokuho.stories.follow import Follower
from sokuho.stories.memory import Memory
from sokuho.stories.state import Followed

DAY = datetime(2026, 6, 22, 9, tzinfo=UTC)
RULES = load_rules(Path(__file__).parent)
_SCALE = {"m": 1e6, "bn": 1e9, "tn": 1e12}
_SIGNS = {"$": "USD", "¥": "JPY", "€": "EUR"}


def money(text: str, qualifier: str = "exact", about: str | None = None) -> Money:
    """ "$3bn", "¥500bn", "$20-30bn"; found in the article's body by its text."""
    found = re.fullmatch(r"([$¥€])([\d.]+)(?:-([\d.]+))?(m|bn|tn)", text)
    assert found, text
    scale = _SCALE[found[4]]
    low, high = float(found[2]) * scale, float(found[3]) * scale if found[3] else None
    kind = Qualifier.RANGE if high else Qualifier(qualifier)
    return Money(text, _SIGNS[found[1]], int(low), int(high) if high else None, kind, 0, len(text), about)


def capacity(text: str) -> Capacity:
    """ "920MW", "9.2GW"."""
    found = re.fullmatch(r"([\d.]+) ?(\w+)", text)
    assert found, text
    return Capacity(text, float(found[1]), found[2], 0, len(text))


def report(
    name: str,
    title: str,
    *,
    days: float = 0,
    lang: str = "en",
    text: str | None = None,
    source: str = "Pacific Wire",
    url: str | None = None,
    sectors: Sequence[str] = ("gas_power",),
    direction: str | None = "japan_to_us",
    stage: str | None = "pledged",
    parties: Sequence[str] = (),
    places: Sequence[str] = (),
    amounts: Sequence[Money] = (),
    sizes: Sequence[str] = (),
    start: str | None = None,
    location: str | None = None,
    project: str = "the plant",
    projects: Sequence[Project] | None = None,
    headline: Money | None = None,
    programme: Money | None = None,
    others: Sequence[Money] = (),
    passing: Sequence[str] = (),
) -> tuple[Article, Reading]:
    """One report and what was read in it. `passing` are parties that no project names."""
    when = DAY + timedelta(days=days)
    body = text if text is not None else f"{name}: {title}."
    article = Article(name, url or f"https://{name}.example/", title, None, body, lang, source, when, when)
    own = Project(
        project,
        sectors[0],
        location or (places[0] if places else None),
        tuple(amounts),
        tuple(map(capacity, sizes)),
        tuple(parties),
        start,
    )
    reading = Reading(
        id=name,
        relevance=Relevance.CORE,
        score=1.0,
        direction=direction,
        sectors=tuple(sectors),
        stage=stage,
        projects=(own,) if projects is None else tuple(projects),
        programme_total=programme,
        headline_amount=headline or (amounts[0] if amounts else None),
        other_amounts=tuple(others),
        companies=tuple(Party(p, p, "US") for p in (*parties, *passing)),
        evidence=(),
        topic="japan-us-energy-ai",
        places=tuple(places),
        starts=(Opening(start, 0, 1),) if start else (),
    )
    return article, reading


class Stream:
    """Reports followed one after the other, in memory."""

    def __init__(self) -> None:
        self.memory = Memory(Follower(RULES))

    def follow(self, told: tuple[Article, Reading]) -> Followed:
        article, reading = told
        followed = self.memory.follow(article, reading, article.published)
        assert followed
        return followed
