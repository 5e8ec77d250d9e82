"""Names and words of the vocabulary (lists.py), found in one pass over the text.

Matching folds width, case, dashes, hyphens and accents one character to one, so offsets are those of the text
given. Latin and katakana names must not continue to either side; a capitalised form must be
capitalised in the text, and so must its last word; an acronym must be in capitals. Of overlapping names
the longest wins; kind "block" holds longer words that contain a name by accident (欧米, 日立市).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import ahocorasick_rs

from sokuho.reading.lists import NAME_KINDS, Entry, Form

APART = frozenset({"size"})


class Mention(NamedTuple):
    """An entry as it stands in a text: `text[start:end]` of what was scanned."""

    start: int
    end: int
    text: str
    kind: str
    name: str
    country: str | None
    value: str | None
    weak: bool = False

    # `_replace` takes four times as long.

    def weakened(self) -> Mention:
        """The same as a weak one."""
        return _new(Mention, (*self[:-1], True))

    def called(self, text: str, name: str) -> Mention:
        """The same with another text and name."""
        return _new(Mention, (*self[:2], text, self[3], name, *self[5:]))


def within(found: Sequence[Mention], low: int, high: int) -> Sequence[Mention]:
    """What of `found`, which is in order, begins from `low` on and before `high`."""
    return found[bisect_left(found, (low,)) : bisect_left(found, (high,))] if found else found


def standing_at(found: Sequence[Mention], at: int) -> Mention | None:
    """What of `found`, which is in order and without overlap, stands at a place."""
    i = bisect_left(found, (at + 1,))
    return found[i - 1] if i and at < found[i - 1].end else None


class Scan(NamedTuple):
    """What one pass found: names without overlap, and for each kind of word its own mentions, in order."""

    names: list[Mention]
    words: Mapping[str, list[Mention]]

    def of(self, kind: str) -> list[Mention]:
        return self.words.get(kind) or []


def with_names(scan: Scan, found: Sequence[Mention]) -> Scan:
    """The scan with more names, which are in order; of those it has such as they overlap are left out."""
    starts, ends = [m.start for m in found], [m.end for m in found]
    kept = [m for m in scan.names if bisect_right(ends, m.start) == bisect_left(starts, m.end)]
    return Scan(sorted([*kept, *found]), scan.words)


_FOLD = {0xFF01 + i: chr(0x21 + i).lower() for i in range(94)}
_FOLD |= dict.fromkeys(map(ord, "–—"), "-") | {ord("\u3000"): " "}
_FOLD |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # halves of pairs, which no text in UTF-8 holds
_FOLD |= {ord(a): b for a, b in zip("áàâäãåéèêëíìîïóòôöõúùûüñç", "aaaaaaeeeeiiiiooooouuuunc", strict=True)}


_FOLDED = {chr(code): plain for code, plain in _FOLD.items()}
_FOLDABLE = re.compile(f"[{''.join(map(re.escape, _FOLDED))}]")
_HYPHEN = re.compile(r"-(?<=[a-z]-)(?=[a-z])")  # "clean-energy developer", "clean energy developer"


def fold(text: str) -> str:
    """`text` with width, case, dashes, hyphens and accents evened out; exactly as long as `text`."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    if not lower.isascii():
        lower = _FOLDABLE.sub(lambda m: _FOLDED[m[0]], lower)
    return _HYPHEN.sub(" ", lower)


def _with_initials(folded: str) -> str:
    """`folded` with each word's first letter as a capital, so that no form is met inside a word. Bytes know
    the letters of ASCII only, which is enough and takes a third of the time."""
    return folded.encode().title().decode()


# What a name may not run on with: Latin letters and digits, or katakana.
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789" + "".join(map(chr, range(0x00DF, 0x0250))))
_GROUP = ("グループ", "ホールディングス")  # which a company's name may run on with all the same
_KANA = frozenset("".join(map(chr, range(0x30A1, 0x30FB))) + "ー")
_NONE: frozenset[str] = frozenset()


# So long a katakana word of the field is itself in compounds (データセンターキャンパス); a name or a short
# word may stand in others (メタ, メタノール).
_COMPOUND = 6


def _run_on(char: str) -> frozenset[str]:
    return _LATIN if char in _LATIN else _KANA if char in _KANA else _NONE


_ANY, _CAPITAL, _CAPITALS = range(3)


_CAPITAL_LETTER = re.compile("[A-Z]")
_INITIALS = 5  # letters at most that must all be capitals


def _case(form: str) -> int:
    """Which letters of a form must be capitals in a text: none, the first, all; or, below zero, the first and
    that of its last word, so many letters behind it: "Ohio power plant" is not Ohio Power's."""
    if form.isupper() and 0 < len(_CAPITAL_LETTER.findall(form)) <= _INITIALS:
        return _CAPITALS
    if not "A" <= form[0] <= "Z":
        return _ANY
    last = form.rfind(" ") + 1
    return -last if last and "A" <= form[last] <= "Z" else _CAPITAL


def _strictness(case: int) -> float:
    """How much a form asks for; a capital in its last word, too, is more than one in the first."""
    return case if case >= 0 else (_CAPITAL + _CAPITALS) / 2


_Tail = tuple[str, str, str | None, str | None, bool]  # what a mention says beside its place and text


# One spelling: what may not stand to its left and right in a text, whether the word may go on, and how each
# of its forms must be capitalised, its layer and its tail. Plain tuples are faster than named ones.
_Slot = tuple[frozenset[str], frozenset[str], bool, list[tuple[int, str, _Tail]]]


def _add(forms: list[Form], form: Form) -> None:
    """Of one entry's forms that differ in width or case only, the one that asks for less is enough."""
    for i, known in enumerate(forms):
        if known[1:] == form[1:]:
            forms[i] = min(known, form, key=lambda f: _strictness(_case(f.text)))
            return
    forms.append(form)


def _layer(entry: Entry) -> str:
    """What an entry competes with for its place in a text: all names, or the words of its kind. A block is
    one of those that it hides, names unless it says otherwise."""
    if entry.kind == "block":
        return entry.value or ""
    return "" if entry.kind in NAME_KINDS else entry.kind


class Lexicon:
    """An Aho-Corasick machine over all forms. Building takes about 3 µs a form; scanning hardly depends
    on their number.

    `beside` is the lexicon of the kinds `apart`: common words that matter only beside a figure.
    """

    def __init__(self, forms: Iterable[Form], apart: frozenset[str] = APART) -> None:
        # A spelling is there twice where what may stand beside it differs (`_slot`).
        spelt: dict[tuple[str, bool, bool], list[Form]] = {}
        beside: list[Form] = []
        self._blocked: set[str] = set()
        for form in forms:
            kind = form.entry.kind
            if kind in apart:
                beside.append(form)
                continue
            layer = _layer(form.entry)
            if kind == "block":
                self._blocked.add(layer)
            key = fold(form.text), form.open_end, layer == ""
            if key in spelt:
                _add(spelt[key], form)
            else:
                spelt[key] = [form]
        self._forms = list(spelt.values())
        self._slots: list[_Slot | None] = [None] * len(self._forms)
        spellings = (_with_initials(spelling) for spelling, _, _ in spelt)
        self._machine = ahocorasick_rs.AhoCorasick(spellings, store_patterns=False)
        self.size = len(spelt)
        self.beside = Lexicon(beside, frozenset()) if beside else self

    def _slot(self, which: int) -> _Slot:
        """The slot of a spelling, made when a text has it for the first time: most are in none."""
        forms = self._forms[which]
        key, open_end, layer = fold(forms[0].text), forms[0].open_end, _layer(forms[0].entry)
        left, right = _run_on(key[0]), _NONE if open_end else _run_on(key[-1])
        if layer and (left is _KANA or right is _KANA) and len(key) >= _COMPOUND:
            left, right = (_NONE if side is _KANA else side for side in (left, right))
        said = [(_case(form.text), _layer(form.entry), (*form.entry, form.weak)) for form in forms]
        slot = self._slots[which] = left, right, open_end, said
        return slot

    def scan(self, text: str) -> Scan:
        """Every name and word of the vocabulary in `text`.

        Words of a section with two sectors belong to the first where the text speaks of it (in a word or by
        a company of that trade) and names the second in no other way; otherwise to the second.
        """
        return _settled(self._scan(text))

    def _scan(self, text: str) -> Scan:
        folded = fold(text) + "\n"
        layers: defaultdict[str, list[Mention]] = defaultdict(list)
        slots = self._slots
        for which, start, stop in self._machine.find_matches_as_indexes(_with_initials(folded), True):
            left, right, open_end, forms = slots[which] or self._slot(which)
            # before the first letter stands the line break at the end
            if right and folded[stop] in right and (right is _LATIN or not folded.startswith(_GROUP, stop)):
                continue
            if left and folded[start - 1] in left:
                continue
            end = stop
            if open_end:
                while folded[end] in _LATIN:
                    end += 1
            place = start, end, text[start:end]
            for case, layer, tail in forms:
                if case and not (text[start:stop] if case == _CAPITALS else text[start]).isupper():
                    continue
                if case < 0 and not text[start - case].isupper():
                    continue
                kept = layers[layer]
                if kept and start < kept[-1][1] and not _wins(kept, start, end):
                    continue
                kept.append(_new(Mention, place + tail))
        if sum(map(len, layers.values())) > _CROWD:
            layers.update({layer: _thinned(found) for layer, found in layers.items()})
        for layer in self._blocked & layers.keys():
            layers[layer] = [m for m in layers[layer] if m.kind != "block"]
        return Scan(layers.pop("", []), layers)


_new = tuple.__new__  # a third of the price of calling the class, of which an article has seventy


def _wins(kept: list[Mention], start: int, stop: int) -> bool:
    """Whether a match stands against those of its layer that it overlaps, none of which ends later: the
    leftmost wins, the longest of those that start together, and of two entries written the same the one
    listed first. Those that lose are taken out."""
    first = len(kept)
    while first and kept[first - 1].start >= start:
        first -= 1
    if (first and kept[first - 1].end > start) or kept[first][:2] == (start, stop):
        return False
    del kept[first:]
    return True


_CROWD, _OF_EACH = 800, 40


def _thinned(found: list[Mention]) -> list[Mention]:
    """The first mentions of each entry: what says the same word a thousand times is no article, and every
    later step would pay for each."""
    seen: Counter[tuple[object, ...]] = Counter()
    kept = []
    for m in found:
        entry = m[3:]
        seen[entry] += 1
        if seen[entry] <= _OF_EACH:
            kept.append(m)
    return kept


def _settled(scan: Scan) -> Scan:
    """The scan with each word of two sectors given to one of them."""
    words = scan.of("sector")
    doubtful = {(m.country, m.value) for m in words if m.country}
    if not doubtful:
        return scan
    certain = {m.value for m in words if not m.country and not m.weak}
    spoken = certain | {m.value for m in scan.names if m.kind == "company"}
    turned = {pair for pair in doubtful if pair[0] in spoken and pair[1] not in certain}

    def settle(m: Mention) -> Mention:
        if not m.country:
            return m
        return m._replace(country=None, value=m.country if (m.country, m.value) in turned else m.value)

    return Scan(scan.names, {**scan.words, "sector": [settle(m) for m in words]})
