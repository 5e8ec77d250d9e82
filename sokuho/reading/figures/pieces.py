"""The piece of text around each investment figure, and the thing named in it for that figure.

A figure's thing is named beside it: after it in "$600 million for diamonds, $2.1 billion for oil",
before it in 「人工ダイヤに6億ドル、原油に21億ドル」 and in bullets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sokuho.reading.figures.subject import Subject
from sokuho.reading.layout import Layout, Line
from sokuho.reading.lexicon import Mention, within
from sokuho.reading.notation.chains import Chain
from sokuho.reading.patterns import choice

Span = tuple[int, int]

_VAGUE = frozenset({"other", "finance"})
_PRICED = re.compile(
    r"(?: [a-z]+){0,3} (?:for|at|worth|costing|costs?|to cost|will cost)"
    r"(?: (?:about|around|some|roughly|nearly|up to|more than|as much as|an estimated))? "
)
_SPENT_ON = re.compile(r"[一-龥ァ-ヶー]{0,6}(?:に|へ)(?:充て|投じ|投資|使|振り向け|割り当て|回す|回し)")
_BESIDE = 30  # code points
_PARTED = re.compile(r"[,;:.、。(（]|\band\b|と")
_TIED = re.compile(r"[^,;:.、。]{0,12}[(（にはでがへ]\s*(?:約|最大)?")
_FUNCTION = re.compile(
    r"\b(?:and|or|of|for|to|in|into|on|with|from|by|at|as|will|would|is|are|was|its|their|the|an?|deal|loan"
    r"|investment|contract|plan|round|stake|bet)\b"
)
_BACK = 3  # sentences
_LIST = 3  # so many amounts in one sentence
_AMOUNT_FIRST = re.compile(
    r"\s*(?:is|was|are|each|would be|will be|goes?|going|tied|earmarked|set aside"
    r"|has been set aside)?\s*(?:for|to|in|on|towards?|into|of|goes? to|with|from)\b"
    r"|(?:規模)?の(?!投資|出資|資金|融資|費用|事業費|予算|契約)",
    re.I,
)
# One class first, which the scan can look for.
_SPLIT = re.compile(r"[;；。|](?:(?<!\|)|(?<=\s.)(?=\s))")


class Unit(NamedTuple):
    """The piece of text around one figure, and the thing named in it for that figure."""

    chain: Chain
    span: Span
    thing: Mention | None
    own: bool  # the figure stands in a list or an enumeration, with a thing of its own


def units(news: Subject, found: Sequence[Chain]) -> list[Unit]:
    """One unit for each investment chain, in order."""
    layout = news.layout
    by_piece: dict[Span, list[Chain]] = {}
    lines = [layout.line(c.start) for c in found]
    for chain, line in zip(found, lines, strict=True):
        by_piece.setdefault(_piece(layout, chain, line, lines), []).append(chain)
    out: list[Unit] = []
    for span, chains in by_piece.items():
        # of words that name no sector for certain only those of the main one say what a figure is
        # for, except in a list
        inside = within(news.things, *span)
        here = [t for t in inside if not t.weak or t.value == news.sectors[0] or len(chains) >= _LIST]
        if len(chains) > 1:
            out += _enumeration(news, span, chains, here)
        else:
            out.append(_single(news, span, chains[0], here))
    return out


def _piece(layout: Layout, chain: Chain, line: Line, lines: Sequence[Line]) -> Span:
    """The sentence of a chain or its part between semicolons; of a list item with one chain, all of it.
    `lines`: those of all chains."""
    low, high = layout.span(chain.start)
    low, high = max(low, line.start), min(high, line.end)
    if line.item:
        low, high = line.start, line.end
        if lines.count(line) == 1:
            return low, high
    for m in _SPLIT.finditer(layout.body, low, high):
        if m.end() <= chain.start:
            low = m.end()
        elif m.start() >= chain.end:
            return low, m.start()
    return low, high


def _single(news: Subject, span: Span, chain: Chain, here: list[Mention]) -> Unit:
    body, sectors = news.layout.body, news.sectors
    pointed = _pointed(news, span) or _right_behind(body, chain, news.things)
    if pointed is None and not any(not t.weak for t in here):
        pointed = _meant(news, span)
    thing = pointed or _nearest(news, chain, here) or _beside(news, span)
    own = thing is not None and (
        pointed is not None
        or news.layout.item(chain.start)
        or any(t.kind == "company" and t.value == thing.value for t in here)  # money goes into it
        or (_attributive(body, chain, thing) and (thing.value in sectors or thing.value not in _VAGUE))
        # in a batch a sentence with a thing of its own tells of a project of its own
        or (news.several and thing.value not in _VAGUE and {t.value for t in here} == {thing.value})
    )
    return Unit(chain, span, thing, own)


# "a $33.3 billion natural gas plant", "$120 million battery", 300億円の蓄電池
_OF_IT = re.compile(r"[ -](?:[\w-]+ ){0,2}|(?:規模|相当)?の")
_ENDS_PHRASE = re.compile(
    r"[.,;:]| (?:in|at|near|next|beside|for|to|on|by|from|with|and|that|which|will|is|under|outside)\b"
)


def _right_behind(body: str, chain: Chain, things: Sequence[Mention]) -> Mention | None:
    """The thing that an amount stands before as its attribute, whatever else its sentence names."""
    near = within(things, chain.end, chain.end + _BESIDE + 1)
    if not near:
        return None
    behind = near[0]
    words = _OF_IT.fullmatch(body, chain.end, behind.start)
    if words is None or _FUNCTION.search(words[0]):
        return None
    return behind if not behind.weak or _ENDS_PHRASE.match(body, behind.end) else None


def _attributive(body: str, chain: Chain, thing: Mention) -> bool:
    """Whether the amount stands with its thing in one phrase: "a $600 million synthetic diamond plant"."""
    if thing.weak:
        return False
    if thing.start >= chain.end:
        between = body[chain.end : thing.start]
        if between[:1] in ("が", "を", "は") and _SPENT_ON.match(body, thing.end, thing.end + 12):
            return True  # 5兆円が…火力発電に充てられる
        return len(between) <= _BESIDE and not _PARTED.search(between)
    between = body[thing.end : chain.start]
    return _PRICED.fullmatch(between) is not None or (
        len(between) <= _BESIDE and _TIED.fullmatch(between) is not None
    )


def _pointed(news: Subject, span: Span) -> Mention | None:
    """The thing that "the former" or 後者 stands for: first or last of those named before it in its sentence,
    else of the sentence before with several."""
    pointers = [m for m in within(news.scan.of("order"), *span) if m.value in ("former", "latter")]
    if not pointers:
        return None
    layout, word = news.layout, pointers[0]
    index = layout.sentence(word.start)
    earlier = reversed(layout.sentences[max(0, index - _BACK) : index])
    for low, high in ((layout.span(word.start)[0], word.start), *earlier):
        before = [t for t in within(news.things, low, high) if not t.weak]
        if len({t.value for t in before}) >= 2:
            return before[0] if word.value == "former" else before[-1]
    return None


# "The factory will cost $250 million", 工場の投資額は: a thing named before is meant by its last word.
_NOUN = re.compile(
    choice(
        r"(?:the|its|this|that) (plant|factory|terminal|field|farm|reactors?|mine|line|campus|fab|refinery)\b"
        r"|(工場|発電所|基地|蓄電所|ガス田|鉱区)(?=[はにがへのを])",
        words=True,
    )
)
_PHRASE_END = re.compile(r"[\n,.、。(（にをと]| (?:and|in|with|for) ")
_ITS_NOUN = 24  # code points behind a thing's word in which its noun stands


def _meant(news: Subject, span: Span) -> Mention | None:
    """The thing of a sentence before that a bare noun of this one means, where it can mean one only."""
    layout = news.layout
    first = layout.sentences[max(0, layout.sentence(span[0]) - _BACK)][0]
    before = within(news.things, first, span[0])
    found = _NOUN.search(layout.body[span[0] : span[1]].lower()) if before else None
    if found is None:
        return None
    noun = found[found.lastindex or 0]
    named = [
        t
        for t in before
        if noun in _PHRASE_END.split(layout.body[t.start : t.end + _ITS_NOUN].lower(), maxsplit=1)[0]
    ]
    return named[-1] if len({t.value for t in named}) == 1 else None


def _beside(news: Subject, span: Span) -> Mention | None:
    """The thing named last before the sentence in its paragraph, else the first named after it; in the
    sentence next to it one of the article's main sector before others."""
    layout = news.layout
    line = layout.line(span[0])
    near = [t for t in within(news.things, line.start, line.end) if not t.weak]
    before = [t for t in near if t.start < span[0]]
    if not before:
        return near[0] if near else None
    last = layout.sentence(before[-1].start)
    main = [t for t in before if layout.sentence(t.start) == last and t.value == news.sectors[0]]
    return (main or before)[-1]


def _nearest(news: Subject, chain: Chain, here: Sequence[Mention]) -> Mention | None:
    if not here:
        return None
    body = news.layout.body
    first = bool(_AMOUNT_FIRST.match(body, chain.end))

    def distance(t: Mention) -> tuple[int, int]:
        after = t.start >= chain.end
        gap = t.start - chain.end if after else chain.start - t.end
        far = (0 if after == first else 25) + (60 if t.weak else 0) + (0 if t.value in news.sectors else 40)
        return gap + far, t.start

    best = min(here, key=distance)
    if best.end <= chain.start:  # of "a copper smelter and refinery" the first says what it is
        best = next((t for t in here if body[t.end : best.start] in (" and ", "・", "と", "や")), best)
    return best


def _enumeration(news: Subject, span: Span, chains: list[Chain], here: list[Mention]) -> list[Unit]:
    body = news.layout.body
    each = any(m.value == "respectively" for m in within(news.scan.of("order"), *span))
    certain = [t for t in here if not t.weak]
    before = [] if here or not each else _named_before(news, span)
    for several in (certain, _distinct(here), before):
        if each and len(several) == len(chains):
            return [Unit(c, (t.start, t.end), t, True) for c, t in zip(chains, several, strict=True)]
    first = _amounts_lead(body, span, chains, here)
    out: list[Unit] = []
    for i, chain in enumerate(chains):
        behind = chain.start, chains[i + 1].start if i + 1 < len(chains) else span[1]
        ahead = chains[i - 1].end if i else span[0], chain.end if i + 1 < len(chains) else span[1]
        low, high = behind if first else ahead
        mine = [t for t in here if low <= t.start < high]
        thing = _pointed(news, (low, high)) or _plainly(body, chain, news.things, ahead[0], behind[1])
        thing = thing or _bound(chain, mine) or _meant(news, (low, high))
        out.append(Unit(chain, (low, high), thing, thing is not None))
    return out


_TO_IT = re.compile(r"(?:に|へ|には|が|は|:|：|\(|（)(?:約|最大|それぞれ)?")


def _plainly(body: str, chain: Chain, things: Sequence[Mention], low: int, high: int) -> Mention | None:
    """The thing that grammar ties an amount to on whichever side it stands: 送電線に42億ドル,
    "a $2 billion oil terminal"."""
    near = [t for t in things if low <= t.start and t.end <= high]
    behind = _right_behind(body, chain, near)
    if behind is not None:
        return behind
    last = next((t for t in reversed(near) if t.end <= chain.start and not t.weak), None)
    return last if last is not None and _TO_IT.fullmatch(body, last.end, chain.start) else None


def _named_before(news: Subject, span: Span) -> list[Mention]:
    """The things of the sentence before, each sector once."""
    index = news.layout.sentence(span[0])
    if not index:
        return []
    return _distinct(t for t in within(news.things, *news.layout.sentences[index - 1]) if not t.weak)


def _amounts_lead(body: str, span: Span, chains: Sequence[Chain], here: Sequence[Mention]) -> bool:
    """Whether amounts stand before their things. Where each has a thing on one side only on that side,
    the order is plain; else the words right behind the amounts decide."""
    strong = [t for t in here if not t.weak]
    ends = [span[0], *(c.end for c in chains)]
    starts = [*(c.start for c in chains), span[1]]
    between = [any(low <= t.start < high for t in strong) for low, high in zip(ends, starts, strict=True)]
    before, after = all(between[:-1]), all(between[1:])
    if before != after:
        return after
    votes = sum(_leads(body, c, here) for c in chains)
    return votes * 2 > len(chains) or (votes * 2 == len(chains) and _leads(body, chains[0], here))


def _leads(body: str, chain: Chain, here: Sequence[Mention]) -> bool:
    """Whether an amount stands before its thing: "$2.1 billion for oil", "a $2.1 billion oil terminal"."""
    if _AMOUNT_FIRST.match(body, chain.end):
        return True
    after = next((t for t in here if t.start >= chain.end), None)
    return after is not None and _attributive(body, chain, after)


def _bound(chain: Chain, mine: list[Mention]) -> Mention | None:
    mine = [t for t in mine if not t.weak] or mine
    if not mine:
        return None
    before = [t for t in mine if t.end <= chain.start]
    return before[-1] if before else mine[0]


def _distinct(here: Iterable[Mention]) -> list[Mention]:
    seen: dict[str | None, Mention] = {}
    for t in here:
        seen.setdefault(t.value, t)
    return list(seen.values())
