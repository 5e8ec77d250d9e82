"""A real HTTP server on this machine that serves a folder of feeds: for the demo and for tests.

The folder's `serve.yaml` says for each file its content type, whether it goes out as gzip, or where it
redirects to. Dates stand in the files as markers, so that samples stay news whenever they are served:

    {{rfc822 -3h}}      Sun, 22 Nov 2026 02:00:00 +0000
    {{iso -90m +09:00}} 2026-11-22T12:30:00+09:00

Answers carry ETag and Last-Modified, and a request that sends them back gets a 304. For one and the same
`base` a file's bytes never change.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from sokuho import resources

_MARKER = re.compile(rb"\{\{(?P<form>rfc822|iso) -(?P<n>\d+)(?P<unit>[mhd])(?: (?P<zone>[+-]\d\d:\d\d))?\}\}")
_UNITS = {b"m": "minutes", b"h": "hours", b"d": "days"}
_TYPES = {
    ".xml": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rdf": "application/rdf+xml",
    ".html": "text/html; charset=utf-8",
}

#: answers a request itself, for what no file can do (tests)
Route = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, slots=True)
class Request:
    """One request that was answered. `headers` have lower-case names."""

    path: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Served:
    body: bytes
    content_type: str
    etag: str
    gzip: bool


class FeedServer:
    """Serves folders over HTTP on loopback; of two with the same file the later one's is served.

        with FeedServer([folder], base=now) as server:
            server.url("wire.xml")

    `base` is the time that the dates in the files count back from.
    """

    def __init__(self, folders: Sequence[Path], base: datetime) -> None:
        self._base = base.astimezone(UTC).replace(microsecond=0)
        self._files: dict[str, _Served] = {}
        self._redirects: dict[str, tuple[str, int]] = {}
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.feeds = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="feed-server", daemon=True
        )
        for folder in folders:
            self.add(folder)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name.lstrip('/')}"

    def add(self, folder: Path) -> None:
        """Serve the files of one more folder. Raises ConfigError for a bad `serve.yaml`."""
        manifest: dict[str, Any] = {}
        if (folder / "serve.yaml").exists():
            manifest = resources.read_yaml(folder / "serve.yaml") or {}
        for name, to in (manifest.get("redirects") or {}).items():
            self._redirects[f"/{name}"] = (str(to["to"]), int(to.get("status", 301)))
        described = manifest.get("files") or {}
        for path in sorted(folder.iterdir()):
            if path.is_file() and (path.name in described or path.suffix in _TYPES):
                about = described.get(path.name) or {}
                self.put(
                    path.name,
                    path.read_bytes(),
                    about.get("type", _TYPES.get(path.suffix, "application/octet-stream")),
                    packed=bool(about.get("gzip", False)),
                )

    def put(self, name: str, body: bytes, content_type: str, *, packed: bool = False) -> None:
        """Serve these bytes, their date markers filled in."""
        body = fill_dates(body, self._base)
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        self._files[f"/{name.lstrip('/')}"] = _Served(body, content_type, etag, packed)

    def redirect(self, name: str, to: str, status: int = 301) -> None:
        self._redirects[f"/{name.lstrip('/')}"] = (to, status)

    # --- answering ------------------------------------------------------------------------------

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one GET. Called on the server's threads."""
        path = unquote(urlsplit(request.path).path)
        if route := self.routes.get(path):
            self._note(request, 0)
            route(request)
        elif path in self._redirects:
            to, status = self._redirects[path]
            self._send(request, status, b"", {"Location": to})
        elif path in self._files:
            self._send_file(request, self._files[path])
        else:
            self._send(request, 404, b"no such feed\n", {"Content-Type": "text/plain"})

    def _send_file(self, request: BaseHTTPRequestHandler, served: _Served) -> None:
        headers = {"ETag": served.etag, "Last-Modified": format_datetime(self._base, usegmt=True)}
        asked = request.headers
        match = asked.get("If-None-Match")
        unchanged = (
            match == served.etag if match else asked.get("If-Modified-Since") == headers["Last-Modified"]
        )
        if unchanged:
            self._send(request, 304, b"", headers)
            return
        headers["Content-Type"] = served.content_type
        body = served.body
        if served.gzip and "gzip" in asked.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self._send(request, 200, body, headers)

    def _send(
        self, request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]
    ) -> None:
        self._note(request, status)
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        if status != 304:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def _note(self, request: BaseHTTPRequestHandler, status: int) -> None:
        headers = {k.lower(): v for k, v in request.headers.items()}
        self.requests.append(Request(request.path, status, headers))


def fill_dates(body: bytes, base: datetime) -> bytes:
    """The bytes with every date marker replaced; markers are ASCII, so the encoding does not matter.

    >>> fill_dates(b"{{iso -90m +09:00}}", datetime(2026, 11, 22, 5, tzinfo=UTC))
    b'2026-11-22T12:30:00+09:00'
    """

    def filled(m: re.Match[bytes]) -> bytes:
        when = base - timedelta(**{_UNITS[m["unit"]]: int(m["n"])})
        if zone := m["zone"]:
            hours, minutes = int(zone[1:3]), int(zone[4:6])
            east = timedelta(hours=hours, minutes=minutes)
            when = when.astimezone(timezone(-east if zone[:1] == b"-" else east))
        return (format_datetime(when) if m["form"] == b"rfc822" else when.isoformat()).encode("ascii")

    return _MARKER.sub(filled, body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    feeds: FeedServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are nothing to report."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SokuhoSamples"
    disable_nagle_algorithm = True
    timeout = 30

    def do_GET(self) -> None:
        assert isinstance(self.server, _Server)
        self.server.feeds.answer(self)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it
        """Nothing goes to the terminal."""
