"""Regular expressions as readable as before and quicker: what `re` does not see by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain, groupby, starmap


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


class Before:
    r"""Words, whatever their case, that end where something begins: "analyst at |Mizuho".

    A search for `\b(?:words)\Z` tries every letter of the stretch before it. This one looks for what is no
    letter first, so only the beginnings of words are tried, in a stretch made lower-case, which costs a
    third of ignoring case. `words` must begin with letters or digits and be written in lower case.
    `spaced`: they end with a space, which is asked for first.
    """

    def __init__(self, words: str, reach: int, *, spaced: bool = False) -> None:
        self._ended_by = at_end(words)
        self._reach = reach
        self._spaced = spaced

    def __call__(self, body: str, at: int, low: int = 0) -> bool:
        """Whether the words stand right before `at`, within reach and not before `low`."""
        if self._spaced and not body[at - 1 : at].isspace():
            return False
        if low < at - self._reach:
            low = at - self._reach
        return self._ended_by(before(body, at, low)) is not None


def at_end(words: str) -> Callable[[str], re.Match[str] | None]:
    """A search for such words at the end of a stretch (`before`), where several are asked for."""
    return re.compile(rf"{NO_WORD}{choice(lower_case(words))}\Z").search


def before(body: str, at: int, low: int) -> str:
    """What stands before `at`, down to `low` and the character before it, in lower case."""
    return (body[low - 1 : at] if low > 0 else " " + body[:at]).lower()


def even(text: str) -> str:
    """The text in lower case if that is as long, else the text itself."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def lower_case(words: str) -> str:
    """`words` as they are. Raises ValueError where they could match no text in lower case."""
    if any(char.isupper() for _, char in _plain(words)):
        raise ValueError(f"words in lower case, please: {words}")
    return words


def choice(alternatives: str, *, words: bool = False) -> str:
    r"""`a|b|c`, or lines of such, as a pattern that looks at the first letter once.

    `re` tries one alternative after the other at every place; sorted by their first letters, a place costs
    a letter where none begins with it. Which of them matches stays the same: alternatives that begin alike
    keep their order. `(?:x|y)z` at the beginning of one is taken apart. `words`: those in Latin letters begin
    words, as behind `\b`, which is asked for behind the letter.
    """
    groups = list(_split(alternatives))
    end = _closing(groups[0]) if len(groups) == 1 and groups[0].startswith("(?:") else 0
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
    for one in _split(pattern):
        end = _closing(one) if one.startswith("(?:") else 0
        if end and one[end + 1 : end + 2] not in set("?*+{"):
            for inner in _opened(one[3:end]):
                yield inner + one[end + 1 :]
        else:
            yield one


def _split(pattern: str) -> Iterator[str]:
    """A pattern cut at the bars that stand in no group."""
    last = depth = 0
    for i, char in _plain(pattern):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            yield pattern[last:i]
            last = i + 1
    yield pattern[last:]


def _closing(pattern: str) -> int:
    """Where the group closes that opens the pattern."""
    depth = 0
    for i, char in _plain(pattern):
        depth += (char == "(") - (char == ")")
        if not depth:
            return i
    raise ValueError(f"an open group: {pattern}")


def _plain(pattern: str) -> Iterator[tuple[int, str]]:
    """The characters of a pattern that are neither escaped nor in a class, each with its place."""
    for m in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]|.", pattern, re.S):
        if len(m[0]) == 1:
            yield m.start(), m[0]
