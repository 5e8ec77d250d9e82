from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sokuho.bus.local import LocalBus
from sokuho.store import Store, open_store
from tests.made import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/var/sokuho.db", clock=clock) as opened:
        yield opened


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[LocalBus]:
    with LocalBus(tmp_path / "var/sokuho-bus.db", partitions=2) as opened:
        yield opened
