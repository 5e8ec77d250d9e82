"""Which network addresses a feed may lead to.

A feed's address and every redirect come from outside, so a name may resolve to this machine, to the
network around it or to a cloud's metadata service. Names are resolved here, each answer is judged, and
the connection is made to the very address that was judged: a second answer (DNS rebinding) is never asked.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from ipaddress import IPv4Address, IPv6Address

#: carrier-grade NAT, and the block for protocols; Python's versions differ over what of them is global
_CLOSED = (ipaddress.ip_network("100.64.0.0/10"), ipaddress.ip_network("192.0.0.0/24"))
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class RefusedError(Exception):
    """The name leads to an address that a feed may not reach."""


class UnresolvedError(Exception):
    """The name has no address, or the resolver did not answer in time."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open Internet.

    IPv6 forms that carry an IPv4 address (mapped, 6to4, Teredo, NAT64) are judged by it as well.

    >>> is_public("93.184.216.34"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    return all(_open(part) for part in _carried(ip))


def resolve(host: str, port: int, *, allow_private: bool, timeout: float) -> list[str]:
    """The addresses of `host` that may be connected to, in the resolver's order; never empty.

    Raises RefusedError if every answer is private and `allow_private` is not set, UnresolvedError if
    there is no answer.
    """
    answers = _ask(host, port, timeout)
    if allow_private:
        return answers
    allowed = [a for a in answers if is_public(a)]
    if not allowed:
        where = "" if answers == [host] else f" ({answers[0]})"
        raise RefusedError(f"{host}{where} is a private or reserved address")
    return allowed


def _open(ip: IPv4Address | IPv6Address) -> bool:
    if any(ip in block for block in _CLOSED):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _carried(ip: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    if isinstance(ip, IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if any(ip in net for net in _NAT64) or int(ip) < 1 << 32:
        return [IPv4Address(int(ip) & 0xFFFFFFFF)]
    inner: list[IPv4Address | IPv6Address] = [ip]
    if ip.sixtofour:
        inner.append(ip.sixtofour)
    if ip.teredo:
        inner += list(ip.teredo)
    return inner


def _ask(host: str, port: int, timeout: float) -> list[str]:
    """getaddrinfo knows no time limit, so it runs on a thread of its own that may be left behind."""
    answers: list[str] = []
    trouble: list[str] = []

    def look_up() -> None:
        try:
            for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                answers.append(str(address[0]))
        except (OSError, UnicodeError) as e:
            trouble.append(e.strerror or str(e) if isinstance(e, OSError) else str(e))

    thread = threading.Thread(target=look_up, daemon=True, name="resolve")
    thread.start()
    thread.join(max(timeout, 0))
    if thread.is_alive():
        raise UnresolvedError(f"the name {host} was not resolved in {timeout:.0f} s")
    if not answers:
        raise UnresolvedError(f"the name {host} does not resolve ({trouble[0] if trouble else 'no address'})")
    return list(dict.fromkeys(answers))
