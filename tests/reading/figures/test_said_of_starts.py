"""When a plant runs and where it stands, in the wordings of the trade."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sokuho.model import Reading
from sokuho.vocabulary import article_of
from tests.reading.given import reader

SAID: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("said_of_starts.yaml").read_text(encoding="utf-8")
)
REPORTS = {
    "en": (
        "Osaka Gas buys Texas solar farm",
        "TOKYO, Oct. 5 - Osaka Gas buys Texas solar farm for $90 million, the company said on Monday. {}.",
    ),
    "ja": (
        "大阪ガス、米テキサス州の太陽光発電所を買収",
        "大阪ガスは5日、米テキサス州の太陽光発電所を買収すると発表した。投資額は90億円。{}。",
    ),
}


def read(title: str, text: str) -> Reading:
    return reader().read(article_of({"title": title, "text": text, "published": "2026-10-05T00:00:00Z"}))


@pytest.mark.parametrize("lang", REPORTS)
@pytest.mark.parametrize("kind", ["own", "other"])
def test_when_it_runs(lang: str, kind: str) -> None:
    title, text = REPORTS[lang]
    wrong = []
    for said in SAID[lang][kind]:
        starts = [p.start for p in read(title, text.format(said)).projects]
        if any(s is not None and "2028" in s for s in starts) != (kind == "own"):
            wrong.append(said)
    assert not wrong


@pytest.mark.parametrize(("where", "place"), list(SAID["places"].items()))
def test_where_it_stands(where: str, place: str) -> None:
    text = f"TOKYO, Oct. 5 - Osaka Gas will buy a solar farm {where} for $90 million, it said on Monday."
    assert [p.location for p in read("Osaka Gas buys solar farm", text).projects] == [place]
