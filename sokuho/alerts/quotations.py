"""The figures of a story, each with the sentence that it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sokuho.alerts.beside import differing_sizes, disagrees, one_amount, rounded
from sokuho.alerts.equivalents import DatedRates
from sokuho.alerts.shown import Quoted, Told
from sokuho.alerts.untrusted import plain
from sokuho.alerts.wording import OUTLET_LIMIT, Wording, distinct
from sokuho.model import Figure, Measure, Source, Story, StoryProject
from sokuho.model.dateline import signed_dateline

QUOTE_LIMIT = 320
_DASHES = " -–—\u3000"  # "(Bloomberg) -- "


class Quotations:
    """Makes the quotations of one reader's messages. `names`: those of a story's projects, by their keys."""

    def __init__(self, wording: Wording, rates: DatedRates | None) -> None:
        self._w, self._rates = wording, rates

    def amount(self, figure: Figure, about: str) -> Quoted:
        told = Told(self._w.money(figure.money), about)
        return self._quoted(told, figure.quote or figure.money.text, figure.source, figure.also)

    def size(self, measure: Measure, about: str) -> Quoted:
        told = Told(self._w.size(measure.capacity), about)
        return self._quoted(told, measure.quote or measure.capacity.text, measure.source, measure.also)

    def programme(self, story: Story) -> Quoted | None:
        total = story.programme_total
        return self.amount(total, self._w.phrase("programme")) if total else None

    def conflicts(self, story: Story, names: Mapping[str, str]) -> Iterator[Quoted]:
        """Of each project whose sources disagree: all its figures, side by side."""
        for project in story.projects:
            name = names[project.key]
            if rivals := self.rivals(project):
                yield from (self.amount(f, name) for f in (project.amounts[0], *rivals))
            yield from (self.size(m, name) for m in differing_sizes(project.capacity))

    def rivals(self, project: StoryProject) -> list[Figure]:
        """The amounts that disagree with the one shown."""
        if not project.amounts:
            return []
        first, *others = project.amounts
        others = [f for f in others if disagrees(f, first) and not rounded(f.money, first.money)]
        return [f for f in others if not one_amount(f, first, self._rates)]

    def others(
        self, story: Story, headline: Figure | None, names: Mapping[str, str], conflicts: Sequence[Quoted]
    ) -> tuple[Quoted, ...]:
        """Every figure that the message shows with its sentence, each sentence once; those that stand
        among the conflicting ones already are not repeated."""
        shown = {(q.figure, q.quote) for q in conflicts}
        found: dict[tuple[str, str | None], Quoted] = {}
        for quoted in self._all(story, headline, names):
            if (quoted.figure, quoted.quote) in shown:
                continue
            shown.add((quoted.figure, quoted.quote))
            key = (quoted.quote, quoted.place.url)
            known = found.setdefault(key, quoted)
            if known is not quoted:
                found[key] = replace(known, figures=known.figures + quoted.figures)
        return tuple(found.values())

    def _all(self, story: Story, headline: Figure | None, names: Mapping[str, str]) -> Iterator[Quoted]:
        for project in story.projects:
            name = names[project.key]
            yield from (self.amount(f, name) for f in project.amounts[:1])
            yield from (self.amount(f, self._beside(f, project, name)) for f in project.amounts[1:])
            yield from (self.size(m, name) for m in project.capacity[:1])
            for measure in project.capacity[1:]:
                shown = self._w.size(project.capacity[0].capacity)
                yield self.size(measure, self._w.join([name, self._w.phrase("beside", old=shown)]))
        programme = self.programme(story)
        if headline and headline is not story.programme_total:
            yield self.amount(headline, "")
        if programme:
            yield programme

    def _beside(self, figure: Figure, project: StoryProject, name: str) -> str:
        """What an amount is that stands beside the project's own."""
        first = project.amounts[0]
        note = "same_amount" if one_amount(figure, first, self._rates) else "beside"
        return self._w.join([name, self._w.phrase(note, old=self._w.money(first.money))])

    def _quoted(self, told: Told, quote: str, source: Source, also: Sequence[Source]) -> Quoted:
        place = self._w.place(source)
        outlets = distinct(plain(s.outlet, OUTLET_LIMIT) for s in also)
        others = self._w.join([o for o in outlets if o != place.outlet][:4])
        return Quoted((told,), said(quote), place, others)


def said(sentence: str | None) -> str:
    """A sentence to be quoted, without a dateline: where and by whom it was written stands below it."""
    whole = sentence or ""
    dateline = signed_dateline(whole)
    rest = whole[len(dateline) :].lstrip(_DASHES) if dateline else whole
    return plain(rest or whole, QUOTE_LIMIT)
