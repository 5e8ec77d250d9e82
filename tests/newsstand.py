"""A small newsroom for tests: news items written for the purpose, served as feeds over real HTTP."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

#: company, what it does, amount, place: twelve deals that have nothing in common
DEALS = (
    ("JERA", "build a gas-fired power plant beside a data centre campus", "$3.1 billion", "Ohio"),
    ("SoftBank Group", "build AI data centres", "$24 billion", "Texas"),
    ("Toshiba", "make turbines for gas-fired power plants", "$750 million", "Georgia"),
    ("Hitachi", "make transformers for the power grid", "$1.2 billion", "Virginia"),
    ("Mitsui", "develop a liquefied natural gas terminal", "$8.6 billion", "Louisiana"),
    ("Panasonic", "make batteries for data centres", "$4.4 billion", "Kansas"),
    ("Sumitomo", "build an ammonia plant for power generation", "$2.3 billion", "Oklahoma"),
    ("Tokyo Gas", "buy shale gas fields", "$2.7 billion", "Pennsylvania"),
    ("Mitsubishi Heavy Industries", "make gas turbines", "$660 million", "Florida"),
    ("Marubeni", "build a solar power plant with storage", "$930 million", "Arizona"),
    ("Kansai Electric Power", "invest in a gas-fired power plant", "$1.9 billion", "Indiana"),
    ("IHI", "make components for nuclear reactors", "$410 million", "Tennessee"),
)
IDLE = (
    "The home team won a baseball match after a slow start, and the crowd went home happy.",
    "Heavy rain is expected along the coast this weekend, the weather office said.",
    "A museum opens an exhibition of woodblock prints by a painter of the Edo period.",
    "The price of rice rose for the third month in a row in the shops of the capital.",
)


@dataclass(frozen=True)
class Item:
    key: str
    title: str
    text: str
    published: datetime
    core: bool


def deal(number: int, published: datetime) -> Item:
    """One of the twelve deals, as news."""
    company, does, amount, place = DEALS[number % len(DEALS)]
    title = f"Japan's {company} to invest {amount} in {place}"
    text = (
        f"{company} of Japan said it will invest {amount} in the United States to {does} in {place}. "
        f"The Japanese company signed the agreement in Washington on Tuesday. "
        f"The investment of {amount} is part of Japan's investment in energy and artificial intelligence "
        "infrastructure in the United States."
    )
    return Item(f"deal-{number}", title, text, published, core=True)


def idle(number: int, published: datetime) -> Item:
    """News that nobody here waits for."""
    return Item(
        f"idle-{number}", f"Notes of the day {number}", IDLE[number % len(IDLE)], published, core=False
    )


def edition(deals: int = 12, idles: int = 24, now: datetime | None = None) -> list[Item]:
    """Deals among other news, minutes apart, the latest a minute old."""
    now = now or datetime.now(UTC)
    makers = [deal] * deals + [idle] * idles
    order = sorted(range(len(makers)), key=lambda i: hashlib.blake2b(str(i).encode()).digest())
    return [
        makers[i](i if i < deals else i - deals, now - timedelta(minutes=1 + place))
        for place, i in enumerate(order)
    ]


def rss(items: list[Item], address: str) -> bytes:
    entries = "".join(
        f"<item><title>{escape(i.title)}</title><link>{address}/{i.key}</link>"
        f"<guid isPermaLink='false'>{i.key}</guid><pubDate>{format_datetime(i.published)}</pubDate>"
        f"<description>{escape(i.text)}</description></item>"
        for i in items
    )
    head = "<title>Test Wire</title><link>http://127.0.0.1/</link><description>News</description>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{entries}</channel></rss>".encode()


@dataclass
class Stand:
    """A running feed server; `feeds` may change while it runs."""

    address: str
    feeds: dict[str, list[Item]] = field(default_factory=dict)
    requests: list[tuple[str, int]] = field(default_factory=list)

    def config(self, interval: float = 15) -> str:
        """`config/feeds.yaml` for its feeds."""
        return "feeds:\n" + "".join(
            f"  - name: {name}\n    url: {self.address}/{name}.xml\n    source: {name.title()} Wire\n"
            f"    language: en\n    kind: wire\n    interval: {interval}\n    allow_private: true\n"
            for name in self.feeds
        )


@contextmanager
def newsstand(feeds: dict[str, list[Item]]) -> Iterator[Stand]:
    """Serve feeds on loopback, with ETags."""
    stand = Stand("", feeds)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            items = stand.feeds.get(self.path.strip("/").removesuffix(".xml"))
            body = rss(items, stand.address) if items is not None else b""
            tag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
            status = 404 if items is None else 304 if self.headers.get("If-None-Match") == tag else 200
            body = body if status == 200 else b""
            stand.requests.append((self.path, status))
            self.send_response(status)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stand.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stand
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def furnish(home: Path, stand: Stand, interval: float = 15, readers: str | None = None) -> None:
    """Make a working home that polls the stand and tells one reader by mail and one by Slack."""
    config = home / "config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "feeds.yaml").write_text(stand.config(interval))
    (config / "subscriptions.yaml").write_text(readers or READERS)


def environment(home: Path, **more: str) -> dict[str, str]:
    """For a process of Sokuho's own: nothing of the tester's keys and settings gets in."""
    ours = ("SOKUHO_", "SENDGRID_", "SLACK_")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    root = str(Path(__file__).parent.parent)
    return {**plain, "SOKUHO_HOME": str(home), "PYTHONPATH": root, **more}


READERS = """subscriptions:
  - {id: analyst, channel: email, address: analyst@readers.example}
  - {id: desk, channel: slack, address: C0123456789, language: ja}
"""
