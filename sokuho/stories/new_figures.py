"""Amounts and capacities that are new in a report of a known story. A rounding, another currency's
equivalent or a vaguer figure is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sokuho.model import Change, Money
from sokuho.stories import figures, quotes
from sokuho.stories.facts import ranked_amounts
from sokuho.stories.rules import Rules
from sokuho.stories.state import MAIN, Amount, Facts, Size, StoryState
from sokuho.stories.told import LEAD, Told, by_key

_REVISED = 3.0  # times by which a capacity is revised at most


def amounts(told: Told, state: StoryState, rules: Rules) -> Iterator[Change]:
    """New amounts of the deal, each once."""
    known = list(state.known.amounts)
    framed = any(a.rank == "programme" for a in known) and not state.known.round
    ranks = MAIN if framed else (*MAIN, "programme")
    unread = not told.reading.projects  # of what was not read as core the title's figure counts
    found = {figures.notation(m): m for m, _ in reversed(ranked_amounts(told.reading))}
    far = _reach(told, known, found, rules)
    for amount in told.facts.amounts:
        money = found[figures.notation(amount)]
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


def _reach(told: Told, known: Sequence[Amount], found: Mapping[figures.Notation, Money], rules: Rules) -> int:
    """How far down a new figure counts: to the end of the first sentence, of the lead where none is known
    yet, or of a title that gives a known one."""
    title = len(told.article.title)
    for amount in told.facts.amounts:
        if found[figures.notation(amount)].start < title and any(
            figures.same_amount(amount, other, rules.closeness) for other in _comparable(known, amount)
        ):
            return title
    return quotes.lead(told.article.body, told.article.title, 1 if known else LEAD)


def is_background(told: Told, state: StoryState, rules: Rules) -> bool:
    """Whether a report gives known figures first and several unknown ones further below: other deals."""
    own = [a for a in told.facts.amounts if a.rank != "programme"]
    unknown = [a for a in own if not any(_says_the_same(a, b, state, rules) for b in state.known.amounts)]
    places = {figures.notation(m): m.start for m, _ in ranked_amounts(told.reading)}
    below = [a for a in unknown if places[figures.notation(a)] > told.lead]
    return len(below) > 1 and len(below) == len(unknown) < len(own)


def _comparable(known: Sequence[Amount], amount: Amount) -> list[Amount]:
    """Known figures without the conversions of those that stand in the figure's own currency."""
    direct = [k.usd for k in known if k.currency == amount.currency]
    return [
        k
        for k in known
        if k.currency == amount.currency or not any(abs(k.usd - usd) <= 0.001 * usd for usd in direct)
    ]


def _is_told_of_another(known: Amount, amount: Amount, report: Facts, rules: Rules) -> bool:
    """Whether the report itself gives a known figure beside this one: then this one is another."""
    close, written = rules.closeness, figures.notation(known)
    return written != figures.notation(amount) and any(
        (figures.notation(a) == written and not figures.same_amount(a, amount, close))
        or (amount.high > amount.value and a.high == a.value and figures.same_amount(a, known, close))
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
    project = by_key(state, key)
    if project is not None:
        return project.amounts[0].money.text if project.amounts else None
    headline = state.story.headline
    return headline.money.text if headline and amount.rank == "headline" else None


def capacities(told: Told, state: StoryState, rules: Rules) -> Iterator[Change]:
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
        before = by_key(state, key)
        old = before.capacity[0].capacity.text if before and before.capacity else None
        quote = quotes.of_figure(told.article.body, capacity)
        yield Change("capacity", old, capacity.text, key, quote, told.source)


def _is_near(size: Size, other: Size) -> bool:
    """Whether a capacity may be what another was revised to."""
    return size.kind == other.kind and max(size.value, other.value) <= _REVISED * min(size.value, other.value)
