"""How well articles are read and followed, measured against labelled ones.

Labels and readings are plain JSON data joined on "id"; docs/labels.md says what each field means.
Counts are pooled over documents (micro-averaged). Pure: the command line loads and prints.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

Doc = Mapping[str, Any]
Key = Hashable

# Targets of the project for a development set (field, least F1 or share; "<" marks a ceiling).
TARGETS: dict[str, float] = {
    "relevance": 0.97,
    "amounts": 0.98,
    "qualifier": 0.95,
    "investment": 0.92,
    "linked": 0.88,
    "headline": 0.93,
    "capacity": 0.93,
    "companies": 0.90,
    "sectors": 0.92,
    "direction": 0.97,
    "stage": 0.85,
}
CEILINGS: dict[str, float] = {"adjacent_as_core": 0.25}
# The same for following.
STORY_TARGETS: dict[str, float] = {
    "pairs": 0.95,
    "pairs_ja_en": 0.90,
    "bcubed": 0.95,
    "first": 0.97,
    "updates": 0.85,
}
STORY_CEILINGS: dict[str, float] = {"split": 0.05, "noise": 0.05, "lost": 0.03}

# What each field says, for those who read the tables.
MEANINGS: dict[str, str] = {
    "relevance": "core articles found, and nothing else taken for core",
    "relevance_3way": "core, adjacent or none, as labelled",
    "amounts": "amounts found with value and currency",
    "qualifier": "of those, with the right qualifier (about, over, up to)",
    "investment": "amounts invested told from all others",
    "linked": "those with the sector of their project",
    "headline": "the figure that an alert would open with",
    "capacity": "capacities of the projects",
    "companies": "companies that take part",
    "sectors": "sectors of the projects",
    "direction": "who invests in whom",
    "stage": "how far it is (proposed, agreed, completed ...)",
    "adjacent_as_core": "of the articles near the topic, those taken for core",
}
STORY_MEANINGS: dict[str, str] = {
    "pairs": "pairs of reports put into one story",
    "pairs_ja_en": "the same, of a Japanese and an English report",
    "bcubed": "how pure and whole the stories are, report by report",
    "first": "first reports of a story told as new",
    "split": "stories told as new more than once",
    "updates": "updates told, and nothing else told as one",
    "noise": "repeats told as news",
    "lost": "reports on topic that were left out",
}

_BASE_UNITS = {
    "kW": ("W", 1e3),
    "MW": ("W", 1e6),
    "MWac": ("W", 1e6),
    "GW": ("W", 1e9),
    "kWh": ("Wh", 1e3),
    "MWh": ("Wh", 1e6),
    "GWh": ("Wh", 1e9),
}
_LEGAL_FORM = re.compile(
    r"\b(?:inc|corp|corporation|co|company|ltd|limited|llc|lp|plc|kk|holdings|hd|group)\b\.?"
    r"|株式会社|ホールディングス|グループ|\(株\)"
)


@dataclass
class Overlap:
    """What was said against what is true: precision, recall and F1."""

    hit: int = 0
    said: int = 0
    true: int = 0

    @property
    def precision(self) -> float:
        return self.hit / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.true if self.true else 1.0

    @property
    def value(self) -> float:
        """F1."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def n(self) -> int:
        return self.true


@dataclass
class Share:
    """How many of n agree."""

    ok: int = 0
    n: int = 0

    @property
    def value(self) -> float:
        return self.ok / self.n if self.n else 1.0


Row = Overlap | Share


@dataclass(frozen=True)
class Miss:
    """A document that a field got wrong: what stands in the labels only, and what was read only."""

    id: str
    field: str
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass
class Scores:
    """Rows by field, in the order in which they are printed."""

    documents: int = 0
    rows: dict[str, Row] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def overlap(
        self,
        doc: str,
        name: str,
        true: Iterable[Key],
        said: Iterable[Key],
        matching: Callable[[set[Key], set[Key]], int] | None = None,
    ) -> None:
        gold, found = set(true), set(said)
        row = self.rows.setdefault(name, Overlap())
        assert isinstance(row, Overlap)
        row.hit += matching(gold, found) if matching else len(gold & found)
        row.said += len(found)
        row.true += len(gold)
        if gold != found:
            self._miss(doc, name, gold - found, found - gold)

    def share(self, doc: str, name: str, true: Any, said: Any, *, ok: bool | None = None) -> None:
        row = self.rows.setdefault(name, Share())
        assert isinstance(row, Share)
        agrees = true == said if ok is None else ok
        row.ok += agrees
        row.n += 1
        if not agrees:
            self._miss(doc, name, [true], [said])

    def _miss(self, doc: str, name: str, missed: Iterable[Any], wrong: Iterable[Any]) -> None:
        self.misses.append(Miss(doc, name, tuple(sorted(map(str, missed))), tuple(sorted(map(str, wrong)))))


# --- readings ---------------------------------------------------------------------------------


def score_readings(gold: Sequence[Doc], readings: Mapping[str, Doc]) -> Scores:
    """Measure readings against labels. Raises KeyError with the id of a document nobody read."""
    scores = Scores(documents=len(gold))
    for doc in gold:
        reading = readings[doc["id"]]
        _relevance(scores, doc, reading)
        _amounts(scores, doc, reading)
        if doc["relevance"] == "core":
            _core(scores, doc, reading)
    return scores


def _relevance(scores: Scores, doc: Doc, reading: Doc) -> None:
    name, true, said = doc["id"], doc["relevance"], reading["relevance"]
    if true == "adjacent":
        row = scores.rows.setdefault("adjacent_as_core", Share())
        assert isinstance(row, Share)
        row.ok += said == "core"
        row.n += 1
    else:
        core = ["core"]
        scores.overlap(name, "relevance", core if true == "core" else [], core if said == "core" else [])
    scores.share(name, "relevance_3way", true, said)


def _amounts(scores: Scores, doc: Doc, reading: Doc) -> None:
    true = {amount_key(a): a["qualifier"] for a in _all_amounts(doc)}
    said = {amount_key(a): a["qualifier"] for a in _all_amounts(reading)}
    scores.overlap(doc["id"], "amounts", true, said)
    for key in true.keys() & said.keys():
        scores.share(doc["id"], "qualifier", (key, true[key]), (key, said[key]))


def _core(scores: Scores, doc: Doc, reading: Doc) -> None:
    name = doc["id"]
    scores.overlap(name, "investment", _invested(doc), _invested(reading))
    scores.overlap(name, "linked", _linked(doc), _linked(reading))
    scores.share(name, "headline", _headline(doc), _headline(reading))
    scores.overlap(name, "capacity", _capacities(doc), _capacities(reading))
    scores.overlap(name, "companies", _companies(doc), _companies(reading), _same_names)
    scores.overlap(name, "sectors", doc["sectors"], reading.get("sectors") or ())
    for name_of in ("direction", "stage"):
        scores.share(name, name_of, doc[name_of], reading.get(name_of))


def amount_key(amount: Doc) -> tuple[str, float, float | None]:
    """Currency and value, six digits of it: what makes two amounts the same."""
    top = amount.get("value_max")
    return amount["currency"], _round(amount["value"]), _round(top) if top else None


def capacity_key(capacity: Doc) -> tuple[str, float]:
    unit, factor = _BASE_UNITS.get(capacity["unit"], (capacity["unit"], 1.0))
    return unit, _round(capacity["value"] * factor)


def name_key(name: str) -> str:
    """A company's name without its legal form, spacing, punctuation, width and case."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "", _LEGAL_FORM.sub(" ", plain))


def _round(value: float) -> float:
    return float(f"{value:.6g}")


def _project_amounts(doc: Doc) -> list[tuple[Any, Doc]]:
    return [(p.get("sector"), a) for p in doc.get("projects") or () for a in p.get("amounts") or ()]


def _all_amounts(doc: Doc) -> list[Doc]:
    rest = list(doc.get("other_amounts") or ())
    single = [doc[k] for k in ("programme_total", "headline_amount") if doc.get(k)]
    return [a for _, a in _project_amounts(doc)] + rest + single


def _invested(doc: Doc) -> list[Key]:
    total = [doc["programme_total"]] if doc.get("programme_total") else []
    return [amount_key(a) for a in [a for _, a in _project_amounts(doc)] + total]


def _linked(doc: Doc) -> list[Key]:
    return [(sector, *amount_key(a)[:2]) for sector, a in _project_amounts(doc)]


def _headline(doc: Doc) -> Key:
    amount = doc.get("headline_amount")
    return amount_key(amount)[:2] if amount else None


def _capacities(doc: Doc) -> list[Key]:
    return [capacity_key(c) for p in doc.get("projects") or () for c in p.get("capacity") or ()]


def _companies(doc: Doc) -> list[Key]:
    found = doc.get("companies") or ()
    return [name_key(c if isinstance(c, str) else c.get("text") or c["name"]) for c in found]


def _same_names(true: set[Key], said: set[Key]) -> int:
    """Pairs of names of which one is the other, or its beginning (three characters at least): those that are
    the same first, then the longest, so that the order of a set decides nothing."""
    left, names = set(map(str, true)), set(map(str, said))
    same = left & names
    left -= same
    hits = len(same)
    for name in sorted(names - same, key=_longest_first):
        other = next((g for g in sorted(left, key=_longest_first) if _begins(g, name)), None)
        if other is not None:
            left.discard(other)
            hits += 1
    return hits


def _longest_first(name: str) -> tuple[int, str]:
    return -len(name), name


def _begins(a: str, b: str) -> bool:
    return min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a))


# --- stories ----------------------------------------------------------------------------------


def score_stories(gold: Sequence[Doc], followed: Mapping[str, Doc]) -> Scores:
    """Measure a followed stream. Both sides have "story" and "novelty"; what was called off topic
    stands alone. Raises KeyError with the id of a report nobody followed."""
    scores = Scores(documents=len(gold))
    story = {d["id"]: followed[d["id"]].get("story") or f"alone {d['id']}" for d in gold}
    _pairs(scores, gold, story)
    _bcubed(scores, gold, story)
    counts = Counter((d["novelty"], followed[d["id"]]["novelty"]) for d in gold)
    stories = sum(n for (true, _), n in counts.items() if true == "new")
    scores.rows["first"] = Share(counts["new", "new"], stories)
    scores.rows["split"] = Share(sum(n for (t, s), n in counts.items() if t != "new" and s == "new"), stories)
    scores.rows["updates"] = Overlap(
        counts["update", "update"],
        sum(n for (_, s), n in counts.items() if s == "update"),
        sum(n for (t, _), n in counts.items() if t == "update"),
    )
    repeats = sum(n for (t, _), n in counts.items() if t == "repeat")
    noisy = counts["repeat", "new"] + counts["repeat", "update"]
    scores.rows["noise"] = Share(noisy, repeats)
    lost = sum(n for (_, s), n in counts.items() if s == "off_topic")
    scores.rows["lost"] = Share(lost, len(gold))
    for d in gold:
        said = followed[d["id"]]
        if d["novelty"] != said["novelty"]:
            true_says = f"{d['novelty']} {d.get('changed') or ''}"
            scores._miss(d["id"], "novelty", [true_says], [f"{said['novelty']} {said.get('changed') or ''}"])
    return scores


def _pairs(scores: Scores, gold: Sequence[Doc], story: Mapping[str, str]) -> None:
    together, across = Overlap(), Overlap()
    for a, b in combinations(gold, 2):
        true, said = a["story"] == b["story"], story[a["id"]] == story[b["id"]]
        for row in (together, across) if a["lang"] != b["lang"] else (together,):
            row.hit += true and said
            row.said += said
            row.true += true
        if true != said:
            pair = f"{a['id']} {b['id']}"
            scores._miss(pair, "pairs", [a["story"]] if true else [], [] if true else ["merged"])
    scores.rows |= {"pairs": together, "pairs_ja_en": across}


@dataclass
class Means(Overlap):
    """Precision and recall that are means, not counts."""

    p: float = 1.0
    r: float = 1.0

    @property
    def precision(self) -> float:
        return self.p

    @property
    def recall(self) -> float:
        return self.r


def _bcubed(scores: Scores, gold: Sequence[Doc], story: Mapping[str, str]) -> None:
    both = Counter((d["story"], story[d["id"]]) for d in gold)
    true, said = Counter(d["story"] for d in gold), Counter(story.values())
    n = len(gold) or 1
    p = sum(k * k / said[s] for (_, s), k in both.items()) / n
    r = sum(k * k / true[t] for (t, _), k in both.items()) / n
    scores.rows["bcubed"] = Means(true=len(gold), p=p, r=r)
