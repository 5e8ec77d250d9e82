"""Which Python `.venv` is made of: `python3`, or the system's own where that is clearly quicker.

`make setup` asks before anything is installed. How a Python was built is not told reliably (Debian's hides
its profiles, others name flags they were built without), so both do a piece of a reader's work, in turns.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
MADE = ".venv/bin/python"  # stays as long as it fits
SYSTEM = "/usr/bin/python3"
CLEARLY = 1.1  # times as quick; less may be the hour's noise
ROUNDS = 4

LINE = (
    "Kita Electric of Osaka will invest $3.2 billion in a 500-megawatt plant beside its data center in Ohio."
)
WORD = re.compile("[A-Za-z]+")
SOUGHT = ("osaka", "ohio", "plant")


class Word:
    __slots__ = ("start", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start


def work() -> int:
    """What a reader does all day: search, make small objects, look up, sort."""
    found = 0
    for _ in range(60):
        words = [Word(m.group().lower(), m.start()) for m in WORD.finditer(LINE)]
        found += sum(
            word.text in SOUGHT for word in words if any(letter in "aeiou" for letter in word.text[-2:])
        )
        found += sorted(words, key=lambda word: (word.text, word.start))[0].start
    return found


def timed() -> float:
    """Seconds of the processor that the work takes, the least of 30 times."""
    best = float("inf")
    for _ in range(30):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def ask(python: str, what: str) -> str | None:
    """What this file says when `python` runs it; None where that fails."""
    try:
        done = subprocess.run([python, "-I", __file__, what], capture_output=True, text=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def fits(python: str) -> bool:
    return bool(python) and ask(python, "--fits") is not None


def choose(plain: str, system: str = SYSTEM, made: str = MADE) -> tuple[str, str]:
    """The Python to take ("" where none fits), and why where it is neither the plain one nor made already."""
    if fits(made):
        return made, ""
    if not fits(system):
        return (plain if fits(plain) else ""), ""
    if not fits(plain):
        return system, "as python3 is older than 3.11 or missing"
    if Path(plain).resolve() == Path(system).resolve():
        return plain, ""
    times = [
        (float(ask(plain, "--time") or "inf"), float(ask(system, "--time") or "inf")) for _ in range(ROUNDS)
    ]
    own, other = (min(column) for column in zip(*times, strict=True))
    return (system, f"{own / other:.1f} times as quick as python3") if other * CLEARLY < own else (plain, "")


def main() -> int:
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what == "--fits":
        return 0 if sys.version_info >= OLDEST else 1
    if what == "--time":
        sys.stdout.write(repr(timed()))
        return 0
    python, reason = (what if fits(what) else "", "") if what else choose(shutil.which("python3") or "")
    if not python:
        sys.stderr.write("sokuho needs Python 3.11 or newer; set PYTHON=/path/to/python3.11\n")
        return 1
    if reason:
        sys.stderr.write(f"setup takes {python}, {reason} (make setup PYTHON=... takes another)\n")
    sys.stdout.write(python)
    return 0


if __name__ == "__main__":
    sys.exit(main())
