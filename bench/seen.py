"""Labelled articles as their topic sees them, and poorer copies of them: vocabulary is richer for what was
learnt from than for news to come."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.asides import asides
from bench.labelled import labelled
from sokuho.evaluation.readings import name_key
from sokuho.reading.deal.evidence import Statement, statements
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Lexicon, Scan
from sokuho.reading.lists import Form
from sokuho.reading.names.localities import with_localities
from sokuho.reading.topics import Topic
from sokuho.vocabulary import article_of, load_forms

Doc = Mapping[str, Any]
Word = tuple[str, str]  # its kind, and how it is written
_COPIES, _LEFT_OUT = 2, 0.5  # copies of each article without so many of its own words
_BLIND, _HIDDEN = 3, 0.4  # copies read by a vocabulary that lacks so many of the companies
_SCORED = "dev.jsonl"  # articles of the kind that is scored
# those of two sentences count little, those told like published pages much
_COUNTS = {"briefs.jsonl": 0.25, "pages.jsonl": 3.0}
_BRIEF = 2  # sentences of one more copy
_SPARE = ("act", "sector", "cue", "stage", "step", "matter")  # kinds of words that such copies go without
_REPORTS, _ASIDE = 3, 0.1  # reports that a sentence is set into, and what each counts


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
