"""`python -m bench.many.standins`: SendGrid and Slack on loopback, remembering what reached them.

With `--faults` a part of the requests meets with 429 and Retry-After, with 500, with silence after the
message was taken, or with a connection cut after it was taken. `GET /calm` ends that. `GET /told` answers
what became of each delivery: `taken`, how often; `clear`, how often with an answer; `at`, when first
(seconds since 1970).
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import struct
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

#: what a request may meet with, and how often in a hundred; the rest is taken and answered
FAULTS = {"429": 6, "500": 6, "silent": 3, "cut": 3}


class Told:
    """What reached the stand-ins. Safe to use from several threads."""

    def __init__(self, faults: bool, seed: int) -> None:
        self._dice, self.faults = random.Random(seed), faults
        self._lock = threading.Lock()
        self.requests: Counter[str] = Counter()
        self.deliveries: dict[str, dict[str, float]] = {}

    def meet(self, ids: list[str]) -> str:
        """What this request meets with; notes what is taken."""
        with self._lock:
            roll, fate = self._dice.random() * 100, "clear"
            for name, share in FAULTS.items() if self.faults else ():
                if 0 <= roll < share:
                    fate = name
                roll -= share
            self.requests[fate] += 1
            for each in ids if fate not in ("429", "500") else ():
                told = self.deliveries.setdefault(each, {"taken": 0, "clear": 0, "at": time.time()})
                told["taken"] += 1
                told["clear"] += fate == "clear"
            return fate

    def as_json(self) -> bytes:
        with self._lock:
            return json.dumps({"requests": self.requests, "deliveries": self.deliveries}).encode()


def handler(told: Told) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/calm":
                told.faults = False
            self._answer(200, told.as_json())

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"] or 0))
            slack = self.path.startswith("/api/")
            ids = _of_slack(raw, self.headers["Content-Type"] or "") if slack else _of_sendgrid(raw)
            fate = told.meet(ids)
            if fate == "silent":
                time.sleep(30)  # longer than anybody waits
                self.close_connection = True
            elif fate == "cut":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()
            elif fate == "429":
                self._answer(429, b'{"ok": false, "error": "ratelimited"}', ("Retry-After", "1"))
            elif fate == "500":
                self._answer(500, b'{"errors": [{"message": "out of order"}]}')
            elif slack:
                said = {"ok": True, "channel": "C1", "ts": f"{time.time():.6f}"}
                self._answer(200, json.dumps(said).encode())
            else:
                self._answer(202, b"", ("X-Message-Id", ids[0] if ids else "none"))

        def _answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
            self.send_response(status)
            for name, value in (("Content-Type", "application/json"), *headers):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    return Handler


def _of_sendgrid(raw: bytes) -> list[str]:
    """The ids of the deliveries that a request carries, a personalization each."""
    return [person["custom_args"]["delivery_id"] for person in json.loads(raw)["personalizations"]]


def _of_slack(raw: bytes, kind: str) -> list[str]:
    if kind.startswith("application/json"):
        body: Any = json.loads(raw)
        metadata = body["metadata"]
    else:
        metadata = json.loads(parse_qs(raw.decode())["metadata"][0])
    return [metadata["event_payload"]["delivery_id"]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.many.standins", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", asked.port), handler(Told(asked.faults, asked.seed)))
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
