"""What commands share: settings with logs set up, an opened store or pipeline, words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sokuho.pipeline import Pipeline
    from sokuho.settings import Settings
    from sokuho.store import Store

#: before what was checked, by how it is
MARKS = {"ok": "[green]✓[/]", "note": "[yellow]•[/]", "bad": "[red]✗[/]"}


def set_up(*, quiet: bool = False) -> Settings:
    """The settings, with logs set up as they say; `quiet`: errors only, unless set otherwise."""
    from sokuho import logs, settings

    conf = settings.load()
    keys = [secret.get_secret_value() for _, secret in conf.secrets if secret]
    level = "error" if quiet and conf.log_level == "info" else conf.log_level
    logs.setup(level, secrets=keys)
    return conf


@contextmanager
def opened(*, quiet: bool = False) -> Iterator[Pipeline]:
    """The pipeline of the settings."""
    from sokuho.pipeline import open_pipeline

    with open_pipeline(set_up(quiet=quiet)) as pipeline:
        yield pipeline


@contextmanager
def opened_store() -> Iterator[Store]:
    """The store that the settings name, for commands that need no more than it."""
    from sokuho import settings
    from sokuho.store import open_store

    conf = settings.load()
    with open_store(conf.store, home=conf.home) as store:
        yield store


def plain(text: str) -> str:
    """Words that came from outside, fit for a terminal."""
    from sokuho.alerts import untrusted

    return untrusted.plain(text, 300)
