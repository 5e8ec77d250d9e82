"""The arrows of import of README.md: each layer knows only the ones before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sokuho"

BASE = {"model", "errors", "codec"}
PURE = {"reading", "stories", "alerts"}
EDGES = {"feeds", "bus", "store", "deliver"}

#: what each part may import of the package, beside itself
ALLOWED = (
    {"model": {"errors"}, "errors": set(), "codec": {"model", "errors"}, "resources": {"errors"}}
    | {"configuration": set(), "settings": {"configuration", "resources", "errors", "model"}}
    | dict.fromkeys(PURE, BASE)
    | dict.fromkeys(EDGES, BASE | {"configuration"})
)

#: the folders of the reader, each with those it may import beside itself; the files above them know none
STEPS = {
    "notation": set[str](),
    "names": set[str](),
    "deal": {"notation", "names"},
    "figures": {"notation", "names", "deal"},
}
WHOLE = {"read", "explain"}

#: a library with one owner: everything else goes through it
OWNERS = {
    "kafka": ("sokuho/bus/kafka",),
    "airflow": ("dags/", "sokuho/operations/defaults.py"),
    "sendgrid": ("sokuho/deliver/",),
    "slack_sdk": ("sokuho/deliver/",),
    "httpx": ("sokuho/feeds/", "sokuho/deliver/"),
    "httpcore": ("sokuho/feeds/",),
    "feedparser": ("sokuho/feeds/",),
    "trafilatura": ("sokuho/feeds/",),
    "sqlalchemy": ("sokuho/store/",),
    "sqlite3": ("sokuho/store/", "sokuho/bus/local"),
    "mjml": ("sokuho/alerts/templates",),
    "prometheus_client": ("sokuho/metrics.py",),
    "alembic": ("sokuho/store/",),
    "ahocorasick_rs": ("sokuho/reading/",),
}

#: what a pure part may not touch
IMPURE = {"os", "time", "socket", "subprocess", "random", "httpx", "sqlalchemy", "threading", "structlog"}


def _sources() -> list[Path]:
    folders = (PACKAGE, ROOT / "consumers", ROOT / "dags")
    return [p for folder in folders for p in sorted(folder.rglob("*.py"))]


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _part(path: Path) -> str:
    inner = path.relative_to(PACKAGE)
    return inner.parts[0] if len(inner.parts) > 1 else inner.stem


@pytest.mark.parametrize("path", _sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_follow_the_arrows(path: Path) -> None:
    imports = _imports(path)
    name = str(path.relative_to(ROOT))
    for library, owners in OWNERS.items():
        if any(i == library or i.startswith(library + ".") for i in imports):
            assert name.startswith(owners), f"{name} imports {library}, which belongs to {owners}"
    if path.is_relative_to(PACKAGE) and (allowed := ALLOWED.get(_part(path))) is not None:
        own = {i.split(".")[1] for i in imports if i.startswith("sokuho.")}
        assert own <= allowed | {_part(path), "__version__"}, (
            f"{name} imports {own - allowed - {_part(path)}}"
        )


@pytest.mark.parametrize("path", sorted((PACKAGE / "reading").rglob("*.py")), ids=lambda p: p.stem)
def test_no_step_of_the_reader_knows_a_later_one(path: Path) -> None:
    inner = path.relative_to(PACKAGE / "reading")
    step = inner.parts[0] if len(inner.parts) > 1 else ""
    if inner.stem not in WHOLE:
        told = {i.split(".")[2] for i in _imports(path) if i.startswith("sokuho.reading.")}
        known = STEPS.get(step, set()) | {step}
        assert not (told & STEPS.keys()) - known, f"{inner} imports {told}"


@pytest.mark.parametrize("part", sorted(PURE))
def test_pure_parts_touch_nothing(part: str) -> None:
    for path in (PACKAGE / part).rglob("*.py"):
        touched = {i.split(".")[0] for i in _imports(path)} & IMPURE
        assert not touched, f"{path.relative_to(ROOT)} imports {touched}"
        text = path.read_text(encoding="utf-8")
        assert "datetime.now(" not in text, f"{path.relative_to(ROOT)} asks for the time"
        assert "date.today(" not in text, f"{path.relative_to(ROOT)} asks for the date"


def test_only_settings_reads_the_environment() -> None:
    readers = [
        p for p in _sources() if "os.environ" in p.read_text("utf-8") or "getenv" in p.read_text("utf-8")
    ]
    assert [str(p.relative_to(ROOT)) for p in readers] == ["sokuho/settings.py"]


def test_no_file_holds_two_things() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in _sources() if (n := len(p.read_text("utf-8").splitlines())) > 400
    }
    assert not long
