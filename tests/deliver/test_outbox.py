"""The folder that messages go to while no key is set."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from messages import mail, post

from sokuho.deliver import outbox
from sokuho.deliver.outbox import Outbox
from sokuho.errors import Reject, Retry
from sokuho.model import Image

NOW = datetime(2026, 2, 17, 3, 10, tzinfo=UTC)


def box(folder: Path) -> Outbox:
    return Outbox(folder, "Sokuho <alerts@sokuho.example>", lambda: NOW)


def test_mail_can_be_opened(tmp_path: Path) -> None:
    receipt = box(tmp_path / "new/outbox").send(mail())
    folder = tmp_path / "new/outbox"
    assert sorted(p.suffix for p in folder.iterdir()) == [".eml", ".html", ".txt"]
    raw = next(folder.glob("*.eml")).read_bytes()
    assert raw.isascii()
    parsed = message_from_bytes(raw, policy=policy.default)
    assert parsed["Subject"] == mail().subject
    assert parsed["To"] == "reader@example.com"
    assert parsed["From"] == "Sokuho <alerts@sokuho.example>"
    assert parsed["Message-ID"] == "<root@sokuho.example>"
    assert parsed["Date"].datetime == NOW
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed.get_body(("plain",)).get_content().strip() == "Text: 333億ドル"
    assert "<p>333億ドル</p>" in parsed.get_body(("html",)).get_content()
    assert receipt.provider_id == "outbox:d0123456789abcdef"


@pytest.mark.parametrize(
    "subject",
    [
        "about $2.7bn: Tokyo Gas unit completes $2.7bn purchase of Rockcliff in Texas",
        "$7.53bn: Mitsubishi to acquire Aethon's US shale gas assets in  a $7.53…",
        "続報(75億3,000万ドル → 約52億ドル):Mitsubishi Corp to buy Haynesville gas producer from Aethon…",
        "x" * 77,
        "日" * 77,
    ],
)
def test_subject_arrives_as_it_was(tmp_path: Path, subject: str) -> None:
    box(tmp_path).send(mail(subject=subject))
    raw = (tmp_path / "d0123456789abcdef.eml").read_bytes()
    assert message_from_bytes(raw, policy=policy.default)["Subject"] == subject
    assert max(len(line) for line in raw.split(b"\r\n")) < 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_text_only_mail(tmp_path: Path) -> None:
    box(tmp_path).send(mail(html=None))
    raw = (tmp_path / "d0123456789abcdef.eml").read_bytes()
    parsed = message_from_bytes(raw, policy=policy.default)
    assert parsed.get_content_type() == "text/plain"
    assert parsed.get_content().strip() == "Text: 333億ドル"


def test_slack_message_is_what_slack_would_get(tmp_path: Path) -> None:
    box(tmp_path).send(post(thread="1700000000.000100", broadcast=True))
    body = json.loads((tmp_path / "d0123456789abcdef.json").read_text("utf-8"))
    assert body["channel"] == "C1"
    assert body["text"] == "New · $33.3bn"
    assert body["thread_ts"] == "1700000000.000100"
    assert body["reply_broadcast"] is True
    assert [b["type"] for b in body["blocks"]] == ["header", "section"]


def test_sending_again_overwrites(tmp_path: Path) -> None:
    for text in ("once", "twice"):
        box(tmp_path).send(mail(text=text))
    assert len(list(tmp_path.iterdir())) == 3
    assert (tmp_path / "d0123456789abcdef.txt").read_text() == "twice"


def test_drafts_of_killed_processes_go(tmp_path: Path) -> None:
    old, young = tmp_path / ".d1.eml.77.tmp", tmp_path / ".d2.eml.78.tmp"
    for path, age in ((old, 3600), (young, 5)):
        path.write_text("half")
        os.utime(path, (NOW.timestamp() - age,) * 2)
    box(tmp_path).send(mail())
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.parametrize(
    "broken",
    [
        {"address": "a@example.com\r\nBcc: b@example.com"},
        {"address": "a@example.com, b@example.com"},
        {"address": "not-an-address"},
        {"address": "a@b..example"},
        {"address": ""},
        {"subject": "one\r\nBcc: b@example.com"},
        {"headers": (("X-Y", "one\nBcc: b@example.com"),)},
        {"delivery_id": "../../etc/passwd"},
        {"delivery_id": ""},
        {"delivery_id": "a/b"},
    ],
)
def test_mail_that_is_none_is_rejected(tmp_path: Path, broken: dict[str, object]) -> None:
    with pytest.raises(Reject):
        box(tmp_path / "outbox").send(mail(**broken))
    assert not list(tmp_path.rglob("*.eml"))


def test_full_disk_is_told_and_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box(tmp_path).send(mail(text="before"))

    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(outbox.os, "fsync", full)
    with pytest.raises(Retry, match="free some space"):
        box(tmp_path).send(mail(text="after"))
    assert (tmp_path / "d0123456789abcdef.txt").read_text() == "before"
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_really_full_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def on_full_device(path: Path, *args: object, **more: object) -> object:
        return opened(Path("/dev/full") if path.suffix == ".tmp" else path, *args, **more)  # type: ignore[arg-type,call-overload]

    monkeypatch.setattr(Path, "open", on_full_device)
    with pytest.raises(Retry, match="free some space"):
        box(tmp_path).send(mail())


def test_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file")
    with pytest.raises(Retry, match="is not a folder"):
        box(tmp_path / "outbox").send(mail())


def test_killed_while_writing_leaves_whole_files_only(tmp_path: Path) -> None:
    """kill -9 in the middle of thousands of writes: every file that has its name is whole."""
    script = (
        "import sys; from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[2])\n"
        "from messages import mail\n"
        "from sokuho.deliver.outbox import Outbox\n"
        "box = Outbox(Path(sys.argv[1]), 'a@sokuho.example')\n"
        "for i in range(100_000):\n"
        "    box.send(mail(delivery_id=f'd{i % 50}', text='begin' + 'x' * 50_000 + 'end'))\n"
    )
    folder = tmp_path / "outbox"
    arguments = [sys.executable, "-c", script, str(folder), str(Path(__file__).parent)]
    process = subprocess.Popen(arguments, cwd=Path(__file__).parent.parent.parent)
    deadline = time.monotonic() + 30
    while len(list(folder.glob("*.eml"))) < 20 and time.monotonic() < deadline:
        assert process.poll() is None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    texts = [p.read_text() for p in folder.glob("*.txt")]
    assert len(texts) >= 20
    assert all(t.startswith("begin") and t.rstrip().endswith("end") for t in texts)
    for eml in folder.glob("*.eml"):
        assert message_from_bytes(eml.read_bytes(), policy=policy.default).get_body(("html",)) is not None


def test_pictures_stand_beside_the_html_and_in_the_page(tmp_path: Path) -> None:
    html = '<img src="cid:chart" alt="Gas $3bn">'
    Outbox(tmp_path, "Sokuho <alerts@sokuho.example>", lambda: NOW).send(
        mail(html=html, images=(Image("chart", b"\x89PNG"),))
    )
    [eml], [page] = tmp_path.glob("*.eml"), tmp_path.glob("*.html")
    parsed = message_from_bytes(eml.read_bytes(), policy=policy.default)
    kinds = [part.get_content_type() for part in parsed.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"]
    picture = list(parsed.walk())[-1]
    assert picture["Content-ID"] == "<chart>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content() == b"\x89PNG"
    assert "cid:chart" in parsed.get_body(("html",)).get_content()
    assert 'src="data:image/png;base64,iVBORw=="' in page.read_text()
