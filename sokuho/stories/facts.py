"""An article and its reading, reduced to what joining and comparing need."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

from sokuho.model import Article, Money, Party, Reading
from sokuho.stories import figures, homes, names, proper, quotes, revised
from sokuho.stories.rules import Rules
from sokuho.stories.state import Facts

T = TypeVar("T")
#: parties' folded names, each with the forms in which it may be written
Written = Sequence[tuple[str, set[str]]]
SKETCH = 32
_TEXT = 3000  # characters of the text that the sketch is made from
_FRONT = 2  # sentences below the title in which the news stands
_WORDS = re.compile(r"[^\W_]+")
_SHINGLE = 5  # words of English
_WIDE = re.compile(r"[぀-ヿ㐀-鿿]")
_PARTS = re.compile(r"[,、・]")
_WITHIN = re.compile(r"([州県府道])(?=[^、,・\s])")  # of a state and a town written as one word
_KIND = re.compile(r"^[米在]|(?<=.)[州県府市町村郡]$")
_FULL_YEAR = re.compile(r"20[2-9]\d(?<!\d20..)(?!\d)")
_SHORT_YEAR = re.compile(r"([2-9]\d)(?<![\d.,]..)年(?!間)")
_YEAR = re.compile(r"(20\d\d)(s|年代)?")


def gather(article: Article, reading: Reading, rules: Rules) -> Facts:
    """The facts of one report. Pure; what the reader did not find is simply not there."""
    body, day = article.body, article.published.date()
    text = unicodedata.normalize("NFKC", body[:_TEXT])
    written = [
        (rules.party(names.fold(p.name)), _forms(p, reading, rules)) for p in _told_whole(reading.companies)
    ]
    parties = _unique(name for name, _ in written)
    titled = _titled(article, written, rules)
    away = homes.only(article, reading, rules)
    read = _unique(names.fold(p) for p in reading.places)
    located = [_canonical(part, read, rules) for part in _located(reading)]
    places = _unique(p for p in (*read, *located) if p and p not in rules.common_places and p not in away)
    front = quotes.lead(body, article.title, _FRONT)
    opening = unicodedata.normalize("NFKC", body[:front])
    found = _names(article, reading, (*places, *away), rules)
    return Facts(
        article=article.id,
        published=article.published,
        lang=article.lang,
        title=plain(article.title),
        parties=parties,
        leads=_leads(reading, written, titled, rules),
        titled=titled,
        countries={rules.party(names.fold(p.name)): p.country for p in reading.companies if p.country},
        places=places,
        sites=_sites(article, reading, places, located, away, rules),
        amounts=figures.amounts(
            [
                (m, "superseded" if rank == "other" and revised.is_superseded(m, body, rules) else rank)
                for m, rank in ranked_amounts(reading)
            ],
            body,
            rules.rates,
            day,
            {m.text: p.sector for p in reading.projects for m in p.amounts},
            front,
        ),
        sizes=figures.sizes((*(c for p in reading.projects for c in p.capacity), *reading.capacities)),
        starts=_unique(s for told in _starts(reading) if (s := start(told))),
        years=years(text, day.year),
        names=found,
        front=_front(body[:front], written, found),
        sectors=reading.sectors,
        direction=reading.direction,
        stage=reading.stage,
        round=_round(unicodedata.normalize("NFKC", article.title), rules) or _round(opening, rules),
        another=rules.words.another.search(opening) is not None,
        sketch=_sketch(text, article.lang),
    )


def ranked_amounts(reading: Reading) -> list[tuple[Money, str]]:
    """Every amount of a reading with its rank, the telling ones first."""
    found: list[tuple[Money, str]] = []
    if reading.headline_amount:
        programme = reading.headline_amount == reading.programme_total
        found.append((reading.headline_amount, "programme" if programme else "headline"))
    found += [(m, "project") for p in reading.projects for m in p.amounts]
    if reading.programme_total:
        found.append((reading.programme_total, "programme"))
    found += [(m, "other") for m in reading.other_amounts]
    return found


def plain(text: str) -> str:
    """Text in one width and case, words apart by one space: for comparing titles."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


def start(text: str) -> str | None:
    """The year ("2028") or decade ("2030s") that a start is given as; finer parts do not tell."""
    found = _YEAR.search(unicodedata.normalize("NFKC", text))
    return f"{found[1]}s" if found and found[2] else found[1] if found else None


def _sketch(text: str, lang: str) -> tuple[int, ...]:
    """The smallest hashes of the text's shingles: five words of English, eight characters of Japanese."""
    words = _WORDS.findall(text.casefold())
    flat = " ".join(words)
    if lang == "ja" or _WIDE.search(flat[:200]):
        joined = flat.replace(" ", "")
        shingles = {joined[i : i + 8] for i in range(max(len(joined) - 7, 1))}
        return tuple(sorted({zlib.crc32(s.encode()) for s in shingles})[:SKETCH])
    encoded = flat.encode()  # cut as bytes, at the blanks: every report of the day is sketched
    sizes = map(len, words) if flat.isascii() else (len(word.encode()) for word in words)
    begins = [0, *accumulate(size + 1 for size in sizes)]
    hashes = {zlib.crc32(encoded[b : e - 1]) for b, e in zip(begins, begins[_SHINGLE:], strict=False)}
    return tuple(sorted(hashes or {zlib.crc32(encoded)})[:SKETCH])


def _front(text: str, written: Written, found: Iterable[str]) -> tuple[str, ...]:
    """Parties and names that stand in the title or the first sentences, in their order."""
    folded = names.fold_text(text)
    places: dict[str, int] = {}
    for name, forms in written:
        for form in forms:
            at = folded.find(form)
            if at >= 0:
                places[name] = min(at, places.get(name, at))
    for name in found:
        if name in folded:
            places.setdefault(name, folded.find(name))
    return tuple(sorted(places, key=lambda name: places[name]))


def _titled(article: Article, written: Written, rules: Rules) -> tuple[str, ...]:
    """Parties in the title, agencies and lenders that are part of any deal left out."""
    title = names.fold_text(article.title)
    found = (name for name, forms in written if any(_stands_in(form, title) for form in forms))
    return _unique(n for n in found if n not in rules.common_parties)


def _leads(reading: Reading, written: Written, titled: tuple[str, ...], rules: Rules) -> tuple[str, ...]:
    """Parties that the title or a project names; where there are none, all."""
    of_projects = {names.fold(c) for p in reading.projects for c in p.companies}
    leads = [name for name, forms in written if forms & of_projects]
    found = (*titled, *leads) or tuple(name for name, _ in written)
    return _unique(n for n in found if n not in rules.common_parties)


def _stands_in(form: str, title: str) -> bool:
    """Whether a name stands in a title: Latin letters as words of their own, also within Japanese."""
    if not form.isascii():
        return form in title
    at = title.find(form)
    while at >= 0:
        before, behind = title[at - 1 : at], title[at + len(form) :][:1]
        if not any(ch.isascii() and ch.isalnum() for ch in (before, behind)):
            return True
        at = title.find(form, at + 1)
    return False


def _told_whole(parties: Sequence[Party]) -> list[Party]:
    """Parties without those unknown ones that only begin another's name in Japanese: 三井不 is 三井不動産."""
    return [p for p in parties if not any(_begins(p, other) for other in parties)]


def _begins(party: Party, other: Party) -> bool:
    short, long = party.text, other.text
    return short == party.name and not short.isascii() and short != long and long.startswith(short)


def _forms(party: Party, reading: Reading, rules: Rules) -> set[str]:
    """How a party may be written: as it was, canonically, as the lexicon has it (関電), by its initials, and
    as a project names it (日立 for 日立製作所)."""
    name = names.fold(party.name)
    forms = {names.fold(party.text), name, *(f for f in rules.forms.get(name, ()) if len(f) > 1)}
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", party.name)).lower()
    if len(initials) > 2:
        forms.add(initials)
    first, _, rest = name.partition(" ")
    if rest and len(first) > 2 and names.is_katakana(first):
        forms.add(first)  # titles name マーロウ・デジタル as マーロウ
    forms |= {names.fold(p.text) for p in reading.companies if _begins(p, party)}
    for company in (names.fold(c) for p in reading.projects for c in p.companies):
        if len(company) > 1 and any(f.startswith(company) or company.startswith(f) for f in forms):
            forms.add(company)
    return forms


def _located(reading: Reading) -> list[str]:
    return [part for p in reading.projects if p.location for part in located_at(p.location)]


def located_at(text: str) -> list[str]:
    """The places of a location as written: "米ルイジアナ州、千葉・印西市" names three. Folded, without what
    says that it is a state or a town."""
    parts = (names.fold(part) for part in _PARTS.split(_WITHIN.sub(r"\1、", text)))
    return [part for p in parts if (part := _KIND.sub("", p) or p)]


def _canonical(place: str, read: Sequence[str], rules: Rules) -> str:
    """The canonical name of a place as written: the lexicon's, or one that sounds like it and was read."""
    known = rules.places.get(place)
    return known or next((p for p in read if names.sounds_like(place, p)), place)


def _starts(reading: Reading) -> Iterator[str]:
    yield from (p.start for p in reading.projects if p.start)
    yield from (s.text for s in reading.starts)


def years(text: str, now: int) -> tuple[int, ...]:
    """Years from `now` on in a normalized text, also as Japanese papers shorten them (28年)."""
    full = [int(m) for m in _FULL_YEAR.findall(text)]
    short = [2000 + int(m) for m in _SHORT_YEAR.findall(text)] if "年" in text else []
    return _unique(y for y in (*full, *short) if y >= now)


def _sites(
    article: Article,
    reading: Reading,
    places: tuple[str, ...],
    located: Sequence[str],
    away: Collection[str],
    rules: Rules,
) -> tuple[str, ...]:
    """Where it is built, as far as a project or the title says: "south boston", "virginia"."""
    title = f" {plain(article.title)} "
    whole = [names.fold(p.location) for p in reading.projects if p.location]
    said = [p for p in places if f" {p} " in title or any(p in where for where in whole)]
    named = {name for name, _, rest in (names.fold(p.name).partition(" ") for p in reading.companies) if rest}
    # a utility is called by its region: "Chugoku signs", which is no site; yet it builds there, too
    called = {n for n in named if n not in located and n not in whole and f" in {n} " not in title}
    no_site = {*rules.common_places, *away, *called}
    return _unique(p for p in (*said, *located) if p not in no_site)


def _names(article: Article, reading: Reading, places: tuple[str, ...], rules: Rules) -> tuple[str, ...]:
    """Proper names of the text that are neither a party nor a place already."""
    told = [names.fold(n) for p in reading.companies for n in (p.text, p.name)]
    all_told = " ".join(told)
    parts = {part for n in (*told, *places) for part in (n, *n.split())}
    found = proper.words(article.title, article.body, rules.common_words)
    return tuple(w for w in found if w not in parts and w not in all_told and not names.sounds_in(w, parts))


def _round(text: str, rules: Rules) -> int | None:
    """Which batch of a programme a text speaks of first."""
    found = ((m.start(), number) for number, p in rules.words.rounds.items() if (m := p.search(text)))
    return min(found, default=(0, None))[1]


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
