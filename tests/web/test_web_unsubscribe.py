"""Leaving a list, over HTTP."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from sokuho.alerts.links import Links
from sokuho.errors import ConfigError, Retry
from sokuho.model import Subscription
from sokuho.settings import Bus, Delivering, Polling, Secrets, Settings
from sokuho.store import Store, open_store
from sokuho.web import server

NOW = datetime(2026, 2, 17, tzinfo=UTC)
LINKS = Links("http://x.example", b"a key")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/sokuho.db", home=tmp_path) as opened:
        opened.subscriptions.add(Subscription("analysts", "email", "a@example.com"))
        opened.subscriptions.add(Subscription("bunseki", "email", "b@example.com", language="ja"))
        yield opened


def settings(home: Path) -> Settings:
    return Settings(
        home=home, store="", bus=Bus(), polling=Polling(), delivering=Delivering(), topics=(), feeds=(),
        subscribers=(), secrets=Secrets(signing_key="a key"),  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def web(store: Store, tmp_path: Path) -> Iterator[httpx.Client]:
    listening = server.listen(
        server.pages(settings(tmp_path), store.subscriptions, lambda: NOW), "127.0.0.1", 0
    )
    stop = threading.Event()
    thread = threading.Thread(target=server.serve, args=(listening, stop))
    thread.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{listening.server_port}", trust_env=False) as client:
        yield client
    stop.set()
    thread.join()


def active(store: Store, name: str = "analysts") -> bool:
    found = store.subscriptions.subscription(name)
    assert found is not None
    return found.active


def path(name: str = "analysts") -> str:
    return f"/unsubscribe/{LINKS.token('u', name)}"


def test_looking_asks_and_changes_nothing(web: httpx.Client, store: Store) -> None:
    for method in ("GET", "HEAD"):
        answer = web.request(method, path())
        assert answer.status_code == 200
    page = web.get(path()).text
    assert "Unsubscribe from “analysts”?" in page
    assert '<form method="post">' in page
    assert active(store)


def test_one_click_unsubscribes_at_once(web: httpx.Client, store: Store) -> None:
    """What a mail program sends by RFC 8058, and what the page's button sends."""
    for body in ({"List-Unsubscribe": "One-Click"}, {}):
        answer = web.post(path(), data=body)
        assert answer.status_code == 200
        assert "You are unsubscribed" in answer.text
        assert not active(store)
    assert active(store, "bunseki")


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
        "/",
        "/../../etc/passwd",
    ],
)
def test_wrong_links_all_get_the_same_answer(web: httpx.Client, store: Store, wrong: str) -> None:
    for method in ("GET", "POST"):
        answer = web.request(method, wrong)
        assert answer.status_code == 404
        assert "This link does not work" in answer.text
        assert "analysts" not in answer.text
    assert active(store)


def test_headers_are_strict(web: httpx.Client) -> None:
    for place in (path(), "/", "/style.css", "/healthz"):
        headers = web.get(place).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
    assert not re.search(r"<script|style=|onclick|https?://", web.get(path()).text)


def test_other_methods_are_refused(web: httpx.Client, store: Store) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "BREW"):
        assert web.request(method, path()).status_code == 405
    assert active(store)


def test_huge_and_lying_bodies_do_no_harm(web: httpx.Client, store: Store) -> None:
    with contextlib.suppress(httpx.HTTPError):  # answered before all of it was sent
        web.post(path(), content=b"x" * 1_000_000)
    with socket.create_connection((web.base_url.host, web.base_url.port or 80)) as s:
        s.sendall(f"POST {path()} HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n".encode())
        assert b"200 OK" in s.recv(1000)
    assert web.get("/healthz").text == "ok\n"


def test_store_that_is_away_asks_for_patience(tmp_path: Path) -> None:
    class Away:
        def subscription(self, subscription_id: str) -> Subscription | None:
            raise Retry("locked")

        def stop(self, subscription_id: str, now: datetime) -> bool:
            raise Retry("locked")

    app = server.pages(settings(tmp_path), Away(), lambda: NOW)
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://x.example") as client:
        assert client.post(path()).status_code == 503


def test_port_that_is_taken_is_told(store: Store, tmp_path: Path) -> None:
    app = server.pages(settings(tmp_path), store.subscriptions, lambda: NOW)
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        with pytest.raises(ConfigError, match="choose another --port"):
            server.listen(app, "127.0.0.1", s.getsockname()[1])


@pytest.mark.slow
def test_command_serves_the_link_of_a_mail(tmp_path: Path) -> None:
    """As a reader: the link of a mail in the outbox, followed and clicked."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config/feeds.yaml").write_text("feeds: []\n")
    (tmp_path / "config/subscriptions.yaml").write_text(
        "subscriptions: [{id: me, channel: email, address: me@example.com}]\n"
    )
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("SOKUHO", "SENDGRID", "SLACK"))}
    environ["SOKUHO_HOME"] = str(tmp_path)
    sokuho = [str(Path(sys.executable).with_name("sokuho"))]
    subprocess.run([*sokuho, "subscriptions", "test", "me"], env=environ, check=True, cwd=tmp_path)
    mail = next((tmp_path / "outbox").glob("*.txt")).read_text()
    link = re.search(r"http://127\.0\.0\.1:8080(/unsubscribe/\S+)", mail)
    assert link
    process = subprocess.Popen(
        [*sokuho, "serve", "--port", "0"], env=environ, cwd=tmp_path, stderr=subprocess.PIPE
    )
    try:
        assert process.stderr
        line = process.stderr.readline().decode()
        where = re.search(r"http://[\d.:]+", line)
        assert where, line
        with httpx.Client(base_url=where[0], trust_env=False) as client:
            assert client.get(link[1]).status_code == 200
            assert "unsubscribed" in client.post(link[1]).text
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        process.stderr.close()
    with open_store(f"sqlite:///{tmp_path}/var/sokuho.db") as store:
        assert not active(store, "me")
