"""Readings measured against labels: plain JSON data joined on "id"; docs/labels.md explains the fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from sokuho.evaluation.scores import Doc, Key, Scores, Share

#: what a development set is to reach: the least F1 or share of a field, or the most
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
#: what each field says, for those who read the tables
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
