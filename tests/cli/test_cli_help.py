"""The help of every command is plain text and ends with an example that names the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
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


def test_a_terminal_of_another_encoding_ends_no_command() -> None:
    """What it cannot show is written as its number."""
    lines = "from sokuho import cli; cli.app = lambda: print('電力 · 3'); cli.main()"
    ended = subprocess.run(
        [sys.executable, "-c", lines],
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout == rb"\u96fb\u529b \xb7 3" + b"\n"
