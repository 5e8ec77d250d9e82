"""The consumers' tests, too, run on both databases; what came twice or died must end the same on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sokuho.bus.local import LocalBus
from sokuho.store import Store
from tests.consumers.desk import Desk
from tests.made import Clock
from tests.store.conftest import clock, postgresql, postgresql_url, store, url

__all__ = ["bus", "clock", "postgresql", "postgresql_url", "store", "url"]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[LocalBus]:
    with LocalBus(tmp_path / "var/sokuho-bus.db", partitions=2) as opened:
        yield opened


@pytest.fixture
def desk(store: Store, clock: Clock, tmp_path: Path) -> Desk:
    return Desk(store, clock, tmp_path)
