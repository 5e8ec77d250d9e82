"""Regular expressions as readable as before and quicker: what `re` does not see by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, groupby, starmap
from typing import Protocol

from sokuho.reading.pattern_parts import closing, last_words, signs, split, telling_words


def _no_word() -> str:
    r"""What `\W` matches, as a class of characters: `re` asks up to four tables of Unicode for each character
    of a category, and looks a class up. Latin and Japanese text, its marks and emoji; of other scripts
    nothing stands before an English word."""
    blocks = chain(*starmap(range, ((0, 0x250), (0x2000, 0x2C00), (0x3000, 0x3040), (0xFF00, 0xFF66))))
    marks = [code for code in blocks if not (chr(code).isalnum() or chr(code) == "_")]
    runs = groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0])
    ends = ([code for _, code in run] for _, run in runs)
    return "[" + "".join(rf"\u{e[0]:04x}-\u{e[-1]:04x}" for e in ends) + r"\U0001f000-\U0001faff]"


NO_WORD = _no_word()


class Stands(Protocol):
    """Whether words end at a place of a text and begin at `low` or behind it."""

    def __call__(self, body: str, at: int, low: int = 0) -> bool: ...


def words_before(words: str, reach: int, *, spaced: bool = False) -> Stands:
    r"""A test whether words stand right before a place, whatever their case: "analyst at |Mizuho". They begin
    within `reach` of it.

    A search for `\b(?:words)\Z` would try every letter of that stretch. Most stretches don't end as the words
    do, or have none of them, which is asked first. `words` must begin with letters or digits and be written
    in lower case. `spaced`: they end with a space, which is asked for first of all.
    """
    search = at_end(words)
    ends = last_words(words)
    last = max(map(len, ends), default=0) + _SPACES
    telling = telling_words(words)
    looked_up = not ends and len(telling) >= _MANY

    def stand(body: str, at: int, low: int = 0) -> bool:
        if spaced and not body[at - 1 : at].isspace():
            return False
        if ends and not body[at - last if at > last else 0 : at].rstrip().lower().endswith(ends):
            return False
        text = before(body, at, low if low > at - reach else at - reach)
        if looked_up and telling.isdisjoint(words_of(text)):
            return False
        return search(text) is not None

    return stand


_SPACES = 3  # behind the words, at most
_MANY = 14  # words from which on looking each of a stretch up is quicker than a search


def at_end(words: str) -> Callable[[str], re.Match[str] | None]:
    """A search for words at the end of a stretch in lower case. It looks for the character before a word, so
    only the beginnings of words are tried, and costs a third of one that ignores case."""
    return re.compile(rf"{NO_WORD}{choice(lower_case(words))}\Z").search


def before(body: str, at: int, low: int) -> str:
    """What stands before `at`, down to `low` and the character before it, in lower case."""
    return (body[low - 1 : at] if low > 0 else " " + body[:at]).lower()


class Kinds:
    """Several kinds of words at the end of a stretch, asked for at once: most stretches have no word that
    tells any of them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._search = {kind: at_end(said) for kind, said in words.items()}
        self._told: dict[bytes, list[str]] = {}
        for kind, said in words.items():
            for word in telling_words(said):
                self._told.setdefault(word, []).append(kind)
        self._words = frozenset(self._told)

    def __call__(self, text: str) -> list[str]:
        """The kinds that end the stretch."""
        kinds = {kind for word in self._words.intersection(words_of(text)) for kind in self._told[word]}
        return [kind for kind in kinds if self._search[kind](text)]


_LETTERS = bytes(code if chr(code).islower() and code < 128 else 32 for code in range(256))


def words_of(text: str) -> list[bytes]:
    """The words in small Latin letters of a text, as bytes, whose table takes half the time."""
    return text.encode("ascii", "replace").translate(_LETTERS).split()


def even(text: str) -> str:
    """The text in lower case if that is as long, else the text itself."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def lower_case(words: str) -> str:
    """`words` as they are. Raises ValueError where they could match no text in lower case."""
    if any(char.isupper() for _, char in signs(words)):
        raise ValueError(f"words in lower case, please: {words}")
    return words


def choice(alternatives: str, *, words: bool = False) -> str:
    r"""`a|b|c`, or lines of such, as a pattern that looks at the first letter once.

    `re` tries one alternative after the other at every place; sorted by their first letters, a place costs
    a letter where none begins with it. Which of them matches stays the same: alternatives that begin alike
    keep their order. `(?:x|y)z` at the beginning of one is taken apart. `words`: those in Latin letters begin
    words, as behind `\b`, which is asked for behind the letter.
    """
    groups = list(split(alternatives))
    end = closing(groups[0]) if len(groups) == 1 and groups[0].startswith("(?:") else 0
    if end and alternatives[end + 1 : end + 2] not in set("?*+{"):
        return choice(alternatives[3:end], words=words) + alternatives[end + 1 :]
    by_letter: dict[str, list[str]] = {}
    for one in _opened(alternatives.replace("\n", "|")):
        first = _first(one)
        tail = one[len(first) :]
        by_letter.setdefault(first, []).append(_begun(tail) if words and _LETTER.match(first) else tail)
    rest = by_letter.pop("", [])
    letters = [f"{first}(?:{'|'.join(tails)})" for first, tails in by_letter.items()]
    return f"(?:{'|'.join([*letters, *rest])})"


def _first(pattern: str) -> str:
    """The character that all begins with what a pattern matches, if it has one."""
    plain = (pattern[:1].isalnum() or pattern[:1] in " ,%") and pattern[1:2] not in set("?*+{")
    return pattern[:1] if plain else ""


_LETTER = re.compile("[A-Za-z]")


def _begun(tail: str) -> str:
    """What stands behind the first letter of a word. That it is the first is asked for last: behind the
    second, which is another in most places."""
    second = _first(tail)
    return rf"{second}(?<!\w{'.' * len(second)}.){tail[len(second) :]}"


def _opened(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, those of a group at the beginning of one included."""
    for one in split(pattern):
        end = closing(one) if one.startswith("(?:") else 0
        if end and one[end + 1 : end + 2] not in set("?*+{"):
            for inner in _opened(one[3:end]):
                yield inner + one[end + 1 :]
        else:
            yield one
