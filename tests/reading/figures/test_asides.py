"""Single sentences on money within a report: the deal's own parts are found, all other money is left out.

Each sentence of asides.jsonl is set into a report (`frame`) that it fits. Strangers to the reader wrote most
of them; shares are held, not each sentence, so that a new word is judged by all of them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from bench.asides import asides
from tests.reading.given import reader

# shares that are read rightly, by language: other money left out, the deal's own found
FLOORS = {("en", "other"): 0.94, ("ja", "other"): 0.90, ("en", "own"): 0.82, ("ja", "own"): 0.88}


@cache
def found() -> dict[tuple[str, str], dict[str, bool]]:
    """For each language and role, by sentence, whether its amount is read as the deal's own."""
    every = list(asides())
    told: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for aside, reading in zip(every, reader().read_all([a.article for a in every]), strict=True):
        said = aside.said
        own = [m.text for p in reading.projects for m in p.amounts if aside.start <= m.start < aside.end]
        told[said["lang"], said["role"]][said["text"]] = said["amount"] in own
    return told


@pytest.mark.parametrize(("lang", "role"), list(FLOORS))
def test_money_beside_a_deal_is_told_from_its_own(lang: str, role: str) -> None:
    read = found()[lang, role]
    wrong = [text for text, own in read.items() if own != (role == "own")]
    share = 1 - len(wrong) / len(read)
    print(f"{lang} {role}: {share:.3f} of {len(read)}")
    assert share >= FLOORS[lang, role], "\n".join(wrong)
