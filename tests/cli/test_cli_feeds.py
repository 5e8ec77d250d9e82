from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sokuho.cli import app
from sokuho.demo.server import FeedServer
from sokuho.errors import ConfigError

ITEM = "<item><title>JERA builds</title><link>https://a.example/1</link><pubDate>{}</pubDate></item>"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    now = datetime.now(UTC)
    with FeedServer([], base=now) as running:
        feed = (
            f"<rss version='2.0'><channel><title>A</title>{ITEM.format(format_datetime(now))}</channel></rss>"
        )
        running.put("a.xml", feed.encode(), "text/xml")
        running.put("page.html", b"<html><title>Hello</title></html>", "text/html")
        yield running


@pytest.fixture
def home(tmp_path: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config").mkdir()
    entry = "  - {{name: {0}, url: '{1}', source: S, language: en, kind: wire, allow_private: true{2}}}\n"
    text = "feeds:\n" + entry.format("good", server.url("a.xml"), "")
    text += entry.format("page", server.url("page.html"), "")
    text += entry.format("resting", server.url("a.xml?off"), ", enabled: false, note: not seen alive")
    (tmp_path / "config/feeds.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("SOKUHO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["feeds", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_list(home: Path) -> None:
    code, out = _run("list")
    assert code == 0
    assert "good" in out
    assert "not asked yet" in out
    assert "1 more are not enabled" in out
    code, out = _run("list", "--all")
    assert "not seen alive" in out


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/feed"])
def test_what_is_no_address_of_the_web_is_not_checked(home: Path, address: str) -> None:
    with pytest.raises(ConfigError, match="http and https only"):
        _run("check", address)


def test_check_says_what_to_do_and_exits_with_1(home: Path) -> None:
    code, out = _run("check")
    assert code == 1
    assert "✓ good  RSS 2.0, utf-8, 1 entry, newest" in out
    assert "✗ page" in out
    assert "answered an HTML page titled 'Hello' instead of a feed" in out
    assert "2 checked, 1 of no use as they are" in out
    assert not (home / "var").exists()


def test_check_by_name_and_by_address(home: Path, server: FeedServer) -> None:
    code, out = _run("check", "good")
    assert code == 0
    assert "“JERA builds”" in out
    code, out = _run("check", server.url("a.xml"))
    assert code == 1
    assert "private or reserved address" in out
    assert _run("check", "--allow-private", server.url("a.xml"))[0] == 0
    with pytest.raises(ConfigError, match="no feed is called 'nope'"):
        _run("check", "nope")
    with pytest.raises(ConfigError, match="use en or ja"):
        _run("check", "--language", "fr")


def test_export_and_import(home: Path, tmp_path: Path) -> None:
    code, out = _run("export", str(tmp_path / "feeds.opml"), "--all")
    assert (code, "3 feeds written" in out) == (0, True)
    assert "nothing to add" in _run("import", str(tmp_path / "feeds.opml"))[1]
    opml = (tmp_path / "feeds.opml").read_text("utf-8").replace("page.html", "other.html")
    (tmp_path / "feeds.opml").write_text(opml, "utf-8")
    code, out = _run("import", str(tmp_path / "feeds.opml"), "--language", "ja")
    assert "1 added" in out
    assert "other.html" in (home / "config/feeds.yaml").read_text("utf-8")
    assert _run("export")[1].startswith("<?xml")


def test_import_names_what_is_wrong(home: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.opml: No such file"):
        _run("import", str(tmp_path / "none.opml"))
    (tmp_path / "bad.opml").write_text("<html/>")
    with pytest.raises(ConfigError, match=r"bad\.opml: not an OPML file"):
        _run("import", str(tmp_path / "bad.opml"))
    with pytest.raises(ConfigError, match="cannot write it"):
        _run("export", str(tmp_path / "no" / "such" / "folder.opml"))


def test_each_command_has_an_example() -> None:
    for name in ("list", "check", "import", "export"):
        assert "Example" in _run(name, "--help")[1]
