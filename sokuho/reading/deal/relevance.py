"""Is the article a story of the topic? A softmax over evidence that a person can check.

The weights stand in the topic's file, fitted by `python -m bench.fit`; a topic without weights
is judged by `DEFAULT`, which asks for a complete statement: both sides, an act and an object together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sokuho.model import Evidence, Relevance
from sokuho.reading.deal.evidence import Statement
from sokuho.reading.deal.features import features
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention
from sokuho.reading.names.unlisted import SHOWN_BY_NAME
from sokuho.reading.topics import Side, Topic
from sokuho.reading.weighing import chance, pairs, softmax

# From here on an adjacent article is read like a deal; of those less likely one in twelve reports one. One
# read in vain costs little: nobody is alerted to it, and the second look (verdict.py) may keep it back.
_DEAL = 0.3
_HOPELESS = 0.01  # the score where one side is not named: not zero, a name may be unknown


class Judgement(NamedTuple):
    """`score` is the probability that the article is core; `reason` says in words what decided. `deal`: it is
    told as an investment, be it in another sector, which it reports by so much `chance`."""

    relevance: Relevance
    score: float
    evidence: tuple[Evidence, ...]
    reason: str
    deal: bool = False
    chance: float = 0.0


def judge(layout: Layout, found: Sequence[Statement], topic: Topic) -> Judgement:
    """The relevance of an article whose statements have been collected."""
    if reason := missing(found, topic):
        return Judgement(Relevance.NONE, _HOPELESS, (), reason)
    values = features(layout, found, topic)
    core, _, none = softmax(topic.relevance_pairs or _DEFAULT_PAIRS, values)
    if core >= topic.thresholds.core:
        relevance = Relevance.CORE
    elif 1 - none >= topic.thresholds.adjacent:
        relevance = Relevance.ADJACENT
    else:
        relevance = Relevance.NONE
    evidence = _evidence(layout, found, topic)
    reports = chance(topic.deals or DEALS, values)
    deal = relevance is Relevance.CORE or (relevance is Relevance.ADJACENT and reports >= _DEAL)
    return Judgement(relevance, round(core, 4), evidence, _reason(relevance, values, topic), deal, reports)


def missing(found: Sequence[Statement], topic: Topic) -> str:
    """Which side the article does not name at all, in words; empty where both are there."""
    absent = [side.name.get("en", side.country) for side in _absent(found, topic)]
    if not absent:
        return ""
    if len(absent) == 2:
        return f"neither {absent[0]} nor {absent[1]} takes part"
    return f"{absent[0]} takes no part"


def promising(found: Sequence[Statement], topic: Topic) -> bool:
    """Whether a sentence of title or lead has an act and a thing of the topic, so that with a company that no
    list has it may be a deal. A side that nothing names can only be one that names show."""
    absent = _absent(found, topic)
    if len(absent) == 2 or any(side.country != SHOWN_BY_NAME for side in absent):
        return False
    return any(s.acts and s.objects for s in found if s.place != "body")


def _absent(found: Sequence[Statement], topic: Topic) -> list[Side]:
    """The sides that the article does not name at all."""
    first = second = False
    for s in found:
        first = first or bool(s.first or s.programmes)
        second = second or bool(s.second or s.programmes)
        if first and second:
            return []
    return [side for side, there in zip(topic.sides, (first, second), strict=True) if not there]


def _evidence(layout: Layout, found: Sequence[Statement], topic: Topic) -> tuple[Evidence, ...]:
    """The statements that show most of the topic, best first, three at most."""
    a, b = [side.name.get("en", "") for side in topic.sides]
    ranked = []
    for i, s in enumerate(found):
        linked = s.linked
        if linked or s.acts:
            rank = 2 * linked + 2 * bool(s.objects) + bool(s.acts)
            ranked.append((-rank, i, s))
    ranked.sort()
    return tuple([_quoted(layout.body, s, a, b) for _, _, s in ranked[:3]])


def _quoted(body: str, s: Statement, a: str, b: str) -> Evidence:
    parts = []
    if s.first:
        parts.append(f"{a}: {s.first[0].text}")
    if s.second:
        parts.append(f"{b}: {s.second[0].text}")
    if s.programmes:
        parts.append(f"programme: {_words(s.programmes)}")
    if s.objects:
        parts.append(f"object: {_words(s.objects)}")
    if s.acts:
        parts.append(f"act: {_words(s.acts)}")
    return Evidence(body[s.start : s.end], s.start, s.end, "; ".join(parts))


def _words(mentions: Sequence[Mention]) -> str:
    return ", ".join(dict.fromkeys([m.text for m in mentions[:4]]))


def _reason(relevance: Relevance, values: Mapping[str, float], topic: Topic) -> str:
    a, b = (side.name.get("en", side.country) for side in topic.sides)
    if relevance is Relevance.CORE:
        where = (
            "the title" if values["title_full"] == 1 else "the opening" if values["top_full"] else "the text"
        )
        return f"{where} states an investment in the topic's sectors that links {a} and {b}"
    for cue, words in _CUE_WORDS.items():
        if values[f"{cue}_title"] or values[cue] >= (0.3 if cue == "leisure" else 0.6):
            return f"it is about {words}"
    if values["near_leads"] > 0.5 and values["top_full"] == 0:
        return "what is invested in belongs to other sectors"
    if not values["object"]:
        return "nothing of the topic's sectors is invested in"
    if not values["top_full"] and not values["late_full"]:
        return f"no sentence links {a}, {b}, an investment and its object"
    if values["other"] > min(values["first"], values["second"]):
        return "the investment is one of third countries"
    return "the investment is mentioned only in passing"


_CUE_WORDS = {
    "leisure": "leisure, crime, weather or the like",
    "market": "shares, bonds or currencies",
    "earnings": "a company's results",
    "tariff": "tariffs and trade talks",
    "research": "research or technical cooperation",
    "diplomacy": "diplomacy",
}


DEFAULT: Mapping[str, Mapping[str, float]] = {
    "core": {
        "bias": -4.0,
        "top_full": 3.0,
        "title_lead_full": 1.5,
        "title_full": 1.0,
        "single_full": 1.0,
        "linked": 1.5,
        "title_object": 0.5,
        "near_leads": -2.5,
        "other": -1.5,
        "title_other": -1.0,
        "soft_poor": -1.5,
        "leisure": -3.0,
        "market_title": -3.0,
        "earnings_title": -2.0,
        "tariff_title": -2.0,
        "late_side": -1.0,
    },
    "adjacent": {
        "bias": -2.0,
        "weaker_side": 1.5,
        "linked": 1.0,
        "near_leads": 1.5,
        "market": 1.0,
        "diplomacy": 1.0,
        "soft_poor": 1.0,
        "late_full": 0.5,
        "leisure": -2.0,
        "other": -1.0,
    },
}
_DEFAULT_PAIRS = pairs(DEFAULT, "core", "adjacent")
DEALS: Mapping[str, float] = {
    "bias": -2.0,
    "top_linked_act": 2.0,
    "pays": 1.0,
    "market_title": -2.0,
    "diplomacy_title": -2.0,
    "earnings_title": -2.0,
    "research_title": -2.0,
}
