"""The system's Chromium, kept from the network: for pictures of mails and pages, and for tests of them.

`python -m tools.browser` (`make browser`) installs it where there is none, with fonts for Japanese.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PACKAGES = ("chromium", "fonts-noto-cjk")
INSTALL = f"apt-get install {' '.join(PACKAGES)}"
NEEDED = f"no Chromium here: as root, {INSTALL}"

Scheme = Literal["light", "dark"]

#: Chromium asks for nothing but what stands on this machine; it runs as any user, in containers too
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def chromium() -> str | None:
    """The path of the browser; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def opened() -> Iterator[Browser]:
    """The browser, closed afterwards. Ends the program, saying what is needed, where there is none."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        raise SystemExit(NEEDED)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def screens(wide: int) -> dict[str, tuple[int, Scheme]]:
    """By name: the width in pixels, and the colours that its owner prefers."""
    return {
        "wide": (wide, "light"),
        "narrow": (360, "light"),
        "dark": (wide, "dark"),
        "narrow-dark": (360, "dark"),
    }


def install() -> str | None:
    """Install what is missing, by apt-get and as root. Returns what a person has to do, or None."""
    if chromium() and _japanese():
        return None
    if shutil.which("apt-get") is None:
        return "no Chromium with fonts for Japanese here, and no apt-get: install them as this system does"
    if os.geteuid() != 0:
        return NEEDED
    print(f"{INSTALL} (once)", file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(["apt-get", *command], env=quiet, stdout=subprocess.DEVNULL)  # noqa: S603, S607
        if done.returncode:
            return f"apt-get {command[0]} failed: mend that, then {INSTALL}"
    return None if chromium() else NEEDED


def _japanese() -> bool:
    """Whether a font here writes Japanese; taken for granted where nothing tells."""
    lister = shutil.which("fc-list")
    if lister is None:
        return True
    return bool(subprocess.run([lister, ":lang=ja"], capture_output=True, check=False).stdout)  # noqa: S603


def main() -> int:
    """0 with a browser; else 1, or 0 with `--try`: what needs it says so itself."""
    missing = install()
    if missing:
        print(missing, file=sys.stderr)
    return 1 if missing and "--try" not in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
