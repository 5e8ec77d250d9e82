"""Tags and marks of markup that were left in a text: they set it and say nothing."""

from __future__ import annotations

import re

from sokuho.reading.way import Change

_BLOCKS = (
    "p|br|hr|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|thead|tbody|section|article|main|header|footer|blockquote|pre"
    "|figure|figcaption"
)
_WITHIN = "a|b|i|u|s|em|strong|span|small|sub|sup|font|code|mark|abbr|time|img|td|th"
_MORE = r"(?:\s[^<>]{0,500})?/?>"
_TAG = re.compile(
    rf"<(?:(?P<cell>/t[dh]>\s{{0,20}}<t[dh]{_MORE})"
    rf"|(?:(?=[pbdluohtsafm/])/?(?P<block>{_BLOCKS})|/?(?:{_WITHIN})){_MORE})",
    re.I,
)
_WRITTEN = {"cell": " | ", "block": "\n", None: ""}
# Two letters that mark what is bold, a heading's number signs, a link's brackets and address, which may have
# brackets of its own.
_LINKED = r"\]\((?:https?:|/)"
_MARK = re.compile(
    rf"\*\*|__|(?m:^)#{{1,6}} |!?\[(?=[^\[\]\n]{{1,200}}{_LINKED})"
    rf"|{_LINKED}(?:[^()\s]|\([^()\s]{{0,50}}\)){{0,500}}\)"
)
_MARKS = ("**", "](", "__", "# ")


def markup(text: str) -> list[Change]:
    """The tags of a text, with a line break where a block begins or ends and a bar between a table's cells,
    or else its marks."""
    if "<" in text and (tags := [(*m.span(), _WRITTEN[m.lastgroup]) for m in _TAG.finditer(text)]):
        return tags
    if ("*" in text or "]" in text or "_" in text or "#" in text) and any(mark in text for mark in _MARKS):
        return [(*m.span(), "") for m in _MARK.finditer(text)]
    return []
