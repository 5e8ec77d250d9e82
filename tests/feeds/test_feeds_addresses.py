from __future__ import annotations

import socket
import threading
from typing import Any

import httpcore
import pytest

from sokuho.configuration import Polling
from sokuho.feeds import addresses
from sokuho.feeds.fetch import Failure, FeedClient


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # the metadata service of clouds
        "100.64.0.1",  # carrier-grade NAT
        "192.0.0.8",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
        "64:ff9b::a00:1",
        "2002:7f00:1::",  # 6to4 of 127.0.0.1
        "2002:a00:1::",
        "2001:db8::1",
        "2001:0:7f00:1::",  # Teredo
    ],
)
def test_addresses_that_no_feed_may_reach(address: str) -> None:
    assert not addresses.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_open_internet(address: str) -> None:
    assert addresses.is_public(address)


def _answers(monkeypatch: pytest.MonkeyPatch, *rounds: list[str]) -> list[str]:
    """Let names resolve to these addresses, a list for each look-up; returns the log of names asked."""
    waiting, asked = list(rounds), []

    def look_up(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        found = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_that_leads_home_is_refused(monkeypatch: pytest.MonkeyPatch, client: FeedClient) -> None:
    _answers(monkeypatch, ["192.168.0.7"])
    answer = client.get("http://intranet.example/feed")
    assert isinstance(answer, Failure)
    assert answer.kind == "refused"
    assert "intranet.example (192.168.0.7) is a private" in answer.detail
    assert not answer.passing


def test_of_mixed_answers_only_the_public_ones_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, ["10.0.0.1", "93.184.216.34"])
    assert addresses.resolve("a.example", 80, allow_private=False, timeout=1) == ["93.184.216.34"]


def test_the_judged_address_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch, client: FeedClient
) -> None:
    """DNS rebinding: a second look-up would say 127.0.0.1, so there must be none."""
    asked = _answers(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    connected: list[str] = []

    def connect(self: Any, host: str, *args: Any, **kwargs: Any) -> Any:
        connected.append(host)
        raise httpcore.ConnectError("far away")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    answer = client.get("http://rebind.example/feed")
    assert isinstance(answer, Failure)
    assert answer.kind == "unreachable"
    assert connected == ["93.184.216.34"]
    assert asked == ["rebind.example"]


def test_a_name_without_an_address(monkeypatch: pytest.MonkeyPatch, client: FeedClient) -> None:
    def look_up(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    answer = client.get("https://no-such.example/feed")
    assert answer == Failure(
        "unreachable", "the name no-such.example does not resolve (Name or service not known)"
    )


def test_a_resolver_that_does_not_answer_uses_up_the_time_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = threading.Event()

    def look_up(*_: Any, **__: Any) -> Any:
        over.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with FeedClient(Polling(timeout_seconds=0.3)) as client:
        answer = client.get("https://slow-dns.example/feed")
    assert not over.is_set()
    over.set()
    assert isinstance(answer, Failure)
    assert answer.kind == "unreachable"
    assert "was not resolved" in answer.detail
