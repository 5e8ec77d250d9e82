"""Tags and marks of markup that were left in a text: they set it and say nothing."""

from __future__ import annotations

import re

from sokuho.reading.way import Change

_BLOCKS = "p|br|div|li|ul|ol|h[1-6]|tr|table|tbody|section|article|blockquote|figure|figcaption"
_WITHIN = "a|b|i|u|em|strong|span|small|sub|sup|font|code|img|td|th"
_TAG = re.compile(
    rf"<(?:(?=[pbdluohtsaf/])/?(?P<block>{_BLOCKS})|/?(?:{_WITHIN}))(?:\s[^<>]{{0,500}})?/?>", re.I
)
# Two letters that mark what is bold, a heading's number signs, a link's brackets and address.
_MARK = re.compile(
    r"\*\*|__|(?m:^)#{1,6} |\[(?=[^\[\]\n]{1,200}\]\((?:https?:|/))|\]\((?:https?:|/)[^()\s]{0,500}\)"
)


def markup(text: str) -> list[Change]:
    """The tags of a text, with a line break where a block begins or ends, or else its marks."""
    if "<" in text and (tags := [(*m.span(), "\n" if m["block"] else "") for m in _TAG.finditer(text)]):
        return tags
    if "**" in text or "](" in text or "__" in text or "# " in text:
        return [(*m.span(), "") for m in _MARK.finditer(text)]
    return []
