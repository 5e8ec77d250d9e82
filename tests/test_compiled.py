"""What `make wheel` compiles; that it reads the same is for `make test-compiled`, which takes minutes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"][
    "targets"
]["wheel"]["hooks"]["custom"]


def test_nobody_who_installs_the_sources_compiles_them() -> None:
    assert HOOK["enable-by-default"] is False


def test_what_knows_pydantic_is_left_out() -> None:
    sources = (ROOT / HOOK["folder"]).rglob("*.py")
    known = {p.relative_to(ROOT).as_posix() for p in sources if "pydantic" in p.read_text(encoding="utf-8")}
    assert known == set(HOOK["left-out"])


def test_the_mypy_that_compiles_is_the_one_that_checks() -> None:
    locked = {p["name"]: p["version"] for p in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    pinned = re.findall(r"mypy\[mypyc]==(\S+)", " ".join(HOOK["dependencies"]))
    assert pinned == [locked["mypy"]]
