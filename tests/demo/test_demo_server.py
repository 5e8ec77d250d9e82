from __future__ import annotations

import gzip
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sokuho.demo.server import FeedServer, fill_dates

BASE = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def _get(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(url, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read(), {k.lower(): v for k, v in answer.headers.items()}
    except urllib.error.HTTPError as e:
        with e:
            return e.code, e.read(), {k.lower(): v for k, v in e.headers.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "serve.yaml").write_text(
        "files:\n  a.rdf: {type: application/rdf+xml}\n  b.xml: {type: text/xml, gzip: true}\n"
        "redirects:\n  old.xml: {to: /b.xml, status: 308}\n"
    )
    (tmp_path / "a.rdf").write_bytes("<日本>{{iso -90m +09:00}}".encode("shift_jis"))
    (tmp_path / "b.xml").write_bytes(b"<b>{{rfc822 -2d}}</b>")
    (tmp_path / "README.md").write_text("not served")
    return tmp_path


def test_files_go_out_as_described(folder: Path) -> None:
    with FeedServer([folder], base=BASE) as server:
        status, body, headers = _get(server.url("a.rdf"))
        assert (status, headers["content-type"]) == (200, "application/rdf+xml")
        assert body.decode("shift_jis") == "<日本>2026-11-22T12:30:00+09:00"
        status, body, headers = _get(server.url("b.xml"), Accept_Encoding="gzip")
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(body) == b"<b>Fri, 20 Nov 2026 05:00:00 +0000</b>"
        assert "content-encoding" not in _get(server.url("b.xml"))[2]
        assert _get(server.url("README.md"))[0] == 404
        assert _get(server.url("../a.rdf"))[0] == 404
        assert _get(server.url("old.xml"))[1].startswith(b"<b>")
        assert [r.status for r in server.requests[-2:]] == [308, 200]


def test_either_validator_brings_a_304_also_after_a_restart(folder: Path) -> None:
    with FeedServer([folder], base=BASE) as server:
        _, _, headers = _get(server.url("b.xml"))
    with FeedServer([folder], base=BASE) as server:
        assert _get(server.url("b.xml"), If_None_Match=headers["etag"])[0] == 304
        assert _get(server.url("b.xml"), If_Modified_Since=headers["last-modified"])[0] == 304
        assert _get(server.url("b.xml"), If_None_Match='"other"')[0] == 200


def test_a_later_folder_is_served_over_the_first(folder: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    later.mkdir()
    (later / "b.xml").write_bytes(b"<later/>")
    with FeedServer([folder, later], base=BASE) as server:
        assert _get(server.url("b.xml"))[1] == b"<later/>"
        assert _get(server.url("a.rdf"))[0] == 200


@pytest.mark.parametrize("left", [b"{{iso 3h}}", b"{{iso -3x}}", b"{{ iso -3h }}", b"{{title}}"])
def test_other_braces_stay(left: bytes) -> None:
    assert fill_dates(left, BASE) == left
