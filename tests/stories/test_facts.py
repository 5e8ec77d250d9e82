"""What is gathered from a report for joining and comparing."""

import pytest
from tellings import RULES, report

from sokuho.stories import facts


@pytest.mark.parametrize(
    ("title", "batch"),
    [
        ("Japan's first batch of US investments worth $36bn", 1),
        ("FACT SHEET: United States and Japan Select a Second Group of Strategic Investments", 2),
        ("Tokyo weighs third tranche", 3),
        ("対米投資第2弾、小型原発など", 2),
        ("日米、AI第2弾の投資案件を発表", 2),
        ("対米投資、最初の３案件を発表", 1),
        ("Oracle's first customers", None),
        ("JERA opens its second plant", None),
    ],
)
def test_the_batch_that_a_title_names(title: str, batch: int | None) -> None:
    assert facts.gather(*report("a", title), RULES).round == batch
