"""A text that was cut into lines is read as the one that was not."""

from __future__ import annotations

import textwrap

import pytest

from sokuho.reading.wrapping import unwrapped

WHOLE = (
    "TOKYO, Nov 20 - Itochu Corp and Tokyo Gas Co said on Friday that they will each buy 1.2 million tonnes"
    " of liquefied natural gas a year from a terminal that NextDecade is building in Texas, from 2030.\n"
    "The contract is worth about $15 billion over 20 years, people with knowledge of the matter said, and"
    " Itochu is to take a tenth of the terminal as well.\n"
    "* The price follows Henry Hub.\n\nShares of both rose."
)


@pytest.mark.parametrize("width", [60, 65, 70, 80])
def test_lines_that_were_only_full_go_on(width: int) -> None:
    cut = "\n".join("\n".join(textwrap.wrap(line, width)) for line in WHOLE.split("\n"))
    assert unwrapped(cut) == WHOLE


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "Solar in Ohio\nWind in Texas\nGas in Utah\n",
        "Jera buys a plant\nin Ohio\nThe deal closes in May",  # one small letter may be a slip
        "",
    ],
)
def test_other_lines_stay(text: str) -> None:
    assert unwrapped(text) == text


def test_a_line_that_a_taken_out_code_has_shortened_goes_on() -> None:
    text = (
        "TOKYO, July 31 Japan's Osaka Gas Co and\nMarubeni Corp said on Tuesday that they signed\n"
        "a contract with Freeport LNG to import gas,\nthe first of its kind.\nGas is cheap."
    )
    assert unwrapped(text).split("\n")[1:] == ["Gas is cheap."]
