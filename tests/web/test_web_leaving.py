"""Leaving a list, over HTTP."""

from __future__ import annotations

import contextlib
import re
import socket

import httpx
import pytest

from sokuho.alerts.links import Links
from sokuho.errors import ConfigError, Retry
from sokuho.model import Subscription
from sokuho.web import server
from tests.web.conftest import LINKS, House


@pytest.fixture
def house(house: House) -> House:
    house.store.subscriptions.add(Subscription("analysts", "email", "a@example.com"))
    house.store.subscriptions.add(Subscription("bunseki", "email", "b@example.com", language="ja"))
    return house


def path(name: str = "analysts") -> str:
    return f"/unsubscribe/{LINKS.token('u', name)}"


def test_looking_asks_and_changes_nothing(web: httpx.Client, house: House) -> None:
    for method in ("GET", "HEAD"):
        assert web.request(method, path()).status_code == 200
    assert web.head(path()).content == b""
    page = web.get(path()).text
    assert "Unsubscribe from “analysts”?" in page
    assert '<form method="post">' in page
    assert house.active("analysts")


def test_one_click_unsubscribes_at_once(web: httpx.Client, house: House) -> None:
    """What a mail program sends by RFC 8058, as a form of either kind, and what the page's button sends."""
    for body in (
        {"data": {"List-Unsubscribe": "One-Click"}},
        {"files": {"List-Unsubscribe": (None, "One-Click")}},
        {},
    ):
        answer = web.post(path(), **body)  # type: ignore[arg-type]
        assert answer.status_code == 200
        assert "You are unsubscribed" in answer.text
        assert not house.active("analysts")
    assert house.active("bunseki")


def test_mail_programs_are_not_counted(web: httpx.Client, house: House) -> None:
    """They post for many readers from few addresses."""
    for _ in range(60):
        assert web.post(path()).status_code == 200


def test_readers_who_signed_up_are_called_by_their_address(web: httpx.Client, house: House) -> None:
    reader = house.reader("me@example.com")
    page = web.get(path(reader.id)).text
    assert "“me@example.com”" in page
    assert 'href="/preferences?lang=en"' in page  # fewer mails may be enough


def test_pages_speak_the_readers_language(web: httpx.Client) -> None:
    assert '<html lang="ja">' in web.get(path("bunseki")).text
    assert "配信を停止しました" in web.post(path("bunseki")).text


@pytest.mark.parametrize(
    "wrong",
    [
        "/unsubscribe/" + LINKS.token("p", "analysts"),
        "/unsubscribe/" + Links("http://x.example", b"other").token("u", "analysts"),
        "/unsubscribe/" + LINKS.token("u", "nobody"),
        "/unsubscribe/" + LINKS.token("u", "analysts")[:-2],
        "/unsubscribe/",
        "/unsubscribe/u.%00.%ff",
        "/unsubscribe/" + "x" * 5000,
        "/confirm/" + LINKS.token("u", "analysts"),
        "/preferences/" + LINKS.token("u", "analysts"),
        "/view/" + LINKS.token("u", "analysts"),
        "/../../etc/passwd",
    ],
)
def test_wrong_links_all_get_the_same_answer(web: httpx.Client, house: House, wrong: str) -> None:
    answer = web.get(wrong)
    assert answer.status_code == 404
    assert "This link does not work" in answer.text
    assert "analysts" not in answer.text
    assert web.post(wrong).status_code in (404, 405)
    assert house.active("analysts")


def test_headers_are_strict(web: httpx.Client) -> None:
    for place in (path(), "/", "/preferences", "/style.css", "/healthz", "/nowhere"):
        headers = web.get(place).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers
        if place != "/style.css":
            assert headers["cache-control"] == "no-store"
    assert not re.search(r"<script|style=|onclick|https?://", web.get(path()).text)


def test_other_methods_are_refused(web: httpx.Client, house: House) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "BREW"):
        assert web.request(method, path()).status_code == 405
    assert house.active("analysts")


def test_huge_and_lying_bodies_do_no_harm(web: httpx.Client) -> None:
    with contextlib.suppress(httpx.HTTPError):  # answered before all of it was sent
        assert web.post(path(), content=b"x" * 1_000_000).status_code == 413
    with contextlib.suppress(httpx.HTTPError):
        assert web.post(path(), content=iter([b"x" * 20_000] * 20)).status_code == 413
    with socket.create_connection((web.base_url.host, web.base_url.port or 80)) as s:
        s.sendall(f"POST {path()} HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n".encode())
        assert b" 400 " in s.recv(1000)
    assert web.get("/healthz").text == "ok\n"


def test_store_that_is_away_asks_for_patience(
    web: httpx.Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise Retry("locked")

    for name in ("subscription", "stop", "origin"):
        monkeypatch.setattr(house.store.subscriptions, name, away)
    answer = web.post(path())
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "60"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert web.get("/healthz").status_code == 503


def test_port_that_is_taken_is_told() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        with pytest.raises(ConfigError, match="choose another --host or --port"):
            server.listen("127.0.0.1", s.getsockname()[1])
