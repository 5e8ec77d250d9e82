"""What the tests of feeds share: a feed, the rules, a real server on loopback, a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sokuho.configuration import Feed, Polling
from sokuho.demo.server import FeedServer
from sokuho.feeds.fetch import FeedClient
from sokuho.store import Store, open_store
from tests.made import lay_store

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def rules() -> Polling:
    return Polling(timeout_seconds=5, workers=4)


@pytest.fixture
def make_feed() -> Callable[..., Feed]:
    def make(url: str = "https://wire.example/feed.xml", **given: Any) -> Feed:
        base = {"name": "wire", "source": "Wire", "language": "en", "kind": "wire", "allow_private": True}
        return Feed.model_validate(base | {"url": url} | given)

    return make


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer([], base=NOW) as running:
        yield running


@pytest.fixture
def client(rules: Polling) -> Iterator[FeedClient]:
    with FeedClient(rules) as open_client:
        yield open_client


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    lay_store(tmp_path / "sokuho.db")
    with open_store("sqlite:///sokuho.db", home=tmp_path, clock=lambda: NOW) as opened:
        yield opened
