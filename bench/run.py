"""`python -m bench.run`: how long the command line takes to answer, and one round over the demo feeds.

Each figure is the best of three runs in fresh processes; memory is the peak of the whole process.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sokuho import resources
from sokuho.demo.server import FeedServer
from tests.newsstand import environment

MAIN = "from sokuho.cli import main; main()"


@dataclass(frozen=True)
class Measured:
    """`busy`: seconds of processor time, which other work on the machine does not stretch as much."""

    seconds: float
    busy: float
    megabytes: float
    said: str


def measure(words: list[str], home: Path) -> Measured:
    """Run a command of Sokuho's to its end. Raises RuntimeError with its words if it fails."""
    reader, writer = os.pipe()
    began = time.perf_counter()
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", MAIN, *words],
        environment(home, SOKUHO_LOG="error", TERM="dumb"),
        file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1), (os.POSIX_SPAWN_DUP2, writer, 2)],
    )
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as said:
        text = said.read()
    _, status, used = os.wait4(pid, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"sokuho {' '.join(words)} failed:\n{text}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, kilobytes elsewhere
    return Measured(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6, text)


def best(runs: Iterable[Measured]) -> Measured:
    return min(runs, key=lambda run: run.seconds)


@contextmanager
def demo_home(home: Path) -> Iterator[None]:
    """A home whose feeds are the demo's, served while within."""
    samples = resources.defaults() / "config/demo"
    with FeedServer([samples / "feeds"], datetime.now(UTC)) as server:
        (home / "config").mkdir(parents=True)
        feeds = (samples / "feeds.yaml").read_text(encoding="utf-8")
        place = f"127.0.0.1:{server.port}"
        (home / "config/feeds.yaml").write_text(feeds.replace("{host}", place), encoding="utf-8")
        shutil.copy(samples / "subscriptions.yaml", home / "config")
        yield


def main() -> int:
    met = True
    with tempfile.TemporaryDirectory(prefix="sokuho-bench-") as folder:
        met &= _print("sokuho --help", best(measure(["--help"], Path(folder)) for _ in range(3)), 0.4)
        rounds, again = [], []
        for number in range(3):
            home = Path(folder) / str(number)
            with demo_home(home):
                rounds.append(measure(["run", "--once"], home))
                again.append(measure(["run", "--once", "--now"], home))
        first = best(rounds)
        met &= _print("sokuho run --once, demo feeds", first, 5.0, 200.0)
        met &= _print("the same again, nothing new", best(again), 5.0, 200.0)
        print("\n".join(f"    {line}" for line in first.said.strip().splitlines()[:3]))
    return 0 if met else 1


def _print(what: str, measured: Measured, seconds: float, megabytes: float | None = None) -> bool:
    met = measured.seconds <= seconds and (megabytes is None or measured.megabytes <= megabytes)
    memory = f"  {measured.megabytes:5.0f} MB (<= {megabytes:.0f})" if megabytes else ""
    took = f"{measured.seconds:6.2f} s (<= {seconds}), processor {measured.busy:.2f} s"
    print(f"{what:34} {took}{memory}{'' if met else '  MISSED'}")
    return met


if __name__ == "__main__":
    sys.exit(main())
