"""What an article is about, for whatever puts its figures to projects."""

from __future__ import annotations

from collections.abc import Sequence

from sokuho.model.value import value
from sokuho.reading.layout import Layout
from sokuho.reading.lexicon import Mention, Scan


@value
class Subject:
    """An article on the topic, and what it is about."""

    layout: Layout
    scan: Scan
    things: Sequence[Mention]  # the sector words of what is built, bought or funded
    sectors: Sequence[str]  # of the whole article, the main one first
    several: bool  # it speaks of a framework or a batch
