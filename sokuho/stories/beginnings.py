"""The characters with which what a pattern matches can begin."""

from __future__ import annotations

from collections.abc import Iterator

_OPENS, _CLOSES = "([", ")]"


def beginnings(pattern: str) -> set[str]:
    """Both cases of each letter. Raises ValueError for a pattern that begins with something else than
    letters, a class of them or a group of these.

    >>> sorted(beginnings(r"\\b(first|1st) batch|第[12]弾"))
    ['1', 'F', 'f', '第']
    """
    found = {ch for branch in _branches(pattern) for ch in _first(branch)}
    return {case for ch in found for case in (ch.lower(), ch.upper())}


def _first(branch: str) -> Iterator[str]:
    branch = branch.removeprefix(r"\b")
    if branch.startswith("("):
        end = _end(branch)
        if branch[end + 1 : end + 2] not in ("?", "*", "{"):
            yield from beginnings(branch[1:end].removeprefix("?:"))
            return
    elif branch.startswith("[") and not branch.startswith("[^") and "-" not in branch[: branch.index("]")]:
        yield from branch[1 : branch.index("]")]
        return
    elif branch[:1].isalnum() and branch[1:2] not in ("?", "*", "{"):
        yield branch[0]
        return
    raise ValueError(f"which characters begin {branch!r} can't be told: let it begin with letters")


def _branches(pattern: str) -> Iterator[str]:
    """The alternatives that stand outside all groups."""
    depth = begin = 0
    for i, ch in _signs(pattern):
        depth += (ch in _OPENS) - (ch in _CLOSES)
        if ch == "|" and not depth:
            yield pattern[begin:i]
            begin = i + 1
    yield pattern[begin:]


def _end(pattern: str) -> int:
    """Where the group closes that a pattern begins with."""
    depth = 0
    for i, ch in _signs(pattern):
        depth += (ch in _OPENS) - (ch in _CLOSES)
        if not depth:
            return i
    raise ValueError(f"a group of {pattern!r} is not closed")


def _signs(pattern: str) -> Iterator[tuple[int, str]]:
    """Characters with their places, but for escaped ones."""
    escaped = False
    for i, ch in enumerate(pattern):
        if not escaped and ch != "\\":
            yield i, ch
        escaped = ch == "\\" and not escaped
