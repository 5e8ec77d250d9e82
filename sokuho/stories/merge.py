"""A report put into a story: opening one, joining one, being listed as a further source of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sokuho.model import (
    Article,
    Figure,
    Money,
    Novelty,
    Reading,
    Report,
    Revision,
    Source,
    Story,
    story_id,
)
from sokuho.stories import changes, figures, keys, projects, quotes, stages, totals
from sokuho.stories.candidates import Candidate
from sokuho.stories.rules import Rules
from sokuho.stories.state import Facts, Followed, StoryState
from sokuho.stories.told import Told, next_to, source_of

T = TypeVar("T")
_PARTIES, _AMOUNTS, _PLACES, _ARTICLES = 80, 80, 40, 40


def recorded(article: str, candidates: Sequence[Candidate]) -> Followed | None:
    """The answer given before, where a candidate already holds this very article."""
    state = next((c.whole for c in candidates if c.holds(article)), None)
    if state is None:
        return None
    report = next(r for r in state.own if r.source.article_id == article)
    reason = "this article was followed before"
    return Followed(state, report.novelty, (), None, (), True, reason, report.changed)


def open_story(
    article: Article, reading: Reading, report: Facts, rules: Rules, now: datetime
) -> tuple[StoryState, Revision]:
    """A new story with its first report."""
    empty = Story(
        id=story_id(article.id),
        number=1,
        topic=reading.topic or "",
        titles={},
        opened=article.published,
        updated=now,
        direction=None,
        sectors=(),
        stage=None,
        headline=None,
        programme_total=None,
        computed_total=None,
        projects=(),
        parties=(),
        reports=(),
        lead=quotes.first(article.body, article.title),
    )
    state = StoryState(empty, (), replace(report, amounts=(), sizes=(), sketch=()), ())
    told = next_to(state, article, reading, report, rules)
    opened = with_report(state, told, Report(told.source, Novelty.NEW), rules)
    return opened, Revision(opened.story, Novelty.NEW, (), article.id, now)


def join(
    state: StoryState,
    article: Article,
    reading: Reading,
    report: Facts,
    rules: Rules,
    now: datetime,
    others: Sequence[StoryState] = (),
) -> Followed:
    """The story with one more report: a revision if it changes anything, else a repeat. `others` are
    stories that the report tells of too."""
    told = next_to(state, article, reading, report, rules, others)
    found = changes.find(told, state, rules)
    fields = tuple(dict.fromkeys(change.field for change in found))
    novelty = Novelty.UPDATE if found else Novelty.REPEAT
    joined = with_report(state, told, Report(told.source, novelty, fields), rules)
    if not found:
        return Followed(joined, novelty, (), None, changed=fields)
    story = replace(joined.story, number=state.story.number + 1, updated=now)
    joined = replace(joined, story=story)
    return Followed(joined, novelty, found, Revision(story, novelty, found, article.id, now), changed=fields)


def mention(state: StoryState, article: Article, rules: Rules) -> StoryState:
    """The story with an article of another story listed as a further source."""
    if any(r.source.article_id == article.id for r in state.story.reports):
        return state
    entry = Report(source_of(article, rules), Novelty.REPEAT, mention=True)
    return replace(state, story=replace(state.story, reports=_reports(state, entry, rules)))


def with_report(state: StoryState, told: Told, entry: Report, rules: Rules) -> StoryState:
    """Everything that a report adds to a story, whether it is news or not."""
    old, source, article, reading = state.story, told.source, told.article, told.reading
    body = article.body
    headlines, programmes = state.headlines, state.programmes
    if reading.headline_amount and reading.headline_amount != reading.programme_total:
        headlines = projects.add_figure(headlines, _figure(reading.headline_amount, body, source))
    if reading.programme_total:
        programmes = projects.add_figure(programmes, _figure(reading.programme_total, body, source))
    headlines, programmes = projects.shown_first(headlines, rules), projects.shown_first(programmes, rules)
    is_news = entry.novelty is not Novelty.REPEAT or article.lang not in old.titles
    story = replace(
        old,
        titles=old.titles | {article.lang: article.title} if is_news else old.titles,
        direction=old.direction or reading.direction,
        sectors=_union(old.sectors, reading.sectors, 12),
        stage=stages.later(old.stage, told.stage, told.days, rules),
        headline=headlines[0] if headlines else None,
        programme_total=programmes[0] if programmes else None,
        projects=told.projects,
        parties=projects.add_parties(old.parties, reading.companies)[:_PARTIES],
        reports=_reports(state, entry, rules),
    )
    known = replace(_known(state.known, told.facts), stage=story.stage)
    story = replace(story, computed_total=totals.computed(story.projects, story.programme_total, known))
    grown = replace(
        state,
        story=story,
        known=known,
        recent=_ends((*state.recent, told.facts), rules.keep_facts),
        headlines=headlines,
        programmes=programmes,
    )
    return replace(grown, keys=index_keys(grown, rules))


def index_keys(state: StoryState, rules: Rules) -> tuple[str, ...]:
    """What the story is found by: its articles, then the keys of its latest reports, then of its first."""
    articles = (*state.pinned, *(r.source.article_id for r in reversed(state.story.reports)))
    own = (f"a:{a}" for a in tuple(dict.fromkeys(articles))[: max(_ARTICLES, len(state.pinned))])
    told = (key for facts in reversed(state.recent) for key in sorted(keys.keys(facts, rules)))
    return _union(own, told, rules.max_story_keys)


def _figure(money: Money, body: str, source: Source) -> Figure:
    return Figure(money, quotes.of_figure(body, money), source)


def _reports(state: StoryState, entry: Report, rules: Rules) -> tuple[Report, ...]:
    """Reports in the order in which they came; of very many the middle is left out."""
    return _ends((*state.story.reports, entry), rules.max_reports)


def _known(old: Facts, report: Facts) -> Facts:
    """What the story knows, with what one more report tells."""
    amounts = list(old.amounts)
    for a in report.amounts:
        at = next((i for i, b in enumerate(amounts) if figures.notation(a) == figures.notation(b)), None)
        if at is None:
            amounts.append(a)
        elif amounts[at].rank == "other" and a.rank != "other":
            amounts[at] = a
    sizes = {(s.kind, s.value): s for s in reversed((*old.sizes, *report.sizes))}
    return replace(
        old,
        published=max(old.published, report.published),
        parties=_union(old.parties, report.parties, _PARTIES),
        leads=_union(old.leads, report.leads, _PARTIES),
        titled=_union(old.titled, report.titled, _PARTIES),
        places=_union(old.places, report.places, _PLACES),
        sites=_union(old.sites, report.sites, _PLACES),
        amounts=tuple(amounts[:_AMOUNTS]),
        sizes=tuple(sizes.values())[-_AMOUNTS:],
        starts=_union(old.starts, report.starts, 20),
        years=_union(old.years, report.years, 20),
        names=_union(old.names, report.names, _PLACES),
        front=_union(old.front, report.front, _PARTIES),
        sectors=_union(old.sectors, report.sectors, 12),
        direction=old.direction or report.direction,
        round=old.round or report.round,
        another=old.another or report.another,
        countries=dict(list((old.countries | report.countries | old.countries).items())[:_PARTIES]),
    )


def _ends(items: tuple[T, ...], limit: int) -> tuple[T, ...]:
    """The first third and the latest of many."""
    if len(items) <= limit:
        return items
    return (*items[: limit // 3], *items[limit // 3 - limit :])


def _union(old: Iterable[T], new: Iterable[T], limit: int) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*old, *new)))[:limit]
