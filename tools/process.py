"""Child processes that end with the process that started them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

STOP_SECONDS = 20
_PR_SET_PDEATHSIG = 1


class Child:
    """One process in a group of its own, its output in a file. Ctrl-C at the terminal does not reach it:
    who started it decides when it ends."""

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
    ) -> None:
        """`user`: whom the process runs as; only root may choose another."""
        self.command, self.log = command, log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            self._begin = out.tell()
            self._process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=_end_with_parent,
                env=env,
                cwd=cwd,
                user=user,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def ended(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self._process.poll()

    def said(self) -> str:
        """All its output so far."""
        with self.log.open("rb") as log:
            log.seek(self._begin)
            return log.read().decode(errors="replace")

    def stop(self, sign: signal.Signals = signal.SIGTERM, patience: float = STOP_SECONDS) -> None:
        """Let it finish; then end what is left of its group."""
        self.ask(sign)
        self.wait(patience)

    def ask(self, sign: signal.Signals = signal.SIGTERM) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(sign)

    def wait(self, patience: float = STOP_SECONDS) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """End it and its children at once."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@contextlib.contextmanager
def until_interrupted() -> Iterator[None]:
    """Within it, Ctrl-C and SIGTERM both raise KeyboardInterrupt; once one came, or the end is reached,
    further ones are ignored, so that cleaning up after it is not cut short."""

    def interrupt(*_: object) -> None:
        _ignore()
        raise KeyboardInterrupt

    def _ignore() -> None:
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, signal.SIG_IGN)

    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, interrupt)
    try:
        yield
    finally:
        _ignore()


def wait_until(true: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Whether it became true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _end_with_parent() -> None:
    """Runs in the child: it gets SIGTERM when its parent dies, however that happens (Linux only), and
    hears SIGINT even if its parent was started in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
