"""A story turned into what a message shows of it, in words of one language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sokuho.alerts import figures
from sokuho.alerts.beside import converted
from sokuho.alerts.equivalents import DatedRates, currency_of, equivalent
from sokuho.alerts.figures import Words
from sokuho.alerts.quotations import Quotations, said
from sokuho.alerts.shown import ChangeLine, ProjectLine, StoryView
from sokuho.alerts.untrusted import plain
from sokuho.alerts.wording import NAME_LIMIT, OUTLET_LIMIT, TITLE_LIMIT, Wording, distinct
from sokuho.model import Change, Figure, Novelty, Party, Report, Revision, Story, StoryProject


class StoryViews:
    """Makes the views of one language and time zone."""

    def __init__(self, words: Words, zone: str, rates: DatedRates | None = None) -> None:
        self.wording, self._rates = Wording(words, zone), rates
        self._quotations = Quotations(self.wording, rates)

    def story(self, revision: Revision) -> StoryView:
        w, story = self.wording, revision.story
        names = {p.key: w.project(p) for p in story.projects}
        projects = tuple(self._project(p, names[p.key], story.parties) for p in story.projects)
        reports = _newest_report_first(story.reports, revision.article_id)
        places = tuple(w.place(r.source) for r in reports)
        headline = headline_figure(story)
        changes = self._changes(revision, names)
        conflicts = tuple(self._quotations.conflicts(story, names))
        return StoryView(
            id=story.id,
            title=plain(self._title(story, headline), TITLE_LIMIT),
            is_update=revision.novelty is Novelty.UPDATE,
            number=story.number,
            figure=w.money(headline.money) if headline else None,
            figure_text=plain(headline.money.text, NAME_LIMIT) if headline else "",
            figure_note=self._figure_note(story, headline),
            equivalent=self._equivalent(story, headline),
            headline=self._quotations.amount(headline, "") if headline else None,
            computed=figures.money(story.computed_total, w.words, digits=1) if story.computed_total else None,
            programme=self._quotations.programme(story),
            direction=w.word("directions", story.direction) if story.direction else "",
            sectors=self._sectors(story),
            what=projects[0].name if len(projects) == 1 else self._sectors(story),
            who=w.who(story.parties or [p for x in story.projects for p in x.parties], 6),
            where=w.join(distinct(p.location for p in projects)),
            stage=w.word("stages", story.stage) if story.stage else "",
            start=w.join(distinct(p.start for p in projects)),
            # what the first report opened with is old by now, its figure often, too
            lead="" if any(c.quote for c in changes) else said(story.lead),
            lead_place=w.place(story.reports[0].source) if story.reports else None,
            projects=projects,
            changes=changes,
            quotes=self._quotations.others(story, headline, names, conflicts),
            conflicts=conflicts,
            reports=places,
            outlets=tuple({place.outlet: place for place in reversed(places)}.values())[::-1],
            source=places[0] if places else None,
            reported=figures.moment(story.opened, w.zone, w.words),
        )

    def _title(self, story: Story, headline: Figure | None) -> str:
        """The title in the reader's language. Where it tells a figure that another has taken the place of,
        one in English stands there that does not."""
        own = self.wording.in_language(story.titles)
        past = [f for p in story.projects for f in self._quotations.rivals(p)]
        if headline is None or not self._tells(own, past) or self._tells(own, [headline]):
            return own
        readable = [t for t in story.titles.values() if not self.wording.is_strange(t)]
        return next((t for t in readable if not self._tells(t, past)), own)

    def _tells(self, title: str, told: Sequence[Figure]) -> bool:
        """Whether a title has one of the figures, as its source or as we write it."""
        forms = [form for f in told for form in (f.money.text, figures.bare(f.money, self.wording.words, 9))]
        return any(_states(_even(title), _even(form)) for form in forms)

    def _sectors(self, story: Story) -> str:
        return self.wording.join(self.wording.word("sectors", s) for s in story.sectors)

    def _figure_note(self, story: Story, headline: Figure | None) -> str:
        """What the large figure stands for, where the story has more projects than one."""
        if headline is None:
            return self.wording.phrase("no_figure_note")
        if headline is story.programme_total:
            return self.wording.phrase("programme")
        amounts = [p.amounts[0].money.value for p in story.projects if p.amounts]
        if len(amounts) > 1 and headline.money.value == max(amounts):
            return self.wording.phrase("largest_of", count=len(story.projects))
        return ""

    def _equivalent(self, story: Story, headline: Figure | None) -> str:
        """The headline figure in the reader's own currency: as its report has it, else computed."""
        if headline is None or self._rates is None:
            return ""
        words = self.wording.words
        others = [f for p in story.projects if _costs(p, headline) for f in p.amounts]
        own = converted(headline, others, currency_of(headline.money, words), self._rates)
        if own is None:
            return equivalent(headline.money, headline.source.published, words, self._rates)
        figure, outlet = self.wording.money(own.money), plain(own.source.outlet, OUTLET_LIMIT)
        return str(words["money"]["equivalent"]["stated"].format(figure=figure, outlet=outlet))

    def _project(self, project: StoryProject, name: str, known: Sequence[Party]) -> ProjectLine:
        w, sector = self.wording, self.wording.word("sectors", project.sector)
        return ProjectLine(
            name=name,
            sector="" if sector == name or w.is_strange(name) else sector,
            amount=w.money(project.amounts[0].money) if project.amounts else None,
            capacity=w.size(project.capacity[0].capacity) if project.capacity else "",
            companies=w.who([w.whole(p, known) for p in project.parties], 8),
            location=plain(w.in_language(project.location), NAME_LIMIT),
            start=figures.start(plain(project.start, 60), w.words) if project.start else "",
            others=tuple(self._quotations.amount(f, name) for f in self._quotations.rivals(project)),
        )

    def _shown(self, story: Story) -> dict[str, str]:
        """How the story's figures are shown, by the words in which sources wrote them."""
        shown: dict[str, str] = {}
        for project in story.projects:
            shown |= self._shown_of(project)
        whole = [figure for figure in (story.programme_total, story.headline) if figure]
        return shown | {figure.money.text: self.wording.money(figure.money) for figure in whole}

    def _shown_of(self, project: StoryProject) -> dict[str, str]:
        sizes = {m.capacity.text: self.wording.size(m.capacity) for m in project.capacity}
        return sizes | {f.money.text: self.wording.money(f.money) for f in project.amounts}

    def _changes(self, revision: Revision, names: Mapping[str, str]) -> tuple[ChangeLine, ...]:
        """What changed; several first values of one kind from one sentence as one line."""
        shown = self._shown(revision.story)
        own = {p.key: shown | self._shown_of(p) for p in revision.story.projects}
        grouped: dict[tuple[object, ...], list[ChangeLine]] = {}
        for number, change in enumerate(revision.changes):
            line = self._change(change, revision.story, names, own.get(change.project or "", shown))
            url = line.place.url if line.place else ""
            key = (number,) if line.old else (line.field, line.project, line.note, line.quote, url)
            grouped.setdefault(key, []).append(line)
        return tuple(
            replace(first, new=self.wording.listed([first.new, *(line.new for line in more)], 6))
            for first, *more in grouped.values()
        )

    def _change(
        self, change: Change, story: Story, names: Mapping[str, str], shown: Mapping[str, str]
    ) -> ChangeLine:
        old = self._value(change.field, change.old, shown) if change.old else None
        note = "" if old else self.wording.phrase("first_value")
        if old and change.field == "amount" and not _replaced(change, story):
            old, note = None, self.wording.phrase("beside", old=old)
        return ChangeLine(
            field=self.wording.word("fields", change.field),
            old=old,
            new=self._value(change.field, change.new, shown),
            note=note,
            project=names.get(change.project or "", "") if len(names) > 1 else "",
            quote=said(change.quote),
            place=self.wording.place(change.source) if change.source else None,
        )

    def _value(self, field: str, text: str, shown: Mapping[str, str]) -> str:
        """A changed value in the reader's way of writing, where we know what it means."""
        if field == "stage":
            return self.wording.word("stages", text)
        clean = plain(text, NAME_LIMIT)
        if field == "start":
            return figures.start(clean, self.wording.words)
        known = shown.get(text) if field in ("amount", "capacity") else None
        return plain(known, NAME_LIMIT) if known else clean


def _replaced(change: Change, story: Story) -> bool:
    """Whether a new amount is now the one shown. One that is not stands beside it: sources disagree, or
    it is a part."""
    projects = [p for p in story.projects if p.key == change.project] or story.projects
    shown = {p.amounts[0].money.text for p in projects if p.amounts}
    shown |= {f.money.text for f in (story.headline, story.programme_total) if f}
    return change.new in shown


def _costs(project: StoryProject, figure: Figure) -> bool:
    """Whether an amount is one of a project's own; other projects' are no conversions of it."""
    told = (figure.money.currency, figure.money.value)
    return any((f.money.currency, f.money.value) == told for f in project.amounts)


def headline_figure(story: Story) -> Figure | None:
    """The figure that an alert opens with: the story's own, else the total that its title states, else the
    largest of its projects'."""
    if story.headline is not None:
        return story.headline
    total = story.programme_total
    if total and any(_states(title, total.money.text) for title in story.titles.values()):
        return total
    stated = [p.amounts[0] for p in story.projects if p.amounts]
    same = [f for f in stated if f.money.currency == stated[0].money.currency]
    return max(same, key=lambda f: f.money.value, default=None)


def _states(title: str, amount: str) -> bool:
    """Whether a title has an amount as written; "35億ドル" does not state "5億ドル"."""
    return re.search(rf"(?<![\d.,．，兆億万]){re.escape(amount)}(?!\d)", title) is not None


def _even(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _newest_report_first(reports: Sequence[Report], article_id: str) -> list[Report]:
    """The report that brought the news, then the others from the newest."""
    ordered = sorted(reports, key=lambda r: r.source.published, reverse=True)
    return sorted(ordered, key=lambda r: r.source.article_id != article_id)
