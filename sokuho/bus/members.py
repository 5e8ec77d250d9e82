"""Names of those who hold leases, and whether one is known to be dead.

A lease runs out by itself; knowing that its holder died on this machine saves the wait after a crash.
"""

from __future__ import annotations

import os
import socket
import uuid

_alive: set[str] = set()  # this process's own: its pid may have been another's before


def join() -> str:
    """A new name, alive until `leave`."""
    name = f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex[:12]}"
    _alive.add(name)
    return name


def leave(name: str) -> None:
    _alive.discard(name)


def gone(name: str) -> bool:
    """Whether the holder of the name is surely dead; False also where that cannot be known."""
    host, _, rest = name.partition("/")
    pid = rest.partition("/")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return name not in _alive
    if os.name != "posix":  # elsewhere, asking with signal 0 would end the process
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
