"""Connections that go only to judged addresses and end at a deadline.

A read timeout restarts with every byte, so a server that drips can hold a reader for ever; here the time
left until the request's deadline bounds each wait.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import httpcore

from sokuho.feeds import addresses

#: monotonic time at which the request of this thread must be over
deadline: ContextVar[float] = ContextVar("deadline")


def time_left() -> float:
    """Seconds until the deadline. Raises httpcore.ReadTimeout when it has passed."""
    left = deadline.get() - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("deadline")
    return left


class _Stream(httpcore.NetworkStream):
    """A connection whose waits never outlast the deadline of the request that uses it."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, time_left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, time_left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, time_left()))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves, judges, and connects to what was judged. TLS still checks the name."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        found = addresses.resolve(host, port, allow_private=self._allow_private, timeout=time_left())
        for address in found[:-1]:
            try:
                # the time left is shared out, so that one dead address does not use it up
                wait = time_left() / 2
                return _Stream(self._inner.connect_tcp(address, port, wait, None, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return _Stream(self._inner.connect_tcp(found[-1], port, time_left(), None, socket_options))

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
