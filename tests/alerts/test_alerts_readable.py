"""Whether mails can be read: every one in a real browser, in light and dark, on a wide and a narrow screen.
Contrast as the browser shows it, sizes of text, nothing beside the screen, alternative texts, length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sokuho.alerts.chart import COLOURS
from tools.pictures import SCREENS, mails

pytestmark = pytest.mark.slow
WHITE, CARD = "#ffffff", "#1a2027"
#: what WCAG asks of text, and of a picture's parts; pixels; mail programs cut off mails from about 100 kB
TEXT, PART, SMALLEST, LENGTH = 4.5, 3.0, 12, 90_000

#: each piece of text that shows: what it says, its colour, what it stands on, its size in pixels
LOOK = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.replace(/[\\s\\u00a0]+/g, ' ').trim();
    const holder = walk.currentNode.parentElement;
    if (!text || !holder.checkVisibility() || holder.closest('style, title')) continue;
    let ground = holder;
    while (ground && /rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(ground).backgroundColor))
      ground = ground.parentElement;
    const looks = getComputedStyle(holder);
    found.push([text, looks.color, ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)',
                parseFloat(looks.fontSize)]);
  }
  return found;
}"""


@cache
def written() -> dict[str, str]:
    return {mail.name: mail.html for mail in mails()}


NAMES = sorted(written())


@pytest.fixture(scope="module", params=SCREENS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = SCREENS[request.param]
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def shades(colour: str) -> list[float]:
    """The parts of "#rrggbb" or "rgb(r, g, b)", 0 to 1."""
    if colour.startswith("#"):
        return [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]


def luminance(colour: str) -> float:
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shades(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_mail_can_be_read(page: Page) -> None:
    wrong: dict[str, Any] = {}
    for name, html in written().items():
        page.set_content(html)
        seen = page.evaluate(LOOK)
        assert len(seen) > 5, name
        low = [text for text, colour, ground, _ in seen if contrast(colour, ground) < TEXT]
        small = [text for text, _, _, size in seen if size < SMALLEST]
        wide, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if low or small or wide > room:
            wrong[name] = {"low": low, "small": small, "beside the screen": wide - room}
    assert wrong == {}


def test_dark_mails_are_dark(browser: Browser) -> None:
    """The card, the panel and the button have their own grounds in the dark."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.set_content(written()["twelve-en"])
    grounds = {ground for _, _, ground, _ in page.evaluate(LOOK)}
    context.close()
    assert len(grounds) >= 4  # card, panel, mark, button
    assert sum(luminance(ground) < 0.05 for ground in grounds) >= 2


def test_the_measure_can_fail(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        '<body><p style="color:#9aa4ae;font-size:9px">pale</p><div style="display:none">hidden</div>'
        '<div style="background:#000"><b style="color:#fff">clear</b></div>'
    )
    pale, clear = page.evaluate(LOOK)
    page.close()
    assert (pale[0], clear[0]) == ("pale", "clear")
    assert contrast(pale[1], pale[2]) < TEXT
    assert pale[3] < SMALLEST
    assert contrast(clear[1], clear[2]) == pytest.approx(21)


def test_the_chart_stands_out_from_either_ground() -> None:
    for colour in COLOURS:
        assert contrast(colour, WHITE) >= PART
        assert contrast(colour, CARD) >= PART


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_with_images_off(name: str, browser: Browser) -> None:
    """Only the digest has a picture, and its alternative text says what the mail says in words as well."""
    page = browser.new_page()
    page.set_content(written()[name])
    images = page.evaluate("Array.from(document.images, i => [i.alt, i.src.slice(0, 22)])")
    text = " ".join(piece for piece, *_ in page.evaluate(LOOK))
    page.close()
    assert len(images) == name.startswith("digest")
    for alt, source in images:
        assert source == "data:image/png;base64,"  # nothing is fetched from anywhere
        figures = re.findall(r"[$¥]?\d[^\s、]*", alt)
        assert len(figures) >= 3
        assert all(figure.rstrip(",") in text for figure in figures)


@pytest.mark.parametrize("name", NAMES)
def test_mails_are_short_and_whole_in_themselves(name: str) -> None:
    html = written()[name]
    assert len(html.encode()) < LENGTH
    assert f'lang="{name.rpartition("-")[2]}"' in html[:100]
    assert not re.search(r"<link|@import|url\(|<script|<iframe|fonts\.", html.partition("</head>")[0])
