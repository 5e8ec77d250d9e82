"""Closed lists of words that the grammar of text and figures needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def words(text: str) -> frozenset[str]:
    """The words of `text`, so that long lists stay readable."""
    return frozenset(text.split())


def by_word(table: Mapping[T, str]) -> dict[str, T]:
    """What each word stands for. `table`: the words of each meaning."""
    return {word: meaning for meaning, said in table.items() for word in said.split()}


# English words written with a full stop that doesn't end the sentence.
ABBREVIATIONS = words(
    """
    mr mrs ms dr prof st sen rep gov gen lt col sgt capt adm rev hon pres supt messrs jr sr
    co corp inc ltd llc plc bros assn dept univ intl mfg
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri
    no nos vol fig sec art para ed approx est ca cf vs etc incl excl max min avg
    ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass md me mich minn miss mo mont neb
    nebr nev okla ore pa penn tenn tex va vt wash wis wyo
    rs bn bln mln mil bil tril trn sq ft cu mi b m t
    """
)
# Those after which a sentence often ends all the same.
OFTEN_LAST = words("corp inc co ltd plc etc")

# Words that don't continue a name, so that one after "U.S." or "Corp." starts a sentence.
SENTENCE_STARTERS = words(
    """
    The This That These Those It Its He She They We I A An In On At For From By With But And Or So If As When
    While After Before Under According Since Although However Meanwhile Both All Some Most Many Such There
    Their His Her Our Japanese American Now Then Also Earlier Last Next One Two Three Construction Shares
    """
)
