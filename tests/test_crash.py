"""kill -9 at any moment, then a restart: each alert is in the outbox once, each article has one outcome."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crashing import DIED, MOMENTS
from tests.made import killed_at_end
from tests.newsstand import Stand, edition, environment, furnish, newsstand
from tests.promise import troubles

ROOT = Path(__file__).parent.parent


@pytest.fixture
def stand() -> Iterator[Stand]:
    with newsstand({"wire": [], "press": []}) as opened:
        yield opened


@pytest.fixture
def command(tmp_path: Path, stand: Stand) -> Iterator[Callable[[str], int]]:
    """Runs a command of tests/crashing.py in a fresh child and gives its exit code."""
    furnish(tmp_path, stand)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crashing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(tmp_path, SOKUHO_LOG="error"),
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def run(line: str) -> int:
        process.stdin.write(line + "\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    with killed_at_end(process):
        yield run
        process.stdin.close()
        process.wait(30)


def test_death_at_every_moment_where_work_turns_durable(
    tmp_path: Path, stand: Stand, command: Callable[[str], int]
) -> None:
    news = edition(deals=12, idles=28)
    missed = []
    for place, (name, when, nth) in enumerate(MOMENTS):
        stand.feeds["wire"] = news[: 2 * place + 2]
        stand.feeds["press"] = news[: 2 * place]
        if command(f"{name} {when} {nth}") != DIED:
            missed.append(f"{name} {when} {nth}")
    stand.feeds["wire"] = news
    assert command("whole") == 0
    assert troubles(tmp_path, stand) == []
    assert len(missed) <= 3, missed  # a round without new deals does not reach every moment
    sent = sorted(path.stat().st_mtime_ns for path in (tmp_path / "outbox").iterdir())
    assert command("whole") == 0
    assert sorted(path.stat().st_mtime_ns for path in (tmp_path / "outbox").iterdir()) == sent


def test_the_running_program_killed_again_and_again(tmp_path: Path, stand: Stand) -> None:
    furnish(tmp_path, stand, interval=0.02)
    news, dice = edition(deals=12, idles=24), random.Random(7)
    for place in range(5):
        stand.feeds["wire"] = news[: 7 * place]
        stand.feeds["press"] = news[: 6 * place]
        asked = len(stand.requests)
        with program(tmp_path):
            wait_for(lambda asked=asked: len(stand.requests) > asked)
            time.sleep(dice.random() * 1.5)
    stand.feeds["wire"], asked = news, len(stand.requests)
    with program(tmp_path) as process:
        wait_for(lambda: len(stand.requests) > asked and not troubles_soon(tmp_path, stand))
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert troubles(tmp_path, stand) == []


@contextmanager
def program(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`sokuho run`, killed at the end if it still runs, also where the test fails."""
    code = "from sokuho.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "run"],
        cwd=ROOT,
        env=environment(home, SOKUHO_LOG="error"),
        stderr=subprocess.DEVNULL,
    )
    with killed_at_end(process):
        yield process


def troubles_soon(home: Path, stand: Stand) -> list[str]:
    """Troubles while the program still works: what is not there yet counts as one."""
    try:
        return troubles(home, stand)
    except FileNotFoundError:
        return ["no outbox yet"]


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
