"""What a thing is for, and what it is set against, are none of the deal's. The title names neither: only
the sentences tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.vocabulary import article_of
from tests.reading.given import reader

SAID: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("said_of_uses.yaml").read_text(encoding="utf-8")
)
# Shares read rightly, by language and role. Of what a thing is set against many sentences are told of
# deals as well ("bought wind farms in Nevada").
FLOORS = {("en", "users"): 0.88, ("ja", "users"): 0.89, ("en", "others"): 0.58, ("ja", "others"): 0.74}
OF_COMPUTING = ("ai", "data_centers", "semiconductors")  # which need users of their own


@pytest.mark.parametrize(("lang", "role"), list(FLOORS))
def test_only_what_is_built_is_the_deals(lang: str, role: str) -> None:
    said = SAID[lang]
    told = [
        (sector, said["lead"].format(t=thing) + words.format(o=names[0], O=names[0].capitalize()))
        for words in said[f"of_{role}"]
        for sector, thing in said["things"].items()
        for other, names in said[role].items()
        if other != sector and not (role == "users" and sector in OF_COMPUTING)
    ]
    articles = [
        article_of(
            {
                "id": "a",
                "title": said["title"],
                "text": text,
                "lang": lang,
                "published": "2026-10-05T00:00:00Z",
            }
        )
        for _, text in told
    ]
    readings = reader().read_all(articles)
    wrong = [text for (sector, text), read in zip(told, readings, strict=True) if read.sectors != (sector,)]
    assert 1 - len(wrong) / len(told) >= FLOORS[lang, role], "\n".join(wrong)
