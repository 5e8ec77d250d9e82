"""Texts of 10,000 characters that no editor would print."""

from __future__ import annotations

import random

from sokuho.model import Article
from sokuho.vocabulary import article_of

# Each fills a text: what stands dense, opens without closing, or starts a pattern that never ends.
PIECES = (
    "9¦1,¦$1-¦一¦円１¦1 to ¦a billion ¦(¦&amp;¦。¦!¦U.S. ¦千円¦1億¦¥1兆¦約¦「¦no ¦may ¦in March ¦by 2028 "
    "¦from $1 to $2 ¦up to ¦LLC ¦Corp. ¦JERA ¦JERA of Ohio ¦Dallas, TX ¦X County ¦当社¦米¦年¦月に¦・¦Aa, "
    "¦respectively ¦JERA | gas plant | $3bn | Ohio\n¦- a gas plant in Ohio: $3bn\n¦Related News\n¦\n¦\u3000"
    "¦\u200b¦İ¦😀¦e\u0301¦AI ¦A ¦a¦owned by A and ¦stake in ¦billion in ¦1 million tons of "
)
LONG = 10_000  # characters


def hostile_articles() -> dict[str, Article]:
    """Articles whose text, title or summary is such a text, by what it is made of."""
    draw = random.Random(3)
    pieces = PIECES.split("¦")
    texts = {repr(p): p * (LONG // len(p)) for p in pieces}
    for n in range(60):
        some = "".join(draw.choices(pieces, k=6))
        texts[f"a mixture, {n}"] = some * (LONG // len(some))
        letters = [chr(draw.randrange(32, 0x3200)) for _ in range(30)] + list("$0123456789.,-() 円億兆年月\n")
        texts[f"random letters, {n}"] = "".join(draw.choices(letters, k=LONG))
    title = "JERA to build $3 billion gas-fired power plant in Ohio"
    items = {name: article_of({"title": title, "text": text}) for name, text in texts.items()}
    for piece in (*pieces, " ", " | ", "... "):
        long = piece * (LONG // len(piece))
        items[f"title {piece!r}"] = article_of({"title": long, "text": title})
        items[f"summary {piece!r}"] = article_of({"title": title, "summary": long, "text": title})
    return items
