"""What is new in a report of a known story: amount, capacity, stage, party, location, start.

A rounding, another currency's equivalent, a vaguer figure or another name of a party is no change.
Only what the report says of the deal itself counts; figures and names in passing never do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from sokuho.model import Change, Novelty, Relevance
from sokuho.model.dateline import first_dateline
from sokuho.stories import homes, names, new_figures, quotes, stages
from sokuho.stories.alike import shared
from sokuho.stories.facts import located_at, start, years
from sokuho.stories.rules import Rules
from sokuho.stories.state import StoryState
from sokuho.stories.told import Told, by_key

ORDER = ("amount", "capacity", "stage", "party", "location", "start")
_SAME_NEWS = 3  # days in which a stage that was read in an alerted report is the same news
_SHORT = 3  # letters of a name in katakana that stand for all of it
_LOOKED_AT = 8  # earlier titles that may have told a stage


def find(told: Told, state: StoryState, rules: Rules) -> tuple[Change, ...]:
    """Everything that the report changes, in the order of `ORDER`. A round-up brings nothing of its own,
    nor does a market report."""
    if told.roundup or rules.words.roundup.search(told.article.title):
        return ()
    if told.reading.relevance is not Relevance.CORE and rules.words.market.search(told.article.title):
        return ()
    found = (
        *new_figures.amounts(told, state, rules),
        *new_figures.capacities(told, state, rules),
        *_stage(told, state, rules),
        *_starts(told, state, rules),
    )
    found += tuple(_locations(told, state, rules, in_title=not found)) or tuple(_moved(told, state, rules))
    if found or not new_figures.is_background(told, state, rules):
        found += tuple(_parties(told, state, rules, in_lead=not found))
    return tuple(sorted(found, key=lambda change: ORDER.index(change.field)))


def _stage(told: Told, state: StoryState, rules: Rules) -> Iterator[Change]:
    old, new = state.story.stage, told.stage
    if new is None or not stages.moves(old, new, told.days, rules):
        return
    own = state.own[-_LOOKED_AT:]
    if old == "cancelled":  # what was told before that is told anew
        ended = max((i for i, r in enumerate(own) if "stage" in r.changed), default=0)
        own = own[ended:]
    before = [r.source.title for r in own]
    alerted = {r.source.article_id for r in state.story.reports if r.novelty is not Novelty.REPEAT}
    lately = (
        f
        for f in state.recent
        if f.article in alerted and abs((told.article.published - f.published).days) < _SAME_NEWS
    )
    if not any(stages.is_told(title, new, rules) for title in before) and not any(
        f.stage == new for f in lately
    ):
        yield Change("stage", old, new, None, _quote_why(told, "stage"), told.source)


def _quote_why(told: Told, why: str) -> str | None:
    return next((e.quote for e in told.reading.evidence if why in e.why), None)


def _parties(told: Told, state: StoryState, rules: Rules, *, in_lead: bool) -> Iterator[Change]:
    """New partners. Where the report has no other news, only those that its title or first sentence names."""
    known = list(state.known.parties)
    spelled = {rules.party(names.fold(p.name)): p for p in reversed(told.reading.companies)}
    body, spoken = told.article.body, {r.source.lang for r in state.own}
    all_canonical = all(map(names.is_canonical, known))
    for name in told.facts.leads:
        if name not in spelled or name in rules.common_parties:
            continue
        party = spelled[name]
        if in_lead and name not in rules.forms and not _is_titled_firm(party.text, told, rules):
            continue
        if told.elsewhere and shared((name,), told.elsewhere):
            continue
        at = body.find(party.text)
        quote = quotes.sentence(body, at, at + len(party.text)) if at >= 0 else None
        if in_lead and (at < 0 or at > told.first or rules.words.passing.search(quote or "")):
            continue
        forms = (name, *rules.forms.get(name, ()))  # AEP Ohio is known: American Electric Power is no news
        if shared(forms, known) or shared((name,), state.known.names) or _is_part(name, known):
            continue
        if told.article.lang not in spoken and not (names.is_canonical(name) and all_canonical):
            continue  # it may be the other language's form of a name that is known
        known.append(name)
        yield Change("party", None, party.name, _key_with(told, party.text), quote, told.source)


def _is_titled_firm(text: str, told: Told, rules: Rules) -> bool:
    """Whether a name that the lexicon does not know is given by the title, as a firm's: others are plants,
    outlets and products as often as partners, and so are some of the title's."""
    title = told.article.title
    short = text.partition("・")[0]  # titles name ラバカ・ケミカル as ラバカ
    text = text if text in title or len(short) < _SHORT else short
    at = title.find(text)
    if at < 0 or any(ch.isdigit() for ch in text):
        return False
    words = rules.words
    return not (words.site.match(title, at + len(text)) or words.asset.search(title[:at]))


def _is_part(name: str, known: Sequence[str]) -> bool:
    """Whether a name of one word stands in that of a known party: a parent in its venture (GE Hitachi)."""
    return any(name in other.split() for other in known)


def _key_with(told: Told, company: str) -> str | None:
    projects = enumerate(told.reading.projects)
    return next((told.keys.get(i) for i, p in projects if company in p.companies), None)


def _locations(told: Told, state: StoryState, rules: Rules, *, in_title: bool) -> Iterator[Change]:
    """The first location of a story, or the first that is more than a state or prefecture; where the report
    has no other news, only one that its title gives."""
    towns = [p for p in state.known.places if p not in rules.regions]
    far = len(told.article.title) if state.known.places else told.lead
    written_at = first_dateline(told.article.body, len(told.article.title))
    away = homes.only(told.article, told.reading, rules)
    for i, project in enumerate(told.reading.projects):
        place = project.location
        if not place:
            continue
        at = _named_at(told.article.body, place, written_at)
        if at < 0 and (in_title or place in written_at):
            continue
        if in_title and at + len(place) > far:
            continue
        quote = quotes.sentence(told.article.body, at, at + len(place)) if at >= 0 else None
        if _tells_of_others(told, state, quote or "", rules):
            continue
        if {rules.places.get(part, part) for part in located_at(place)} <= away:
            continue
        closer = not towns and any(p not in rules.regions for p in told.facts.sites)
        key = told.keys[i]
        before = by_key(state, key)
        if not ((before and before.location) or state.known.places) or closer:
            yield Change("location", None, place, key, quote, told.source)
            return


def _moved(told: Told, state: StoryState, rules: Rules) -> Iterator[Change]:
    """A town that is new to the story in the title of a report that tells of a move."""
    first = told.article.body[: told.first]
    if not state.known.places or not rules.words.moved.search(first):
        return
    for place in told.reading.places:
        folded = names.fold(place)
        if (
            place not in told.article.title
            or folded in rules.regions
            or shared((folded,), state.known.places)
        ):
            continue
        before = next((p.location for p in state.story.projects if p.location), {})
        old = before.get(told.article.lang) or next(iter(before.values()), None)
        yield Change("location", old, place, told.keys.get(0), told.article.title, told.source)
        return


def _named_at(body: str, place: str, written_at: str) -> int:
    """Where a place is named first, but for what tells where the report was written; -1 if nowhere."""
    at, line = body.find(place), body.find(written_at) if written_at else -1
    return body.find(place, line + len(written_at)) if 0 <= line <= at < line + len(written_at) else at


def _tells_of_others(told: Told, state: StoryState, quote: str, rules: Rules) -> bool:
    """Whether a sentence names only parties that are none of the story's."""
    named = [rules.party(names.fold(p.name)) for p in told.reading.companies if p.text in quote]
    return bool(named) and not shared(named, (*state.known.parties, *state.known.names))


def _starts(told: Told, state: StoryState, rules: Rules) -> Iterator[Change]:
    """A start that is not known: for a story that has one only if the title gives it, else in the lead."""
    known = [*state.known.starts, *map(str, state.known.years)]
    far = len(told.article.title) if state.known.starts else told.lead
    owners = {start(p.start): told.keys[i] for i, p in enumerate(told.reading.projects) if p.start}
    for opening in told.reading.starts:
        when = start(opening.text)
        first = not known and when in owners  # a deal's first date is news wherever it stands
        if when is None or any(_same_start(when, k) for k in known) or (opening.start > far and not first):
            continue
        key = owners.get(when, told.keys.get(0))
        before = by_key(state, key)
        quote = quotes.sentence(told.article.body, opening.start, opening.end)
        yield Change("start", before.start if before else None, opening.text, key, quote, told.source)
        return
    yield from _titled_start(told, known, rules)


def _titled_start(told: Told, known: Sequence[str], rules: Rules) -> Iterator[Change]:
    """A year to come in a title that speaks of starting, where the reader saw no start."""
    title = told.article.title
    told_years = years(unicodedata.normalize("NFKC", title), told.article.published.year)
    year = next((str(y) for y in told_years if str(y) not in known), None)
    if year and rules.words.starting.search(title):
        yield Change("start", None, year, told.keys.get(0), title, told.source)


def _same_start(one: str, other: str) -> bool:
    """Equal, or a decade and a year in it."""
    return one == other or (one[:3] == other[:3] and (one.endswith("s") or other.endswith("s")))
