"""Articles in which a company or a place is called otherwise, by its own names in each language."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from bench.changed import HOME, PARTS, Change, Changed, Doc, called
from sokuho.model import Reading
from sokuho.reading.lexicon import Lexicon, Mention
from sokuho.reading.lists import Entry
from sokuho.vocabulary import load_forms

_POWER = ["gas_power", "lng", "oil", "coal", "nuclear", "renewables", "storage", "grid", "hydrogen"]
# What the names of a trade end with, in English and Japanese, of companies of either country.
_TRADES = {
    **dict.fromkeys([*_POWER, "power_equipment"], ("Energy", "エナジー")),
    "data_centers": ("Data Centers", "データセンターズ"),
    "ai": ("Technologies", "テクノロジーズ"),
    "semiconductors": ("Semiconductor", "セミコンダクター"),
    "finance": ("Capital", "キャピタル"),
}
_OTHERS = ("Industries", "インダストリーズ")
_MADE_UP = {"JP": ("Kitahama", "北浜"), "US": ("Ridgeline", "リッジライン・")}
# Words that tell the country, and what may stand before a name that has none yet.
_HOME = {"JP": ("Japan's ", "日本企業の"), "US": ("US-based ", "米")}
_BARE = re.compile(r"(?:\A|[.!?:。\n—–、)）]|-- |\b(?:and|by|with|from|said|to)) ?\u3000?\Z")


class Named(NamedTuple):
    """The names of the lists: what they call and how each may be written, and those alike."""

    lexicon: Lexicon
    forms: Mapping[Entry, Sequence[str]]
    alike: Mapping[tuple[str, str | None, str | None], Sequence[Entry]]


def named(lexicon: Lexicon) -> Named:
    forms: dict[Entry, list[str]] = defaultdict(list)
    for form in load_forms(HOME):
        if form.entry.kind in ("company", "place") and not (form.weak or form.open_end):
            forms[form.entry].append(form.text)
    alike: dict[tuple[str, str | None, str | None], list[Entry]] = defaultdict(list)
    for entry in forms:
        alike[entry.kind, entry.country, entry.value].append(entry)
    return Named(lexicon, forms, alike)


class _Naming(NamedTuple):
    """An entry in an article: how it is written there."""

    entry: Entry
    found: Mapping[str, Sequence[Mention]]  # its mentions in each part

    def texts(self) -> list[str]:
        """Its writings, the longest first."""
        return sorted({m.text for found in self.found.values() for m in found}, key=lambda t: (-len(t), t))


def _namings(doc: Doc, lexicon: Lexicon) -> dict[Entry, _Naming]:
    """All that is named, in the order of title, summary and text."""
    found: dict[Entry, dict[str, list[Mention]]] = {}
    for part in PARTS:
        for m in lexicon.scan(doc[part]).names:
            entry = Entry(m.kind, m.name, m.country, m.value)
            found.setdefault(entry, defaultdict(list))[part].append(m)
    return {entry: _Naming(entry, mentions) for entry, mentions in found.items()}


def _renamed(
    doc: Doc, naming: _Naming, names: Mapping[str, str], before: Callable[[str], str] = lambda _: ""
) -> Doc:
    """The article with other names; `before` says what is put before the first one of a part."""
    made = dict(doc)
    for part, mentions in naming.found.items():
        for i, m in reversed(list(enumerate(mentions))):
            text, ahead = made[part], made[part][: m.start]
            made[part] = f"{ahead}{'' if i else before(ahead)}{names[m.text]}{text[m.end :]}"
    return made


def _same(doc: Doc, old: Iterable[str], new: Iterable[str]) -> Changed:
    """A changed article in which new names stand for old ones."""
    return Changed(doc, called(dict.fromkeys(old, "§")), called(dict.fromkeys(new, "§")))


def _stays(doc: Doc, texts: Iterable[str]) -> bool:
    """Whether one of the writings still stands in an article, as part of a longer name."""
    return any(text in doc[part] for text in texts for part in PARTS)


def _company(doc: Doc, reading: Reading, country: str, lexicon: Lexicon) -> _Naming | None:
    """The first company of a country that the reading names and the lists have."""
    namings = {entry.name: naming for entry, naming in _namings(doc, lexicon).items()}
    for party in reading.companies:
        naming = namings.get(party.name)
        if party.country == country and naming and naming.entry.kind == "company":
            return naming
    return None


def _writings(texts: Sequence[str], full: Mapping[bool, str], short: Mapping[bool, str]) -> dict[str, str]:
    """A new name for each writing, which go by their length: the longest one of a script is the full name."""
    names: dict[str, str] = {}
    for text in texts:
        first = not any(known.isascii() == text.isascii() for known in names)
        names[text] = (full if first else short)[text.isascii()]
    return names


def invented(lists: Named, country: str, *, told: bool) -> Change:
    """A company of a country gets a name that no list has, with a word that tells the country or without."""

    def change(doc: Doc, reading: Reading) -> Changed | None:
        naming = _company(doc, reading, country, lists.lexicon)
        if naming is None:
            return None
        english, japanese = _MADE_UP[country]
        trade = _TRADES.get(naming.entry.value or "", _OTHERS)
        full = {True: f"{english} {trade[0]}", False: f"{japanese}{trade[1]}"}
        names = _writings(naming.texts(), full, full | {True: english})
        words = _HOME[country]

        def home(ahead: str) -> str:
            return words[doc["lang"] == "ja"] if _BARE.search(ahead) else ""

        new = _renamed(doc, naming, names)
        if told:
            new, plain = _renamed(doc, naming, names, home), new
            if new["text"] == plain["text"] and new["title"] == plain["title"]:
                return None
        if _stays(new, names):
            return None
        return _same(new, [naming.entry.name, *names], [*full.values(), english])

    return change


def listed(lists: Named, country: str) -> Change:
    """A company of a country is another of the same trade."""

    def change(doc: Doc, reading: Reading) -> Changed | None:
        naming = _company(doc, reading, country, lists.lexicon)
        if naming is None:
            return None
        texts = naming.texts()
        others = list(lists.alike[naming.entry[0], *naming.entry[2:]])
        random.Random(doc["id"]).shuffle(others)
        for other in others:
            forms = lists.forms[other]
            full = {script: next((f for f in forms if f.isascii() == script), "") for script in (True, False)}
            if not all(full.values()) or _stays(doc, forms):
                continue
            short = {
                s: min((f for f in forms if f.isascii() == s and len(f) > 3), key=len, default=full[s])
                for s in full
            }
            names = _writings(texts, full, short)
            new = _renamed(doc, naming, names)
            return (
                None
                if _stays(new, texts)
                else _same(new, [naming.entry.name, *texts], [other.name, *names.values()])
            )
        return None

    return change


_ENDS = re.compile(r"(?:[州県府都市町村郡]| Prefecture| County| City|\.)\Z")


def _shape(text: str) -> tuple[bool, bool, str]:
    """How a place is written: in which script, behind its country's sign, with what at its end."""
    end = _ENDS.search(text)
    return text.isascii(), text[0] == "米", end[0].replace("府", "県").replace("都", "県") if end else ""


def moved(lists: Named, country: str, *kinds: str) -> Change:
    """A place of a country is another one."""

    def change(doc: Doc, _: Reading) -> Changed | None:
        namings = _namings(doc, lists.lexicon)
        for naming in namings.values():
            if naming.entry[:1] + naming.entry[2:3] == ("place", country) and naming.entry.value in kinds:
                return _moved(doc, naming, lists)
        return None

    return change


def _moved(doc: Doc, naming: _Naming, lists: Named) -> Changed | None:
    texts = naming.texts()
    others = [e for e in lists.alike[naming.entry[0], *naming.entry[2:]] if e.name.isascii()]
    random.Random(doc["id"]).shuffle(others)
    for other in others:
        forms = {_shape(form): form for form in reversed(lists.forms[other])}
        if all(_shape(text) in forms for text in texts) and not _stays(doc, forms.values()):
            names = {text: forms[_shape(text)] for text in texts}
            new = _renamed(doc, naming, names)
            return None if _stays(new, texts) else _same(new, texts, names.values())
    return None
