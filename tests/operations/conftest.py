"""A pipeline on one machine, with a home of its own and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sokuho import settings
from sokuho.pipeline import Pipeline, open_pipeline
from tests.made import Clock, lay_store

Open = Callable[..., Pipeline]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_home(tmp_path: Path, clock: Clock) -> Iterator[Open]:
    """`open_home(feeds=yaml, sokuho=yaml, subscriptions=yaml)`: the pipeline of that home."""
    lay_store(tmp_path / "var/sokuho.db")
    with ExitStack() as stack:

        def make(feeds: str = "feeds: []", **files: str) -> Pipeline:
            config = tmp_path / "config"
            config.mkdir(exist_ok=True)
            texts = {"feeds": feeds, "subscriptions": "subscriptions: []", "sokuho": ""} | files
            for name, text in texts.items():
                (config / f"{name}.yaml").write_text(text, encoding="utf-8")
            conf = settings.load({"SOKUHO_HOME": str(tmp_path)})
            return stack.enter_context(open_pipeline(conf, clock))

        yield make
