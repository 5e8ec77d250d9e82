"""Pictures of every page for readers, to be looked at: `python -m tools.page_pictures [FOLDER] [NAME ...]`.

Serves the pages on this machine, from a store of their own, and takes them in both languages, on a wide
and a narrow screen, light and dark, with Chromium. Names such as `signup-ja` choose. Without any, the pages
that the documentation shows go to docs/img/web; with a folder, all of them.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, Page

from sokuho.alerts.links import Links
from sokuho.configuration import Bus, Delivering, Polling, Serving
from sokuho.model import Delivery, Subscription, reader_id
from sokuho.outgoing import signing_key
from sokuho.settings import Secrets, Settings
from sokuho.store import Store, open_store
from sokuho.store.clock import utc_now
from sokuho.store.letters import STORY, Letter
from sokuho.store.subscriptions import PAGES
from sokuho.web import server
from sokuho.web.letters import LetterWriter
from sokuho.web.tokens import CONFIRM, PREFERENCES, Tokens
from tools import command
from tools.browser import opened, screens

ROOT = Path(__file__).parent.parent
#: what docs/subscribers.md shows
SHOWN = (
    "signup-en-wide", "signup-ja-narrow", "preferences-en-dark", "wrong-en-narrow", "confirm-en-wide",
    "done-ja-narrow", "letter-en-wide",
)  # fmt: skip
SCREENS = screens(wide=900)


@dataclass(frozen=True, slots=True)
class Shot:
    """A page, and what to do there before the picture is taken."""

    name: str
    path: str
    act: str = ""


@contextmanager
def site(home: Path) -> Iterator[tuple[str, Settings, Store]]:
    """The pages on a free port."""
    conf = Settings(
        home=home, store="", bus=Bus(), polling=Polling(), delivering=Delivering(),
        serving=Serving(per_client=1000), topics=("japan-us-energy-ai",), feeds=(), subscribers=(),
        secrets=Secrets(),
    )  # fmt: skip
    stop = threading.Event()
    with open_store(f"sqlite:///{home}/var/pictures.db") as store:
        app, _ = server.build(conf, store, utc_now)
        listening = server.listen("127.0.0.1", 0)
        thread = threading.Thread(target=server.serve, args=(app, listening, stop))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", conf, store
        finally:
            stop.set()
            thread.join()


def shots(conf: Settings, store: Store) -> Iterator[Shot]:
    """Every page in both languages, with readers made up for them."""
    tokens, links = Tokens(signing_key(conf), utc_now), Links("", signing_key(conf))
    for language in ("en", "ja"):
        address = f"reader-{language}@example.com"
        reader = Subscription(
            reader_id(address), "email", address, language, sectors=("gas_power", "nuclear", "ai"),
            companies=("JERA", "SoftBank Group"), min_amount=1.5e9, timezone="Asia/Tokyo",
            quiet=("22:00", "07:00"), budget=5,
        )  # fmt: skip
        store.subscriptions.add(reader, PAGES)
        letter = Letter(f"l{language}", CONFIRM, address, address, reader, utc_now())
        store.letters.add(letter)
        confirm, change = tokens.make(CONFIRM, letter.id), tokens.make(PREFERENCES, reader.id)
        leave = links.token("u", reader.id)
        at = f"?lang={language}"
        yield Shot(f"signup-{language}", f"/{at}")
        yield Shot(f"signup-open-{language}", f"/{at}", "open")
        yield Shot(f"wrong-{language}", f"/{at}", "wrong")
        yield Shot(f"sent-{language}", f"/{at}", "sign up")
        yield Shot(f"link-{language}", f"/preferences{at}")
        yield Shot(f"confirm-{language}", f"/confirm/{confirm}")
        yield Shot(f"confirmed-{language}", f"/confirm/{confirm}", "press")
        yield Shot(f"preferences-{language}", f"/preferences/{change}")
        yield Shot(f"ask-{language}", f"/unsubscribe/{leave}")
        yield Shot(f"done-{language}", f"/unsubscribe/{leave}", "press")
        yield Shot(f"lost-{language}", f"/nowhere{at}")


def letters(conf: Settings, store: Store, folder: Path) -> Iterator[Shot]:
    """The mails that bring a link, as files."""
    write = LetterWriter(conf, store, utc_now)
    for language in ("en", "ja"):
        known = store.letters.letter(f"l{language}")
        assert known is not None
        fresh = replace(known, id=f"m{language}", used=None)
        store.letters.add(fresh)
        row = Delivery("d", fresh.id, STORY, fresh.id, CONFIRM, "email", fresh.address, utc_now())
        page = folder / f"letter-{language}.html"
        page.write_text(write(row).html or "", encoding="utf-8")
        yield Shot(f"letter-{language}", page.as_uri())


def act(page: Page, what: str) -> None:
    """Do as a reader would."""
    if what == "open":
        for each in page.locator("details > summary").all():
            each.click()
    elif what == "press":
        page.locator("button").click()
    elif what:
        page.fill("#address", "reader@example.com")
        if what == "wrong":
            for each in page.locator("details > summary").all():
                each.click()
            page.fill("#min_amount", "a lot")
            page.fill("#quiet_from", "22:00")
        page.locator("button").click()


def take(browser: Browser, base: str, shot: Shot, screen: str, target: Path) -> None:
    width, scheme = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": 500}, color_scheme=scheme, device_scale_factor=1
    )
    page = context.new_page()
    page.goto(shot.path if ":" in shot.path else base + shot.path)
    act(page, shot.act)
    page.screenshot(path=target / f"{shot.name}-{screen}.png", full_page=True)
    context.close()


def main() -> None:
    parser = command(__doc__, "docs/img/web")
    parser.add_argument("names", nargs="*", help="the pages to take, if not all")
    asked = parser.parse_args()
    target = asked.folder or ROOT / "docs/img/web"
    chosen = asked.names or (() if asked.folder else SHOWN)
    with (
        opened() as browser,
        tempfile.TemporaryDirectory() as folder,
        site(Path(folder)) as (base, conf, store),
    ):
        target.mkdir(parents=True, exist_ok=True)
        for shot in (*shots(conf, store), *letters(conf, store, Path(folder))):
            for screen in SCREENS:
                name = f"{shot.name}-{screen}"
                if not chosen or name in chosen or shot.name in chosen:
                    take(browser, base, shot, screen, target)
                    print(target / f"{name}.png")


if __name__ == "__main__":
    main()
