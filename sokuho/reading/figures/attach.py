"""Which project a size, a company, a place or a date belongs to, by what its text speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from sokuho.reading.figures.projects import Draft
from sokuho.reading.figures.subject import Subject
from sokuho.reading.layout import P, Placed
from sokuho.reading.lexicon import Mention, within
from sokuho.reading.wordlists import by_word

_HEADING = 60  # a longer line is prose, code points
_ORDINALS = by_word({0: "first 1 一", 1: "second 2 二", 2: "third 3 三", 3: "fourth 4 四"})
# "in the first; ... in the second", 1つ目には…2つ目には
_COUNTED = re.compile(
    r"\bthe (first|second|third|fourth)\b(?= ?(?:[;,.:]|and\b|are\b|is\b|while\b|$))"
    r"|([1-4一二三四])(?:つ|件)目",
    re.IGNORECASE,
)


def give(
    news: Subject,
    drafts: Sequence[Draft],
    found: Iterable[P],
    take: Callable[[Draft, P], None],
    *,
    certain: bool = False,
) -> None:
    """Hands each item to the project that its text speaks of: the piece it stands in, the thing named
    in its sentence, the project of the sentence before. What is a project's for `certain` goes to the one
    begun last where all this says nothing; the rest is left."""
    if len(drafts) == 1:
        for item in found:
            take(drafts[0], item)
        return
    firsts: dict[int, int] = {}
    for item in found:
        sentence = news.layout.sentence(item.start)
        first = firsts.setdefault(sentence, item.start)
        among = _told_of(drafts, item) if certain else drafts
        owner = _of_measured(news, among, item) if certain else None
        owner = owner or _owner_of(news, among, item.start, first)
        if owner is None and certain:
            priced = [d for d in among if d.chains] or among
            owner = next((d for d in reversed(priced) if d.at <= item.start), priced[0])
        if owner is not None:
            take(owner, item)


def _told_of(drafts: Sequence[Draft], item: Placed) -> Sequence[Draft]:
    """The projects with amounts, and those of the others that are told of before an item."""
    return [d for d in drafts if d.chains or d.at <= item.start] or drafts


# "9.2 gigawatts of natural gas capacity", "a 10 GW data center campus", 1GWのデータセンター
_OF_THING = re.compile(
    r"(?: of| would come from| will come from)?[ -](?:(?:new|total|large|AI|the|its|[a-z]+-scale) ){0,2}|の"
)
_OF_REACH = 34  # code points


def measured(news: Subject, end: int) -> Mention | None:
    """The thing that a size which ends there is the size of, where it stands right behind."""
    near = within(news.things, end, end + _OF_REACH + 1)
    behind = near[0] if near else None
    if behind is None or behind.weak:
        return None
    return behind if _OF_THING.fullmatch(news.layout.body, end, behind.start) else None


# Ahead of a size: what stands beside the deal, is replaced by it or compared with it.
_ASIDE = re.compile(
    r"\b(?:[Rr]eplac(?:e|es|ed|ing)|next to|beside|near|nearby|adjacent to"
    r"|power(?:s|ing)?(?: (?:for|to))|powers|powering|equivalent (?:to|of)|equal to|as much as|enough for"
    r"|compar\w+ (?:to|with)|than|like) (?:[a-z-]+ ){0,3}\Z"
    r"|\b(?:(?:to|will|would) supply|supplies|supplying) (?:[^.;\n]|\.\d){0,48}\Z"
    r"|\b(?:(?:[Pp]ower|[Ee]lectricity|[Ee]nergy)(?: [\w']+){0,4}|comes?|coming|fed|powered|supplied)"
    r" (?:from|by) (?:[a-z-]+ ){0,3}\Z"
    r"|(?:隣接する?|近くの|隣の|供給する)[^。、]{0,8}\Z"
)
# What says that a size is of a part of the deal.
_PART = re.compile(
    r"\b(?:includ(?:es?|ing)|of which|contains?|also (?:build|add|construct|develop|install)) [^.;]{0,16}\Z"
    r"|(?:うち|内訳は)[^。]{0,8}\Z"
)
_NEAR = 60  # code points


def aside(body: str, size: Placed) -> bool:
    """Whether what is measured is none of the deal's: a neighbour, what it replaces, whom it supplies or what
    it is compared with."""
    return _ASIDE.search(body, max(0, size.start - _NEAR), size.start) is not None


def part(body: str, size: Placed) -> bool:
    """Whether a text says that what is measured is a part of the deal."""
    if body.startswith((" would come from ", " will come from "), size.end):
        return True
    return _PART.search(body, max(0, size.start - _NEAR), size.start) is not None


def _of_measured(news: Subject, drafts: Sequence[Draft], item: Placed) -> Draft | None:
    """The project whose thing stands right behind a size."""
    thing = measured(news, item.end)
    alike = [d for d in drafts if thing is not None and d.sector == thing.value]
    return min(alike, key=lambda d: abs(d.at - item.start), default=None)


def _governing(named: Sequence[Mention], at: int, first: int) -> Mention:
    """The thing an item goes with: the one before it, or after it where the sentence lists items first."""
    if first < named[0].start:
        return next((t for t in named if t.start >= at), named[-1])
    return next((t for t in reversed(named) if t.start <= at), named[0])


def _owner_of(news: Subject, drafts: Sequence[Draft], at: int, first: int) -> Draft | None:
    """The project that the text at an offset speaks of, None where that is open. `first`: where the
    first item of the sentence stands."""
    inside = [(high - low, i) for i, d in enumerate(drafts) for low, high in d.spans if low <= at < high]
    if inside:
        return drafts[min(inside)[1]]
    low, high = news.layout.span(at)
    counted = _counted(news.layout.body, drafts, (low, high), at, first)
    if counted is not None:
        return counted
    sectors = {d.sector for d in drafts}
    named = [t for t in within(news.things, low, high) if t.value in sectors]
    if named:
        sector = _governing(named, at, first).value
        return min((d for d in drafts if d.sector == sector), key=lambda d: abs(d.at - at))
    return _continued(news, drafts, at)


def _counted(
    body: str, drafts: Sequence[Draft], sentence: tuple[int, int], at: int, first: int
) -> Draft | None:
    """The project that an item goes with where a sentence counts them: "Toshiba and Hitachi in the first,
    Modec in the second". None where it counts fewer than two."""
    words = [(m.start(), _ORDINALS[(m[1] or m[2]).lower()]) for m in _COUNTED.finditer(body, *sentence)]
    if len(words) < 2:
        return None
    ahead = first < words[0][0]
    after = [n for start, n in words if start > at]
    before = [n for start, n in words if start <= at]
    number = (after[:1] if ahead else before[-1:]) or [len(drafts)]
    return drafts[number[0]] if number[0] < len(drafts) else None


def _continued(news: Subject, drafts: Sequence[Draft], at: int) -> Draft | None:
    """The project of the line before, where the text stands under a heading or list item."""
    layout = news.layout
    index = layout.sentence(at)
    if not index or layout.item(at):
        return None
    low, high = layout.sentences[index - 1]
    heading = layout.line(low)
    if heading == layout.line(at) or not (heading.item or heading.end - heading.start <= _HEADING):
        return None
    spoken = [d for d in drafts if any(low <= s[0] < high or s[0] <= low < s[1] for s in d.spans)]
    inside = {t.value for t in within(news.things, low, high)}
    spoken = spoken or [d for d in drafts if d.sector in inside]
    return spoken[0] if len(spoken) == 1 else None
