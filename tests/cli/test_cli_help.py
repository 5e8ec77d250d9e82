"""The help of every command is plain text and ends with an example that names the command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from sokuho.cli import app


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    for sub, inner in getattr(command, "commands", {}).items():
        if hasattr(inner, "commands"):
            yield from _commands(inner, f"{name} {sub}")
        else:
            yield f"{name} {sub}", inner


COMMANDS = dict(_commands(typer.main.get_command(app), "sokuho"))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_shows_an_example(name: str) -> None:
    text = " ".join((COMMANDS[name].help or "").split())
    assert "Example: " in text
    assert name in text.partition("Example: ")[2]
    assert "[bold]" not in text
