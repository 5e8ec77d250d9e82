"""Ctrl-C and SIGTERM: the first asks to stop after the work in hand, the second stops at once."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ASKING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopping(stop: threading.Event, wake: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Within it, a signal sets `stop` and calls `wake`. Used from the main thread."""
    # A handler must not touch locks that the code it interrupts may hold: the interpreter only writes
    # the signal's number to a socket, and a thread of our own reads it.
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    asked = threading.Thread(target=_listen, args=(reader, stop, wake), name="signals", daemon=True)
    before = {number: signal.signal(number, _ignore) for number in ASKING}
    woken = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    asked.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        writer.close()
        asked.join()
        reader.close()


def _listen(reader: socket.socket, stop: threading.Event, wake: Callable[[], None]) -> None:
    while number := reader.recv(1):
        if number[0] not in ASKING:
            continue
        if stop.is_set():
            os._exit(128 + number[0])  # as after a crash: what is not committed is done again
        stop.set()
        wake()


def _ignore(_number: int, _frame: object) -> None:
    """Instead of the default, which would end the process in the middle of its work."""
