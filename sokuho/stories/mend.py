"""What a person mends: two stories that are one, one story that is two.

A mended story is built again from its articles and readings, with the novelty that each was given; its
id and number stay. Who belongs where is pinned, so that articles read again stay where they were put.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sokuho.errors import ConfigError
from sokuho.model import Article, Novelty, Reading, Report, Revision, story_id
from sokuho.stories import facts, merge
from sokuho.stories.rules import Rules
from sokuho.stories.state import StoryState
from sokuho.stories.told import next_to

Readings = Mapping[str, tuple[Article, Reading]]


def join(into: StoryState, other: StoryState, told: Readings, rules: Rules) -> tuple[StoryState, StoryState]:
    """`into` with everything that `other` knows, and `other` closed: no report joins it any more.

    `told`: every article of both with its reading, by id. Raises ConfigError for a story and itself, or
    one that was merged before.
    """
    if into.story.id == other.story.id:
        raise ConfigError(f"{into.story.id} cannot be merged into itself")
    for state in (into, other):
        if state.story.merged_into:
            raise ConfigError(f"{state.story.id} was merged into {state.story.merged_into} before")
    moved = _by_article(other.own)
    mine = {a: r for a, r in _by_article(into.story.reports).items() if a not in moved}
    reports = sorted((*mine.values(), *moved.values()), key=lambda r: r.source.published)
    joined = _rebuilt(into, reports, told, rules)
    joined = replace(
        joined,
        pinned=_both(into.pinned, other.pinned, moved),
        barred=tuple(b for b in _both(into.barred, other.barred) if b not in moved and b not in mine),
        merged=_both(into.merged, other.merged, (other.story.id,)),
    )
    joined = replace(joined, keys=merge.index_keys(joined, rules))
    closed = replace(other, story=replace(other.story, merged_into=into.story.id), keys=())
    return joined, closed


def split(
    state: StoryState, articles: Collection[str], told: Readings, rules: Rules, now: datetime
) -> tuple[StoryState, StoryState, Revision]:
    """The story without `articles`, a new story of them, and the revision that announces it: readers
    were never told of it. Raises ConfigError where an article is none of the story's, or none would stay.
    """
    own = _by_article(state.own)
    if strange := sorted(set(articles) - set(own)):
        raise ConfigError(f"{', '.join(strange)}: no report of {state.story.id}; see `sokuho stories show`")
    if set(own) == set(articles) or not articles:
        raise ConfigError("name some of the story's articles, not all of them")
    stay = [r for r in state.story.reports if r.source.article_id not in articles]
    first, *rest = (r.source.article_id for r in state.story.reports if r.source.article_id in articles)
    opened, revision = _opened(told[first], rules, now)
    new_id = story_id(f"{first} out of {state.story.id}")
    opened = replace(opened, story=replace(opened.story, id=new_id))
    parted = _with_reports(opened, [own[a] for a in rest], told, rules)
    parted = replace(parted, pinned=tuple(articles), barred=tuple(r.source.article_id for r in stay))
    parted = replace(parted, keys=merge.index_keys(parted, rules))
    kept = _rebuilt(state, stay, told, rules)
    kept = replace(
        kept,
        barred=_both(state.barred, articles),
        pinned=_both((p for p in state.pinned if p not in articles), (r.source.article_id for r in stay)),
    )
    kept = replace(kept, keys=merge.index_keys(kept, rules))
    return kept, parted, replace(revision, story=parted.story)


def _rebuilt(state: StoryState, reports: Sequence[Report], told: Readings, rules: Rules) -> StoryState:
    """The story as its reports, in this order, make it: it opens with the first of them. Id, number, time of
    the last update and muting are as they were."""
    own = [r for r in reports if not r.mention]
    mentions = [r for r in reports if r.mention]
    built, _ = _opened(told[own[0].source.article_id], rules, state.story.updated)
    entries = (replace(own[0], novelty=Novelty.NEW, changed=()),)
    built = replace(built, story=replace(built.story, reports=entries))
    built = _with_reports(built, own[1:], told, rules)
    old = state.story
    story = replace(
        built.story,
        id=old.id,
        number=old.number,
        updated=old.updated,
        muted=old.muted,
        reports=tuple(sorted((*built.story.reports, *mentions), key=lambda r: r.source.published)),
    )
    return replace(built, story=story)


def _opened(told: tuple[Article, Reading], rules: Rules, now: datetime) -> tuple[StoryState, Revision]:
    return merge.open_story(*told, facts.gather(*told, rules), rules, now)


def _with_reports(state: StoryState, reports: Sequence[Report], told: Readings, rules: Rules) -> StoryState:
    for report in reports:
        article, reading = told[report.source.article_id]
        one = next_to(state, article, reading, facts.gather(article, reading, rules), rules)
        entry = replace(report, novelty=Novelty.UPDATE if report.changed else Novelty.REPEAT)
        state = merge.with_report(state, one, entry, rules)
    return state


def _by_article(reports: Iterable[Report]) -> dict[str, Report]:
    return {r.source.article_id: r for r in reports}


def _both(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))
