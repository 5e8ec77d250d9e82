"""Servers that mean harm or are broken, over real HTTP: each costs little, says why, and keeps nobody
else from being read."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import brotli
import pytest
from written import item, rss

from sokuho.configuration import Polling
from sokuho.demo.server import FeedServer
from sokuho.feeds.fetch import Answer, Failure, FeedClient
from sokuho.feeds.parse import Document, parse

CHUNK = b"0" * 65536


def _stream(chunk: bytes, times: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def route(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Connection", "close")
        request.end_headers()
        request.close_connection = True
        for _ in range(times):
            request.wfile.write(chunk)

    return route


def test_a_body_of_50_mb(server: FeedServer, client: FeedClient) -> None:
    server.routes["/big"] = _stream(CHUNK, 800)
    answer = client.get(server.url("big"), allow_private=True)
    assert answer == Failure("too_large", "the body is larger than 5 MB", passing=False)


def test_a_body_that_says_it_is_large_is_not_read(server: FeedServer, client: FeedClient) -> None:
    server.routes["/big"] = _stream(b"", 0, Content_Length="50000000")
    answer = client.get(server.url("big"), allow_private=True)
    assert isinstance(answer, Failure)
    assert answer.kind == "too_large"


def _bombs() -> dict[str, bytes]:
    zeros = b"\0" * (64 << 20)
    return {
        "gzip": gzip.compress(zeros),
        "deflate": zlib.compress(zeros),
        "br": brotli.compress(zeros, quality=5),
    }


def test_compressed_bombs(server: FeedServer, client: FeedClient) -> None:
    for encoding, bomb in _bombs().items():
        assert len(bomb) < 100_000
        server.routes["/bomb"] = _stream(bomb, 1, Content_Encoding=encoding)
        answer = client.get(server.url("bomb"), allow_private=True)
        assert isinstance(answer, Failure)
        assert answer.kind == "too_large", encoding


@pytest.mark.parametrize("phase", ["nothing", "headers", "body"])
def test_a_server_that_drips_is_cut_off(server: FeedServer, phase: str) -> None:
    """Each byte comes in time; together they would take for ever."""
    over = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        if phase == "body":
            request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>")
        if phase == "headers":
            request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not over.wait(0.05):
            try:
                if phase != "nothing":
                    request.wfile.write(b"X-Pad: 1\r\n" if phase == "headers" else b" ")
            except OSError:
                return

    server.routes["/drip"] = drip
    with FeedClient(Polling(timeout_seconds=0.5)) as client:
        answer = client.get(server.url("drip"), allow_private=True)
    over.set()
    assert answer == Failure("timeout", "no complete answer within 0.5 s")


def test_redirects_share_one_deadline(server: FeedServer) -> None:
    over = threading.Event()

    def slow(request: BaseHTTPRequestHandler) -> None:
        over.wait(0.4)
        request.send_response(302)
        request.send_header("Location", "/slow")
        request.send_header("Content-Length", "0")
        request.end_headers()

    server.routes["/slow"] = slow
    with FeedClient(Polling(timeout_seconds=1)) as client:
        answer = client.get(server.url("slow"), allow_private=True)
    over.set()
    assert isinstance(answer, Failure)
    assert answer.kind == "timeout"


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02 not http at all\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nBad Header Line\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"",
    ],
)
def test_no_proper_http(server: FeedServer, client: FeedClient, raw: bytes) -> None:
    def route(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(raw)
        request.close_connection = True

    server.routes["/raw"] = route
    answer = client.get(server.url("raw"), allow_private=True)
    assert isinstance(answer, Failure)
    assert answer.kind in ("garbled", "unreachable")


def _parsed(server: FeedServer, client: FeedClient, body: bytes, content_type: str = "text/xml") -> Document:
    server.put("feed", body, content_type)
    answer = client.get(server.url("feed"), allow_private=True)
    assert isinstance(answer, Answer)
    return parse(answer.body, answer.content_type, answer.url, "en")


def test_an_entity_bomb(server: FeedServer, client: FeedClient) -> None:
    ladder = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [{ladder}]>{rss(item("&l9;")).decode().partition("?>")[2]}'
    bomb = bomb.replace("&amp;l9;", "&l9;")
    document = _parsed(server, client, bomb.encode())
    assert all(len(e.title) < 1000 for e in document.entries)


def test_external_entities_are_not_read(server: FeedServer, client: FeedClient) -> None:
    doctype = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    body = f'<?xml version="1.0"?>{doctype}{rss(item("XX")).decode().partition("?>")[2]}'.replace(
        "XX", "a&x;b"
    )
    document = _parsed(server, client, body.encode())
    assert "root:" not in document.entries[0].title


def test_control_characters(server: FeedServer, client: FeedClient) -> None:
    body = rss(item("Bell\x07 and \x1b[31mred\x00 \u202eevil\u2066")).replace(b"Wire", b"W\x0bire")
    (entry,) = _parsed(server, client, body).entries
    assert entry.title == "Bell and [31mred evil"


@pytest.mark.parametrize("body", [b"", b"   \n", b"\0\0\0", b"{}", b"plain words", b"\xff\xfe", b"%PDF-1.7"])
def test_bodies_that_are_no_feed(server: FeedServer, client: FeedClient, body: bytes) -> None:
    document = _parsed(server, client, body)
    assert document.version == ""
    assert document.instead
    assert document.entries == ()


def test_a_hundred_thousand_entries(server: FeedServer, client: FeedClient) -> None:
    document = _parsed(server, client, rss("<item><title>a</title></item>" * 100_000))
    assert len(document.entries) == 2000


@pytest.mark.parametrize(
    "piece", ["&", "<", "&lt;a ", "&lt;!--", "<![CDATA[", "&amp;lt;script&amp;gt;", "&#x"]
)
def test_text_made_to_be_slow(server: FeedServer, client: FeedClient, piece: str) -> None:
    body = f"<rss><channel><item><title>t</title><description>{piece * (1_000_000 // len(piece))}"
    document = _parsed(server, client, body.encode())
    assert sum(len(e.text) + len(e.summary or "") for e in document.entries) <= 200_000


@pytest.mark.parametrize("cut", range(0, 700, 23))
def test_a_feed_cut_anywhere(cut: int) -> None:
    whole = rss(*(item(f"Title {n}", f"https://wire.example/{n}", f"id-{n}") for n in range(3)))
    document = parse(whole[:cut], "text/xml", "https://wire.example/feed", "en")
    complete = {(f"Title {n}", f"https://wire.example/{n}", f"id-{n}") for n in range(3)}
    assert {(e.title, e.link, e.guid) for e in document.entries} <= complete


@pytest.mark.parametrize(
    "piece", ["<title>", "<link ", "<link application/rss+xml ", "<item", "<a:", "<aaaa", "&"]
)
def test_pages_made_to_be_slow(server: FeedServer, client: FeedClient, piece: str) -> None:
    page = "<!doctype html><html>" + piece * (1_000_000 // len(piece))
    assert _parsed(server, client, page.encode()).entries == ()
