"""A figure that was raised or lowered: which one is the old, which one the new."""

from __future__ import annotations

from dataclasses import replace

from sokuho.model import Article, Money, Reading
from sokuho.stories.rules import Rules

_BEFORE, _BEHIND = 40, 24  # characters around a figure that tell whether another took its place
_APART = 5.0  # times by which no figure is raised or lowered at once


def is_superseded(money: Money, body: str, rules: Rules) -> bool:
    """Whether the text says that another figure took the place of this one ("up from $3 billion")."""
    words = rules.words
    return bool(
        money.about in words.superseded_about
        or words.superseded_before.search(body[max(money.start - _BEFORE, 0) : money.start])
        or words.superseded_behind.match(body[money.end : money.end + _BEHIND])
    )


def settle(article: Article, reading: Reading, rules: Rules) -> Reading:
    """The reading; where it has only figures in passing, one of which another took the place of, with that
    other as its headline: the first of the title that is near it."""
    if reading.headline_amount or any(p.amounts for p in reading.projects):
        return reading
    old = [m for m in reading.other_amounts if is_superseded(m, article.body, rules)]
    new = next((m for m in reading.other_amounts if m not in old and _replaces(m, old, article.title)), None)
    if new is None:
        return reading
    others = tuple(m for m in reading.other_amounts if m != new)
    new = replace(new, about=None)
    projects = reading.projects
    if len(projects) == 1:
        projects = (replace(projects[0], amounts=(new,)),)
    return replace(reading, headline_amount=new, other_amounts=others, projects=projects)


def _replaces(money: Money, old: list[Money], title: str) -> bool:
    return money.end <= len(title) and any(
        m.currency == money.currency
        and m.value != money.value
        and 1 / _APART < money.value / max(m.value, 1) < _APART
        for m in old
    )
