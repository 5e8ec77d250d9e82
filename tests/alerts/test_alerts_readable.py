"""Whether mails can be read: contrast of every text in light and dark, alternative texts, sizes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import handmade as made
import pytest
from test_alerts_render import LANGUAGES, RENDERER, TEMPLATES, reader

from sokuho.alerts.chart import COLOURS

WHITE, PAGE = "#ffffff", "#eef0f3"
#: what WCAG asks of text, of large text, and of pictures' parts
TEXT, LARGE, PART = 4.5, 3.0, 3.0
VOID = {"meta", "br", "img", "link"}
DARK = (TEMPLATES / "email/base.html").read_text("utf-8").partition("prefers-color-scheme: dark")[2]


def luminance(colour: str) -> float:
    shades = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shades]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def rules() -> dict[str, dict[str, str]]:
    """What the dark scheme changes: by selector (`.ink`, `a`), the properties."""
    found: dict[str, dict[str, str]] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", DARK.lstrip(") {")):
        values = dict(re.findall(r"([a-z-]+):\s*(#[0-9a-f]{6})", body))
        for selector in selectors.split(","):
            found.setdefault(selector.strip(), {}).update(values)
    return found


class Reading(HTMLParser):
    """Each piece of text with the colours that it has, as a mail program works them out."""

    def __init__(self, html: str, dark: bool) -> None:
        super().__init__()
        self.dark = rules() if dark else {}
        self.stack: list[tuple[str, str, str, bool]] = [("html", "#000000", WHITE, False)]
        self.seen: list[tuple[str, str, str]] = []
        self.images: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "img":
            self.images.append(dict(attrs))
        if tag in VOID:
            return
        _, colour, ground, hidden = self.stack[-1]
        style = dict(re.findall(r"([a-z-]+):\s*([^;]+)", given.get("style", "")))
        if tag == "a":
            colour = "#0b57a4"
        colour, ground = style.get("color", colour), style.get("background-color", ground)
        names = [tag, *(f".{name}" for name in given.get("class", "").split())]
        if tag == "a" and any(element == "button" for element, *_ in self.stack):
            names.append(".button a")
        for name in names:
            colour = self.dark.get(name, {}).get("color", colour)
            ground = self.dark.get(name, {}).get("background-color", ground)
        hidden = hidden or "display:none" in given.get("style", "") or tag in ("style", "title")
        mark = "button" if "button" in given.get("class", "").split() else tag
        self.stack.append((mark, colour, ground, hidden))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        _, colour, ground, hidden = self.stack[-1]
        if data.strip(" \n\xa0") and not hidden:
            self.seen.append((data.strip(), colour, ground))


def pages(language: str) -> list[str]:
    sub = reader(language)
    alerts = [
        RENDERER.alert(build(), sub, made.delivery(build(), sub)).html or "" for build in made.ALL.values()
    ]
    daily = reader(language, cadence="daily")
    told = [made.ALL[name]() for name in ("update", "jera", "nofigure", "twelve")]
    return [*alerts, RENDERER.digest(told, daily, made.digest_delivery(daily)).html or ""]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_contrast(language: str, dark: bool) -> None:
    for page in pages(language):
        read = Reading(page, dark)
        assert len(read.seen) > 20
        low = [(text, c, g) for text, c, g in read.seen if contrast(c, g) < TEXT]
        assert low == []


def test_the_measure_can_fail() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#9aa4ae", WHITE) < TEXT
    assert Reading('<p style="color:#9aa4ae">x</p>', False).seen == [("x", "#9aa4ae", WHITE)]


def test_the_chart_stands_out_from_either_ground() -> None:
    card = rules()[".card"]["background-color"]
    for colour in COLOURS:
        assert contrast(colour, WHITE) >= PART
        assert contrast(colour, card) >= PART


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_say_what_they_show(language: str) -> None:
    *alerts, digest = pages(language)
    assert not any(Reading(page, False).images for page in alerts)  # nothing is lost with images off
    [image] = Reading(digest, False).images
    alt = image["alt"] or ""
    text = " ".join(piece for piece, *_ in Reading(digest, False).seen)
    figures = re.findall(r"[$¥]?\d[^\s、]*", alt)
    assert len(figures) >= 3
    assert all(figure.rstrip(",") in text for figure in figures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_is_cut_off(language: str) -> None:
    """Mail programs cut off what is longer than about 100 kB."""
    assert max(len(page.encode()) for page in pages(language)) < 100_000


def test_templates_name_the_language() -> None:
    for language in LANGUAGES:
        assert all(f'<html lang="{language}">' in page for page in pages(language))
