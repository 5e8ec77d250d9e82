"""The beginning of an article without end: what is longer than news is not read."""

from __future__ import annotations

from dataclasses import replace

from sokuho.model import Article

LONGEST = 100_000  # code points of a body that are read; news items have a tenth of it at most


def shortened(article: Article) -> Article:
    """The article itself, or what of it is within reach: its body is the beginning of the article's."""
    if len(article.body) <= LONGEST:
        return article
    room, parts = LONGEST, []
    for part in (article.title, article.summary or "", article.text):
        parts.append(_cut(part, max(0, room)))
        room -= len(part) + 1
    title, summary, text = parts
    return replace(article, title=title, summary=summary or None, text=text)


def _cut(text: str, room: int) -> str:
    """The beginning of a text, not ending within a word or figure where there is a gap near the limit."""
    if len(text) <= room:
        return text
    gap = max(text.rfind(gap, max(0, room - 200), room) for gap in (" ", "\n", "。", "、"))
    return text[: gap + 1 if gap >= 0 else room]
