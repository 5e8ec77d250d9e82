"""Compiles the reader into a wheel, where that is asked for: `make wheel`.

Everywhere else the sources run as they are, so that nobody edits a file which a compiled one hides. mypyc
goes by the types that mypy checks. What it makes lies outside of the repository until the wheel has it.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from mypyc.build import mypycify
from setuptools import Distribution
from setuptools.command.build_ext import build_ext


class CompiledReader(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self._made = TemporaryDirectory()  # until the wheel is written
        made = Path(self._made.name)
        os.chdir(self.root)
        extensions = mypycify(
            [f"--cache-dir={made / 'types'}", *self._sources()],
            opt_level="2",
            debug_level="0",
            multi_file=True,
            group_name="sokuho",
            target_dir=str(made / "c"),
        )
        compiler = build_ext(Distribution({"name": "sokuho", "ext_modules": extensions}))
        compiler.build_lib, compiler.build_temp = str(made / "lib"), str(made / "temp")
        compiler.parallel = os.cpu_count()
        compiler.ensure_finalized()
        compiler.run()
        compiled = [path for path in (made / "lib").rglob("*") if path.is_file()]
        build_data["force_include"] |= {str(path): str(path.relative_to(made / "lib")) for path in compiled}
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self._made.cleanup()

    def _sources(self) -> list[str]:
        left_out = set(self.config["left-out"])
        paths = Path(self.config["folder"]).rglob("*.py")
        return sorted(str(p) for p in paths if p.name != "__init__.py" and str(p) not in left_out)
