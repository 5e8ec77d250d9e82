"""Patterns written for speed find what the plain ones find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokuho.reading.pattern_parts import last_words, telling_words
from sokuho.reading.patterns import Kinds, at_end, choice, words_before

WORDS = r"(?:analysts?|economists?) at(?: the)? |former |rivals? (?:such as|like) "
TEXT = st.lists(
    st.sampled_from(
        ["analyst", "analysts", "at", "the", "former", "Rival", "like", "x", " ", " ", "元", "'", "\n"]
    )
).map("".join)


@given(TEXT, st.integers(min_value=0, max_value=40))
def test_words_before_are_those_that_a_plain_search_finds(text: str, low: int) -> None:
    plain = re.compile(rf"\b(?:{WORDS})\Z", re.IGNORECASE)
    words, spaced = words_before(WORDS, 12), words_before(WORDS, 12, spaced=True)
    for at in range(len(text) + 1):
        start = max(0, at - 12, min(low, at))
        found = plain.search(text, start, at) is not None
        assert words(text, at, min(low, at)) == found
        assert spaced(text, at, min(low, at)) == found


PATTERNS = [
    r"start(?:ing|s)?[- ]?up|startup|(?:start|begin)\w* (?:\w+ ){0,2}?oper\w*|operational|open(?:s|ed)?",
    r"a|an|and|a?b|[ab]c|\d+|(?:x|y)?z|(?:x|y)z|\(a\)|[|(]b",
    "one\ntwo|three\n(?:four|five) six",
    r"(?:start|(?:up|begin)s?|[ab])(?: oper)?",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(
    st.lists(
        st.sampled_from(
            [*"abcxyz12(| -", "start", "up", "begin", "oper", "open", "ed", "one", "two", "five six"]
        )
    ).map("".join)
)
def test_sorted_alternatives_find_the_same(pattern: str, text: str) -> None:
    plain = re.compile(pattern.replace("\n", "|"))
    assert [m.span() for m in re.finditer(choice(pattern), text)] == [m.span() for m in plain.finditer(text)]


def test_alternatives_are_sorted_by_their_first_letters() -> None:
    assert choice("by|buy|in|(?:into|at)") == "(?:b(?:y|uy)|i(?:n|nto)|a(?:t))"
    assert choice("(?:by|buy) it") == "(?:b(?:y|uy)) it"


@given(st.text(alphabet="aby2 -も元にで"))
def test_words_begin_where_a_word_does(text: str) -> None:
    found = choice("(?:a|ab?y)b|b|ya?(?: b)?|元に?|(?:に|で)も", words=True)
    plain = re.compile(r"\b(?:(?:a|ab?y)b|b|ya?(?: b)?)|元に?|(?:に|で)も")
    assert [m.span() for m in re.finditer(found, text)] == [m.span() for m in plain.finditer(text)]


def test_words_before_are_written_in_lower_case() -> None:
    with pytest.raises(ValueError, match="lower case"):
        words_before(r"analysts of the U\.S\. ", 20)


def test_an_open_group_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="open group"):
        choice("(?:a|b")


def test_words_that_end_a_stretch_are_told() -> None:
    assert last_words(r"(?:analysts?|heads?) (?:at|of)(?: the)? |formerly with ") == (
        "at",
        "of",
        "the",
        "with",
    )
    assert last_words(r"n't\s*|not ") == ("n't", "not")
    assert last_words(r"into|to ") == ("to",)
    assert last_words(r"owner of (?:\w+ ){0,2}") == ()


def test_words_that_tell_a_pattern_are_long_and_whole() -> None:
    assert telling_words(r"to (?:power|feed(?:s|ing)?) |next to\b") == {
        b"power", b"feed", b"feeds", b"feeding", b"next"
    }  # fmt: skip
    assert telling_words(r"may(?! \d)(?:\s[\w'-]+){0,4}\s*") == {b"may"}
    assert telling_words(r"invest\w* in") == {b"in", b"invest"}
    assert telling_words(r"\$|stake") == frozenset()


MAY, NO = r"(?:may|might)(?:\s[\w'-]+){0,2}\s*", r"not |n['’]t (?:yet )?"


@given(
    st.lists(st.sampled_from(["may", "might", "not", "n't", "yet", "x", " ", "\n", "元", "("])).map("".join)
)
def test_kinds_of_words_are_those_that_plain_searches_find(text: str) -> None:
    plain = [kind for kind, said in (("may", MAY), ("no", NO)) if at_end(said)(text)]
    assert sorted(Kinds({"may": MAY, "no": NO})(text)) == plain
