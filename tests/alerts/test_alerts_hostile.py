"""Hostile stories stay text; headers let the reader leave and keep a thread together."""

from __future__ import annotations

import re
from email.utils import parseaddr

import handmade as made
import pytest
from page import Page
from rendered import (
    FROM,
    LANGUAGES,
    LINKS,
    TEMPLATES,
    WORDS,
    alert,
    reader,
    slack_text,
)

from sokuho.alerts.links import Links
from sokuho.alerts.render import Renderer


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_html_stays_text(language: str) -> None:
    page = Page(alert(made.hostile(), reader(language)).html or "")
    assert {tag for tag, _ in page.elements} <= {
        "html", "head", "meta", "title", "style", "body", "div", "table", "thead", "tbody", "tr", "th", "td",
        "span", "strong", "h1", "h2", "p", "a", "s", "br",
    }  # fmt: skip
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "https://").startswith("https://")
    assert "<script>alert(1)</script>" in page.text  # as text
    assert "49" not in page.text.replace("2026", "")  # templates in titles are not run
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_is_safe_on_a_terminal(language: str) -> None:
    text = alert(made.hostile(), reader(language)).text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "\nBcc:" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_slack_text_calls_nobody(language: str) -> None:
    message = alert(made.hostile(), reader(language, "slack"))
    for text in (slack_text(message), message.text):
        inside = re.findall(r"<([^>]*)>", text)
        assert all(part.startswith(("https://ok.example/", "https://news.example.com/")) for part in inside)
        assert "<!" not in text
        assert "@channel" not in text
        assert "<@" not in text


def test_hostile_headers_stay_on_their_line() -> None:
    message = alert(made.hostile(), reader())
    for value in (message.subject, *(v for _, v in message.headers)):
        assert value.isprintable()
        assert len(value) < 998


# --- headers ----------------------------------------------------------------------------------------


def test_headers_let_the_reader_leave() -> None:
    headers = dict(alert(made.revision(), reader()).headers)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = headers["List-Unsubscribe"].split(">")[0].lstrip("<")
    assert url.startswith("https://sokuho.example/unsubscribe/")
    assert LINKS.check(url.rpartition("/")[2], "u") == "analysts"
    assert url in (alert(made.revision(), reader()).html or "")
    assert headers["List-Id"] == "<japan-us-energy-ai.alerts.sokuho.example>"


def test_without_a_key_one_leaves_by_mail() -> None:
    renderer = Renderer([TEMPLATES], WORDS, Links("https://sokuho.example", b""), FROM)
    revision, sub = made.revision(), reader()
    headers = dict(renderer.alert(revision, sub, made.delivery(revision, sub)).headers)
    assert headers["List-Unsubscribe"] == "<mailto:alerts@sokuho.example?subject=unsubscribe%20analysts>"
    assert "List-Unsubscribe-Post" not in headers


def test_updates_stand_in_the_thread_of_the_first_mail() -> None:
    first, later = (dict(alert(r, reader()).headers) for r in (made.revision(), made.updated()))
    assert later["In-Reply-To"] == later["References"] == first["Message-ID"]
    assert later["Message-ID"] != first["Message-ID"]
    other = dict(alert(made.revision(), reader(id="others")).headers)
    assert other["Message-ID"] != first["Message-ID"]
    for headers in (first, later):
        assert re.fullmatch(r"<[A-Za-z0-9.-]+@sokuho\.example>", headers["Message-ID"])
    assert parseaddr(first["Message-ID"])[1]
