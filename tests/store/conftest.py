from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sokuho.store import Store, open_store
from tests.made import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/var/sokuho.db", clock=clock) as opened:
        yield opened
