"""The compiled reader beside the sources: whether it reads the same, and how fast each is.

    python -m bench.compiled                 # `make test-compiled`

Takes the wheel in dist/, or makes it (`make wheel`, minutes) where that one is of other sources. Articles are
all of tests/gold and the hostile ones. Fails where one is read in another way.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from bench.hostile import hostile_articles
from bench.rates import together
from sokuho import codec
from sokuho.model import Article
from sokuho.vocabulary import article_of, load_reader

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
HOME = Path("no-home-of-its-own")  # the shipped vocabulary only
ROUNDS = 4


@contextmanager
def compiled() -> Iterator[Path | None]:
    """A folder with the compiled package of these sources; None where it can't be made."""
    with TemporaryDirectory() as folder:
        wheel = _wheel() or _made()
        if wheel:
            with ZipFile(wheel) as packed:
                packed.extractall(folder)
        yield Path(folder) if wheel else None


def rates(*packages: Path) -> list[float]:
    """Articles a second that the package in each folder reads, in turns: the machine's moods meet all."""
    turns = [[float(_ask("rate", package)) for package in packages] for _ in range(ROUNDS)]
    return [max(of) for of in zip(*turns, strict=True)]


def _wheel() -> Path | None:
    """The wheel for this Python that has the code and the words as they are here."""
    here = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in ("sokuho", "config")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".txt", ".yaml"}
    }
    for wheel in (ROOT / "dist").glob(f"*-cp{sys.version_info.major}{sys.version_info.minor}-*.whl"):
        with ZipFile(wheel) as packed:
            there = {name.removeprefix("sokuho/_defaults/"): name for name in packed.namelist()}
            if all(path in there and packed.read(there[path]) == text for path, text in here.items()):
                return wheel
    return None


def _made() -> Path | None:
    print("compiling the reader (minutes) ...", file=sys.stderr, flush=True)
    done = subprocess.run(["make", "--silent", "wheel"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        print(f"make wheel failed:\n{done.stderr}", file=sys.stderr)
    return _wheel()


def _ask(what: str, package: Path) -> str:
    """What this file says in a process that has the package in that folder, wherever it runs (`-P`)."""
    path = os.pathsep.join([str(package), str(ROOT)])
    command = [sys.executable, "-P", "-m", "bench.compiled", what]
    env = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout


def _articles(pattern: str) -> dict[str, Article]:
    """Labelled articles by file and line."""
    return {
        f"{path.name}:{number}": article_of(json.loads(line))
        for path in sorted(GOLD.glob(pattern))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    }


def _readings() -> Iterator[str]:
    reader = load_reader(HOME)
    for name, article in (_articles("*.jsonl") | hostile_articles()).items():
        yield f"{name!r}\t{codec.to_json(reader.read(article))}"


def _rate() -> float:
    return together(load_reader(HOME), list(_articles("dev.jsonl").values()), passes=4)


def main() -> int:
    with compiled() as package:
        if package is None:
            return 2
        both = zip(_ask("read", ROOT).splitlines(), _ask("read", package).splitlines(), strict=True)
        same = {plain.split("\t")[0]: plain == fast for plain, fast in both}
        other = [name for name in same if not same[name]]
        print(f"{len(same):,} articles, {len(other)} read in another way", *other, sep="\n  ", flush=True)
        plain, fast = rates(ROOT, package)
        print(f"sources {plain:,.0f} articles/s, compiled {fast:,.0f}: {fast / plain:.2f} times as fast")
    return 1 if other else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["read"]:
            print("\n".join(_readings()))
        case ["rate"]:
            print(_rate())
        case _:
            sys.exit(main())
