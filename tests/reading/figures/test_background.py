"""What an article says beside its deal: history, rivals, markets, money of others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.reading.given import article, read

REPORTS = yaml.safe_load((Path(__file__).parent / "background.yaml").read_text(encoding="utf-8"))


def invested(report: dict[str, Any], sentence: str) -> list[str]:
    """The amounts of a last sentence that are read as the deal's own."""
    text = f"{report['lead']}\n{sentence}"
    start = article(report["title"], text).body.index(sentence)
    return [m.text for p in read(report["title"], text).projects for m in p.amounts if m.start >= start]


@pytest.mark.parametrize(("report", "sentence"), [(r, s) for r in REPORTS for s in r["background"]])
def test_background_is_none_of_the_deal(report: dict[str, Any], sentence: str) -> None:
    assert invested(report, sentence) == []


@pytest.mark.parametrize(("report", "sentence"), [(r, s) for r in REPORTS for s in r["own"]])
def test_parts_and_shares_belong_to_the_deal(report: dict[str, Any], sentence: str) -> None:
    assert invested(report, sentence) != []
