"""Apache Kafka, PostgreSQL, the stand-ins and any number of workers, each a process of its own."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sokuho import settings
from sokuho.bus.kafka import KafkaBus, wanted
from sokuho.settings import Settings
from sokuho.store import Store, open_store
from tests.newsstand import environment
from tools.broker import ApacheKafka
from tools.postgresql import PostgreSQL
from tools.process import Child, free_ports, listens, wait_until

CONFIG = """\
bus:
  session_seconds: {session}
  topics: {{partitions: 6, replication: 1}}
delivering:
  timeout_seconds: 2
  lease_seconds: 20
  backoff_seconds: 0.5
  backoff_max_seconds: 5
"""
#: three who get every alert by mail, and two channels that get the large ones: Slack takes a message a
#: second and channel
READERS = """\
subscriptions:
  - {id: analyst, channel: email, address: analyst@readers.example}
  - {id: trader, channel: email, address: trader@readers.example}
  - {id: kisha, channel: email, address: kisha@readers.example, language: ja}
  - {id: desk, channel: slack, address: C0000000001, min_amount: 9.0e9}
  - {id: tokyo, channel: slack, address: C0000000002, min_amount: 9.5e9, language: ja}
"""


class Cluster:
    """`home` is the workers' home. Workers are started and killed by their names; see `start_worker`."""

    def __init__(self, folder: Path, *, faults: bool, session: float) -> None:
        self.folder, self.home = folder, folder / "home"
        self.kafka = ApacheKafka(folder / "kafka", heap="512m", optimise=True)
        self.postgresql = PostgreSQL(folder)
        self.workers: dict[str, Child] = {}
        self.ended_alone: list[str] = []
        port = free_ports(1)[0]
        self._standins_port, self._faults = port, faults
        self._standins: Child | None = None
        self.url = f"http://127.0.0.1:{port}"
        (self.home / "config").mkdir(parents=True)
        (self.home / "config/sokuho.yaml").write_text(CONFIG.format(session=session))
        (self.home / "config/subscriptions.yaml").write_text(READERS)
        (self.home / "config/feeds.yaml").write_text("feeds: []\n")
        self.environment = environment(
            self.home,
            SOKUHO_LOG="warning",
            SOKUHO_STORE=self.postgresql.address,
            SOKUHO_KAFKA=self.kafka.address,
            SENDGRID_API_KEY="stand-in-key",
            SOKUHO_SENDGRID_HOST=self.url,
            SLACK_BOT_TOKEN="stand-in-token",
            SOKUHO_SLACK_URL=f"{self.url}/api/",
            SOKUHO_SIGNING_KEY="stand-in-signing-key",
        )

    @property
    def settings(self) -> Settings:
        return settings.load(self.environment)

    @property
    def name(self) -> str:
        return f"{self.kafka.name}, {self.postgresql.name}, Python {sys.version.split()[0]}"

    def start(self) -> None:
        """Servers, tables, topics; no workers yet."""
        self.kafka.start()
        self.postgresql.start()
        command = [sys.executable, "-m", "bench.many.standins", "--port", str(self._standins_port)]
        command += ["--faults"] if self._faults else []
        self._standins = self._child(command, "standins")
        if not wait_until(lambda: listens(self._standins_port), 20):
            raise RuntimeError(f"the stand-ins did not start: {self._standins.said()}")
        prepare = self._child([sys.executable, "-m", "sokuho.operations.prepare"], "prepare")
        prepare.wait(120)
        if prepare.ended:
            raise RuntimeError(f"not prepared: {prepare.said()}")

    def start_worker(self, name: str) -> None:
        """`articles-1` is a process of the worker `articles`, and so on."""
        kind = name.partition("-")[0]
        self.workers[name] = self._child([sys.executable, "-m", f"consumers.{kind}"], name)

    def stop_workers(self) -> dict[str, int | None]:
        """As an operator would, with SIGTERM. Returns their exit codes."""
        for worker in self.workers.values():
            worker.ask()
        for worker in self.workers.values():
            worker.wait(30)
        return {name: worker.ended for name, worker in self.workers.items()}

    def stop(self) -> None:
        for child in (*self.workers.values(), self._standins):
            if child is not None:
                child.kill()
        self.postgresql.stop()
        self.kafka.stop()

    def cpu_seconds(self) -> dict[str, float]:
        """Processor time of each worker and of the servers so far."""
        found = {name: _cpu(worker.pid) for name, worker in self.workers.items()}
        found["Kafka"] = _cpu(self.kafka.pid)
        found["PostgreSQL"] = _cpu(self.postgresql.pid, with_children=True)
        return found

    def told(self) -> dict[str, Any]:
        """What reached the stand-ins; see there."""
        with urllib.request.urlopen(f"{self.url}/told", timeout=10) as answer:
            told: dict[str, Any] = json.load(answer)
            return told

    def calm(self) -> None:
        """No more faults from the stand-ins."""
        urllib.request.urlopen(f"{self.url}/calm", timeout=10).close()

    def bus(self) -> KafkaBus:
        return KafkaBus(self.kafka.address, wanted(self.settings.bus.topics))

    def store(self) -> Store:
        return open_store(self.postgresql.address)

    def show_logs(self) -> None:
        """The ends of the workers' logs, for whoever looks for the fault."""
        for name in sorted(self.workers):
            said = self.log_of(name).read_text(errors="replace")[-1500:]
            print(f"--- {name}\n{said}", file=sys.stderr)

    def log_of(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def _child(self, command: list[str], name: str) -> Child:
        return Child(command, self.log_of(name), env=self.environment, cwd=self.home)


def _cpu(pid: int, with_children: bool = False) -> float:
    """Seconds that a process has spent on a processor (Linux), its children too; 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split() if with_children else []
    except FileNotFoundError:
        return 0.0
    ended = sum(map(int, fields[13:15])) if with_children else 0
    own = (int(fields[11]) + int(fields[12]) + ended) / os.sysconf("SC_CLK_TCK")
    return own + sum(_cpu(int(child)) for child in children)


@contextmanager
def cluster(*, faults: bool = False, session: float = 10) -> Iterator[Cluster]:
    """A cluster in a folder of its own, with its servers started; all of it is gone afterwards. `faults`: of
    the stand-ins; `session`: seconds after which Kafka takes a silent consumer for dead."""
    with tempfile.TemporaryDirectory(prefix="sokuho-many-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user where we are root
        made = Cluster(Path(folder), faults=faults, session=session)
        try:
            made.start()
            yield made
        finally:
            made.stop()
