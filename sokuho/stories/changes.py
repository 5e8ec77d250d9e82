"""What is new in a report of a known story: amount, capacity, stage, party, location, start.

A rounding, another currency's equivalent, a vaguer figure or another name of a party is no change.
Only what the report says of the deal itself counts; figures and names in passing never do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sokuho.model import (
    Article,
    Change,
    Money,
    Novelty,
    Number,
    Project,
    Reading,
    Relevance,
    Source,
    StoryProject,
)
from sokuho.model.dateline import first_dateline
from sokuho.stories import figures, homes, names, quotes, stages
from sokuho.stories.alike import shared
from sokuho.stories.facts import located_at, ranked_amounts, start, years
from sokuho.stories.rules import Rules
from sokuho.stories.state import Amount, Facts, Size, StoryState

ORDER = ("amount", "capacity", "stage", "party", "location", "start")
_LEAD = 2  # sentences below the title in which news of a known story stands
_REVISED = 3.0  # times by which a capacity is revised at most
_SAME_NEWS = 3  # days in which a stage that was read in an alerted report is the same news
_SHORT = 3  # letters of a name in katakana that stand for all of it
_LOOKED_AT = 8  # earlier titles that may have told a stage
_MAIN = ("headline", "project")
_Value = tuple[str, Number, Number]


@dataclass(frozen=True, slots=True)
class Told:
    """A report next to the story it joins. `keys`: the story's key of each project of the reading;
    `stage`: the one that it tells as news; `days`: how old the story is; `roundup`: the report tells of
    other stories too; `elsewhere`: the leads of other stories that it mentions."""

    article: Article
    reading: Reading
    facts: Facts
    source: Source
    keys: dict[int, str]
    stage: str | None
    days: float
    roundup: bool = False
    elsewhere: tuple[str, ...] = ()

    @property
    def lead(self) -> int:
        return quotes.lead(self.article.body, self.article.title, _LEAD)

    @property
    def first(self) -> int:
        return quotes.lead(self.article.body, self.article.title, 1)


def find(told: Told, state: StoryState, rules: Rules) -> tuple[Change, ...]:
    """Everything that the report changes, in the order of `ORDER`. A round-up brings nothing of its own,
    nor does a market report."""
    if told.roundup or rules.words.roundup_pattern.search(told.article.title):
        return ()
    if told.reading.relevance is not Relevance.CORE and rules.words.market_pattern.search(told.article.title):
        return ()
    found = (
        *_amounts(told, state, rules),
        *_capacities(told, state, rules),
        *_stage(told, state, rules),
        *_starts(told, state, rules),
    )
    found += tuple(_locations(told, state, rules, in_title=not found)) or tuple(_moved(told, state, rules))
    if found or not _is_background(told, state, rules):
        found += tuple(_parties(told, state, rules, in_lead=not found))
    return tuple(sorted(found, key=lambda change: ORDER.index(change.field)))


def _amounts(told: Told, state: StoryState, rules: Rules) -> Iterator[Change]:
    known = list(state.known.amounts)
    framed = any(a.rank == "programme" for a in known) and not state.known.round
    ranks = _MAIN if framed else (*_MAIN, "programme")
    unread = not told.reading.projects  # of what was not read as core the title's figure counts
    found = {_value(m): m for m, _ in reversed(ranked_amounts(told.reading))}
    far = _reach(told, known, found, rules)
    for amount in told.facts.amounts:
        money = found[amount.currency, amount.value, amount.high]
        titled = money.end <= len(told.article.title)
        wanted = amount.rank in ranks and (titled or amount.rank != "programme" or state.known.round)
        if money.start > far or not (wanted or (unread and titled and amount.rank == "other")):
            continue
        free = [
            a for a in _comparable(known, amount) if not _is_told_of_another(a, amount, told.facts, rules)
        ]
        twins = [a for a in told.facts.amounts if a.currency != amount.currency and a.usd == amount.usd]
        if any(_says_the_same(a, other, state, rules) for a in (amount, *twins) for other in free):
            continue
        known.append(amount)
        project = _project_of(told, amount)
        quote = quotes.of_figure(told.article.body, money)
        yield Change("amount", _shown(state, project, amount), money.text, project, quote, told.source)


def _reach(told: Told, known: Sequence[Amount], found: Mapping[_Value, Money], rules: Rules) -> int:
    """How far down a new figure counts: to the end of the first sentence, of the lead where none is known
    yet, or of a title that gives a known one."""
    title = len(told.article.title)
    for amount in told.facts.amounts:
        if found[amount.currency, amount.value, amount.high].start < title and any(
            figures.same_amount(amount, other, rules.closeness) for other in _comparable(known, amount)
        ):
            return title
    return quotes.lead(told.article.body, told.article.title, 1 if known else _LEAD)


def _is_background(told: Told, state: StoryState, rules: Rules) -> bool:
    """Whether a report gives known figures first and several unknown ones further below: other deals."""
    own = [a for a in told.facts.amounts if a.rank != "programme"]
    unknown = [a for a in own if not any(_says_the_same(a, b, state, rules) for b in state.known.amounts)]
    places = {_value(m): m.start for m, _ in ranked_amounts(told.reading)}
    below = [a for a in unknown if places[a.currency, a.value, a.high] > told.lead]
    return len(below) > 1 and len(below) == len(unknown) < len(own)


def _comparable(known: Sequence[Amount], amount: Amount) -> list[Amount]:
    """Known figures without the conversions of those that stand in the figure's own currency."""
    direct = [k.usd for k in known if k.currency == amount.currency]
    return [
        k
        for k in known
        if k.currency == amount.currency or not any(abs(k.usd - usd) <= 0.001 * usd for usd in direct)
    ]


def _value(money: Money) -> _Value:
    return money.currency, money.value, money.value_max if money.value_max is not None else money.value


def _is_told_of_another(known: Amount, amount: Amount, report: Facts, rules: Rules) -> bool:
    """Whether the report itself gives a known figure beside this one: then this one is another."""
    return not figures.same_notation(known, amount) and any(
        (
            (a.currency, a.value, a.high) == (known.currency, known.value, known.high)
            and not figures.same_amount(a, amount, rules.closeness)
        )
        or (
            amount.high > amount.value
            and a.high == a.value
            and figures.same_amount(a, known, rules.closeness)
        )
        for a in report.amounts
    )


def _says_the_same(amount: Amount, other: Amount, state: StoryState, rules: Rules) -> bool:
    """Whether a figure is known. Where a story has projects of several sectors, one in another currency
    that only comes near the figure of another project is not."""
    close = rules.closeness
    if not figures.same_amount(amount, other, close) or _is_more_exact(amount, other, close.currency):
        return False
    several = len({p.sector for p in state.story.projects}) > 1
    crossing = amount.currency != other.currency and amount.sector and other.sector
    return not (several and crossing and amount.sector != other.sector)


def _is_more_exact(amount: Amount, other: Amount, share: float) -> bool:
    """Whether a figure takes the place of an estimate in another currency that only came near it."""
    estimate = other.digits == 1 < amount.digits and other.qualifier != "exact"
    apart = abs(amount.usd - other.usd) > share * max(amount.usd, other.usd)
    return estimate and amount.currency != other.currency and apart


def _project_of(told: Told, amount: Amount) -> str | None:
    for i, project in enumerate(told.reading.projects):
        if any((m.currency, m.value) == (amount.currency, amount.value) for m in project.amounts):
            return told.keys.get(i)
    return None


def _shown(state: StoryState, key: str | None, amount: Amount) -> str | None:
    """The figure that readers were shown so far in its place."""
    project = _by_key(state, key)
    if project is not None:
        return project.amounts[0].money.text if project.amounts else None
    headline = state.story.headline
    return headline.money.text if headline and amount.rank == "headline" else None


def _by_key(state: StoryState, key: str | None) -> StoryProject | None:
    return next((p for p in state.story.projects if p.key == key), None)


def _capacities(told: Told, state: StoryState, rules: Rules) -> Iterator[Change]:
    """New capacities of projects, and those in the title whosever they are. Where the story has none of
    the kind yet, the title and the lead count alike."""
    known = list(state.known.sizes)
    kinds = {size.kind for size in known}
    owners = {c.start: i for i, p in enumerate(told.reading.projects) for c in p.capacity}
    owned = [c for p in told.reading.projects for c in p.capacity]
    for capacity in (*owned, *told.reading.capacities):
        size = figures.size(capacity)
        if size is None or any(figures.same_size(size, other, rules.closeness) for other in known):
            continue
        far = told.lead
        if not told.reading.projects and not any(_is_near(size, other) for other in state.known.sizes):
            far = told.first  # it may be all that a company has
        elif told.reading.projects and capacity.start not in owners and size.kind in kinds:
            far = len(told.article.title)
        if capacity.start > far:
            continue
        known.append(size)
        key = told.keys.get(owners.get(capacity.start, 0))
        before = _by_key(state, key)
        old = before.capacity[0].capacity.text if before and before.capacity else None
        quote = quotes.of_figure(told.article.body, capacity)
        yield Change("capacity", old, capacity.text, key, quote, told.source)


def _is_near(size: Size, other: Size) -> bool:
    """Whether a capacity may be what another was revised to."""
    return size.kind == other.kind and max(size.value, other.value) <= _REVISED * min(size.value, other.value)


def _stage(told: Told, state: StoryState, rules: Rules) -> Iterator[Change]:
    old, new = state.story.stage, told.stage
    if new is None or not stages.moves(old, new, told.days, rules):
        return
    own = [r for r in state.story.reports if not r.mention][-_LOOKED_AT:]
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
    body, spoken = told.article.body, {r.source.lang for r in state.story.reports if not r.mention}
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
        if in_lead and (at < 0 or at > told.first or rules.words.passing_pattern.search(quote or "")):
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
    return not (words.site_pattern.match(title, at + len(text)) or words.asset_pattern.search(title[:at]))


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
    for key, project, before in _pairs(told, state):
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
        if not ((before and before.location) or state.known.places) or closer:
            yield Change("location", None, place, key, quote, told.source)
            return


def _moved(told: Told, state: StoryState, rules: Rules) -> Iterator[Change]:
    """A town that is new to the story in the title of a report that tells of a move."""
    first = told.article.body[: told.first]
    if not state.known.places or not rules.words.moved_pattern.search(first):
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
        before = _by_key(state, key)
        quote = quotes.sentence(told.article.body, opening.start, opening.end)
        yield Change("start", before.start if before else None, opening.text, key, quote, told.source)
        return
    yield from _titled_start(told, known, rules)


def _titled_start(told: Told, known: Sequence[str], rules: Rules) -> Iterator[Change]:
    """A year to come in a title that speaks of starting, where the reader saw no start."""
    title = told.article.title
    for year in years(title, told.article.published.year):
        if str(year) not in known and rules.words.starting_pattern.search(title):
            yield Change("start", None, str(year), told.keys.get(0), title, told.source)
            return


def _same_start(one: str, other: str) -> bool:
    """Equal, or a decade and a year in it."""
    return one == other or (one[:3] == other[:3] and (one.endswith("s") or other.endswith("s")))


def _pairs(told: Told, state: StoryState) -> Iterator[tuple[str, Project, StoryProject | None]]:
    for i, project in enumerate(told.reading.projects):
        yield told.keys[i], project, _by_key(state, told.keys[i])
