"""SendGrid and Slack as servers on loopback: they remember what they got and answer as they are told."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANG, CUT, RESET = "hang", "cut", "reset"


@dataclass
class Answer:
    """`trouble`: HANG never answers, CUT closes without an answer, RESET breaks the connection."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    trouble: str = ""


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class StandIn:
    """Answers from `answers` in their order, then always with `usual`."""

    def __init__(self, usual: Answer) -> None:
        self.usual, self.answers, self.requests = usual, deque[Answer](), list[Request]()
        self.let_go = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.server.block_on_close = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"


@contextmanager
def serve(usual: Answer) -> Iterator[StandIn]:
    stand_in = StandIn(usual)
    thread = threading.Thread(target=stand_in.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.let_go.set()
        stand_in.server.shutdown()
        stand_in.server.server_close()
        thread.join()


def sendgrid() -> Any:
    return serve(Answer(202, b"", {"X-Message-Id": "sg-1"}))


def slack() -> Any:
    return serve(said(ok=True, channel="C1", ts="1700000000.000100"))


def webhook() -> Any:
    return serve(Answer(200, b"ok"))


def said(status: int = 200, headers: dict[str, str] | None = None, **body: object) -> Answer:
    """An answer with a JSON body."""
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"] or 0))
            stand_in.requests.append(Request(self.path, dict(self.headers.items()), json.loads(raw or b"{}")))
            answer = stand_in.answers.popleft() if stand_in.answers else stand_in.usual
            if answer.trouble:
                self._fail(answer.trouble)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _fail(self, trouble: str) -> None:
            self.close_connection = True
            if trouble == HANG:
                stand_in.let_go.wait(30)
            elif trouble == RESET:
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            pass

    return Handler
