"""Regular expressions taken apart, to see what they begin and end with."""

from __future__ import annotations

import re
from collections.abc import Iterator


def split(pattern: str) -> Iterator[str]:
    """A pattern cut at the bars that stand in no group."""
    last = depth = 0
    for i, char in signs(pattern):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            yield pattern[last:i]
            last = i + 1
    yield pattern[last:]


def closing(pattern: str) -> int:
    """Where the group closes that opens the pattern."""
    depth = 0
    for i, char in signs(pattern):
        depth += (char == "(") - (char == ")")
        if not depth:
            return i
    raise ValueError(f"an open group: {pattern}")


def signs(pattern: str) -> Iterator[tuple[int, str]]:
    """The characters of a pattern that are neither escaped nor in a class, each with its place."""
    for m in _ATOM.finditer(pattern):
        if len(m[0]) == 1:
            yield m.start(), m[0]


_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]|.", re.S)
_TIMES = re.compile(r"(?:[?*+]|\{\d*,?\d*\})?[?+]?")
_FEW = re.compile(r"\[([^\\^-]{1,5}-?)\]|\\(\W)")  # some characters, or one that is escaped
_ANYTHING, _EDGE = "\0", "\1"  # what a pattern leaves open, and where it asks for the edge of a word
_WORD = re.compile(r"(?<![a-z\0])[a-z]+(?![a-z\0])")
_LAST = re.compile(r"(?<![a-z'\0])[a-z']+\Z")


def telling_words(pattern: str) -> frozenset[bytes]:
    """Words of which one is in whatever a pattern matches, long ones as far as can be; none where they can't
    be told."""
    found = {max(_WORD.findall(said), key=len, default="") for said in _spelt(pattern)}
    return frozenset() if "" in found else frozenset(word.encode() for word in found)


def last_words(pattern: str) -> tuple[str, ...]:
    """The words, or ends of words, that what a pattern matches ends with, spaces apart; none where they can't
    be told."""
    found = [_LAST.search(said.rstrip()) for said in _spelt(pattern)]
    words = {m[0] for m in found if m} if all(found) else set()
    return tuple(sorted(w for w in words if not any(w != end and w.endswith(end) for end in words)))


def _spelt(pattern: str) -> set[str]:
    """What a pattern can match, with signs for what is no plain character."""
    said = set()
    for one in split(pattern):
        ways = {""}
        for atom, times in _atoms(one):
            ways = {way + more for way in ways for more in _ways(atom, times)}
        said |= ways
    return said


def _atoms(pattern: str) -> Iterator[tuple[str, str]]:
    """The characters, classes and groups of a pattern, each with how many times it may be there."""
    while pattern:
        end = closing(pattern) + 1 if pattern[0] == "(" else _end(_ATOM, pattern, 0)
        times = _end(_TIMES, pattern, end)
        yield pattern[:end], pattern[end:times]
        pattern = pattern[times:]


def _end(what: re.Pattern[str], text: str, at: int) -> int:
    found = what.match(text, at)
    return found.end() if found else at


def _ways(atom: str, times: str) -> set[str]:
    if atom.startswith(("(?=", "(?!", "(?<")):
        return {""}
    if atom.startswith("(?:"):
        said = _spelt(atom[3:-1])
    elif few := _FEW.fullmatch(atom):
        said = set(few[1] or few[2])
    else:
        said = {_SIGNS.get(atom, atom if len(atom) == 1 else _ANYTHING)}
    if times[:1] in ("+", "*", "{") and said != {" "}:
        said = {way + _ANYTHING for way in said}
    return said | {""} if times[:1] in ("?", "*") or times[:2] == "{0" else said


_SIGNS = {r"\b": _EDGE, r"\s": " ", ".": _ANYTHING}
