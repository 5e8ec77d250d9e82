"""`python -m tools.local_airflow`: a real Airflow on this machine, its DAGs on, against the sample feeds.

Everything lives under var/airflow: Airflow's own database and logs, and a home for Sokuho with the local
bus and an SQLite store. The three consumers run, too, so that what is polled is read and delivered into
that home's outbox/. Ctrl-C ends all of it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sokuho import resources
from sokuho.demo.server import FeedServer
from tools.airflow_home import write_home
from tools.process import Child, free_ports, until_interrupted, wait_until

ROOT = Path(__file__).parents[1]
USER = "operator"
START_SECONDS = 240
BUSY_SECONDS = 30
PREPARE = """
from airflow.utils.db import initdb
initdb()
from airflow.models.pool import Pool
from sokuho.operations.defaults import FEEDS_POOL
Pool.create_or_update_pool(FEEDS_POOL, slots=4, description="feeds asked at a time", include_deferred=False)
"""


class StartError(Exception):
    """Something did not come up; the message ends with what it said."""


class LocalAirflow:
    """Airflow and the consumers as child processes, with the Sokuho home `folder`/home, which the caller
    furnishes. `on`: the DAGs that are switched on; None: all. `kafka`: a broker's address, whose topics are
    made where they are missing; without it the bus is a file in that home."""

    def __init__(
        self, folder: Path, port: int = 0, *, on: Sequence[str] | None = None, kafka: str = ""
    ) -> None:
        self.folder, self.home = folder, folder / "home"
        self._on, self._kafka = on, kafka
        self._token = ""
        self.port = port or free_ports(1)[0]
        self.address = f"http://127.0.0.1:{self.port}"
        self.password = self._password()
        self._children: dict[str, Child] = {}

    def start(self) -> None:
        """Return when the scheduler is well. Raises StartError."""
        self._once("prepare", [sys.executable, "-c", PREPARE], "Airflow's database could not be made")
        if self._kafka:
            topics = [sys.executable, "-m", "sokuho.operations.prepare"]
            self._once("topics", topics, "the topics could not be made")
        airflow = [sys.executable, "-m", "airflow"]
        self._child("api-server", [*airflow, "api-server", "--host", "127.0.0.1", "--port", str(self.port)])
        self._child("dag-processor", [*airflow, "dag-processor"])
        # Its tasks' logs are read from the disk; a log server would listen on every address.
        self._child("scheduler", [*airflow, "scheduler", "--skip-serve-logs"])
        for name in ("articles", "stories", "deliveries"):
            self.consume(name)
        if not wait_until(lambda: self.dead() is not None or self._well(), START_SECONDS, pause=0.5):
            raise StartError(f"Airflow did not become healthy; see {self.folder}/logs")
        if (dead := self.dead()) is not None:
            raise StartError(f"{dead} ended: {self._children[dead].said()[-800:]}")
        for dag in self._on or ():
            self.switch_on(dag)

    def end(self, name: str) -> None:
        """End one of the processes; it is not missed."""
        self._children.pop(name).stop()

    def consume(self, name: str) -> None:
        """Start one of the three consumers."""
        self._child(name, [sys.executable, "-m", f"consumers.{name}"])

    def dead(self) -> str | None:
        """The name of a process that should run and does not."""
        return next((name for name, child in self._children.items() if child.ended is not None), None)

    def stop(self) -> None:
        """End everything: all are asked at once, then awaited, then what is left is killed."""
        for child in self._children.values():
            child.ask()
        for child in self._children.values():
            child.wait()
        self._children.clear()

    def call(self, path: str, body: Mapping[str, Any] | None = None, method: str | None = None) -> Any:
        """Airflow's REST API: a GET, or a POST of `body` (or what `method` says). Asked again while SQLite is
        too busy for it. Raises OSError, StartError."""
        if not self._token:
            login = {"username": USER, "password": self.password}
            self._token = str(_request(f"{self.address}/auth/token", login)["access_token"])
        address, answers = f"{self.address}/api/v2/{path}", []

        def answered() -> bool:
            try:
                answers.append(_request(address, body, self._token, method))
            except urllib.error.HTTPError as e:
                if e.code != 500:
                    raise
                return False
            return True

        if not wait_until(answered, BUSY_SECONDS, pause=0.5):
            raise StartError(f"Airflow does not answer {path}; see {self.folder}/logs")
        return answers[0]

    def known(self, dag: str) -> None:
        """Return when Airflow knows the DAG. Raises StartError."""

        def found() -> bool:
            try:
                self.call(f"dags/{dag}")
            except urllib.error.HTTPError as e:
                if e.code != 404:
                    raise
                return False
            return True

        if not wait_until(found, START_SECONDS, pause=0.5):
            raise StartError(f"Airflow does not know the DAG {dag}")

    def switch_on(self, dag: str) -> None:
        self.known(dag)
        self.call(f"dags/{dag}", {"is_paused": False}, "PATCH")

    def trigger(self, dag: str, form: Mapping[str, Any] | None = None) -> str:
        """Start a run now, with the form filled in. Returns its id."""
        self.known(dag)
        run = f"by-hand-{datetime.now(UTC):%H%M%S%f}"
        body = {"dag_run_id": run, "logical_date": None, "conf": dict(form or {})}
        try:
            self.call(f"dags/{dag}/dagRuns", body)
        except urllib.error.HTTPError as e:
            if e.code != 409:  # there already: it was the answer that was lost
                raise
        return run

    def runs(self, dag: str) -> list[dict[str, Any]]:
        """The DAG's runs, the oldest first."""
        found: list[dict[str, Any]] = self.call(f"dags/{dag}/dagRuns?order_by=run_after")["dag_runs"]
        return found

    def ended(self, dag: str, run: str | None = None, seconds: float = START_SECONDS) -> dict[str, Any]:
        """Wait until that run (or any) of the DAG has ended. Raises StartError."""
        found: list[dict[str, Any]] = []

        def over() -> bool:
            with contextlib.suppress(TimeoutError):  # a busy machine: it is asked again
                mine = [r for r in self.runs(dag) if run in (None, r["dag_run_id"])]
                found[:] = [r for r in mine if r["state"] in ("success", "failed")]
            return bool(found) or self.dead() is not None

        if not wait_until(over, seconds, pause=0.5) or not found:
            raise StartError(f"no run of {dag} came to its end in {seconds:.0f} s; see {self.folder}/logs")
        return found[0]

    # --- in detail ------------------------------------------------------------------------------

    def _once(self, name: str, command: list[str], wrong: str) -> None:
        """Run a process to its end. Raises StartError that begins with `wrong`."""
        child = self._child(name, command)
        if not wait_until(lambda: child.ended is not None, START_SECONDS) or child.ended:
            raise StartError(f"{wrong}: {child.said()[-800:]}")
        del self._children[name]

    def _child(self, name: str, command: list[str]) -> Child:
        child = Child(command, self.folder / "logs" / f"{name}.log", env=self.environment(), cwd=self.home)
        self._children[name] = child
        return child

    def _well(self) -> bool:
        try:
            health = _request(f"{self.address}/api/v2/monitor/health")
        except OSError:
            return False
        return all(health[part]["status"] == "healthy" for part in ("scheduler", "dag_processor"))

    def environment(self) -> dict[str, str]:
        """What every process gets. Keys of providers are left out: nothing leaves this machine."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AIRFLOW", "SOKUHO", "SENDGRID", "SLACK"))
        }
        return kept | {
            "SOKUHO_HOME": str(self.home),
            **({"SOKUHO_KAFKA": self._kafka} if self._kafka else {}),
            "PYTHONPATH": str(ROOT),
            "AIRFLOW_HOME": str(self.folder),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": str(self._on is not None),
            "AIRFLOW__CORE__PARALLELISM": "3",
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.address}/execution/",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(self.folder / "passwords.json"),
            "AIRFLOW__API__BASE_URL": self.address,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API_AUTH__JWT_SECRET": self._secret("jwt"),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{self.folder}/airflow.db",
            "AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK": "False",
        }

    def _password(self) -> str:
        path = self.folder / "passwords.json"
        if path.exists():
            return str(json.loads(path.read_text())[USER])
        password = secrets.token_urlsafe(12)
        self.folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps({USER: password}))
        return password

    def _secret(self, name: str) -> str:
        path = self.folder / f"{name}.secret"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text()


def _request(
    url: str, body: Mapping[str, Any] | None = None, token: str = "", method: str | None = None
) -> Any:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, data, headers, method=method)  # noqa: S310
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.local_airflow", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("var/airflow"), help="where everything is kept")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--kafka", default="", help="a broker's address, as `make kafka` prints it")
    asked = parser.parse_args()
    with ExitStack() as stack:
        try:
            stack.enter_context(until_interrupted())
            samples = resources.defaults() / "config/demo/feeds"
            feeds = stack.enter_context(FeedServer([samples], base=datetime.now(UTC)))
            airflow = LocalAirflow(asked.folder.resolve(), asked.port, kafka=asked.kafka)
            write_home(airflow.home, feeds)
            stack.callback(airflow.stop)
            _say("starting Airflow (about half a minute) ...")
            airflow.start()
            print(f"{airflow.address}  login {USER}  password {airflow.password}", flush=True)
            _say(f"messages arrive in {airflow.home}/outbox; Ctrl-C stops everything")
            while (dead := airflow.dead()) is None:
                time.sleep(1)
            _say(f"{dead} ended by itself; see {airflow.folder}/logs/{dead}.log")
        except StartError as e:
            _say(str(e))
        except KeyboardInterrupt:
            _say("stopping ...")
            return 0
    return 1


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
