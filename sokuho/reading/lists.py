"""The word lists of the vocabulary (`config/lexicon/*.txt`) and how their lines are written:

    @company JP gas_power           a section: kind, country (or -), value (or -)
    JERA; ジェラ                      an entry: its forms, the first one canonical
    Sharp; ~シャープ                  ~ marks a weak form: needs support elsewhere in the text
    liquef*                          * lets the rest of the word follow
    gets $                            words that end so are met before US$, too
    ビストラ・エナジー                  a name's ・ may be left out: ビストラエナジー is the same
    Babcock and Brown                 its "and" may be "&", アンド too
    clean energy                      is met in "clean-energy developer", too: a hyphen is a space

A sector's word may stand under two sectors, `@sector autos storage`: a battery is storage, but one of a
car maker's is of the car trade; see `Lexicon.scan`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sokuho.reading.plain import evened

NAME_KINDS = frozenset({"company", "agency", "project", "media", "place", "person", "block"})


class Entry(NamedTuple):
    """One thing of the vocabulary. `country` is an ISO code or None, `value` the section's third word."""

    kind: str
    name: str
    country: str | None
    value: str | None


class Form(NamedTuple):
    """One way of writing an entry."""

    text: str
    entry: Entry
    weak: bool = False
    open_end: bool = False


class ListError(ValueError):
    """A line of a word list that cannot be read; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def parse_list(text: str) -> Iterator[Form]:
    """The forms of one word list. Raises ListError naming the line."""
    kind, country, value = "", None, None
    for number, raw in enumerate(evened(text).splitlines(), 1):
        line = raw.partition(" #")[0].strip() if "#" in raw else raw.strip()
        if not line or line[0] == "#":
            continue
        if line[0] == "@":
            parts = line[1:].split()
            if not 1 <= len(parts) <= 3:
                raise ListError("a section is '@kind country value'", number)
            kind, country, value = (*parts, "-", "-")[:3]
            country, value = (None if x == "-" else x for x in (country, value))
            continue
        if not kind:
            raise ListError("an entry stands before the first '@kind' section", number)
        forms = [form for form in map(str.strip, line.split(";")) if form]
        entry = Entry(kind, forms[0].strip("~*"), country, value)
        for form in forms:
            said = form.strip("~*")
            if not said:
                raise ListError("a form is empty behind its mark", number)
            for spelling in _spellings(said) if kind in NAME_KINDS else _with_dollars(said):
                yield Form(spelling, entry, form[0] == "~", form[-1] == "*")


def _with_dollars(words: str) -> tuple[str, ...]:
    """The ways of writing words of the field: "gets $" is "gets US$", too."""
    return (words, f"{words[:-1]}US$") if words.endswith(" $") else (words,)


_AND = (" & ", " and "), (" and ", " & "), ("・アンド・", "&"), ("アンド", "&")


def _spellings(name: str) -> list[str]:
    """The ways of writing a name: its "and" may be a sign, its ・ may be left out."""
    names = [name]
    if "nd" in name or "&" in name or "アンド" in name:
        names += [name.replace(word, other) for word, other in _AND if word in name]
    return names if "・" not in name else names + [n.replace("・", "") for n in names]
