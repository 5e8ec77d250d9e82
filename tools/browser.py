"""The system's Chromium, kept from the network: for pictures of the pages and for tests of them."""

from __future__ import annotations

import shutil

NEEDED = "no Chromium here: apt-get install chromium fonts-noto-cjk"

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
