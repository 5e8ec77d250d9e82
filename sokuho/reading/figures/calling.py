"""What a project is called: by a name of its own, else after the company that money goes into, else by what
stands there.

A title says "US wind farm" where the text says Aviator Wind, and the first word of a sector is often "mtpa"
or "AI". So a few of the things of its sector are looked at, and the phrase that tells most is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sokuho.reading.deal.targets import invested_in
from sokuho.reading.figures.own_names import own_name
from sokuho.reading.figures.phrases import phrase
from sokuho.reading.figures.projects import Draft
from sokuho.reading.figures.subject import Subject
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, standing_at, within
from sokuho.reading.text import width
from sokuho.reading.wordlists import words

# What a phrase tells, the most last; of two that tell as much the earlier is taken.
_TRADE, _BARE, _SHORT, _DESCRIBED, _TARGET, _FACILITY, _TITLE_TARGET, _NAMED = range(8)

_LEAD, _TOP = 4, 13  # sentences: where a project of the lists is the deal's, and where a deal is told
_THINGS = 3  # looked at; more make no better names
_ACRONYM = 3  # letters
_LONG = 6  # characters of a Japanese phrase that describes
_FACILITIES = words(
    """
    basin bess campus campuses center centers centre centres cluster complex expansion fab fabs facilities
    facility factories factory farm farms field fields hub line lng mill mine park parks pipeline plant plants
    project projects reactor reactors refinery shale site solar station stations storage terminal terminals
    unit wind works
    """
)
_TRADES = words(
    """
    association business company developer firm fund giant group industry institute maker market operator
    start-up startup technology
    """
)
_FACILITY_JA = re.compile(
    r"(?:発電所|変電所|蓄電所|製油所|工場|センター|基地|施設|プロジェクト|キャンパス|鉱区|権益|ターミナル|パーク"
    r"|拠点|設備|鉱山|ガス田|油田|事業|開発|号機|ファーム)\Z"
)
_TRADE_JA = re.compile("会社|企業|メーカー|大手|業者|新興|ファンド|市場|業界|分野|需要")
_PHASE = re.compile(r"[IVX\d]+\Z")
_NAME = 24  # characters before a thing in which its name begins
# At the end of which a thing that was named before may have a name; one class first, which is sought quickly.
_NAMING = re.compile(r"[A-Zァ-ヶー](?:(?<=[A-Z])|\Z)")
_WORD = re.compile(r"\S+")
_OTHERS = frozenset({"company", "agency", "media", "person", "block"})


def call(news: Subject, drafts: Sequence[Draft], companies: Sequence[Mention]) -> None:
    """Gives each project its name. `companies`: those that take part, `text` as they are called. The parts of
    a framework or a batch are called as they stand there."""
    sectors = [d.sector for d in drafts]
    for draft in drafts:
        alone = sectors.count(draft.sector) == 1 and not news.several
        best = _best(news, draft.sector, companies) if alone else None
        draft.name = best or _own(news, draft)


def _own(news: Subject, draft: Draft) -> str:
    """The thing of a project as it stands there, or its sector in words: LNG, gas power."""
    thing = draft.thing
    if thing is None:
        return draft.sector.upper() if len(draft.sector) <= _ACRONYM else draft.sector.replace("_", " ")
    text = phrase(news.layout.body, thing.start, thing.end, news.scan.names)
    if "・" in text and any(t.value != draft.sector and t.text in text for t in news.things):
        return thing.text  # 原油・人工ダイヤ・ガス火力: listed are three things
    return text


def _best(news: Subject, sector: str, companies: Sequence[Mention]) -> str | None:
    """What tells most of the one project of a sector, None where the text has no word for it."""
    best: tuple[int, str] | None = None
    for rank, text in _ways(news, sector, companies):
        if rank == _NAMED:
            return text
        if best is None or rank > best[0]:
            best = rank, text
    return best[1] if best else None


def _end(layout: Layout, sentences: int) -> int:
    """Where the first sentences of an article end."""
    top = layout.sentences[:sentences]
    return top[-1][1] if top else len(layout.body)


def _ways(news: Subject, sector: str, companies: Sequence[Mention]) -> Iterator[tuple[int, str]]:
    """The ways to call it that are looked at, each with what it tells."""
    layout, things, names = news.layout, news.things, news.scan.names
    body, end, lead = layout.body, _end(layout, _TOP), _end(layout, _LEAD)
    for m in within(names, 0, lead):
        if m.kind == "project" and m.value == sector:
            yield _NAMED, m.text
    if layout.japanese:
        last = min(layout.sentence(layout.text_start) + _LEAD, len(layout.sentences)) - 1
        if own := own_name(body, (0, layout.sentences[last][1]), sector, things, names):
            yield _NAMED, own
    text_start = body.find("\n") + 1
    good, seen = False, set[str]()
    for thing in within(things, 0, end):
        if thing.value != sector:
            continue
        again = good or thing.text in seen
        if again and not _NAMING.search(body, thing.start - _NAME, thing.start):
            continue
        seen.add(thing.text)
        text = phrase(body, thing.start, thing.end, names)
        named = thing.start >= text_start and _has_name(body, thing, text, names)
        rank = _NAMED if named else _rank(thing, text)
        good = good or rank >= _FACILITY
        yield rank, text
        if len(seen) == _THINGS:
            break
    reach = text_start if good else lead
    target = next((m for m in companies if m.start < reach and invested_in(body, m)), None)
    if target is not None:
        yield _TITLE_TARGET if target.start < text_start else _TARGET, target.text


def _japanese(text: str) -> bool:
    return width(text) > len(text)


def _rank(thing: Mention, text: str) -> int:
    if _japanese(text):
        if _TRADE_JA.search(text):
            return _TRADE
        if _FACILITY_JA.search(text):
            return _FACILITY if len(text) >= _LONG else _DESCRIBED
        return _BARE if thing.weak else _DESCRIBED if len(text) >= _LONG else _SHORT
    *before, last = text.lower().split()
    if before and last in _FACILITIES:
        return _FACILITY
    return _DESCRIBED if before and last not in _TRADES else _BARE


def _has_name(body: str, thing: Mention, text: str, names: Sequence[Mention]) -> bool:
    """Whether an English phrase ends in a thing or its number and holds a word whose capital is neither that
    of a sentence nor of a company, body, person, country or acronym."""
    low = body.find(text, max(0, thing.start - len(text)), thing.end + len(text))
    if low < 0 or _japanese(text):
        return False
    *_, last = _WORD.finditer(text)
    ends = low + last.start() < thing.end or last[0].lower() in _FACILITIES or _PHASE.match(last[0])
    if not ends or last[0].lower() in _TRADES:
        return False
    return any(_is_name(body, low + m.start(), m[0], thing, names) for m in _WORD.finditer(text))


def _is_name(body: str, at: int, word: str, thing: Mention, names: Sequence[Mention]) -> bool:
    if not word[0].isupper() or (word.isupper() and len(word) <= _ACRONYM):
        return False
    if thing.start <= at < thing.end or (at > thing.start and word.lower() in _FACILITIES):
        return False
    if body[max(0, at - _NAME) : at].rstrip(' "')[-1:] in ("", ".", "!", "?", "\n"):
        return False
    other = standing_at(names, at)
    return other is None or not (other.kind in _OTHERS or other.value == "country" or other.country == "XX")
