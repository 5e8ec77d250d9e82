"""How many feeds a second are polled: first sight, and the round in which nothing has changed.

    python -m bench.polling [FEEDS] [ENTRIES]

FEEDS local feeds (1000) of ENTRIES entries (30), spread over 16 servers in another process, polled by one
process over real HTTP into a real SQLite store and the local bus. Every article of the first round is
recent, so all are published.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from bench import command
from sokuho.bus.local import LocalBus
from sokuho.codec import encode
from sokuho.configuration import Feed, Polling
from sokuho.demo.server import FeedServer
from sokuho.feeds.fetch import FeedClient
from sokuho.feeds.poll import poll
from sokuho.feeds.report import PollReport
from sokuho.model import Article
from sokuho.store import open_store

SERVERS = 16
_TEXT = (
    "A utility of the region plans to build a gas-fired power plant beside a data centre, the company said. "
    "The plant is to start in four years and would supply power to computers that train language models. "
)


def main() -> None:
    parser = command(__doc__)
    parser.add_argument("feeds", type=int, nargs="?", default=1000)
    parser.add_argument("entries", type=int, nargs="?", default=30, help="of each feed")
    parser.add_argument("role", choices=["serve"], nargs="?", help="of the process that has the feeds")
    args = parser.parse_args()
    feeds, entries = args.feeds, args.entries
    if args.role == "serve":
        _serve(feeds, entries)
        return
    child = [sys.executable, "-m", "bench.polling", str(feeds), str(entries), "serve"]
    with (
        subprocess.Popen(child, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as servers,
        tempfile.TemporaryDirectory() as folder,
    ):
        assert servers.stdin is not None
        assert servers.stdout is not None
        ports = [int(port) for port in servers.stdout.readline().split()]
        configured = [_feed(n, ports[n % len(ports)]) for n in range(feeds)]
        for name, report, seconds, busy in _rounds(configured, Path(folder)):
            print(
                f"{name:12} {report.polled} feeds, {report.new} articles in {seconds:.1f} s: "
                f"{report.polled / seconds:.0f} feeds/s "
                f"({report.polled / busy:.0f} a second of processor time), "
                f"{report.unchanged} answered 304, {len(report.failed)} failed"
            )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            1 << 20 if sys.platform == "darwin" else 1 << 10
        )
        print(f"{'memory':12} {peak:.0f} MB at most")
        servers.stdin.close()


def _rounds(configured: Sequence[Feed], folder: Path) -> list[tuple[str, PollReport, float, float]]:
    rules, now, measured = Polling(), datetime.now(UTC), []
    with (
        open_store("sqlite:///sokuho.db", home=folder) as store,
        LocalBus(folder / "bus.db") as bus,
        FeedClient(rules) as client,
    ):

        def publish(articles: Sequence[Article]) -> None:
            bus.publish_all("sokuho.articles", [(a.id, encode(a)) for a in articles])

        for name in ("first round", "304 round"):
            began, busy = time.perf_counter(), time.process_time()
            report = poll(configured, store.feeds, publish, now, client, rules, due_only=False)
            measured.append((name, report, time.perf_counter() - began, time.process_time() - busy))
    return measured


def _feed(number: int, port: int) -> Feed:
    return Feed(
        name=f"feed-{number}",
        url=f"http://127.0.0.1:{port}/{number}.xml",
        source=f"Outlet {number}",
        language="en",
        kind="wire",
        allow_private=True,
    )


def _serve(feeds: int, entries: int) -> None:
    """Serve until the parent closes our standard input."""
    with ExitStack() as stack:
        servers = [stack.enter_context(FeedServer([], base=datetime.now(UTC))) for _ in range(SERVERS)]
        for number in range(feeds):
            body = _document(number, entries)
            servers[number % SERVERS].put(f"{number}.xml", body, "application/rss+xml", packed=True)
        print(*(s.port for s in servers), flush=True)
        sys.stdin.read()


def _document(number: int, entries: int) -> bytes:
    items = "".join(
        f"<item><title>Outlet {number} reports item {n}</title>"
        f"<link>https://outlet-{number}.example/{n}</link><guid>https://outlet-{number}.example/{n}</guid>"
        f"<pubDate>{{{{rfc822 -{n + 1}m}}}}</pubDate>"
        f"<description>&lt;p&gt;{_TEXT * 3}&lt;/p&gt;</description></item>"
        for n in range(entries)
    )
    return f"<rss version='2.0'><channel><title>Outlet {number}</title>{items}</channel></rss>".encode()


if __name__ == "__main__":
    main()
