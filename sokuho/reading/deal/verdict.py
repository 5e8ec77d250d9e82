"""The second look at relevance: what an article shows once it is read.

The first look (relevance.py) weighs who and what is named together. But companies of both sides are in the
news every day without a deal: a new head, a recall, a product, a keynote. What an article reports shows in
how its title is worded (config/lexicon/news.txt) and in what could be read of a deal: sums, capacities, a
stage, parties. The weights stand in the topic's file as `verdict`, fitted by `python -m bench.fit_verdict`;
a topic without them stays with the first look.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sokuho.model import Article, Reading, Relevance
from sokuho.reading.deal.evidence import Statement, by_statement
from sokuho.reading.deal.relevance import Judgement
from sokuho.reading.lexicon import Scan
from sokuho.reading.topics import Topic
from sokuho.reading.weighing import chance

CORE, DEAL = "core", "deal"
_DEAL = 0.13  # an adjacent article likelier than this to report an investment keeps what was read of it
_OF_PLANTS = ("build", "plan")  # acts that cost money without saying so
_SUREST = 0.001  # of a chance: what is surer counts no more


def judged(first: Judgement, values: Mapping[str, float], topic: Topic) -> Judgement:
    """What an article is after all, by the evidence of both looks."""
    if not topic.verdict:
        return first
    core = chance(topic.verdict[CORE], values)
    reports = chance(topic.verdict[DEAL], values)
    if core >= topic.thresholds.core:
        relevance = Relevance.CORE
        reason = first.reason if first.relevance is relevance else "what is read of it is a deal of the topic"
    else:
        relevance = Relevance.ADJACENT
        reason = first.reason
        if first.relevance is Relevance.CORE:
            reason = _reason(values, topic.verdict[CORE], deal=reports >= _DEAL)
    told = relevance is Relevance.CORE or reports >= _DEAL
    return Judgement(relevance, round(core, 4), first.evidence, reason, told, reports)


def evidence(
    article: Article,
    reading: Reading,
    first: Judgement,
    scan: Scan,
    found: Sequence[Statement],
    topic: Topic,
) -> dict[str, float]:
    """What of an article that was read as a deal speaks for one of the topic and against it, by name, from 0
    to 1; "known_core" and "known_deal" are what the first look says, as log odds."""
    sums = ours = 0
    values = {"bias": 1.0, "known_core": _odds(first.score), "known_deal": _odds(first.chance)}
    for p in reading.projects:
        sums += len(p.amounts)
        if p.sector in topic.sectors:
            ours += len(p.amounts)
        if p.capacity:
            values["capacity"] = 1.0
        if p.start:
            values["start"] = 1.0
        if p.location:
            values["place"] = 1.0
        if p.amounts and p.amounts[0].start < len(article.title):
            values["sum_title"] = 1.0
    if sums:
        values["sums"], values["sums_ours"] = min(2, sums) / 2, min(2, ours) / 2
    else:
        values["other_sums" if reading.other_amounts else "no_sums"] = 1.0
    if reading.programme_total:
        values["total"] = 1.0
    if not topic.sectors.isdisjoint(reading.sectors):
        values["any_ours"] = 1.0
        if reading.sectors[0] not in topic.sectors:
            values["main_other"] = 1.0
    sides = {c.country for c in reading.companies}
    if not sides.issuperset(topic.countries):
        values["one_sided"] = 1.0
    if reading.stage:
        values[f"stage_{reading.stage}"] = 1.0
    if values.get("sum_title") and ours:
        return values  # whatever else the title tells, it tells of that sum
    return values | _news(scan, found, topic)


def _odds(chance: float) -> float:
    sure = min(max(chance, _SUREST), 1 - _SUREST)
    return math.log(sure / (1 - sure))


def _news(scan: Scan, found: Sequence[Statement], topic: Topic) -> dict[str, float]:
    """The kinds of everyday news that the title is worded as ("only_..." where it has no act that money is
    the point of), and the first sentence ("lead_...")."""
    titled = [s for s in found if s.place == "title"]
    lead = [s for s in found if s.place != "title"][:1]
    paid = any(m.value in topic.paying or m.value in _OF_PLANTS for s in titled for m in s.acts)
    values = {"paid_title": float(paid)}
    for s, m in by_statement([*titled, *lead], scan.of("news")):
        where = "lead" if s.place != "title" else "title" if paid else "only"
        values[f"{where}_{m.value}"] = 1.0
    return values


def _reason(values: Mapping[str, float], weights: Mapping[str, float], *, deal: bool) -> str:
    """What speaks most against a deal of the topic, in words."""
    if deal and "any_ours" not in values:
        return "what is invested in is not of the topic"
    against = min(values, key=lambda name: weights.get(name, 0.0) if _kind(name) in _KINDS else 0.0)
    about = _KINDS.get(_kind(against))
    if about:
        return f"it is about {about}" if deal else f"it is about {about}, not an investment"
    return "too little is told of an investment" if deal else "it reports no investment"


def _kind(name: str) -> str:
    return name.partition("_")[2]


_KINDS = {
    "people": "who does what in a company",
    "trouble": "something that went wrong",
    "court": "courts, regulators or disputes",
    "product": "a product or service",
    "voice": "what somebody says or asks",
    "honours": "awards or ratings",
    "market": "markets or results",
    "cargo": "goods under way",
    "ties": "research, cooperation or services",
    "state": "governments and their talks",
}
