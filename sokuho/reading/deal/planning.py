"""Words of planning: "plans Ohio data center", "seeks permit for a wind farm", 発電所を共同開発.

With a plant for their object they tell an investment though no sum is named; without, they are words of
developing ("plans a review", AIを共同開発).
"""

from __future__ import annotations

import re
from collections.abc import Container

from sokuho.reading.lexicon import Mention

_PLANT = re.compile(
    r"(?: (?!(?:in|with|to|and|or|that|after|at|from|by|as|its?"
    r"|(?:training|service|support|visitor|medical) cent(?:er|re)s?)\b)[\w$.,'&-]+){0,7}?"
    r" (?:plants?|farms?|parks?|cent(?:er|re)s?|terminals?|stations?|pipelines?|facilit(?:y|ies)"
    r"|factor(?:y|ies)|fabs?|campus(?:es)?|reactors?|projects?|complex|hubs?)\b"
)
_PLANT_JA = re.compile(
    r"(?:発電所|発電事業|蓄電所|センター|ファーム|工場|基地|ターミナル|プラント|プロジェクト|LNG事業)[をの]\Z"
)
_LONGEST_JA = 8  # code points


def planned(body: str, m: Mention, kinds: Container[str]) -> Mention:
    """A word of planning as the act that it is: of a plant, or else of developing, as it is in a topic whose
    `kinds` of acts have no plans."""
    return m._replace(weak=False) if "plan" in kinds and of_plant(body, m) else m._replace(value="develop")


def of_plant(body: str, m: Mention) -> bool:
    """Whether a word's object is a plant."""
    if m.text.isascii():
        return _PLANT.match(body, m.end) is not None
    return _PLANT_JA.search(body, max(0, m.start - _LONGEST_JA), m.start) is not None
