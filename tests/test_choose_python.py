"""`make setup` takes the quicker of two Pythons, and keeps what it has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import choose_python

ROOT = Path(__file__).parent.parent
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


def test_a_python_that_does_not_answer_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **options: object) -> None:
        raise subprocess.TimeoutExpired(command, 60)

    monkeypatch.setattr(subprocess, "run", hang)
    assert not choose_python.fits(SYSTEM)


def test_the_python_that_is_named_may_stand_in_a_folder_with_a_space(tmp_path: Path) -> None:
    named = tmp_path / "my pythons" / "python3"
    make = ["make", "--dry-run", "--always-make", "setup", f"PYTHON={named}"]
    shown = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f'"{named}" -m venv .uv' in shown
    assert f'$("{named}" tools/choose_python.py "{named}")' in shown
