"""`make setup` takes the quicker of two Pythons, and keeps what it has."""

from __future__ import annotations

import sys

import pytest

from tools import choose_python

PLAIN, SYSTEM, MADE = "/opt/bin/python3", "/usr/bin/python3", ".venv/bin/python"


@pytest.mark.parametrize(
    ("seconds", "chosen"),
    [
        ({PLAIN: "0.0015", SYSTEM: "0.0010"}, SYSTEM),
        ({PLAIN: "0.0010", SYSTEM: "0.0015"}, PLAIN),
        ({PLAIN: "0.00105", SYSTEM: "0.00100"}, PLAIN),  # too little to tell
        ({PLAIN: "0.0015"}, PLAIN),
        ({SYSTEM: "0.0015"}, SYSTEM),
        ({PLAIN: "0.0015", SYSTEM: "0.0010", MADE: "0.0015"}, MADE),
        ({}, ""),
    ],
)
def test_the_quicker_python_that_fits(
    monkeypatch: pytest.MonkeyPatch, seconds: dict[str, str], chosen: str
) -> None:
    monkeypatch.setattr(choose_python, "ask", lambda python, what: seconds.get(python))
    python, reason = choose_python.choose(PLAIN, SYSTEM, MADE)
    assert python == chosen
    assert bool(reason) == (chosen == SYSTEM)


def test_a_python_says_itself_whether_it_fits_and_how_long_it_takes() -> None:
    assert choose_python.fits(sys.executable)
    assert not choose_python.fits("/nowhere/python3")
    assert float(choose_python.ask(sys.executable, "--time") or 0) > 0
