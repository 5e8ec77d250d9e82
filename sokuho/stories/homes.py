"""Places where a company is at home: named with it ("Denver-based", "Ardent Power of Houston"), no sites."""

from __future__ import annotations

import re
from collections import Counter

from sokuho.model import Article, Reading
from sokuho.model.dateline import first_dateline
from sokuho.stories import names
from sokuho.stories.rules import Rules

_WITHIN = re.compile(r"([州県府])(?=.)")
_TEXT = 3000  # characters of the text that are looked at


def only(article: Article, reading: Reading, rules: Rules) -> frozenset[str]:
    """Places, canonical and folded, that the text names as a company's home or as where it was written,
    and nowhere else."""
    if not reading.places:
        return frozenset()
    text = article.body[:_TEXT]
    patterns = [rules.words.home]
    if "本社" in text or "米" in text:
        patterns.append(rules.words.seat)
    homes = (found[found.lastindex or 0] for pattern in patterns for found in pattern.finditer(text))
    written = first_dateline(text, len(article.title)).partition("(")[0]
    said = Counter(part for told in (*homes, written) for part in _parts(told))
    read, folded = {names.fold(place) for place in reading.places}, text.casefold()
    found = ((rules.places.get(names.fold(part), names.fold(part)), part) for part in said if part)
    return frozenset(place for place, part in found if place in read and folded.count(part) == said[part])


def _parts(told: str) -> list[str]:
    """A town and its state, as written in lower case: "Arlington, Virginia", "テキサス州オースティン"."""
    parts = (p.strip(" -–—").casefold() for p in _WITHIN.sub(r"\1,", told).split(","))
    return [p for part in parts for p in ({part, part.rstrip("州市郡")} if part else ())]
