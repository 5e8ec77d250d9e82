"""Pictures of every mail, for looking at them: `python -m tools.pictures [FOLDER] [NAME ...]`.

Renders the stories made by hand in tests/alerts/handmade.py in both languages, on a wide and a narrow screen,
light and dark, with Chromium (`apt-get install chromium fonts-noto-cjk`). Names such as `update-ja` choose.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sokuho import outgoing, resources
from sokuho.alerts.links import Links
from sokuho.alerts.render import Renderer
from sokuho.deliver.mime import in_browser
from sokuho.following import load_rates

ROOT = Path(__file__).parent.parent
ZONES = {"en": "America/New_York", "ja": "Asia/Tokyo"}
#: name of the screen: its width in pixels, and Blink's number for the preferred colour scheme
SCREENS = {"wide": (700, 1), "narrow": (360, 1), "dark": (700, 0), "narrow-dark": (360, 0)}


@dataclass(frozen=True, slots=True)
class Mail:
    name: str
    html: str


def mails() -> Iterator[Mail]:
    """Every alert and the digest, in both languages."""
    sys.path.insert(0, str(ROOT / "tests/alerts"))
    import handmade as made

    folder = resources.defaults() / "templates"
    words, rates = outgoing.load_words(ROOT), load_rates(ROOT)
    links = Links("https://sokuho.example", b"pictures")
    mail_from = "Sokuho <alerts@sokuho.example>"
    renderer = Renderer([folder], words, links, mail_from, dict(rates.latest()), rates.rates)
    for language, zone in ZONES.items():
        reader = made.subscriber(language=language, timezone=zone)
        for name, build in made.ALL.items():
            revision = build()
            message = renderer.alert(revision, reader, made.delivery(revision, reader))
            yield Mail(f"{name}-{language}", message.html or "")
        daily = made.subscriber(
            language=language, timezone=zone, cadence="daily", sectors=("gas_power", "oil")
        )
        told = [made.ALL[n]() for n in ("update", "jera", "nofigure", "twelve")]
        message = renderer.digest(told, daily, made.digest_delivery(daily))
        yield Mail(f"digest-{language}", in_browser(message))


def take(browser: str, mail: Mail, screen: str, target: Path) -> None:
    """One picture, as high as the mail is. The mail stands in a frame: a window has a least width."""
    width, scheme = SCREENS[screen]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(_framed(mail.html, width), encoding="utf-8")
        options = [
            browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={folder}/profile", f"--blink-settings=preferredColorScheme={scheme}",
            "--virtual-time-budget=2000",
        ]  # fmt: skip
        dom = _run([*options, f"--window-size={width},800", "--dump-dom", page.as_uri()])
        height = int(found[1]) if (found := re.search(r'data-height="(\d+)"', dom)) else 3000
        page.write_text(_framed(mail.html, width, height), encoding="utf-8")
        _run([*options, f"--window-size={width},{height}", f"--screenshot={target}", page.as_uri()])


def _framed(mail: str, width: int, height: int = 800) -> str:
    tell = "document.body.dataset.height=document.querySelector('iframe').contentDocument.body.scrollHeight"
    return (
        '<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        f'<body style="margin:0" onload="{tell}"><iframe style="border:0;width:{width}px;height:{height}px"'
        f' srcdoc="{html.escape(mail)}"></iframe>'
    )


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)  # noqa: S603
    return done.stdout


def main(arguments: list[str]) -> int:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("no Chromium here: apt-get install chromium fonts-noto-cjk", file=sys.stderr)
        return 1
    target = Path(arguments[0]) if arguments else ROOT / "docs/img/mail"
    target.mkdir(parents=True, exist_ok=True)
    chosen = arguments[1:]
    for mail in mails():
        for screen in SCREENS:
            if not chosen or f"{mail.name}-{screen}" in chosen or mail.name in chosen:
                take(browser, mail, screen, target / f"{mail.name}-{screen}.png")
                print(target / f"{mail.name}-{screen}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
