"""`python -m bench`: every figure that the README promises, one part after the other.

    python -m bench                  # all of it, about ten minutes
    python -m bench run polling      # some parts

Each part is a module of this folder and a process of its own, so that none weighs on the next.
"""

from __future__ import annotations

import platform
import subprocess
import sys

PARTS = ("run", "reading", "following", "polling", "subscribers")


def main() -> int:
    """Returns 1 if a part missed its mark, 2 for a part that does not exist."""
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := [part for part in wanted if part not in PARTS]:
        print(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()} on {platform.machine()}, {platform.system()}", flush=True)
    missed = []
    for part in wanted:
        print(f"\n== {part}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{part}"], check=False).returncode:
            missed.append(part)
    if missed:
        print(f"\nnot reached: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
