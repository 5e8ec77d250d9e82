"""The reader: an article in, what it says of investments out. Pure.

One pass of the lexicon over the text finds every name and word, `notation` the figures, `names` what no list
holds. From them `deal` weighs relevance, direction, sectors, stage and parties; `figures` says what each
amount and capacity is, and of which project.

Reading is cut into steps, a `yield` between them: many articles go through it together (`in_step`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from sokuho.model import Article, Capacity, Money, Opening, Party, Reading, Relevance
from sokuho.model.value import value
from sokuho.reading.deal import casting, parties, stages, verdict
from sokuho.reading.deal.actors import Actor, actors
from sokuho.reading.deal.direction import direction
from sokuho.reading.deal.evidence import Statement, join, statements
from sokuho.reading.deal.recalling import recalled
from sokuho.reading.deal.relevance import Judgement, judge, promising
from sokuho.reading.deal.sectors import main_sectors
from sokuho.reading.deal.things import built, funded
from sokuho.reading.deal.thread import Thread, about
from sokuho.reading.figures import batch, figures, furnishing, sizes
from sokuho.reading.figures.standing import Amount
from sokuho.reading.figures.weights import Weights
from sokuho.reading.in_step import Steps, at_once, in_step
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Lexicon, Mention, Scan, with_names
from sokuho.reading.names.listed import Listed
from sokuho.reading.names.localities import with_localities
from sokuho.reading.names.places import sites
from sokuho.reading.names.strangers import Stranger, certain, strangers
from sokuho.reading.names.unlisted import names_anybody
from sokuho.reading.notation.dates import Start, find_starts
from sokuho.reading.notation.money import find_money
from sokuho.reading.notation.quantities import find_capacities
from sokuho.reading.plain import plain
from sokuho.reading.shortened import LONGEST, shortened
from sokuho.reading.text import fold
from sokuho.reading.topics import Topic
from sokuho.reading.trimmings import without_trimmings

_TOGETHER = 32  # articles that are read in step; of 8 each takes longer, of 256 no less


class Reader:
    """Reads articles with a vocabulary and topics; holds no state, so that one may serve all threads."""

    def __init__(self, lexicon: Lexicon, topics: Sequence[Topic], weights: Weights) -> None:
        if not topics:
            raise ValueError("a reader needs a topic")
        self.weights = weights
        self.lexicon = lexicon
        self.topics = tuple(topics)

    def read(self, article: Article) -> Reading:
        """What the article says of the topic that it fits best. Never raises, whatever the text; of an
        endless one only the first LONGEST code points count, and the reason says so."""
        return at_once(self._read(article))

    def read_all(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """What each of many articles says, in their order: quicker than one by one, see `in_step`."""
        waiting = iter(articles)
        while some := list(islice(waiting, _TOGETHER)):
            yield from in_step([self._read(article) for article in some])

    def amounts(self, article: Article) -> Sequence[Amount]:
        """The amounts of an article, taken for one on the topic, with what it shows about each."""
        article, _ = plain(shortened(article))
        layout, scan = at_once(self._laid_out(without_trimmings(article)))
        look = at_once(self._best(layout, scan))
        moneys = find_money(fold(layout.body))
        seen = at_once(_see(layout, scan, look, moneys))
        return self._weighed(article, layout, scan, moneys, look, seen).amounts

    def _read(self, article: Article) -> Steps[Reading]:
        short = shortened(article)
        view, way = plain(short)
        yield
        trimmed = without_trimmings(view)
        yield
        layout, scan = yield from self._laid_out(trimmed)
        look = yield from self._best(layout, scan)
        told = yield from _told(view, layout, scan, look)
        if look.judgement.relevance is Relevance.NONE:
            reading = _off_topic(view, layout, scan, look, told)
        else:
            reading = yield from self._on_topic(view, layout, scan, look, told)
        if way:
            reading = way.reading(reading)
        if short is article:
            return reading
        return replace(reading, reason=f"{reading.reason}; read were the first {LONGEST:,} characters")

    def _laid_out(self, article: Article) -> Steps[tuple[Layout, Scan]]:
        body = article.body
        scan = self.lexicon.scan(body)
        yield
        scan = with_localities(body, scan)
        layout = Layout(article, scan.of("noise"))
        yield
        return layout, scan

    def _best(self, layout: Layout, scan: Scan) -> Steps[_Look]:
        """The article as seen from the topic that it fits best."""
        looks = []
        for topic in self.topics:
            found = statements(layout, scan, topic)
            yield
            near = about(found)
            look = _Look(topic, near, judge(layout, near, topic), Thread(layout, found))
            yield
            if look.judgement.relevance is not Relevance.CORE and promising(near, topic):
                look = _closer(layout, scan, look)
                yield
            looks.append(look)
        return max(looks, key=lambda look: look.rank)

    def _on_topic(
        self, article: Article, layout: Layout, scan: Scan, look: _Look, told: _Told
    ) -> Steps[Reading]:
        topic = look.topic
        if told.unlisted:
            join(look.found, told.unlisted, topic)
            scan = with_names(scan, told.unlisted)
        seen = yield from _see(layout, scan, look, told.moneys)
        yield
        weighed = self._weighed(article, layout, scan, told.moneys, look, seen)
        yield
        if not look.judgement.deal:
            return _reading(article, look, figures.of_others(weighed), told, (), None, None)
        things, whose, home, several, one = seen
        sectors = main_sectors(layout, scan, look.found, things, topic, one=one)
        yield
        own: Sequence[Capacity] = ()
        if told.capacities:
            words, year = self.lexicon.beside, article.published.year
            scene = sizes.Scene(layout, told.capacities, scan, things, words, topic, year, home, look.thread)
            own = sizes.of_deal(scene, topic)
        yield
        companies = [m.called(a.text, a.name) for a in told.partners for m in a.mentions]
        there = [m for m in told.places if m.country != home]  # nothing is built at the investor's home
        found = furnishing.Found(own, told.starts, companies, there)
        read = figures.put_together(
            layout, scan, weighed, found, things, sectors, self.weights, several=several
        )
        yield
        sectors = tuple(dict.fromkeys([*sectors, *(p.sector for p in read.projects if p.amounts)]))
        stage = stages.stage(layout, look.found, scan, topic, whose)
        yield
        reading = _reading(article, look, read, told, sectors, whose, stage)
        values = verdict.evidence(article, reading, look.judgement, scan, look.found, topic)
        look = replace(look, judgement=verdict.judged(look.judgement, values, topic))
        if not look.judgement.deal:
            read, sectors, whose, stage = figures.of_others(weighed), (), None, None
        roles = casting.roles(layout, look.thread, scan, told.partners, article.published.year)
        return _reading(article, look, read, told, sectors, whose, stage, roles)

    def _weighed(
        self, article: Article, layout: Layout, scan: Scan, moneys: Sequence[Money], look: _Look, seen: _Seen
    ) -> figures.Weighed:
        countries, year = look.topic.countries, article.published.year
        return figures.weighed(
            layout, scan, moneys, seen.things, countries, seen.home, look.thread, year, self.weights
        )


@value
class _Look:
    """An article as seen from one topic. `found`: what its first sentences state; all are in `thread`."""

    topic: Topic
    found: Sequence[Statement]
    judgement: Judgement
    thread: Thread
    unknown: Mapping[str, Stranger] | None = None  # companies that no list has, where they were looked for

    @property
    def rank(self) -> tuple[int, float]:
        order = (Relevance.NONE, Relevance.ADJACENT, Relevance.CORE)
        return order.index(self.judgement.relevance), self.judgement.score


def _closer(layout: Layout, scan: Scan, look: _Look) -> _Look:
    """The same look, which has companies, too, that no list has and whose country is told. Most articles
    that are off topic name none, which is soon seen."""
    topic = look.topic
    if look.judgement.relevance is Relevance.NONE:
        end = max(s.end for s in look.found if s.place != "body")
        if not names_anybody(layout, Listed(scan), end, topic.countries):
            return look
    unknown = strangers(layout, scan, topic.countries, topic.names)
    judgement = look.judgement
    if shown := certain(unknown, shown=True):
        join(look.found, shown, topic)
        judgement = judge(layout, look.found, topic)
    return replace(look, unknown=unknown, judgement=judgement)


class _Told(NamedTuple):
    """What an article names and counts, whatever it is about: news of a known story is told in articles that
    are not of the topic by themselves."""

    moneys: Sequence[Money]
    capacities: Sequence[Capacity]
    starts: Sequence[Start]
    partners: Sequence[Actor]
    places: Sequence[Mention]  # where things can stand
    unlisted: Sequence[Mention]  # companies that no list has


def _told(article: Article, layout: Layout, scan: Scan, look: _Look) -> Steps[_Told]:
    text, topic, published = fold(layout.body), look.topic, article.published
    moneys = find_money(text)
    yield
    capacities, starts = find_capacities(text), find_starts(text, published.date())
    yield
    off = look.judgement.relevance is Relevance.NONE
    unknown = {} if off else look.unknown
    if unknown is None:
        unknown = strangers(layout, scan, topic.countries, topic.names)
    known = actors(layout, scan, unknown)
    yield
    partners = parties.taking_part(layout, scan, look.thread, known, topic, published.year)
    places = sites(layout, scan, topic)
    yield
    return _Told(moneys, capacities, starts, partners, places, certain(unknown))


def _off_topic(article: Article, layout: Layout, scan: Scan, look: _Look, told: _Told) -> Reading:
    read = figures.all_other(layout, told.moneys, scan, look.topic.countries)
    return _reading(article, look, read, told, (), None, None)


class _Seen(NamedTuple):
    """What an article on the topic is about: what is built, and whose investment it is."""

    things: list[Mention]
    direction: str | None
    home: str | None
    several: bool  # it speaks of a framework or a batch
    one: bool  # it is core and tells of one deal


def _see(layout: Layout, scan: Scan, look: _Look, moneys: Sequence[Money]) -> Steps[_Seen]:
    topic = look.topic
    things = list(layout.own(sorted([*built(layout.body, scan), *funded(layout.body, scan)])))
    top = [s for s in look.found if s.place != "body"]
    framed = any(s.programmes for s in top)
    several = framed or batch.opens(layout.body, max((s.end for s in top), default=0), scan, things)
    one = (
        look.judgement.relevance is Relevance.CORE
        and not several
        and not batch.enumerates(layout, moneys, things)
    )
    if one:  # what else is named is a customer, an owner or a trade
        things = [t for t in things if t.value in topic.sectors] or things
    if several:
        things = recalled(layout.body, things)
    yield
    whose = direction(layout.body, look.found, topic)
    home = next((side.country for side in topic.sides if side.direction == whose), None)
    return _Seen(things, whose, home, several, one)


def _reading(
    article: Article,
    look: _Look,
    read: figures.Figures,
    told: _Told,
    sectors: tuple[str, ...],
    direction: str | None,
    stage: str | None,
    roles: Mapping[str, str] | None = None,
) -> Reading:
    judgement = look.judgement
    return Reading(
        id=article.id,
        relevance=judgement.relevance,
        score=judgement.score,
        direction=direction,
        sectors=sectors,
        stage=stage,
        projects=read.projects,
        programme_total=read.programme_total,
        headline_amount=read.headline_amount,
        other_amounts=read.other_amounts,
        companies=tuple([Party(a.text, a.name, a.country, (roles or {}).get(a.name)) for a in told.partners]),
        evidence=judgement.evidence,
        topic=look.topic.name,
        places=tuple(dict.fromkeys([m.name for m in told.places])),
        reason=judgement.reason,
        capacities=tuple(told.capacities),
        starts=tuple([Opening(s.text, s.start, s.end) for s in told.starts]),
    )
