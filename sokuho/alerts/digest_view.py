"""What the digest's templates show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokuho.alerts import figures
from sokuho.alerts.chart import COLOURS
from sokuho.alerts.digest import story_amount, total
from sokuho.alerts.figures import Words
from sokuho.alerts.shown import StoryView
from sokuho.alerts.untrusted import shorten
from sokuho.alerts.view import StoryViews
from sokuho.model import Money, Novelty, Revision, Story, Subscription

SHOWN_STORIES = 30
SUBJECT_LEAD = 55
DIGITS = 4  # of a sum over stories


@dataclass(frozen=True, slots=True)
class Section:
    """The stories of one sector."""

    sector: str
    stories: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of the chart: the sector, its computed sum in words and in figures, and its colour."""

    sector: str
    figure: str
    value: float
    colour: str


@dataclass(frozen=True, slots=True)
class DigestView:
    """A digest for one reader. `totals`: one computed sum for each currency; `rest`: stories not shown."""

    name: str
    day: str
    subject: str
    preheader: str
    count: int
    sections: tuple[Section, ...]
    totals: tuple[str, ...]
    summed: int
    bars: tuple[Bar, ...]
    chart: str
    rest: int


def view(
    chosen: Sequence[Revision],
    subscription: Subscription,
    words: Words,
    period: str,
    most: int = SHOWN_STORIES,
) -> DigestView:
    """What the digest's templates show: `most` stories at most, sums over all new ones: what was announced
    before does not count once more with each update. `period` begins with the local date of its run
    ("2026-11-22")."""
    views = StoryViews(words, subscription.timezone)
    shown = chosen[:most]
    grouped: dict[str, list[StoryView]] = {}
    for revision in shown:
        grouped.setdefault(_main_sector(revision.story), []).append(views.story(revision))
    sections = tuple(
        Section(views.wording.word("sectors", key), tuple(found)) for key, found in grouped.items()
    )
    new = [r for r in chosen if r.novelty is Novelty.NEW]
    amounts = [m for r in new if (m := story_amount(r.story))]
    totals, bars = _totals(amounts), _bars(new, views, words)
    return DigestView(
        name=words["digest"]["weekly" if subscription.cadence == "weekly" else "daily"],
        day=_day(period, words, "day_weekday"),
        subject=_subject(chosen, views, words, period),
        preheader=" · ".join(_brief(s) for section in sections for s in section.stories[:2])[:300],
        count=len(chosen),
        sections=sections,
        totals=tuple(figures.money(t, words, digits=1, significant=DIGITS) for t, _ in totals),
        summed=sum(count for _, count in totals),
        bars=bars,
        chart=words["digest"]["chart"].format(
            parts=words["names"]["separator"].join(f"{b.sector} {b.figure}" for b in bars)
        ),
        rest=len(chosen) - len(shown),
    )


def _main_sector(story: Story) -> str:
    """The sector of the largest project, else the first that the story names."""
    stated = [p for p in story.projects if p.amounts]
    if stated:
        return max(stated, key=lambda p: p.amounts[0].money.value).sector
    return next((s for s in (*story.sectors, *(p.sector for p in story.projects))), "other")


def _bars(chosen: Sequence[Revision], views: StoryViews, words: Words) -> tuple[Bar, ...]:
    """Stated amounts by sector, in the currency that most stories use. One sector needs no chart."""
    stated = [(p.sector, p.amounts[0].money) for r in chosen for p in r.story.projects if p.amounts]
    currencies = [m.currency for _, m in stated]
    if not currencies:
        return ()
    main = max(dict.fromkeys(currencies), key=currencies.count)
    by_sector: dict[str, list[Money]] = defaultdict(list)
    for sector, money in stated:
        if money.currency == main:
            by_sector[sector].append(money)
    sums = sorted(((total(found), s) for s, found in by_sector.items()), key=lambda x: -x[0].value)
    if len(sums) < 2 or not sums[0][0].value:
        return ()
    return tuple(
        Bar(
            views.wording.word("sectors", s),
            figures.money(t, words, significant=DIGITS),
            float(t.value),
            colour,
        )
        for (t, s), colour in zip(sums, COLOURS, strict=False)
    )


def _totals(amounts: Sequence[Money]) -> list[tuple[Money, int]]:
    """One sum for each currency that two or more stories use, and how many; the commonest first."""
    by_currency: dict[str, list[Money]] = defaultdict(list)
    for money in amounts:
        by_currency[money.currency].append(money)
    groups = sorted(by_currency.values(), key=len, reverse=True)
    return [(total(group), len(group)) for group in groups if len(group) > 1]


def _subject(chosen: Sequence[Revision], views: StoryViews, words: Words, period: str) -> str:
    forms, day = words["digest"], _day(period, words, "day")
    if not chosen:
        return str(forms["subject_none"].format(day=day))
    lead = shorten(_brief(views.story(chosen[0])), SUBJECT_LEAD - len(day))
    if len(chosen) == 1:
        return str(forms["subject_one"].format(day=day, lead=lead))
    return str(forms["subject"].format(day=day, lead=lead, count=len(chosen) - 1))


def _brief(story: StoryView) -> str:
    told = not story.figure or story.figure in story.title
    return story.title if told else f"{story.figure} {story.title}"


def _day(period: str, words: Words, pattern: str) -> str:
    return figures.day(date.fromisoformat(period[:10]), words, pattern)
