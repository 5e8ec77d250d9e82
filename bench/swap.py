"""How many articles are read otherwise than expected when their content changes in a known way.

    python -m bench.swap                       # every change, about three minutes
    python -m bench.swap invented_jp -v        # one, with the articles that are read otherwise

The articles of `bench.form`, each with one thing changed that ought to change one thing in the reading, or
nothing: another company, another place, other sums, one more sentence. The table says to how many articles
the change could be made, and in how many a field is not what it was, or should have become.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping

from bench.asides import ASIDES
from bench.changed import Change, Changed, Doc, compare, replaced
from bench.recounted import gigawatts, next_year, scaled
from bench.renamed import invented, listed, moved, named
from sokuho.model import Reading
from sokuho.reading.read import Reader


def _if_other(make: Callable[[Doc], Doc]) -> Change:
    """A change that ought to change nothing of the reading."""

    def change(doc: Doc, _: Reading) -> Changed | None:
        new = make(doc)
        return None if new == doc else Changed(new)

    return change


def _english(make: Callable[[Doc], Doc]) -> Change:
    return _if_other(lambda doc: make(doc) if doc["lang"] == "en" else doc)


def _japanese(make: Callable[[Doc], Doc]) -> Change:
    return _if_other(lambda doc: make(doc) if doc["lang"] == "ja" else doc)


def _rewritten(english: tuple[str, str], japanese: tuple[str, str]) -> Change:
    """A pattern and what stands for it, by language."""
    rules = {"en": (re.compile(english[0]), english[1]), "ja": (re.compile(japanese[0]), japanese[1])}

    def make(doc: Doc) -> Doc:
        pattern, new = rules[doc["lang"]]
        return replaced(doc, lambda text: pattern.sub(new, text))

    return _if_other(make)


# Sentences

_SAYING = {
    "en": '"We are glad that so many people have helped us to get here," a spokesman said.',
    "ja": "「多くの方々に支えていただき、ここまで来られた」と広報担当者は話した。",
}
_FIGURE = re.compile(r"[\d０-９]|[一二三四五六七八九十百千]+[億万兆]|billion|million")


def _between(doc: Doc, said: str, at: int) -> Doc:
    lines = doc["text"].split("\n")
    return doc | {"text": "\n".join([*lines[:at], said, *lines[at:]])} if len(lines) >= at else doc


def _asides() -> Mapping[str, list[str]]:
    """Sentences on money that is not a deal's, such as fit any deal, by language."""
    lines = map(json.loads, ASIDES.read_text(encoding="utf-8").splitlines())
    said: dict[str, list[str]] = {"en": [], "ja": []}
    for line in lines:
        if line.get("role") == "other" and len(line["fits"]) >= 3:
            said[line["lang"]].append(line["text"])
    return said


def _aside(at: int) -> Change:
    """A sentence of the background, behind so many paragraphs (-1: at the end)."""
    said = _asides()

    def make(doc: Doc) -> Doc:
        one = random.Random(doc["id"]).choice(said[doc["lang"]])
        return _between(doc, one, at) if at >= 0 else doc | {"text": f"{doc['text']}\n{one}"}

    return _if_other(make)


def _interchanged(doc: Doc) -> Doc:
    """The second and the third paragraph the other way round, where there are more."""
    lines = [line for line in doc["text"].split("\n") if line.strip()]
    if len(lines) < 5 or min(map(len, lines[:4])) < 60:
        return doc
    lines[1:3] = lines[2], lines[1]
    return doc | {"text": "\n".join(lines)}


def _cut(reader: Reader) -> Change:
    """The last paragraph left out, where it has neither figure nor name."""

    def make(doc: Doc) -> Doc:
        rest, _, last = doc["text"].rpartition("\n")
        plain = not _FIGURE.search(last) and not reader.lexicon.scan(last).names
        return doc | {"text": rest} if rest.count("\n") and plain else doc

    return _if_other(make)


_FIRST_EN = re.compile(r"(?<=[a-z]{3})\.(?= [A-Z]|\n|\Z)")
_ENDS_EN = re.compile(r"\b(?:said|says|announced|according to|told|reported)\b")
_ENDS_JA = re.compile(r"(?<=[るたう])。")


def _first_said(doc: Doc, words: str) -> Doc:
    """The first sentence, which does not tell yet who says it, with words that do."""
    m = (_FIRST_EN if doc["lang"] == "en" else _ENDS_JA).search(doc["text"])
    first = doc["text"][: m.start()] if m else ""
    if (
        not m
        or "\n" in first
        or "。" in first
        or _ENDS_EN.search(first)
        or re.search("発表|明らか|分かった|よると|という", first)
    ):
        return doc
    return doc | {"text": first + words + doc["text"][m.start() :]}


# Headlines

_TO = re.compile(
    r"^([^:;–—]{3,80}?) to (build|buy|invest|acquire|sell|develop|supply|fund|finance|construct|expand)\b"
)
_DONE = {"build": "built", "buy": "bought", "acquire": "acquired", "develop": "developed", "fund": "funded"}
_DONE |= {"finance": "financed", "construct": "constructed", "expand": "expanded", "back": "backed"}
_ACTIVE = re.compile(
    rf"^([^:;,–—]{{3,60}}?) (?:(to )({'|'.join(_DONE)})|({'|'.join(_DONE)})s) ([^,;:–—]+?)"
    r"( in [^,;:–—]+| for \$[^,;:–—]+)?$"
)
_HEAD_JA = re.compile(r"^([^、　\s。「」]{2,16})[、　\s]([^、　。「」]{6,})$")


def _title(pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Callable[[Doc], Doc]:
    return lambda doc: doc | {"title": pattern.sub(new, doc["title"])}


def _passive(m: re.Match[str]) -> str:
    coming, done = "to be " if m[2] else "", _DONE[m[3] or m[4]]
    return f"{m[5]} {coming}{done} by {m[1]}{m[6] or ''}"


def _progressive(m: re.Match[str]) -> str:
    return f"{m[1]} {'are' if ' and ' in m[1] or ', ' in m[1] else 'is'} {m[2].removesuffix('e')}ing"


def _changes(reader: Reader) -> Mapping[str, Change]:
    lists = named(reader.lexicon)
    return {
        "listed_jp": listed(lists, "JP"),
        "listed_us": listed(lists, "US"),
        "invented_jp": invented(lists, "JP", told=False),
        "invented_us": invented(lists, "US", told=False),
        "told_jp": invented(lists, "JP", told=True),
        "told_us": invented(lists, "US", told=True),
        "state": moved(lists, "US", "state"),
        "city_us": moved(lists, "US", "city"),
        "prefecture": moved(lists, "JP", "prefecture", "city"),
        "scaled": scaled,
        "dollar": _rewritten((r"(?<![A-Z])(?<![A-Z] )\$(?=\d)", "US$"), (r"(?<=億)ドル", "米ドル")),
        "bn": _english(lambda doc: replaced(doc, lambda text: re.sub(r"(?<=\d) billion\b", "bn", text))),
        "yen": _rewritten((r"\b([\d.,]+ (?:b|tr|m)illion) yen", r"¥\1"), (r"(\d)億円", r"\1億 円")),
        "gigawatts": gigawatts,
        "next_year": next_year,
        "aside": _aside(2),
        "aside_last": _aside(-1),
        "quote": _if_other(lambda doc: _between(doc, _SAYING[doc["lang"]], 2)),
        "interchanged": _if_other(_interchanged),
        "cut": _cut(reader),
        "said": _if_other(
            lambda d: _first_said(d, ", the company said" if d["lang"] == "en" else "と発表した")
        ),
        "sources": _english(lambda d: _first_said(d, ", according to people familiar with the matter")),
        "sources_ja": _japanese(lambda d: d | {"text": f"関係者によると、{d['text'].lstrip()}"}),
        "will": _english(_title(_TO, r"\1 will \2")),
        "is_doing": _english(_title(_TO, _progressive)),
        "passive": _english(_title(_ACTIVE, _passive)),
        "turned_ja": _japanese(_title(_HEAD_JA, r"\2、\1")),
    }


if __name__ == "__main__":
    compare(_changes, __doc__)
