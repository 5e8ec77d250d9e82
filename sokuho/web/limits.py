"""How often one client may ask for what costs a mail or a write. In memory: one process, one count."""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

CLIENTS = 20_000  # remembered at most; those not seen for longest are forgotten first


class Limit:
    """A bucket for each client that holds `count` requests and fills up again within `span`."""

    def __init__(self, count: int, span: timedelta, clock: Callable[[], datetime]) -> None:
        self._count, self._rate, self._clock = count, count / span.total_seconds(), clock
        self._buckets: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str | None) -> float:
        """Take one request out of the bucket. Returns 0, or the seconds until there will be one."""
        name, now = _network(client), self._clock()
        with self._lock:
            left, since = self._buckets.pop(name, (float(self._count), now))
            left = min(self._count, left + max(0.0, (now - since).total_seconds()) * self._rate)
            taken = left >= 1
            self._buckets[name] = (left - 1 if taken else left, now)
            if len(self._buckets) > CLIENTS:
                self._buckets.popitem(last=False)
        return 0.0 if taken else (1 - left) / self._rate


def _network(client: str | None) -> str:
    """Whoever has one address of IPv6 has the whole /64."""
    try:
        address = ipaddress.ip_address(client or "")
    except ValueError:
        return client or ""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network(f"{address}/64", strict=False))
