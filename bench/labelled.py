"""Labelled articles that may be learnt from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sokuho.documents import read_records
from sokuho.evaluation.labelled import select

Doc = dict[str, Any]
GOLD = Path("tests/gold")


def labelled(file: Path) -> list[Doc]:
    """The articles of a file but for those of its check part, if it has one."""
    found = list(read_records(str(file)))
    kept = select(found, file, "tune") if file.with_suffix(".check").is_file() else found
    return [dict(doc) for doc in kept]
