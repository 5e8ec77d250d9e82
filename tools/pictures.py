"""Pictures of every mail, for looking at them: `python -m tools.pictures [FOLDER] [NAME ...]`.

Renders the stories made by hand in tests/alerts/handmade.py, a digest and the mails that bring a link, in
both languages, on a wide and a narrow screen, light and dark, with Chromium (`make browser`). Names such
as `update-ja` or `update-ja-dark` choose.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from sokuho import resources, wording
from sokuho.alerts.links import Links
from sokuho.alerts.render import Renderer
from sokuho.alerts.templates import Templates
from sokuho.deliver.mime import in_browser
from sokuho.following import load_rates
from sokuho.web.letters import KINDS, letter_page
from tools import command
from tools.browser import opened, screens

ROOT = Path(__file__).parent.parent
ZONES = {"en": "America/New_York", "ja": "Asia/Tokyo"}
SCREENS = screens(wide=700)
#: text on a plain ground: more colours make a picture larger, not better
COLOURS = 64


@dataclass(frozen=True, slots=True)
class Mail:
    name: str
    html: str


def mails() -> Iterator[Mail]:
    """Every alert, the digest and the letters, in both languages."""
    sys.path.insert(0, str(ROOT / "tests/alerts"))
    import handmade as made

    folder = resources.defaults() / "templates"
    words, rates = wording.load_words(ROOT), load_rates(ROOT)
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
        message = renderer.digest(told, daily, made.digest_delivery(daily, "2026-02-20"))
        yield Mail(f"digest-{language}", in_browser(message))
        for kind in KINDS:
            url = links.base_url + f"/{kind}/" + "a-signed-link-of-the-usual-length." * 4
            yield Mail(f"{kind}-{language}", letter_page(Templates([folder]), words[language], kind, url, 48))


def take(browser: Browser, mail: Mail, screen: str) -> bytes:
    """One picture, as high as the mail is, as a PNG with a palette."""
    width, scheme = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": 500}, color_scheme=scheme)
    page: Page = context.new_page()
    page.set_content(mail.html)
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    context.close()
    small = io.BytesIO()
    taken.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        small, "PNG", optimize=True
    )
    return small.getvalue()


def main() -> None:
    parser = command(__doc__, "docs/img/mail")
    parser.add_argument("names", nargs="*", help="the pictures to take, if not all")
    asked = parser.parse_args()
    target, chosen = asked.folder or ROOT / "docs/img/mail", asked.names
    with opened() as browser:
        target.mkdir(parents=True, exist_ok=True)
        for mail in mails():
            for screen in SCREENS:
                name = f"{mail.name}-{screen}"
                if not chosen or name in chosen or mail.name in chosen:
                    (target / f"{name}.png").write_bytes(take(browser, mail, screen))
                    print(target / f"{name}.png")


if __name__ == "__main__":
    main()
