"""The labelled evidence that each part of a topic's weights is fitted to."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.asides import asides
from bench.choices import Choice, Values, Weights
from bench.labelled import labelled
from bench.topic_file import Tree
from sokuho.evaluation.readings import name_key
from sokuho.reading.deal import direction, parties, sectors, stages
from sokuho.reading.deal.actors import actors
from sokuho.reading.deal.evidence import Statement, statements
from sokuho.reading.deal.features import features
from sokuho.reading.deal.relevance import missing
from sokuho.reading.deal.things import built, funded
from sokuho.reading.deal.thread import Thread, about
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Lexicon, Scan
from sokuho.reading.lists import Form
from sokuho.reading.names import strangers
from sokuho.reading.names.localities import with_localities
from sokuho.reading.topics import Topic
from sokuho.vocabulary import article_of, load_forms

Doc = Mapping[str, Any]
Word = tuple[str, str]  # its kind, and how it is written
RELEVANCE = ("core", "adjacent", "none")
_COPIES, _LEFT_OUT = 2, 0.5  # copies of each article without so many of its own words
# copies read by a vocabulary that lacks so many of the companies, and what each counts
_BLIND, _HIDDEN, _BLIND_WEIGHT = 3, 0.4, 1 / 6
_REPORT = 0.03  # weight of one of the many reports of a stream that tell the same story
_SCORED = "dev.jsonl"  # articles of the kind that is scored
# those of two sentences count little, those told like published pages much
_COUNTS = {"briefs.jsonl": 0.25, "pages.jsonl": 3.0}
_BRIEF = 2  # sentences of one more copy
_SPARE = ("act", "sector", "cue", "stage", "step", "matter")  # kinds of words that such copies go without
_SHORT = 0.2  # what an article cut short counts, beside a whole one
_REPORTS, _ASIDE = 3, 0.1  # reports that a sentence is set into, and what each counts
SMALL = 0.05  # a weight below says nothing
_EVENTS = 5  # a combination seen in fewer events says nothing either


class Seen(NamedTuple):
    """An article as its topic sees it. `plain`: with all its words. `blind`: many companies are unknown to
    the vocabulary. `ours`: the companies of the topic's sides that the whole vocabulary knows, as keys.
    `within`: only of companies that are named there alone is anything known."""

    doc: Doc
    layout: Layout
    scan: Scan
    found: Sequence[Statement]
    topic: Topic
    plain: bool
    blind: bool = False
    ours: frozenset[str] = frozenset()
    within: tuple[int, int] | None = None

    @property
    def event(self) -> str:
        return str(self.doc.get("event") or self.doc.get("story") or self.doc["id"])

    @property
    def core(self) -> bool:
        """Labelled as core: a report of a stream has no labels, but for the story that makes it relevant."""
        return bool(self.doc.get("relevance") == "core")


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


def read_all(files: Sequence[Path], topic: Topic) -> Iterator[Seen]:
    """The labelled articles, copies of them with words left out, and copies with companies hidden."""
    forms = list(load_forms(Path.cwd()))
    lexicon = Lexicon(forms)
    docs = _labelled_docs(files)
    scans = [_scanned(doc, lexicon) for doc in docs]
    yield from _whole(scans, topic)
    for doc, layout, _ in scans:
        doc, layout, scan = _scanned(_brief(doc, layout), lexicon)
        yield Seen(doc, layout, scan, statements(layout, scan, topic), topic, False)
    own = own_words(((doc.get("event") or doc["id"], scan) for doc, _, scan in scans), _SPARE)
    chance = random.Random(3)
    for _ in range(_COPIES):
        gone = {word for word in own if chance.random() < _LEFT_OUT}
        for doc, layout, scan in scans:
            words = {
                kind: [m for m in said if (kind, m.text.lower()) not in gone]
                for kind, said in scan.words.items()
            }
            poorer = Scan(scan.names, words)
            yield Seen(doc, layout, poorer, statements(layout, poorer, topic), topic, False)
    yield from _blind(docs, forms, topic)
    yield from _asides(lexicon, topic)


def read_plain(files: Sequence[Path], topic: Topic) -> Iterator[Seen]:
    """The labelled articles as they are."""
    lexicon = Lexicon(load_forms(Path.cwd()))
    yield from _whole([_scanned(doc, lexicon) for doc in _labelled_docs(files)], topic)


def _whole(scans: Sequence[tuple[Doc, Layout, Scan]], topic: Topic) -> Iterator[Seen]:
    for doc, layout, scan in scans:
        yield Seen(doc, layout, scan, statements(layout, scan, topic), topic, True)


def _labelled_docs(files: Sequence[Path]) -> list[Doc]:
    """The articles that may be learnt from, each with what it counts."""
    docs: list[Doc] = []
    for file in files:
        counts, scored = _COUNTS.get(file.name, 1.0), file.name == _SCORED
        docs += [{**doc, "counts": counts, "scored": scored} for doc in labelled(file)]
    return docs


def _asides(lexicon: Lexicon, topic: Topic) -> Iterator[Seen]:
    """Sentences within a report: who is named in one on the deal's own money takes part, who in another
    does not."""
    for aside in asides(reports=_REPORTS):
        body = aside.article.body
        scan = with_localities(body, lexicon.scan(body))
        layout = Layout(aside.article, scan.of("noise"))
        own = [
            m.text for m in scan.names if aside.said["role"] == "own" and aside.start <= m.start < aside.end
        ]
        doc = {
            "id": aside.said["text"],
            "relevance": "core",
            "title": aside.article.title,
            "published": str(aside.article.published),
            "text": aside.article.text,
            "companies": own,
            "counts": _ASIDE,
            "scored": False,
        }
        span = (aside.start, aside.end)
        if aside.said["role"] != "total":
            found = statements(layout, scan, topic)
            yield Seen(doc, layout, scan, found, topic, False, True, within=span)


def _blind(docs: Sequence[Doc], forms: Sequence[Form], topic: Topic) -> Iterator[Seen]:
    firms = [f for f in forms if f.entry.kind in ("company", "agency")]
    names = sorted({f.entry.name for f in firms})
    ours = frozenset(name_key(f.text) for f in firms if f.entry.country in topic.countries)
    chance = random.Random(5)
    for _ in range(_BLIND):
        hidden = {name for name in names if chance.random() < _HIDDEN}
        lexicon = Lexicon(
            f for f in forms if f.entry.kind not in ("company", "agency") or f.entry.name not in hidden
        )
        for doc in docs:
            if doc.get("relevance", "core") == "core":
                doc, layout, scan = _scanned(doc, lexicon)
                found = statements(layout, scan, topic)
                yield Seen(doc, layout, scan, found, topic, False, True, ours)


def _scanned(doc: Doc, lexicon: Lexicon) -> tuple[Doc, Layout, Scan]:
    article = article_of(doc)
    scan = with_localities(article.body, lexicon.scan(article.body))
    return doc, Layout(article, scan.of("noise")), scan


def _brief(doc: Doc, layout: Layout) -> Doc:
    """The article as a feed gives it that has two sentences of each: its labels hold for them as well."""
    ends = [end for start, end in layout.sentences if start >= layout.text_start][:_BRIEF]
    text = layout.body[layout.text_start : ends[-1]] if ends else ""
    return {**doc, "summary": None, "text": text}


def own_words(scans: Iterable[tuple[str, Scan]], kinds: Sequence[str]) -> list[Word]:
    """Words of these kinds that stand in articles of one event only: news of another would bring others.
    `scans` by event."""
    events: dict[Word, set[str]] = {}
    for event, scan in scans:
        for kind in kinds:
            for m in scan.of(kind):
                events.setdefault((kind, m.text.lower()), set()).add(event)
    return sorted(word for word, of in events.items() if len(of) == 1)


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
        scene = parties.Scene(s.layout, thread, known, article_of(s.doc).published.year)
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
