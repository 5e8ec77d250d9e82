"""Configuration and templates: where the files are, and YAML whose errors name the line.

A file in the working home (`SOKUHO_HOME`, or the working directory) stands before the shipped default.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from sokuho.errors import ConfigError

M = TypeVar("M", bound=BaseModel)
#: mistakes of a file that are named at once
_MISTAKES = 5


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which 22:00 is a text; YAML 1.1 has it for 22 times 60."""

    def number(self, node: Any) -> object:
        if ":" in node.value:
            return node.value
        return (
            self.construct_yaml_float(node) if node.tag.endswith("float") else self.construct_yaml_int(node)
        )


for _tag in ("int", "float"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _Loader.number)


class Stamp(NamedTuple):
    """A file as it is now; what was made from it is valid until its stamp changes."""

    path: Path
    changed: int  # nanoseconds
    size: int


@cache
def defaults() -> Path:
    """The folder with the shipped `config/` and `templates/`: in the wheel, or the checkout's top."""
    package = Path(__file__).parent
    shipped = package / "_defaults"
    return shipped if shipped.is_dir() else package.parent


def find(home: Path, name: str) -> Path:
    """The file or folder `name` ("config/feeds.yaml"): the home's own, else the default.

    Raises ConfigError where neither exists.
    """
    for base in (home, defaults()):
        if (base / name).exists():
            return base / name
    raise ConfigError(f"no such file; looked in {home} and in the shipped defaults", path=name)


def folders(home: Path, name: str) -> list[Path]:
    """Where files of the folder `name` are looked for, in this order."""
    return [home / name, defaults() / name]


def layers(home: Path, folder: str, pattern: str) -> list[Path]:
    """The files of a folder, a file of the home standing for the default of the same name."""
    found: dict[str, Path] = {}
    for base in (defaults(), home):
        found |= {p.name: p for p in sorted((base / folder).glob(pattern))}
    return [found[name] for name in sorted(found)]


def stamps(paths: Iterable[Path]) -> tuple[Stamp, ...]:
    """The files as they are now. Raises ConfigError."""
    found = []
    for path in paths:
        try:
            now = path.stat()
        except OSError as e:
            raise ConfigError(e.strerror or str(e), path=path) from e
        found.append(Stamp(path, now.st_mtime_ns, now.st_size))
    return tuple(found)


def read_yaml(path: Path) -> Any:
    """The data of a YAML file. Raises ConfigError with the line of a syntax error or a doubled key."""
    text = read_text(path)
    try:
        loader = _Loader(text)  # a SafeLoader, in C where it is built
        try:
            node = loader.get_single_node()
            _refuse_doubled_keys(node, path)
            return None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        line = mark.line + 1 if mark else None
        tab = mark and any(row.lstrip(" ").startswith("\t") for row in text.split("\n")[mark.line :][:1])
        hint = " (a tab: indent with spaces)" if tab else ""
        raise ConfigError(f"not valid YAML: {e.problem or e.context}{hint}", path=path, line=line) from e
    except yaml.YAMLError as e:
        raise ConfigError(f"not valid YAML: {e}", path=path) from e


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as e:
        raise ConfigError(f"not UTF-8 (byte {e.start}): save the file as UTF-8", path=path) from e
    except OSError as e:
        raise ConfigError(e.strerror or str(e), path=path) from e


def read_model(path: Path, kind: type[M]) -> M:
    """A YAML file checked against a pydantic model. Raises ConfigError with the line and the choices."""
    data = read_yaml(path)
    try:
        return kind.model_validate(data if data is not None else {})
    except ValidationError as e:
        errors = e.errors()[:_MISTAKES]
        found = sorted((line_of(path, error["loc"]) or 1, _explain(error["loc"], error)) for error in errors)
        line, words = found[0]
        more = "".join(f"; also line {n}: {w}" for n, w in found[1:])
        left = e.error_count() - len(found)
        raise ConfigError(words + more + (f"; and {left} more" if left else ""), path=path, line=line) from e


def line_of(path: Path, where: Iterable[int | str]) -> int | None:
    """The line on which the value at `where` ("feeds", 3, "url") stands, or its nearest parent's."""
    node = yaml.compose(read_text(path), Loader=_Loader)
    line = node.start_mark.line + 1 if node else None
    for step in where:
        child = None
        if isinstance(node, yaml.MappingNode):
            child = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if child:
                line, node = child[0].start_mark.line + 1, child[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = child = node.value[step]
            line = node.start_mark.line + 1
        if child is None:
            break
    return line


def _explain(where: tuple[int | str, ...], error: Any) -> str:
    name = ".".join(str(step) for step in where) or "the file"
    if error["type"] in ("model_type", "dict_type"):
        return f"{name} must hold named entries, `key: value` (found {error['input']!r:.80})"
    if error["type"] in ("tuple_type", "list_type"):
        return f"{name} must be a list (found {error['input']!r:.80})"
    if error["type"] == "value_error":  # our own words, which name the value where that helps
        return f"{name}: {error['ctx']['error']}"
    if error["type"] == "extra_forbidden":
        return f"unknown key {name!r}; remove it or check its spelling"
    if error["type"] == "missing":
        return f"{name!r} is missing"
    return f"{name}: {error['msg']} (found {error['input']!r:.80})"


def _refuse_doubled_keys(node: Any, path: Path, within: tuple[Any, ...] = ()) -> None:
    if any(node is outer for outer in within):
        line = node.start_mark.line + 1
        raise ConfigError("not valid YAML: an alias (*) that holds itself", path=path, line=line)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                raise ConfigError(f"{name!r} stands twice", path=path, line=key.start_mark.line + 1)
            seen.add(name)
            _refuse_doubled_keys(value, path, (*within, node))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_doubled_keys(value, path, (*within, node))
