"""What a pattern can begin with, by which batches are looked for quickly."""

import pytest
from pydantic import ValidationError
from tellings import RULES

from sokuho.stories.beginnings import beginnings
from sokuho.stories.rules import Words


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        (r"\b(first|1st) +batch|第\s*(1|一)弾", "Ff1第"),
        (r"(?:[ab]c|d(e|f)) x", "AaBbDd"),
        (r"a\|b|c", "AaCc"),
    ],
)
def test_each_alternative_begins_with_its_letters(pattern: str, characters: str) -> None:
    assert beginnings(pattern) == set(characters)


@pytest.mark.parametrize("pattern", [r"\d+ batches", "(the )?first", "x?first", "[^a]b", "[a-c]d"])
def test_what_cannot_be_told_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="let it begin with letters"):
        beginnings(pattern)


def test_a_batch_is_found_whatever_it_begins_with() -> None:
    words = RULES.words.model_dump() | {"rounds": {5: r"\bfifth batch|第5弾"}}
    pattern = Words(**words).round_pattern
    for text in ("Fifth batch of projects", "the fifth batch", "対米投資の第5弾"):
        found = pattern.search(text)
        assert found
        assert found.lastgroup == "round5"


def test_a_batch_whose_beginning_cannot_be_told_is_refused_with_what_to_do() -> None:
    words = RULES.words.model_dump() | {"rounds": {5: r"\d+th batch"}}
    with pytest.raises(ValidationError, match="let it begin with letters"):
        Words(**words)
