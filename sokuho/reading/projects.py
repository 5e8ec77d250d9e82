"""The distinct investments of an article: which amounts, capacities, companies and dates belong to which.

A figure's thing is named beside it: after it in "$600 million for diamonds, $2.1 billion for oil",
before it in 「人工ダイヤに6億ドル、原油に21億ドル」 and in bullets. What comes later joins the project that was
named before by its sector.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sokuho.model import Capacity, Project
from sokuho.reading.chains import Chain, amount_key
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan
from sokuho.reading.phrases import phrase

Span = tuple[int, int]

_BESIDE = 30  # code points
_BACK = 3  # sentences
_AMOUNT_FIRST = re.compile(
    r"\s*(?:is|was|are|each|would be|will be|goes?|going|tied|earmarked|set aside|has been set aside)?\s*(?:for|to|in|on|towards?|into|of|goes? to|with|from)\b"
    r"|(?:規模)?の(?!投資|出資|資金|融資|費用|事業費|予算|契約)",
    re.I,
)
_SPLIT = re.compile(r"[;；]|\s\|\s|。")
_END_USE_AFTER = re.compile(
    r"\s*(?:[(（][A-Za-z]{2,5}[)）])?(?:などの?|等の?)?(?:向け|を育て|の訓練|を学習|を訓練|を開発する|用の|用[一-龥ァ-ヶ]|に電[力気]|への電[力気]|に供給|に隣接|の(?:すぐ)?(?:隣|横|そば|近く)|に併設|を動かす|で使う|の電力需要"
    r"|の?需要|の(?:普及|拡大|広がり|急増|ブーム|台頭|学習|登場|進展|増加|利用|時代)|ブーム|時代|関連株"
    r"|工場を[^。]{0,30}(?:改修|転用|改造|拠点に)|(?:工場|発電所|施設)?の?跡地)"
    r"| (?:boom|demand|era|workloads?|race|wave|customers?|orders?|rush|frenzy|age|craze|bubble|growth)\b"
)
_END_USE_BEFORE = re.compile(
    r"(?:\b(?:to power|powering|serv(?:e|es|ing)|feed(?:s|ing)?|fed to|beside|next to|near|alongside|adjacent to|demand from"
    r"|orders from|demand at|supply(?:ing)?|supplies|needs of|thirst of|driven by|used in|used by|demand for|rise of|spread of"
    r"|growth of|growth in|boom in|surge in|need for|thanks to|because of|rush to|appetite of|eaten by|consumed by|electricity for"
    r"|power for|energy for|(?:for )?training|(?:to |that )?train(?:s|ed)?(?: on)?|sells? to|sold to|former|idled?|retired|shuttered|mothballed|closed|disused|defunct)"
    r"\s+(?:[\w.'’&-]+\s+){0,3}|[旧元])\Z",
    re.I,
)
# Behind a thing, what makes it a company's trade, which says less of what is built.
_TRADE = re.compile(
    r"[ -](?:developers?|compan(?:y|ies)|firms?|makers?|manufacturers?|suppliers?|producers?|designers?|operators?|investors?"
    r"|managers?|giants?|conglomerates?|utilit(?:y|ies)|traders?|start-?ups?|groups?|bank|houses?|unit|arm|business)\b"
    r"|(?:投資|製造|開発|運営|販売|受託)?(?:大手|会社|メーカー|企業|事業者|新興|子会社|業者)"
)
_FOR = re.compile(r"\bfor\s+(?:[\w.'’&-]+\s+){0,3}\Z", re.I)


@dataclass
class Draft:
    """A project while it is put together. `spans`: the pieces of text that speak of it alone."""

    sector: str
    name: str
    at: int
    chains: list[Chain] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    capacity: list[Capacity] = field(default_factory=list)
    companies: dict[str, str] = field(default_factory=dict)  # as written, by canonical name
    location: str | None = None
    start: str | None = None


@dataclass(frozen=True)
class Unit:
    """The piece of text around one figure, and the thing named in it for that figure."""

    chain: Chain
    span: Span
    thing: Mention | None
    own: bool  # the figure stands in a list or an enumeration, with a thing of its own


def built(body: str, scan: Scan) -> list[Mention]:
    """The things of a text that are built, bought or funded. An end use is none ("a gas plant for a data
    centre" builds a gas plant), nor is a word of a company's name."""
    kept: list[Mention] = []
    title_end = body.find("\n")
    names = iter(m for m in scan.names if m.kind not in ("place", "project"))
    name = next(names, None)
    for thing in scan.of("sector"):
        while name is not None and name.end <= thing.start:
            name = next(names, None)
        if name is not None and name.start < thing.end:
            continue
        if _END_USE_AFTER.match(body, thing.end, thing.end + 16):
            continue
        low = max(0, thing.start - 48)
        if _END_USE_BEFORE.search(body, low, thing.start):
            continue
        last = kept[-1] if kept else None
        if last and last.end >= low - 20 and _FOR.search(body, last.end, thing.start):
            between = body[last.end : thing.start]
            if not re.search(r"[,;.\n\d、。]", between):
                continue
        trade = thing.start > title_end and _TRADE.match(body, thing.end)
        kept.append(thing._replace(weak=True) if trade else thing)
    return kept


def units(
    layout: Layout, found: Sequence[Chain], things: Sequence[Mention], scan: Scan, sectors: Sequence[str]
) -> list[Unit]:
    """One unit for each investment chain, in order."""
    by_piece: dict[Span, list[Chain]] = {}
    items = Counter(layout.line(c.start).start for c in found)
    for chain in found:
        by_piece.setdefault(_piece(layout, chain, items), []).append(chain)
    order = scan.of("order")
    out: list[Unit] = []
    for span, chains in by_piece.items():
        here = [t for t in things if span[0] <= t.start < span[1]]
        out += (
            _enumeration(layout, span, chains, here, things, order)
            if len(chains) > 1
            else [_single(layout, span, chains[0], here, things, order, sectors)]
        )
    return out


def _piece(layout: Layout, chain: Chain, items: Mapping[int, int]) -> Span:
    """The sentence of a chain or its part between semicolons; of a list item with one chain, all of it."""
    low, high = layout.span(chain.start)
    line = layout.line(chain.start)
    low, high = max(low, line.start), min(high, line.end)
    if line.item:
        low, high = line.start, line.end
        if items[line.start] == 1:
            return low, high
    for m in _SPLIT.finditer(layout.body, low, high):
        if m.end() <= chain.start:
            low = m.end()
        elif m.start() >= chain.end:
            return low, m.start()
    return low, high


def _single(
    layout: Layout,
    span: Span,
    chain: Chain,
    here: list[Mention],
    things: Sequence[Mention],
    order: list[Mention],
    sectors: Sequence[str],
) -> Unit:
    pointed = _pointed(layout, span, things, order)
    thing = pointed or _nearest(layout.body, chain, here, sectors) or _beside(layout, span, things, sectors)
    listed = layout.line(chain.start).item
    own = thing is not None and (pointed is not None or listed or _attributive(layout.body, chain, thing))
    return Unit(chain, span, thing, own)


def _attributive(body: str, chain: Chain, thing: Mention) -> bool:
    """Whether the amount stands with its thing in one phrase: "a $600 million synthetic diamond plant"."""
    if thing.weak:
        return False
    if thing.start >= chain.end:
        between = body[chain.end : thing.start]
        return len(between) <= _BESIDE and not re.search(r"[,;:.、。(（]", between)
    between = body[thing.end : chain.start]
    return (
        len(between) <= _BESIDE
        and re.fullmatch(r"[^,;:.、。]{0,12}[(（にはでがへ]\s*(?:約|最大)?", between) is not None
    )


def _pointed(layout: Layout, span: Span, things: Sequence[Mention], order: list[Mention]) -> Mention | None:
    """The thing that "the former" or 後者 stands for: first or last of the sentence before with several."""
    word = next((m for m in order if span[0] <= m.start < span[1] and m.value in ("former", "latter")), None)
    if word is None:
        return None
    index = layout.sentence(span[0])
    for low, high in reversed(layout.sentences[max(0, index - _BACK) : index]):
        before = [t for t in things if low <= t.start < high and not t.weak]
        if len({t.value for t in before}) >= 2:
            return before[0] if word.value == "former" else before[-1]
    return None


def _beside(layout: Layout, span: Span, things: Sequence[Mention], sectors: Sequence[str]) -> Mention | None:
    """The thing named last before the sentence in its paragraph, else the first named after it; in the
    sentence next to it one of the article's main sector before others."""
    line = layout.line(span[0])
    if line.part != "text" or line.item:
        return None
    near = [t for t in things if line.start <= t.start < line.end and not t.weak]
    before = [t for t in near if t.start < span[0]]
    if not before:
        return near[0] if near else None
    last = layout.sentence(before[-1].start)
    main = [t for t in before if layout.sentence(t.start) == last and t.value == sectors[0]]
    return (main or before)[-1]


def _nearest(body: str, chain: Chain, here: Sequence[Mention], sectors: Sequence[str]) -> Mention | None:
    if not here:
        return None
    first = bool(_AMOUNT_FIRST.match(body, chain.end))

    def distance(t: Mention) -> tuple[int, int]:
        after = t.start >= chain.end
        gap = t.start - chain.end if after else chain.start - t.end
        far = (0 if after == first else 25) + (60 if t.weak else 0) + (0 if t.value in sectors else 40)
        return gap + far, t.start

    return min(here, key=distance)


def _enumeration(
    layout: Layout,
    span: Span,
    chains: list[Chain],
    here: list[Mention],
    things: Sequence[Mention],
    order: list[Mention],
) -> list[Unit]:
    body = layout.body
    each = any(m.value == "respectively" and span[0] <= m.start < span[1] for m in order)
    distinct = _distinct(here)
    if each and len(distinct) == len(chains):
        return [Unit(c, (t.start, t.end), t, True) for c, t in zip(chains, distinct, strict=True)]
    votes = sum(_leads(body, c, here) for c in chains)
    first = votes * 2 > len(chains) or (votes * 2 == len(chains) and _leads(body, chains[0], here))
    out: list[Unit] = []
    for i, chain in enumerate(chains):
        if first:
            low = chain.start
            high = chains[i + 1].start if i + 1 < len(chains) else span[1]
        else:
            low = chains[i - 1].end if i else span[0]
            high = chain.end if i + 1 < len(chains) else span[1]
        mine = [t for t in here if low <= t.start < high]
        thing = _bound(chain, mine, first) or _pointed(layout, (low, high), things, order)
        out.append(Unit(chain, (low, high), thing, thing is not None))
    return out


def _leads(body: str, chain: Chain, here: Sequence[Mention]) -> bool:
    """Whether an amount stands before its thing: "$2.1 billion for oil", "a $2.1 billion oil terminal"."""
    if _AMOUNT_FIRST.match(body, chain.end):
        return True
    if (
        body[max(0, chain.start - 12) : chain.start]
        .rstrip()
        .endswith(("(", "（", ":", "：", " at", " worth", " costing"))
    ):
        return False
    after = next((t for t in here if t.start >= chain.end), None)
    return after is not None and _attributive(body, chain, after)


def _bound(chain: Chain, mine: list[Mention], first: bool) -> Mention | None:
    mine = [t for t in mine if not t.weak] or mine
    if not mine:
        return None
    if first:
        return next((t for t in mine if t.start >= chain.end), mine[0])
    before = [t for t in mine if t.end <= chain.start]
    return before[-1] if before else mine[0]


def _distinct(here: Iterable[Mention]) -> list[Mention]:
    seen: dict[str | None, Mention] = {}
    for t in here:
        seen.setdefault(t.value, t)
    return list(seen.values())


# --- from units to projects -------------------------------------------------------------------


def draft(
    layout: Layout, found: Sequence[Chain], things: Sequence[Mention], scan: Scan, sectors: Sequence[str]
) -> list[Draft]:
    """The projects with their amounts. `things`: sector words of what is built; `sectors`: those of the
    whole article, the main one first."""
    if not sectors:
        return []
    made: list[Draft] = []
    known: dict[object, Draft] = {}
    ranked = sorted(
        units(layout, found, things, scan, sectors),
        key=lambda u: (not u.own, u.chain.place == "title", u.chain.start),
    )
    listed = sum(u.own and layout.line(u.chain.start).item for u in ranked)
    for unit in ranked:
        keys = [amount_key(m) for m in unit.chain.moneys]
        listing = unit.own and layout.line(unit.chain.start).item
        project = None if listing else next((known[k] for k in keys if k in known), None)
        if project is None:
            project = _home(layout, made, unit, things, sectors, listed)
        project.chains.append(unit.chain)
        project.spans.append(unit.span)
        known.update((k, project) for k in keys)
    if not made:
        made.append(_new(layout, things, sectors[0], None, layout.text_start))
    made.sort(key=lambda d: d.at)
    return made


def _home(
    layout: Layout,
    made: list[Draft],
    unit: Unit,
    things: Sequence[Mention],
    sectors: Sequence[str],
    listed: int,
) -> Draft:
    """The project that a figure belongs to: its sector's, unless the figure stands in a list of its own."""
    thing = unit.thing
    sector = thing.value if thing is not None and thing.value in sectors else None
    if sector is None:
        sector = thing.value if thing is not None and thing.value and unit.own else None
    in_list = unit.own and listed > 1 and layout.line(unit.chain.start).item
    if not in_list:
        if sector is None and made:
            return min(made, key=lambda d: abs(d.at - unit.chain.start))
        same = [d for d in made if d.sector == (sector or sectors[0])]
        if same:
            return min(same, key=lambda d: abs(d.at - unit.chain.start))
    if thing is not None and thing.value != (sector or sectors[0]):
        thing = None
    project = _new(layout, things, sector or sectors[0], thing, unit.chain.start)
    made.append(project)
    return project


def _new(layout: Layout, things: Sequence[Mention], sector: str, thing: Mention | None, at: int) -> Draft:
    thing = thing or next((t for t in things if t.value == sector), None)
    name = phrase(layout.body, thing.start, thing.end) if thing else sector.replace("_", " ")
    return Draft(sector, name, at)


def finish(drafts: Sequence[Draft]) -> tuple[Project, ...]:
    """Frozen projects; each amount once in each notation, in the order of the text."""
    out = []
    for d in drafts:
        taken: set[object] = set()
        moneys = sorted((m for c in d.chains for m in c.moneys), key=lambda m: m.start)
        amounts = []
        for m in moneys:
            key = (m.text, amount_key(m))
            if key not in taken:
                taken.add(key)
                amounts.append(m)
        out.append(
            Project(
                name=d.name,
                sector=d.sector,
                location=d.location,
                amounts=tuple(amounts),
                capacity=tuple(d.capacity),
                companies=tuple(d.companies.values()),
                start=d.start,
            )
        )
    return tuple(out)
