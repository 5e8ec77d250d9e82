"""What each part of a topic's weights learns from a labelled article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from bench.choices import Choice, Values, Weights
from bench.seen import Doc, Seen
from bench.topic_file import Tree
from sokuho.evaluation.readings import name_key
from sokuho.reading.deal import direction, parties, sectors, stages
from sokuho.reading.deal.actors import actors
from sokuho.reading.deal.cast import Scene
from sokuho.reading.deal.features import features
from sokuho.reading.deal.relevance import missing
from sokuho.reading.deal.things import built, funded
from sokuho.reading.deal.thread import Thread, about
from sokuho.reading.names import strangers
from sokuho.reading.topics import Topic
from sokuho.vocabulary import article_of

RELEVANCE = ("core", "adjacent", "none")
_REPORT = 0.03  # weight of one of the many reports of a stream that tell the same story
_SHORT = 0.2  # what an article cut short counts, beside a whole one
SMALL = 0.05  # a weight below says nothing
_EVENTS = 5  # a combination seen in fewer events says nothing either
_BLIND_WEIGHT = 1 / 6  # what each copy counts that was read with companies unknown


class Rows(NamedTuple):
    """The choices of one model; `plain` marks those of articles with all their words."""

    choices: list[Choice]
    plain: np.ndarray


class Model(NamedTuple):
    """`choose` gives an article's choices; `place` puts the weights where the topic's file has them. No
    penalty below `least` is tried: where articles to come are worded quite differently, cross-validation
    among those that the vocabulary was filled from trusts the words too much. `blind`: it learns
    from articles read with companies hidden, too. `scored`: what an article of the kind that is scored
    counts (sectors are where the writers' labels differ most from it)."""

    name: str
    choose: Callable[[Seen], Iterator[Choice]]
    place: Callable[[Weights], Tree]
    least: float = 0.0
    blind: bool = False
    scored: float = 2.0


def collect(model: Model, articles: Sequence[Seen], topic: Topic) -> Rows:
    """The rows of a model over all articles and their copies."""
    seen = [s._replace(topic=topic) for s in articles if model.blind or not s.blind]
    rows = [
        (c._replace(weight=c.weight * (model.scored if s.doc["scored"] else s.doc["counts"])), s.plain)
        for s in seen
        for c in model.choose(s)
    ]
    return Rows(supported([c for c, _ in rows]), np.array([p for _, p in rows]))


def supported(choices: Sequence[Choice]) -> list[Choice]:
    """The choices without evidence that too few events show."""
    events: dict[str, set[str]] = {}
    for c in choices:
        for option in c.options:
            for key, value in option.items():
                if value:
                    events.setdefault(key, set()).add(c.event)
    kept = {key for key, of in events.items() if len(of) >= _EVENTS}
    return [
        c._replace(options=[{k: v for k, v in option.items() if k in kept} for option in c.options])
        for c in choices
    ]


def _relevance(s: Seen) -> Iterator[Choice]:
    found = about(s.found)
    if missing(found, s.topic):
        return  # off topic without any weighing
    values = features(s.layout, found, s.topic)
    classes = [_under(name, values) for name in RELEVANCE[:-1]]
    right = RELEVANCE.index(s.doc.get("relevance", "core"))
    yield Choice([*classes, {}], right, s.event, _REPORT if "story" in s.doc else 1.0)


def _deals(s: Seen) -> Iterator[Choice]:
    """Whether an article that names both sides reports an investment; only those that do have a direction."""
    found = about(s.found)
    if "direction" in s.doc and not missing(found, s.topic):
        values = features(s.layout, found, s.topic)
        yield Choice([values, {}], 0 if s.doc["direction"] else 1, s.event)


def _direction(s: Seen) -> Iterator[Choice]:
    if s.core:
        values = direction.evidence(s.layout.body, about(s.found))
        names = (s.topic.both, s.topic.sides[0].direction, s.topic.sides[1].direction)
        options = [_under("both", values), _under("there", values), {}]
        yield Choice(options, names.index(s.doc["direction"]), s.event)


def _objects(s: Seen) -> Iterator[Choice]:
    if s.core:
        things = sorted([*built(s.layout.body, s.scan), *funded(s.layout.body, s.scan)])
        for sector, values in sectors.candidates(s.layout, s.scan, about(s.found), things, s.topic).items():
            yield Choice([values, {}], 0 if sector in s.doc["sectors"] else 1, s.event)


def _names(s: Seen) -> Iterator[Choice]:
    if s.core and not s.within and (s.plain or s.blind):
        labelled = _labelled(s.doc)
        for name, values in strangers.candidates(s.layout, s.scan, s.topic.countries):
            said = name_key(name.text)
            firm = said in s.ours or any(n.startswith(said) or said.startswith(n) for n in labelled)
            yield Choice([values, {}], 0 if firm else 1, s.event)


def _parties(s: Seen) -> Iterator[Choice]:
    if s.core and (s.plain or s.blind):
        names = _labelled(s.doc)
        unknown = strangers.strangers(s.layout, s.scan, s.topic.countries, s.topic.names)
        known = actors(s.layout, s.scan, unknown)
        thread = Thread(s.layout, s.found)
        scene = Scene(s.layout, thread, known, article_of(s.doc).published.year)
        own = [a for a in known if a.country in s.topic.countries]
        told = _told([name_key(a.text) for a in own], names)
        for actor in own:
            if s.within and not all(s.within[0] <= m.start < s.within[1] for m in actor.mentions):
                continue
            right = 0 if name_key(actor.text) in told else 1
            values = parties.evidence(s.layout, scene, actor)
            yield Choice([values, {}], right, s.event, 1.0 if s.plain or s.within else _BLIND_WEIGHT)


def _told(said: Sequence[str], labelled: Sequence[str]) -> set[str]:
    """Those of the names said that are labelled; of several that begin alike the one most alike."""
    told = set(said) & set(labelled)
    for name in set(labelled) - told:
        alike = [s for s in said if s not in told and (s.startswith(name) or name.startswith(s))]
        told |= {min(alike, key=lambda s: abs(len(s) - len(name)))} if alike else set()
    return told


def _labelled(doc: Doc) -> list[str]:
    return [name_key(n if isinstance(n, str) else n["name"]) for n in doc["companies"]]


def _stages(s: Seen) -> Iterator[Choice]:
    """Of an article with words left out also what a feed may give of it: the title, and the title with the
    first sentence."""
    if not (s.core and s.doc["stage"]):
        return
    title = [x for x in s.found if x.place == "title"]
    short = [] if s.plain else [title, s.found[: len(title) + 1]]
    whole = about(s.found)
    for found in (whole, *short):
        told, context = stages.evidence(s.layout, found, s.scan, s.topic, s.doc["direction"])
        language = s.layout.tongue
        options = [
            _under("words", _under(language, values, "_")) | _under(name, {**values, **context})
            for name in stages.STAGES
            for values in (told.get(name, {}),)
        ]
        weight = 1.0 if found is whole else _SHORT
        yield Choice(options, stages.STAGES.index(s.doc["stage"]), s.event, weight)


def _under(name: str, values: Values, mark: str = ".") -> dict[str, float]:
    return {f"{name}{mark}{key}": value for key, value in values.items()}


def _flat(key: str) -> Callable[[Weights], Tree]:
    return lambda weights: {key: _kept(weights)}


def _nested(key: str) -> Callable[[Weights], Tree]:
    def place(weights: Weights) -> Tree:
        groups = dict.fromkeys(name.partition(".")[0] for name in weights)
        return {
            key: {
                group: _kept(
                    {k.partition(".")[2]: w for k, w in weights.items() if k.startswith(f"{group}.")}
                )
                for group in groups
            }
        }

    return place


def _kept(weights: Weights) -> dict[str, float]:
    return {k: w for k, w in weights.items() if abs(w) >= SMALL or k == "bias"}


MODELS = (
    Model("relevance", _relevance, _nested("weights")),
    Model("deals", _deals, _flat("deals"), least=0.001),
    Model("direction", _direction, _nested("directions")),
    Model("sectors", _objects, _flat("objects"), scored=3.0),
    Model("names", _names, _flat("names"), blind=True),
    Model("parties", _parties, _flat("parties"), blind=True),
    Model("stage", _stages, _nested("stages"), least=0.01),
)
