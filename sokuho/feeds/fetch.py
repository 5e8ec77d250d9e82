"""One GET of a stranger's server: conditional, bounded in time, size and redirects, and only to addresses
that a feed may reach.

What the server answered is an `Answer`, whatever its status; that there was no answer is a `Failure`.
Both are values: what follows from them is decided in `decide.py`.
"""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Self

import httpcore
import httpx

from sokuho.configuration import Polling
from sokuho.feeds.addresses import RefusedError, UnresolvedError
from sokuho.feeds.decoding import ACCEPTED, TooLargeError, UndecodableError, read_body
from sokuho.feeds.network import GuardedBackend, deadline

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_HOST = re.compile(rb"[a-z0-9._-]{1,253}|[0-9a-f:.]+", re.I)
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `body` is decoded (no Content-Encoding) and empty unless the status is 200.

    `url` is where the answer came from; `moved_to` where permanent redirects alone led, if anywhere.
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str | None = None
    modified: str | None = None
    retry_after: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there was no answer. `kind`: refused, unreachable, timeout, too_large, redirects, garbled.

    `passing` is whether the same request may well succeed later.
    """

    kind: str
    detail: str
    passing: bool = True


@dataclass(frozen=True, slots=True)
class _Redirect:
    to: str
    permanent: bool


class FeedClient:
    """Fetches feeds and article pages. Safe to use from many threads: a host gets one request at a time."""

    def __init__(self, rules: Polling) -> None:
        self._rules = rules
        context = httpcore.default_ssl_context()
        self._pools = {
            private: httpcore.ConnectionPool(
                ssl_context=context,
                max_connections=max(rules.workers, 1) * 2,
                keepalive_expiry=5,
                network_backend=GuardedBackend(allow_private=private),
            )
            for private in (False, True)
        }
        self._hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._hosts_lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        allow_private: bool = False,
    ) -> Answer | Failure:
        """The answer to a GET of `url`, redirects followed. Never raises for what a server does."""
        headers = {"User-Agent": self._rules.user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED}
        headers |= {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        left = self._rules.timeout_seconds
        at, moved_to, permanent = url, None, True
        for _ in range(self._rules.max_redirects + 1):
            outcome, spent = self._hop(at, headers, left, allow_private)
            if not isinstance(outcome, _Redirect):
                return replace(outcome, moved_to=moved_to) if isinstance(outcome, Answer) else outcome
            left -= spent
            permanent = permanent and outcome.permanent
            at = outcome.to
            if permanent:
                moved_to = at
        return Failure("redirects", f"more than {self._rules.max_redirects} redirects", passing=False)

    def _hop(
        self, url: str, headers: dict[str, str], left: float, allow_private: bool
    ) -> tuple[Answer | Failure | _Redirect, float]:
        """One request, and the seconds it took. Waiting for one's turn at the host does not count."""
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError, TypeError):
            return Failure("refused", f"not a URL: {url[:200]!r}", passing=False), 0
        if parsed.scheme not in ("http", "https"):
            return Failure("refused", f"only http and https are fetched, not {url[:200]!r}", passing=False), 0
        if not _HOST.fullmatch(parsed.raw_host) or not 0 < (parsed.port or 80) < 65536:
            return Failure("refused", f"not a URL with a proper host: {url[:200]!r}", passing=False), 0
        with self._turn(parsed):
            started = time.monotonic()
            deadline.set(started + left)
            outcome = self._guarded(parsed, headers, self._pools[allow_private])
            return outcome, time.monotonic() - started

    def _turn(self, url: httpx.URL) -> threading.Lock:
        with self._hosts_lock:
            return self._hosts[url.netloc.decode("ascii").lower()]

    def _guarded(
        self, url: httpx.URL, headers: dict[str, str], pool: httpcore.ConnectionPool
    ) -> Answer | Failure | _Redirect:
        try:
            try:
                return self._ask(url, headers, pool)
            except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
                # the server may have closed a kept connection just as it was used again
                return self._ask(url, headers, pool)
        except RefusedError as e:
            return Failure("refused", f"{e}; set allow_private for a feed of your own network", passing=False)
        except TooLargeError:
            mb = self._rules.max_bytes / 1e6
            return Failure("too_large", f"the body is larger than {mb:g} MB", passing=False)
        except UndecodableError as e:
            return Failure("garbled", f"the body cannot be decoded: {e}")
        except httpcore.TimeoutException:
            return Failure("timeout", f"no complete answer within {self._rules.timeout_seconds:g} s")
        except UnresolvedError as e:
            return Failure("unreachable", str(e))
        except (httpcore.NetworkError, OSError) as e:
            return Failure("unreachable", f"{url.host}: {_plain_cause(e)}")
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as e:
            return Failure("garbled", f"{url.host} does not speak proper HTTP: {str(e)[:200]}")

    def _ask(
        self, url: httpx.URL, headers: dict[str, str], pool: httpcore.ConnectionPool
    ) -> Answer | _Redirect:
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        host = {"Host": url.netloc.decode("ascii")}
        with pool.stream("GET", target, headers=_wire(host | headers)) as response:
            got = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
            if response.status in _REDIRECTS and (location := got.get("location")):
                return _Redirect(_join(url, location), response.status in _PERMANENT)
            return Answer(
                url=str(url),
                status=response.status,
                body=self._body(response, got) if response.status == 200 else b"",
                content_type=got.get("content-type", ""),
                etag=got.get("etag"),
                modified=got.get("last-modified"),
                retry_after=got.get("retry-after"),
            )

    def _body(self, response: httpcore.Response, headers: dict[str, str]) -> bytes:
        limit = self._rules.max_bytes
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > limit:
            raise TooLargeError
        return read_body(response.iter_stream(), headers.get("content-encoding", ""), limit)


def _wire(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(k.encode("ascii"), v.encode("latin-1", "replace")) for k, v in headers.items()]


def _join(base: httpx.URL, location: str) -> str:
    """Location may be relative, and is often UTF-8 where only ASCII is allowed."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return str(base.join(location))
    except (httpx.InvalidURL, ValueError):
        return location


def _plain_cause(error: Exception) -> str:
    text = str(error)
    if "certificate verify failed" in text.lower():
        return f"its TLS certificate is not valid ({text.rpartition(': ')[2][:120]})"
    if isinstance(error, httpcore.ConnectError):
        return f"no connection ({text[:120]})"
    return f"the connection broke ({text[:120] or type(error).__name__})"
