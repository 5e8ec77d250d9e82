"""The runbook names commands, DAGs and settings that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from sokuho.configuration import Operating
from sokuho.operations.prepare import prepare

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "docs/operations.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def commands() -> set[str]:
    from sokuho.cli import app

    found: set[str] = set()

    def collect(command: object, path: str) -> None:
        found.add(path)
        for name, inner in getattr(command, "commands", {}).items():
            collect(inner, f"{path} {name}".strip())

    collect(typer.main.get_command(app), "")
    return found


def test_every_command_named_exists(commands: set[str]) -> None:
    groups = {path.split()[0] for path in commands if " " in path}
    named = re.findall(r"`sokuho ((?:[a-z]+ ?)+)", RUNBOOK)
    assert named
    for words in (text.split() for text in named):
        path = " ".join(words[:2]) if words[0] in groups else words[0]
        assert path in commands, path


def test_every_dag_has_its_line() -> None:
    table = set(re.findall(r"^\| `([a-z_]+)` \|", RUNBOOK, re.MULTILINE))
    assert table == {path.stem for path in (ROOT / "dags").glob("*.py")}


def test_every_setting_of_the_operators_is_named() -> None:
    missing = {name for name in Operating.model_fields if f"`{name}`" not in RUNBOOK}
    assert missing <= {"rates_private"}


def test_prepare_can_be_run_again(open_home: object) -> None:
    conf = open_home().settings  # type: ignore[operator]
    assert prepare(conf) == prepare(conf)
