"""`python -m bench.crash_local [--kills N]`: kill -9 again and again, then count what became of all.

`sokuho run` works on feeds served on this machine while news keeps coming; it is killed at random moments
and started again. At the end each article must have one outcome and each alert must be in the outbox
once. Exits with 1 if anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sokuho.store import open_store
from tests.newsstand import edition, environment, furnish, newsstand
from tests.promise import troubles

COMMAND = [sys.executable, "-c", "from sokuho.cli import main; main()", "run"]


def crash(kills: int, seed: int, home: Path) -> list[str]:
    """Kill so many times; returns the troubles found, each in words."""
    dice, news = random.Random(seed), edition(deals=12, idles=60)
    with newsstand({"wire": [], "press": []}) as stand:
        furnish(home, stand, interval=0.02)
        moments: Counter[str] = Counter()
        for number in range(kills):
            shown = len(news) * (number + 1) // (kills + 1)
            stand.feeds["wire"], stand.feeds["press"] = news[:shown], news[: shown // 2]
            asked = len(stand.requests)
            process = subprocess.Popen(COMMAND, env=environment(home, SOKUHO_LOG="error"))
            early = dice.random() < 0.2
            while len(stand.requests) == asked and not early:
                time.sleep(0.01)
            time.sleep(dice.random() * 2)
            process.kill()
            process.wait()
            moments["while starting" if len(stand.requests) == asked else "while working"] += 1
            print(f"{number + 1} of {kills} kills", file=sys.stderr, flush=True)
        stand.feeds["wire"] = stand.feeds["press"] = news
        process = subprocess.Popen(COMMAND, env=environment(home, SOKUHO_LOG="error"))
        end = time.monotonic() + 60
        while (found := _troubles(home, stand)) and time.monotonic() < end:
            time.sleep(0.5)
        process.terminate()
        process.wait(30)
        print(f"{kills} kills: {', '.join(f'{n} {when}' for when, n in sorted(moments.items()))}")
        with open_store("sqlite:///var/sokuho.db", home=home) as store:
            outcomes = {str(name): n for name, n in store.articles.count().items()}
            print(f"articles {sum(outcomes.values())}: {outcomes}")
            print(f"deliveries { ({str(s): n for s, n in store.deliveries.count().items()}) }")
        return _troubles(home, stand) or found


def _troubles(home: Path, stand: object) -> list[str]:
    try:
        return troubles(home, stand)  # type: ignore[arg-type]  # the stand of this bench has what is asked
    except FileNotFoundError:
        return ["no outbox yet"]


def main() -> int:
    parser = argparse.ArgumentParser(description="kill sokuho run at random moments, then count")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sokuho-crash-") as folder:
        found = crash(options.kills, options.seed, Path(folder))
    for trouble in found:
        print(f"  BROKEN: {trouble}")
    print("nothing lost, nothing doubled" if not found else f"{len(found)} promises broken")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
