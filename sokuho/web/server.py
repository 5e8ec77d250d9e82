"""Serves the pages with the standard library: several threads, slow clients cut off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from sokuho import resources
from sokuho.alerts.links import Links
from sokuho.alerts.templates import Templates
from sokuho.errors import ConfigError
from sokuho.outgoing import load_words, signing_key
from sokuho.settings import Settings
from sokuho.web.app import Pages, Subscriptions


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64


class Handler(WSGIRequestHandler):
    timeout = 10  # seconds that a client may be silent

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it
        """Addresses of pages hold signed tokens: they are not logged."""


def pages(settings: Settings, subscriptions: Subscriptions, clock: Callable[[], datetime]) -> Pages:
    """The application as the settings say. Raises ConfigError."""
    folders: list[Path] = [settings.home / "templates", resources.defaults() / "templates"]
    links = Links(settings.delivering.base_url, signing_key(settings))
    return Pages(subscriptions, links, Templates(folders), load_words(settings.home), clock)


def listen(app: Pages, host: str, port: int) -> Server:
    """A server that has its port but does not serve yet. Port 0: any. Raises ConfigError."""
    try:
        server = make_server(host, port, app, server_class=Server, handler_class=Handler)
    except OSError as e:
        raise ConfigError(f"cannot listen on {host}:{port} ({e.strerror}): choose another --port") from e
    return server


def serve(server: Server, stop: threading.Event) -> None:
    """Answer until `stop` is set."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, name="web")
    thread.start()
    try:
        stop.wait()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
