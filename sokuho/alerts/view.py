"""A story turned into words of one language, cleaned of all that strangers could have put into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sokuho.alerts import figures
from sokuho.alerts.beside import converted, differing_sizes, disagrees, one_amount, rounded
from sokuho.alerts.equivalents import DatedRates, currency_of, equivalent
from sokuho.alerts.figures import Words
from sokuho.alerts.shown import ChangeLine, Place, ProjectLine, Quoted, StoryView, Told
from sokuho.alerts.untrusted import link, plain
from sokuho.model import (
    Change,
    Figure,
    Measure,
    Money,
    Novelty,
    Party,
    Report,
    Revision,
    Source,
    Story,
    StoryProject,
    Subscription,
)
from sokuho.model.dateline import signed_dateline

__all__ = ["StoryView", "StoryViews", "headline_figure"]

QUOTE_LIMIT, TITLE_LIMIT, NAME_LIMIT, OUTLET_LIMIT = 320, 160, 90, 60


class StoryViews:
    """Makes the views of one language and time zone."""

    def __init__(self, words: Words, zone: str, rates: DatedRates | None = None) -> None:
        self._w, self._zone, self._rates = words, zone, rates
        self._language = str(words["language"])
        self._known: Mapping[str, str] = {**words.get("known", {}), **words["names"]["written"]}
        self._called: Mapping[str, str] = words.get("called", {})
        self._bare: Mapping[str, str] = words.get("sector_of", {})

    @classmethod
    def of(cls, subscription: Subscription, words: Words, rates: DatedRates | None = None) -> StoryViews:
        return cls(words, subscription.timezone, rates)

    def story(self, revision: Revision) -> StoryView:
        story = revision.story
        names = {p.key: self._named(p) for p in story.projects}
        projects = tuple(self._project(p, names[p.key], story.parties) for p in story.projects)
        reports = _newest_report_first(story.reports, revision.article_id)
        places = tuple(self.place(r.source) for r in reports)
        headline = headline_figure(story)
        changes = self._changes(revision, names)
        return StoryView(
            id=story.id,
            title=self._title(story),
            is_update=revision.novelty is Novelty.UPDATE,
            number=story.number,
            figure=figures.money(headline.money, self._w) if headline else None,
            figure_text=plain(headline.money.text, NAME_LIMIT) if headline else "",
            figure_note=self._figure_note(story, headline),
            equivalent=self._equivalent(story, headline),
            headline=self._figure(headline, ""),
            computed=self._computed(story),
            programme=self._figure(story.programme_total, self._w["alert"]["programme"]),
            direction=self.word("directions", story.direction) if story.direction else "",
            sectors=self._join(self.word("sectors", s) for s in story.sectors),
            what=self._what(story, projects),
            who=self._who(story.parties or [p for x in story.projects for p in x.parties], 6),
            where=self._join(_distinct(p.location for p in projects)),
            stage=self.word("stages", story.stage) if story.stage else "",
            start=self._join(_distinct(p.start for p in projects)),
            # what the first report opened with is old by now, its figure often, too
            lead="" if any(c.quote for c in changes) else _said(story.lead),
            lead_place=self.place(story.reports[0].source) if story.reports else None,
            projects=projects,
            changes=changes,
            quotes=tuple(self._quotes(story, names)),
            conflicts=tuple(self._conflicts(story, names)),
            reports=places,
            outlets=tuple({place.outlet: place for place in reversed(places)}.values())[::-1],
            source=places[0] if places else None,
            reported=figures.moment(story.opened, self._zone, self._w),
        )

    def word(self, group: str, key: str) -> str:
        """The reader's word for a sector, stage or the like; a key without one is shown readably."""
        found = self._w[group].get(key)
        return str(found) if found else plain(key, NAME_LIMIT).replace("_", " ")

    def place(self, source: Source) -> Place:
        return Place(
            outlet=plain(source.outlet, OUTLET_LIMIT),
            url=link(source.url),
            title=plain(source.title, TITLE_LIMIT),
            when=figures.moment(source.published, self._zone, self._w),
            language=source.lang,
        )

    # --- parts of a story -----------------------------------------------------------------------

    def _title(self, story: Story) -> str:
        return plain(self._in_language(story.titles), TITLE_LIMIT)

    def _figure_note(self, story: Story, headline: Figure | None) -> str:
        """What the large figure stands for, where the story has more projects than one."""
        if headline is None:
            return str(self._w["alert"]["no_figure_note"])
        if headline is story.programme_total:
            return str(self._w["alert"]["programme"])
        amounts = [p.amounts[0].money.value for p in story.projects if p.amounts]
        if len(amounts) > 1 and headline.money.value == max(amounts):
            return str(self._w["alert"]["largest_of"].format(count=len(story.projects)))
        return ""

    def _equivalent(self, story: Story, headline: Figure | None) -> str:
        """The headline figure in the reader's own currency: as its report has it, else computed."""
        if headline is None or self._rates is None:
            return ""
        others = [f for p in story.projects if _costs(p, headline.money) for f in p.amounts]
        own = converted(headline, others, currency_of(headline.money, self._w), self._rates)
        if own:
            outlet = plain(own.source.outlet, OUTLET_LIMIT)
            figure = figures.money(own.money, self._w)
            return str(self._w["money"]["equivalent"]["stated"].format(figure=figure, outlet=outlet))
        return equivalent(headline.money, headline.source.published, self._w, self._rates)

    def _computed(self, story: Story) -> str | None:
        if story.computed_total is None:
            return None
        return figures.money(story.computed_total, self._w, digits=1)

    def _what(self, story: Story, projects: Sequence[ProjectLine]) -> str:
        if len(projects) == 1 and projects[0].name:
            return projects[0].name
        return self._join(self.word("sectors", s) for s in story.sectors)

    def _named(self, project: StoryProject) -> str:
        """The project's name; its sector's, where it has none or one that says no more than that."""
        name = plain(self._in_language(project.names), NAME_LIMIT)
        if not name or self._bare.get(name.casefold()) == project.sector:
            return self.word("sectors", project.sector)
        return name[:1].upper() + name[1:]

    def _project(self, project: StoryProject, name: str, known: Sequence[Party]) -> ProjectLine:
        sizes = [figures.capacity(m.capacity, self._w) for m in project.capacity[:1]]
        sector = self.word("sectors", project.sector)
        return ProjectLine(
            name=name,
            sector=sector if sector != name else "",
            amount=figures.money(project.amounts[0].money, self._w) if project.amounts else None,
            capacity=self._join(sizes),
            companies=self._who([self._whole(p, known) for p in project.parties], 8),
            location=plain(self._in_language(project.location), NAME_LIMIT),
            start=figures.start(plain(project.start, 60), self._w) if project.start else "",
            others=tuple(self._cite(f, name) for f in self._rivals(project)),
        )

    def _shown(self, story: Story) -> dict[str, str]:
        """How the story's figures are shown, by the words in which sources wrote them."""
        shown: dict[str, str] = {}
        for project in story.projects:
            shown |= self._shown_of(project)
        for figure in (story.programme_total, story.headline):
            if figure:
                shown[figure.money.text] = figures.money(figure.money, self._w)
        return shown

    def _shown_of(self, project: StoryProject) -> dict[str, str]:
        sizes = {m.capacity.text: figures.capacity(m.capacity, self._w) for m in project.capacity}
        return sizes | {f.money.text: figures.money(f.money, self._w) for f in project.amounts}

    def _changes(self, revision: Revision, names: dict[str, str]) -> tuple[ChangeLine, ...]:
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
            replace(lines[0], new=self._listed([line.new for line in lines], 6)) for lines in grouped.values()
        )

    def _change(
        self, change: Change, story: Story, names: dict[str, str], shown: dict[str, str]
    ) -> ChangeLine:
        old = self._value(change.field, change.old, shown) if change.old else None
        note = "" if old else str(self._w["alert"]["first_value"])
        if old and change.field == "amount" and not _replaced(change, story):
            old, note = None, str(self._w["alert"]["beside"].format(old=old))
        return ChangeLine(
            field=self.word("fields", change.field),
            old=old,
            new=self._value(change.field, change.new, shown),
            note=note,
            project=names.get(change.project or "", "") if len(names) > 1 else "",
            quote=_said(change.quote),
            place=self.place(change.source) if change.source else None,
        )

    def _value(self, field: str, text: str, shown: dict[str, str]) -> str:
        """A changed value in the reader's way of writing, where we know what it means."""
        if field == "stage":
            return self.word("stages", text)
        clean = plain(text, NAME_LIMIT)
        if field == "start":
            return figures.start(clean, self._w)
        known = shown.get(text) if field in ("amount", "capacity") else None
        return plain(known, NAME_LIMIT) if known else clean

    def _quotes(self, story: Story, names: dict[str, str]) -> list[Quoted]:
        """Every figure that the message shows with its sentence, each sentence once; those that stand
        among the conflicting ones already are not repeated."""
        shown = {(q.figure, q.quote) for q in self._conflicts(story, names)}
        found: dict[tuple[str, str | None], Quoted] = {}
        for quoted in self._cited(story, names):
            if (quoted.figure, quoted.quote) in shown:
                continue
            shown.add((quoted.figure, quoted.quote))
            key = (quoted.quote, quoted.place.url)
            known = found.setdefault(key, quoted)
            if known is not quoted:
                found[key] = replace(known, figures=known.figures + quoted.figures)
        return list(found.values())

    def _cited(self, story: Story, names: dict[str, str]) -> Iterable[Quoted]:
        for project in story.projects:
            name = names[project.key]
            yield from (self._cite(f, name) for f in project.amounts[:1])
            yield from (self._cite(f, self._beside(f, project, name)) for f in project.amounts[1:])
            yield from (self._measured(m, name) for m in project.capacity[:1])
            yield from (self._measured(m, self._of_size(project, name)) for m in project.capacity[1:])
        headline = headline_figure(story)
        if headline and headline is not story.programme_total:
            yield self._cite(headline, "")
        if story.programme_total:
            yield self._cite(story.programme_total, self._w["alert"]["programme"])

    def _conflicts(self, story: Story, names: dict[str, str]) -> Iterable[Quoted]:
        """Of each project whose sources disagree: all its figures, side by side."""
        for project in story.projects:
            name = names[project.key]
            if rivals := self._rivals(project):
                yield from (self._cite(f, name) for f in (project.amounts[0], *rivals))
            yield from (self._measured(m, name) for m in differing_sizes(project.capacity))

    def _rivals(self, project: StoryProject) -> list[Figure]:
        """The amounts that disagree with the one shown."""
        if not project.amounts:
            return []
        first, *others = project.amounts
        others = [f for f in others if disagrees(f, first) and not rounded(f.money, first.money)]
        return [f for f in others if not one_amount(f, first, self._rates)]

    def _beside(self, figure: Figure, project: StoryProject, name: str) -> str:
        """What an amount is that stands beside the project's own."""
        first = project.amounts[0]
        shown = figures.money(first.money, self._w)
        note = "same_amount" if one_amount(figure, first, self._rates) else "beside"
        return self._join([name, str(self._w["alert"][note].format(old=shown))])

    def _of_size(self, project: StoryProject, name: str) -> str:
        """What a size is that stands beside the one shown."""
        shown = figures.capacity(project.capacity[0].capacity, self._w)
        return self._join([name, str(self._w["alert"]["beside"].format(old=shown))])

    def _figure(self, figure: Figure | None, about: str) -> Quoted | None:
        return self._cite(figure, about) if figure else None

    def _cite(self, figure: Figure, about: str) -> Quoted:
        told = Told(figures.money(figure.money, self._w), about)
        return self._quoted(told, figure.quote or figure.money.text, figure.source, figure.also)

    def _measured(self, measure: Measure, about: str) -> Quoted:
        told = Told(figures.capacity(measure.capacity, self._w), about)
        return self._quoted(told, measure.quote or measure.capacity.text, measure.source, measure.also)

    def _quoted(self, told: Told, quote: str, source: Source, also: Sequence[Source]) -> Quoted:
        place = self.place(source)
        outlets = _distinct(plain(s.outlet, OUTLET_LIMIT) for s in also)
        others = self._join([o for o in outlets if o != place.outlet][:4])
        return Quoted((told,), _said(quote), place, others)

    # --- names ----------------------------------------------------------------------------------

    def _in_language(self, texts: dict[str, str]) -> str:
        """The text in the reader's language, else in any; a name that the vocabulary knows, in it."""
        own = texts.get(self._language)
        if own:
            return own
        other = next((t for t in texts.values() if t), "")
        name = self._called.get(other, other)
        shown = self._known.get(other) or self._known.get(name)
        return shown or (name if _is_japanese(other) and self._language != "ja" else other)

    def _who(self, parties: Iterable[Party], limit: int) -> str:
        return self._listed(_distinct(plain(self._party(p), NAME_LIMIT) for p in parties), limit)

    def _listed(self, names: list[str], limit: int) -> str:
        """The first names, and how many more there are."""
        shown = self._join(names[:limit])
        if len(names) <= limit:
            return shown
        return str(self._w["names"]["and_more"].format(names=shown, count=len(names) - limit))

    def _party(self, party: Party) -> str:
        """The name in the reader's language where the vocabulary knows it; Japanese readers else get it as
        a Japanese text wrote it, all others the canonical one."""
        if party.name in self._known:
            return self._known[party.name]
        return party.text if self._language == "ja" and _is_japanese(party.text) else party.name

    def _whole(self, party: Party, known: Sequence[Party]) -> Party:
        """A party that a project names as it was written, by the name that it has in the story."""
        if any(party.name == p.name for p in known):
            return party
        name = self._called.get(party.name) or party.name
        longer = [p for p in known if p.name == name or p.name.startswith(f"{name} ")]
        return longer[0] if len(longer) == 1 else replace(party, name=name)

    def _join(self, names: Iterable[str]) -> str:
        return str(self._w["names"]["separator"]).join(n for n in names if n)


def _replaced(change: Change, story: Story) -> bool:
    """Whether a new amount is now the one shown. One that is not stands beside it: sources disagree, or
    it is a part."""
    projects = [p for p in story.projects if p.key == change.project] or story.projects
    shown = {p.amounts[0].money.text for p in projects if p.amounts}
    shown |= {f.money.text for f in (story.headline, story.programme_total) if f}
    return change.new in shown


def _costs(project: StoryProject, money: Money) -> bool:
    """Whether an amount is one of a project's own; other projects' are no conversions of it."""
    return any((f.money.currency, f.money.value) == (money.currency, money.value) for f in project.amounts)


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


def _newest_report_first(reports: Sequence[Report], article_id: str) -> list[Report]:
    """The report that brought the news, then the others from the newest."""
    ordered = sorted(reports, key=lambda r: r.source.published, reverse=True)
    return sorted(ordered, key=lambda r: r.source.article_id != article_id)


_DASHES = " -–—\u3000"  # "(Bloomberg) -- "


def _said(sentence: str | None) -> str:
    """A sentence to be quoted, without a dateline: where and by whom it was written stands below it."""
    said = sentence or ""
    told = signed_dateline(said)
    rest = said[len(told) :].lstrip(_DASHES) if told else said
    return plain(rest or said, QUOTE_LIMIT)


def _is_japanese(text: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" for c in text)


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(n for n in names if n))
