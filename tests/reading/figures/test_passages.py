"""Passages whose amounts, or sizes, stand as [[amount|what it is]], in files by what they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sokuho.model import Reading
from tests.reading import given

_MARKED = re.compile(r"\[\[([^|\]]+)\|(\w+)\]\]")


def passages(*names: str) -> list[tuple[str, str]]:
    files = [(Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8") for name in names]
    return [(passage["title"], passage["text"]) for file in files for passage in yaml.safe_load(file)]


def read(title: str, text: str) -> tuple[Reading, dict[str, str]]:
    """The reading of a passage, and what each of its amounts or sizes is said to be."""
    plain = (_MARKED.sub(r"\1", part) for part in (title, text))
    return given.read(*plain), dict(_MARKED.findall(f"{title}\n{text}"))


@pytest.mark.parametrize(("title", "text"), passages("contrasts", "parts", "plans"))
def test_each_amount_is_own_total_or_aside(title: str, text: str) -> None:
    reading, want = read(title, text)
    told = {m.text: "aside" for m in reading.other_amounts}
    if reading.programme_total:
        told[reading.programme_total.text] = "total"
    told |= dict.fromkeys(given.sums(reading), "own")
    assert {amount: told.get(amount) for amount in want} == want


@pytest.mark.parametrize(("title", "text"), passages("enumerations"))
def test_each_amount_belongs_to_its_own_project(title: str, text: str) -> None:
    reading, want = read(title, text)
    told = {m.text: p.sector for p in reading.projects for m in p.amounts}
    assert {amount: told.get(amount) for amount in want} == want


@pytest.mark.parametrize(("title", "text"), passages("umbrellas"))
def test_sizes_of_more_than_the_deal_are_left_out(title: str, text: str) -> None:
    reading, want = read(title, text)
    told = {c.text for p in reading.projects for c in p.capacity}
    assert told == {size for size, of in want.items() if of == "own"}
