from __future__ import annotations

import gzip
import socket
import zlib
from http.server import BaseHTTPRequestHandler

import brotli
import pytest

from sokuho.configuration import Polling
from sokuho.demo.server import FeedServer
from sokuho.feeds import addresses
from sokuho.feeds.fetch import Answer, Failure, FeedClient


def _send(status: int = 200, body: bytes = b"", **headers: str):  # type: ignore[no-untyped-def]
    def route(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return route


def _ok(answer: Answer | Failure) -> Answer:
    assert isinstance(answer, Answer), answer
    return answer


def _failed(answer: Answer | Failure) -> Failure:
    assert isinstance(answer, Failure), answer
    return answer


def test_validators_go_back_unchanged_and_bring_a_304(server: FeedServer, client: FeedClient) -> None:
    server.put("feed.xml", b"<rss/>", "text/xml")
    first = _ok(client.get(server.url("feed.xml"), allow_private=True))
    assert (first.status, first.body, first.content_type) == (200, b"<rss/>", "text/xml")
    again = client.get(server.url("feed.xml"), etag=first.etag, modified=first.modified, allow_private=True)
    assert _ok(again).status == 304
    sent = server.requests[-1].headers
    assert sent["if-none-match"] == first.etag
    assert sent["if-modified-since"] == first.modified


@pytest.mark.parametrize("etag", ['W/"weak"', "no-quotes", '"with \\" quote"', '"é"'])
def test_strange_etags_go_back_as_they_came(server: FeedServer, client: FeedClient, etag: str) -> None:
    server.routes["/f"] = _send(304)
    client.get(server.url("f"), etag=etag, allow_private=True)
    assert server.requests[-1].headers["if-none-match"] == etag


def test_it_says_who_asks(server: FeedServer, client: FeedClient) -> None:
    server.put("feed.xml", b"x", "text/xml")
    client.get(server.url("feed.xml"), allow_private=True)
    headers = server.requests[-1].headers
    assert headers["user-agent"].startswith("Sokuho/")
    assert "@" in headers["user-agent"]
    assert headers["accept-encoding"] == "gzip, deflate, br"
    assert "cookie" not in headers


RAW_DEFLATE = zlib.compressobj(wbits=-15)
ENCODED = {
    "gzip": gzip.compress(b"<rss/>" * 100),
    "x-gzip": gzip.compress(b"<rss/>" * 100),
    "deflate": zlib.compress(b"<rss/>" * 100),
    "Deflate": RAW_DEFLATE.compress(b"<rss/>" * 100) + RAW_DEFLATE.flush(),
    "br": brotli.compress(b"<rss/>" * 100),
    "identity": b"<rss/>" * 100,
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_encodings(server: FeedServer, client: FeedClient, encoding: str) -> None:
    server.routes["/f"] = _send(body=ENCODED[encoding], Content_Encoding=encoding)
    assert _ok(client.get(server.url("f"), allow_private=True)).body == b"<rss/>" * 100


def test_gzip_in_several_members_and_without_a_header(server: FeedServer, client: FeedClient) -> None:
    server.routes["/f"] = _send(body=gzip.compress(b"<rss>") + gzip.compress(b"</rss>"))
    assert _ok(client.get(server.url("f"), allow_private=True)).body == b"<rss></rss>"


def test_plain_text_that_calls_itself_gzip(server: FeedServer, client: FeedClient) -> None:
    server.routes["/f"] = _send(body=b"<rss/>", Content_Encoding="gzip")
    assert _ok(client.get(server.url("f"), allow_private=True)).body == b"<rss/>"


@pytest.mark.parametrize(
    ("encoding", "body"), [("br", b"not brotli"), ("compress", b"x"), ("gzip", b"\x1f\x8bno")]
)
def test_what_cannot_be_decoded(server: FeedServer, client: FeedClient, encoding: str, body: bytes) -> None:
    server.routes["/f"] = _send(body=body, Content_Encoding=encoding)
    assert _failed(client.get(server.url("f"), allow_private=True)).kind == "garbled"


def test_permanent_redirects_are_told_as_far_as_they_are_permanent(
    server: FeedServer, client: FeedClient
) -> None:
    server.put("now.xml", b"x", "text/xml")
    server.redirect("a", "/b", 301)
    server.redirect("b", "/c", 308)
    server.redirect("c", "/now.xml", 302)
    answer = _ok(client.get(server.url("a"), allow_private=True))
    assert (answer.url, answer.moved_to) == (server.url("now.xml"), server.url("c"))
    answer = _ok(client.get(server.url("c"), allow_private=True))
    assert (answer.url, answer.moved_to) == (server.url("now.xml"), None)


def test_five_redirects_are_followed_and_no_sixth(server: FeedServer, client: FeedClient) -> None:
    server.put("6", b"x", "text/xml")
    for n in range(6):
        server.redirect(str(n), f"/{n + 1}", 302)
    assert _ok(client.get(server.url("1"), allow_private=True)).status == 200
    assert _failed(client.get(server.url("0"), allow_private=True)).kind == "redirects"
    assert len(server.requests) == 6 + 6


def test_a_redirect_to_itself_ends(server: FeedServer, client: FeedClient) -> None:
    server.redirect("loop", "/loop", 301)
    failure = _failed(client.get(server.url("loop"), allow_private=True))
    assert (failure.kind, failure.passing) == ("redirects", False)


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]:80/",
        "http://[::ffff:10.0.0.1]/",
        "http://167772161/",  # 10.0.0.1 as one number
        "http://0x0a000001/",
        "file:///etc/passwd",
        "ftp://wire.example/feed",
        "gopher://127.0.0.1:25/",
        "//10.0.0.1/feed",
        "http://[",
    ],
)
def test_every_hop_is_judged(
    server: FeedServer, client: FeedClient, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    truly = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda a: a == "127.0.0.1" or truly(a))
    server.redirect("feed", target, 302)
    failure = _failed(client.get(server.url("feed")))
    assert failure.kind == "refused", failure
    assert not failure.passing


@pytest.mark.parametrize(
    "url", ["", "feed", "javascript:alert(1)", "http://a b/", "http://x:99999/", "file:///etc/passwd"]
)
def test_addresses_that_are_none(client: FeedClient, url: str) -> None:
    assert _failed(client.get(url)).kind == "refused"


def test_without_permission_loopback_is_refused(server: FeedServer, client: FeedClient) -> None:
    server.put("feed.xml", b"x", "text/xml")
    assert _ok(client.get(server.url("feed.xml"), allow_private=True)).status == 200
    # not even over the connection that is still open from the permitted request
    assert _failed(client.get(server.url("feed.xml"))).kind == "refused"
    assert _failed(client.get(server.url("feed.xml").replace("127.0.0.1", "localhost"))).kind == "refused"


def test_the_status_is_told_and_the_body_left(server: FeedServer, client: FeedClient) -> None:
    server.routes["/f"] = _send(503, b"x" * 1000, Retry_After="120")
    answer = _ok(client.get(server.url("f"), allow_private=True))
    assert (answer.status, answer.body, answer.retry_after) == (503, b"", "120")


def test_nobody_listens(server: FeedServer) -> None:
    with FeedServer([], base=server._base) as gone:
        url = gone.url("feed")
    with FeedClient(Polling(timeout_seconds=2)) as client:
        failure = _failed(client.get(url, allow_private=True))
    assert failure.kind == "unreachable"
    assert failure.passing


def test_a_kept_connection_that_was_dropped_is_no_failure(server: FeedServer, client: FeedClient) -> None:
    answered: list[BaseHTTPRequestHandler] = []

    def route(request: BaseHTTPRequestHandler) -> None:
        if answered and answered[-1] is request:  # the second request over one connection
            request.connection.shutdown(socket.SHUT_RDWR)
            request.close_connection = True
            return
        answered.append(request)
        _send(body=b"<rss/>")(request)

    server.routes["/f"] = route
    for _ in range(3):
        assert _ok(client.get(server.url("f"), allow_private=True)).body == b"<rss/>"
    assert len(answered) == 3
