"""What all of a deal costs is told from what else a sentence counts."""

from __future__ import annotations

import pytest

from sokuho.reading.figures.wholes import whole_of_deal

SUM = {"en": "$2 billion", "ja": "2000億円"}


def told(lang: str, sentence: str) -> bool:
    start = sentence.index("{}")
    body = sentence.format(SUM[lang])
    return whole_of_deal(body, 0, start, start + len(SUM[lang]))


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The plant, which runs on shale gas, costs {}."),
        ("en", "Total investment by the three partners comes to {}."),
        ("en", "Including debt the deal is worth {}."),
        ("en", "The {} plant is to start in 2029."),
        ("ja", "総事業費は{}に上る。"),
        ("ja", "両社合わせた投資額は{}。"),
    ],
)
def test_what_all_of_it_costs(lang: str, sentence: str) -> None:
    assert told(lang, sentence)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Total investment by Japanese firms was {}."),
        ("en", "Total investment in the state comes to {}."),
        ("en", "Its parent, which owns ports, has sales of {}."),
        ("ja", "同業の今期の売上高は{}。"),
    ],
)
def test_what_others_spend_or_earn(lang: str, sentence: str) -> None:
    assert not told(lang, sentence)
