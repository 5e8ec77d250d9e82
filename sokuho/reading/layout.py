"""Where things stand in an article: parts, lines, list items, sentences, and what is none of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from sokuho.model import Article
from sokuho.reading.lexicon import Mention
from sokuho.reading.noise import BULLET, HEADING, PROSE_END, SUM, caption, outside, prose, signed, sourced
from sokuho.reading.text import is_japanese, sentences

_TABLE = re.compile(r"[^|\n]+\|[^|\n]+\|")
_ENDLESS = 1200  # code points


class Placed(Protocol):
    """What stands somewhere in a body."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


class Line(NamedTuple):
    """One line of the body. `item`: it is a bullet or a row of a table. `noise`: related links, tickers,
    advertisements, credits."""

    start: int
    end: int
    part: str  # title, summary, text
    item: bool
    noise: bool


_new = tuple.__new__  # a third of the price of calling the class


class Layout:
    """The lines of an article's body, and the sentences of those that are its own; offsets are the body's.

    `text_start`: where its first paragraph begins; `below`: the same, or where its summary begins if it has
    no text. `japanese`: whether it follows the grammar of Japanese, in
    `tongue` as "ja" or "en". `size`: its code points, without blanks and what stands above and below it;
    `length`: its sentences, with related links below it and without what stands above it.
    """

    def __init__(self, article: Article, noise: Sequence[Mention]) -> None:
        self.body = article.body
        self.lines = _without_menu(self.body, _records(self.body, _lines(article, noise)))
        self.text_start = _opening(self.body, self.lines)
        summary = next((line.start for line in self.lines if line.part == "summary"), self.text_start)
        self.below = self.text_start if self.text_start < len(self.body) else summary
        self._line_starts, _, _, items, noises = zip(*self.lines, strict=True)
        self._itemised = any(items)
        # where each line of noise begins and ends: what has an odd number of these before it is noise
        self._noise = list(_edges(self.lines)) if any(noises) else []
        self.japanese = is_japanese(self.body)
        self.tongue = "ja" if self.japanese else "en"
        every = sentences(self.body)
        own = [one for one in every if not bisect_right(self._noise, one[0]) % 2] if self._noise else every
        self.sentences = own or every
        self._starts = [start for start, _ in self.sentences]
        above = [line for line in self.lines if line.noise and line.start < self.text_start]
        self.length = (
            len(every) - sum(self.line(start) in above for start, _ in every) if above else len(every)
        )
        end = self.sentences[-1][1] if self.sentences else 0
        around = (line for line in self.lines if line.noise and not self.text_start <= line.start < end)
        blank = (line for line in self.lines if self.body[line.start : line.end].isspace())
        self.size = len(self.body) - sum(line.end - line.start for line in (*around, *blank))

    def own(self, found: Sequence[P]) -> Sequence[P]:
        """What of `found` stands in the article proper: outside the lines that are noise."""
        noise = self._noise
        return [one for one in found if not bisect_right(noise, one.start) % 2] if noise else found

    def line(self, at: int) -> Line:
        return self.lines[bisect_right(self._line_starts, at) - 1]  # the first one starts at 0

    def item(self, at: int) -> bool:
        """Whether a list's item, or a table's row, stands at an offset; most articles have none."""
        return self._itemised and self.line(at).item

    def sentence(self, at: int) -> int:
        """The index of the sentence at an offset."""
        return (bisect_right(self._starts, at) or 1) - 1

    def tells(self, index: int) -> bool:
        """Whether a sentence is one of prose: no item of a list, no heading, none that is noise."""
        line = self.line(self.sentences[index][0])
        return not (line.item or line.noise or _heads(self.body, line))

    def lists(self) -> Iterator[list[Line]]:
        """The lists and tables of the text, each with its items or rows; empty lines may stand between."""
        items: list[Line] = []
        for line in self.lines if self._itemised else ():
            if line.item and not line.noise and line.part == "text":
                items.append(line)
            elif items and self.body[line.start : line.end].strip():
                yield items
                items = []
        if items:
            yield items

    def span(self, at: int) -> tuple[int, int]:
        """The sentence at an offset; of an endless one only what stands near."""
        low, high = self.sentences[self.sentence(at)] if self.sentences else (0, len(self.body))
        if high - low > _ENDLESS:
            low, high = max(low, at - _ENDLESS // 2), min(high, at + _ENDLESS // 2)
        return low, high

    def piece(self, at: int) -> tuple[int, int]:
        """The list's item or table's row at an offset, else the sentence."""
        line = self.line(at) if self._itemised else None
        return (line.start, line.end) if line and line.item else self.span(at)


def _edges(lines: Sequence[Line]) -> Iterator[int]:
    for line in lines:
        if line.noise:
            yield from (line.start, line.end + 1)


def _lines(article: Article, noise: Sequence[Mention]) -> list[Line]:
    marks = iter(noise)
    mark = next(marks, None)
    lines: list[Line] = []
    at = 0
    related = False
    listed: bool | None = None  # whether related links are a list's items, as all of a block are or none
    again = _told_again(article.text)
    told = 0  # lines of the text: its first one is the article's
    for part, text in (("title", article.title), ("summary", article.summary), ("text", article.text)):
        for raw in text.split("\n") if text else ():
            end = at + len(raw)
            found: list[Mention] = []
            while mark is not None and mark.start < end:
                if mark.start >= at:
                    found.append(mark)
                mark = next(marks, None)
            item = BULLET.match(raw) is not None or ("|" in raw and _TABLE.match(raw) is not None)
            is_noise = False
            if part == "text" and (said := raw.strip()):
                heading, line_noise = outside(raw, at, found) if found else (False, False)
                if heading:
                    related, listed = True, None
                elif related:
                    related = not (prose(raw) or said[-1] in ":：" or (item and listed is False))
                    listed = item if listed is None else listed
                is_noise = (
                    related
                    or line_noise
                    or (said[-1] in ")）]］" and sourced(said))
                    or said in again
                    or (told > 0 and caption(said))
                    or (told < _MASTHEAD and signed(said))
                )
                told += 1
            lines.append(_new(Line, (at, end, part, item, is_noise)))
            at = end + 1
    return lines or [Line(0, 0, "text", False, False)]


def _told_again(text: str) -> Sequence[str]:
    """Lines that a text has twice and that end as no sentence does: titles of videos, captions, links."""
    long = [line.strip() for line in text.split("\n") if len(line) >= _PARAGRAPH]
    if len(long) == len(set(long)):
        return ()
    return [line for line, n in Counter(long).items() if n > 1 and not line.endswith(PROSE_END)]


_MASTHEAD = 80  # lines that may stand above the first paragraph, a menu among them
_PARAGRAPH, _JA_PARAGRAPH = 40, 20  # code points that it has at least, unless it tells of an amount
# It may as well end with a British quotation, or lead over to a list.
_PARAGRAPH_END = (*PROSE_END, "'", "…", ":", "：")
_STOPS = (".", "。")


def _opening(body: str, lines: Sequence[Line]) -> int:
    """Where the text begins: behind the title told again, dates, bylines, captions and buttons, if a
    paragraph follows; a list is not parted."""
    own = [line for line in lines if line.part == "text" and not line.noise and line.end > line.start]
    for i, line in enumerate(own[:_MASTHEAD]):
        if _paragraph(body[line.start : line.end].strip()):
            while i and own[i].item and own[i - 1].item:
                i -= 1
            return own[i].start
    return own[0].start if own else len(body)


def _without_menu(body: str, lines: list[Line]) -> list[Line]:
    """The lines, those of a page's menu marked as noise: so many short ones in a row above the first
    paragraph that they are no heading of it, unless they sum up what it tells."""
    out, run = lines, list[int]()
    for i, line in enumerate(lines):
        said = body[line.start : line.end].strip()
        if line.part == "text" and len(said) <= _ENTRY and not (SUM.search(said) or said.endswith(PROSE_END)):
            run += [i] if said else []
            continue
        if len(run) >= _MENU and not _sums_up(body, [lines[at] for at in run]):
            out = [one._replace(noise=True) if at in run else one for at, one in enumerate(out)]
        if line.part == "text" and _paragraph(said):
            break
        run = []
    return out


_MENU = 10  # lines
_ENTRY = 32  # code points
_FACT = re.compile(r"\d|[:：] ?[^\s:：]")
_FACTS = 0.25  # of the lines of a summary tell one, of a menu's less


def _sums_up(body: str, lines: Sequence[Line]) -> bool:
    """Whether lines tell facts, such as "Capacity: 200 MW"."""
    facts = sum(_FACT.search(body, line.start, line.end) is not None for line in lines)
    return facts >= _FACTS * len(lines)


def _paragraph(said: str) -> bool:
    """Whether a line is long enough for a paragraph and ends like one; a short one that tells of an amount
    and ends with a full stop is none of a masthead."""
    if not said.endswith(_PARAGRAPH_END):
        return False
    least = _JA_PARAGRAPH if said.endswith("。") else _PARAGRAPH
    return len(said) >= least or (said.endswith(_STOPS) and SUM.search(said) is not None)


# "Location: Ohio", 所在地：ジョージア州: a line of a record says what it tells.
_LABEL = re.compile(r"[ \t\u3000・●○◆■▼-]*([^\W\d_][^\s:：。、,.]{0,11}?)[ \u3000]*[0-9]{0,2}[:：](?!//)")
_LEAST = 2  # records, and labelled lines of each


def _records(body: str, lines: list[Line]) -> list[Line]:
    """The lines; those of a record, one of several with the same labels, are one item of a list, with the
    heading above them."""
    if body.count(":") + body.count("：") < _LEAST * _LEAST:
        return lines
    labels = [m[1] if (m := _LABEL.match(body, line.start, line.end)) else None for line in lines]
    out: list[Line] = []
    i = 0
    while i < len(lines):
        stop = _block(body, lines, labels, i) if labels[i] and not lines[i].noise else i + 1
        firsts = _firsts(body, lines, labels, range(i, stop)) if stop - i >= _LEAST * _LEAST else []
        if firsts and firsts[0] < i:  # the heading above the first
            out.pop()
        out += lines[i : firsts[0]] if firsts else lines[i:stop]
        for a, b in zip(firsts, [*firsts[1:], stop], strict=bool(firsts)):
            out.append(_new(Line, (lines[a].start, lines[b - 1].end, lines[a].part, True, False)))
        i = stop
    return out


def _firsts(body: str, lines: list[Line], labels: list[str | None], block: range) -> list[int]:
    """Where the records of a block begin, with their headings: at each line of the label that comes back
    first. None where a record has a single line."""
    counts = Counter(labels[j] for j in block)
    label = next((labels[j] for j in block if labels[j] and counts[labels[j]] >= _LEAST), None)
    starts = [j for j in block if label and labels[j] == label]
    for a, b in zip(starts, [*starts[1:], block.stop], strict=bool(starts)):
        if sum(map(bool, labels[a:b])) < _LEAST:
            return []
    return [j - (j > 0 and not labels[j - 1] and _heads(body, lines[j - 1])) for j in starts]


def _block(body: str, lines: list[Line], labels: list[str | None], first: int) -> int:
    """Where the labelled lines from one on end, with headings and empty lines between them."""
    last = first
    for i in range(first + 1, len(lines)):
        if lines[i].noise or not (labels[i] or _heads(body, lines[i])):
            break
        last = i if labels[i] else last
    return last + 1


def _heads(body: str, line: Line) -> bool:
    """Whether a line is empty or so short that it may head a record."""
    said = body[line.start : line.end].strip()
    return line.part == "text" and len(said) <= HEADING and not said.endswith(PROSE_END[:4])
