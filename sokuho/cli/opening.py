"""The store that the settings name, for commands that need no more than it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sokuho.store import Store


@contextmanager
def opened_store() -> Iterator[Store]:
    from sokuho import settings
    from sokuho.store import open_store

    conf = settings.load()
    with open_store(conf.store, home=conf.home) as store:
        yield store
