"""A stage is told in many wordings, by headline or first sentence alone, and whatever else a report tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.model import Relevance
from sokuho.vocabulary import article_of
from tests.reading.given import reader

SAID: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("said_of_stages.yaml").read_text(encoding="utf-8")
)
# The least share read rightly; some headlines tell several stages.
FLOORS = {"title": 0.93, "lead": 0.92, "background": 0.92}


def reports(lang: str, form: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each wording, its stage, and a report that tells it in this form of one of the subjects by turns."""
    said = SAID[lang]
    stages = list(said["background"])
    for stage in stages:
        others = [other for other in stages if other != stage]
        for i, words in enumerate(said[stage]):
            who, short, *longer = said["subjects"][i % len(said["subjects"])]
            long = longer[0] if longer else short
            title, lead = (part.format(a=who, x=short, y=long) for part in words.split(" | "))
            lead += "." * (lang == "en")
            if form == "lead":
                title = f"{who} and the {short}" if lang == "en" else f"{who}と{short}"
            text = {
                "title": "",
                "lead": lead,
                "background": f"{lead} {said['background'][others[i % len(others)]]}",
            }[form]
            yield words, stage, {"title": title, "text": text, "published": "2026-10-05T00:00:00Z"}


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("form", FLOORS)
def test_every_wording_of_a_stage(lang: str, form: str) -> None:
    told, wrong = 0, []
    for words, stage, given in reports(lang, form):
        read = reader().read(article_of(given))
        if read.stage is None and read.relevance is not Relevance.CORE:
            continue  # that no deal is seen is for the tests of relevance
        told += 1
        if read.stage != stage:
            wrong.append((words, stage, read.stage))
    assert 1 - len(wrong) / told >= FLOORS[form], wrong
