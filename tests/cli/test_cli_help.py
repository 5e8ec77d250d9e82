"""The help of every command is plain text and ends with an example that names the command."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

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


@pytest.mark.parametrize("group", ["", *sorted({n.split()[1] for n in COMMANDS if n.count(" ") == 2})])
def test_no_line_of_a_list_of_commands_is_cut_off(group: str) -> None:
    listed = CliRunner().invoke(app, [*group.split(), "--help"]).stdout.partition("Commands:")[2]
    assert len(listed.splitlines()) > 2
    assert "..." not in listed


def test_the_version_is_that_of_the_package() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"sokuho {version('sokuho')}\n"
