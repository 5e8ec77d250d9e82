"""A figure and what it is in another currency."""

from __future__ import annotations

import pytest

from sokuho.reading.notation.chains import chains
from tests.reading.given import find_money


@pytest.mark.parametrize(
    "text",
    [
        "あわせて360億ドル＝日本円で5兆5000億円あまり",
        "4000億ドル=日本円でおよそ59兆円",
        "80億ドル以上、日本円に換算して約1.2兆円",
        "80億ドル、日本円換算で約1.2兆円",
        "5500億ドル余り＝およそ84兆円",
        "$12 billion, or about 1.8 trillion yen",
    ],
)
def test_a_conversion_is_no_second_amount(text: str) -> None:
    assert [len(chain.moneys) for chain in chains(text, find_money(text))] == [2]


def test_two_amounts_stay_two() -> None:
    text = "米国に80億ドル、日本に1.2兆円を投じる"
    assert [len(chain.moneys) for chain in chains(text, find_money(text))] == [1, 1]
