"""`python -m tools.local_airflow`: a real Airflow on this machine, its DAGs on, against the sample feeds.

Everything lives under var/airflow: Airflow's own database and logs, and a home for Sokuho with the local
bus and an SQLite store. The three consumers run, too, so that what is polled is read and delivered into
that home's outbox/. Ctrl-C ends all of it.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sokuho import resources
from sokuho.demo.server import FeedServer
from sokuho.following import load_rates
from tools.process import Child, free_ports, until_interrupted, wait_until

ROOT = Path(__file__).parents[1]
USER = "operator"
START_SECONDS = 240
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
    """Airflow and the consumers as child processes; `feeds` serves the sample feeds."""

    def __init__(self, folder: Path, feeds: FeedServer, port: int = 0) -> None:
        self.folder, self.home = folder, folder / "home"
        self._feeds = feeds
        self.port = port or free_ports(1)[0]
        self.address = f"http://127.0.0.1:{self.port}"
        self.password = self._password()
        self._children: dict[str, Child] = {}

    def start(self) -> None:
        """Return when the scheduler is well. Raises StartError."""
        self._write_home()
        prepare = self._child("prepare", [sys.executable, "-c", PREPARE])
        if not wait_until(lambda: prepare.ended is not None, START_SECONDS) or prepare.ended:
            raise StartError(f"Airflow's database could not be made: {prepare.said()[-800:]}")
        airflow = [sys.executable, "-m", "airflow"]
        self._child("api-server", [*airflow, "api-server", "--host", "127.0.0.1", "--port", str(self.port)])
        self._child("dag-processor", [*airflow, "dag-processor"])
        # Its tasks' logs are read from the disk; a log server would listen on every address.
        self._child("scheduler", [*airflow, "scheduler", "--skip-serve-logs"])
        for name in ("articles", "stories", "deliveries"):
            self._child(name, [sys.executable, "-m", f"consumers.{name}"])
        if not wait_until(lambda: self.dead() is not None or self._well(), START_SECONDS, pause=0.5):
            raise StartError(f"Airflow did not become healthy; see {self.folder}/logs")
        if (dead := self.dead()) is not None:
            raise StartError(f"{dead} ended: {self._children[dead].said()[-800:]}")

    def dead(self) -> str | None:
        """The name of a process that should run and does not."""
        return next((n for n, c in self._children.items() if n != "prepare" and c.ended is not None), None)

    def stop(self) -> None:
        """End everything: all are asked at once, then awaited, then what is left is killed."""
        for child in self._children.values():
            child.ask()
        for child in self._children.values():
            child.wait()
        self._children.clear()

    def call(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Airflow's REST API: a GET, or a POST of `body`. Raises OSError."""
        token = _request(f"{self.address}/auth/token", {"username": USER, "password": self.password})
        return _request(f"{self.address}/api/v2/{path}", body, token["access_token"])

    def trigger(self, dag: str) -> None:
        """Start a run now, as soon as the DAG is known."""
        body = {"logical_date": None}

        def started() -> bool:
            try:
                self.call(f"dags/{dag}/dagRuns", body)
            except urllib.error.HTTPError as e:
                if e.code != 404:
                    raise
                return False
            return True

        if not wait_until(started, START_SECONDS, pause=1):
            raise StartError(f"Airflow does not know the DAG {dag}")

    # --- in detail ------------------------------------------------------------------------------

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
            "PYTHONPATH": str(ROOT),
            "AIRFLOW_HOME": str(self.folder),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
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

    def _write_home(self) -> None:
        config = self.home / "config"
        config.mkdir(parents=True, exist_ok=True)
        shipped = resources.defaults() / "config"
        feeds = (shipped / "demo/feeds.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
        # The broken one gets a host of its own, as it would have, and so a square of its own.
        hosts = ["localhost" if "gov-notices" in line else "127.0.0.1" for line in feeds]
        named = [x.replace("{host}", f"{h}:{self._feeds.port}") for x, h in zip(feeds, hosts, strict=True)]
        self._feeds.put("rates.xml", _rates_of(self.home).encode(), "text/xml")
        texts = {
            "feeds": "".join(named),
            "subscriptions": (shipped / "demo/subscriptions.yaml").read_text(encoding="utf-8"),
            "sokuho": f"operating:\n  rates_url: {self._feeds.url('rates.xml')}\n  rates_private: true\n",
        }
        for name, text in texts.items():
            (config / f"{name}.yaml").write_text(text, encoding="utf-8")

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


def _rates_of(home: Path) -> str:
    """Today's file of reference rates as the source would write it, with the rates that are known."""
    known = load_rates(home).latest()
    dollar = 1 / known["EUR"]
    for_a_euro = {"USD": dollar} | {c: rate * dollar for c, rate in known.items() if c != "EUR"}
    cubes = "".join(f"<Cube currency='{c}' rate='{rate:.4f}'/>" for c, rate in for_a_euro.items())
    return f"<Cube><Cube time='{datetime.now(UTC):%Y-%m-%d}'>{cubes}</Cube></Cube>"


def _request(url: str, body: Mapping[str, Any] | None = None, token: str = "") -> Any:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(url, data, headers)  # noqa: S310
    with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.local_airflow", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("var/airflow"), help="where everything is kept")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    asked = parser.parse_args()
    with ExitStack() as stack:
        try:
            stack.enter_context(until_interrupted())
            samples = resources.defaults() / "config/demo/feeds"
            feeds = stack.enter_context(FeedServer([samples], base=datetime.now(UTC)))
            airflow = LocalAirflow(asked.folder.resolve(), feeds, asked.port)
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
