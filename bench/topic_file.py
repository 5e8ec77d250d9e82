"""Puts fitted weights into a topic's file and leaves everything else in it as it is, comments too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

Tree = Mapping[str, "float | Tree"]

_WIDE = 118


def put(file: Path, weights: Tree) -> None:
    """The weights into a file."""
    file.write_text(with_weights(file.read_text(encoding="utf-8"), weights), encoding="utf-8")


def with_weights(text: str, weights: Tree) -> str:
    """The text with the blocks of these top-level keys replaced; a key that is not there is added."""
    for key, value in weights.items():
        assert isinstance(value, Mapping)
        block = f"{key}:\n" + "".join(_lines(value, "  "))
        found = re.search(rf"^{re.escape(key)}:.*\n(?:[ \t]+.*\n)*", text, re.MULTILINE)
        text = text[: found.start()] + block + text[found.end() :] if found else f"{text}\n{block}"
    return text


def _lines(tree: Tree, indent: str) -> list[str]:
    if any(isinstance(v, Mapping) for v in tree.values()):
        lines = []
        for key, value in tree.items():
            if isinstance(value, Mapping):
                lines += [f"{indent}{key}:\n", *_lines(value, indent + "  ")]
            else:
                lines.append(f"{indent}{key}: {value:.2f}\n")
        return lines
    return _wrapped([f"{key}: {value:.2f}" for key, value in sorted(tree.items())], indent)


def _wrapped(entries: list[str], indent: str) -> list[str]:
    """A mapping in braces, filled to the width of the file."""
    lines, line = [], indent + "{"
    for i, entry in enumerate(entries):
        piece = entry + ("," if i < len(entries) - 1 else "}")
        if len(line) + len(piece) + 1 > _WIDE and line.strip() != "{":
            lines.append(line.rstrip() + "\n")
            line = indent + " "
        line += piece + " "
    return [*lines, line.rstrip() + "\n"]
