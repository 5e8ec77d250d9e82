"""The whole job on the sample feeds, as a newcomer runs it: feed bytes in, messages out."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.request import urlopen

import pytest


def sokuho(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "SOKUHO_HOME": str(home),
        "COLUMNS": "200",
        "SENDGRID_API_KEY": "SG.must-not-be-used",
    }
    command = [sys.executable, "-c", "from sokuho.cli import main; main()", *args]
    return subprocess.run(
        command, env=env, cwd=home, capture_output=True, text=True, timeout=120, check=False
    )


def mails(home: Path) -> list[EmailMessage]:
    parse = BytesParser(policy=policy.default).parsebytes
    return [parse(path.read_bytes()) for path in sorted((home / "outbox").glob("*.eml"))]


def body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(home: Path) -> subprocess.CompletedProcess[str]:
    return sokuho(home, "demo")


def test_the_demo_tells_its_readers(first: subprocess.CompletedProcess[str], home: Path) -> None:
    assert first.returncode == 0, first.stderr
    assert "alerts" in first.stdout
    assert len(mails(home)) >= 20
    assert any(json.loads(p.read_text("utf-8")) for p in (home / "outbox").glob("*.json"))


def test_every_message_is_reached_from_one_page(first: subprocess.CompletedProcess[str], home: Path) -> None:
    page = (home / "outbox/index.html").read_text("utf-8")
    linked = set(re.findall(r'href="([^"]+)"', page))
    assert linked == {p.name for p in (home / "outbox").iterdir()} - {"index.html"}
    assert "×2" not in first.stdout, "two revisions that one message told are one message"


def test_no_key_is_used_though_one_is_set(first: subprocess.CompletedProcess[str], home: Path) -> None:
    assert "SG.must-not-be-used" not in first.stdout + first.stderr


def test_problems_of_feeds_are_said(first: subprocess.CompletedProcess[str]) -> None:
    assert "not_a_feed" in first.stdout
    assert "malformed" in first.stdout


@pytest.mark.parametrize(
    ("reader", "total"), [("analyst@desk.example", "$36.0bn"), ("tantou@kikaku.example", "360億ドル")]
)
def test_the_alert_of_three_projects(
    first: subprocess.CompletedProcess[str], home: Path, reader: str, total: str
) -> None:
    """Three lines, one a project, each with its own amount and companies, and the sum marked as computed."""
    told = [m for m in mails(home) if m["To"].addresses[0].addr_spec == reader and total in body(m)]
    assert len(told) == 1, f"{len(told)} mails to {reader} with {total}"
    text = body(told[0])
    assert ("computed" if reader.startswith("analyst") else "計算") in text
    for figure in (
        ("$600m", "$2.1bn", "$33.3bn")
        if reader.startswith("analyst")
        else ("6億ドル", "21億ドル", "333億ドル")
    ):
        assert figure in text, text


def test_the_alert_of_the_plant_beside_data_centres(
    first: subprocess.CompletedProcess[str], home: Path
) -> None:
    told = [
        body(m)
        for m in mails(home)
        if m["To"].addresses[0].addr_spec == "analyst@desk.example"
        and "2028" in body(m)
        and "JERA" in m["Subject"]
    ]
    assert len(told) == 1, told
    assert "$3bn" in told[0]
    assert "Gas-fired power" in told[0]


def test_a_second_run_sends_nothing_and_says_so(first: subprocess.CompletedProcess[str], home: Path) -> None:
    before = {p.name: p.stat().st_mtime_ns for p in (home / "outbox").iterdir()}
    again = sokuho(home, "demo")
    assert again.returncode == 0, again.stderr
    assert "nothing was sent" in again.stdout
    assert "304" in again.stdout
    assert {p.name: p.stat().st_mtime_ns for p in (home / "outbox").iterdir()} == before


def test_later_reports_send_one_update(first: subprocess.CompletedProcess[str], home: Path) -> None:
    before = {p.name for p in (home / "outbox").glob("*.eml")}
    later = sokuho(home, "demo", "--later")
    assert later.returncode == 0, later.stderr
    fresh = [m for m in mails(home) if m["To"].addresses[0].addr_spec == "analyst@desk.example"]
    new = {p.name for p in (home / "outbox").glob("*.eml")} - before
    updates = [m for m in fresh if "$3.4bn" in body(m)]
    assert len(updates) == 1
    assert "$3bn" in body(updates[0]), "an update says what it was before"
    assert len(new) == 2, "one update to each of the two readers of e-mail who were told of the plant"


def test_later_reports_come_after_the_earlier_ones_also_at_first(tmp_path: Path) -> None:
    assert "alerts 4 sent" in sokuho(tmp_path, "demo", "--later").stdout
    assert sum("$3bn" in body(m) for m in mails(tmp_path)) > 2


def test_links_in_its_mails_work(first: subprocess.CompletedProcess[str], home: Path) -> None:
    (link,) = set(re.findall(r"http://127\.0\.0\.1:8800(/view/\S+)", body(mails(home)[0])))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (home / "config").mkdir(exist_ok=True)
    (home / "config/sokuho.yaml").write_text(f"delivering: {{base_url: 'http://127.0.0.1:{port}'}}\n")
    env = {**os.environ, "SOKUHO_HOME": str(home)}
    command = [sys.executable, "-c", "from sokuho.cli import main; main()", "demo", "--serve"]
    with subprocess.Popen(command, env=env, cwd=home, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stderr is not None
        try:
            assert "serving on" in serving.stderr.readline()
            with urlopen(f"http://127.0.0.1:{port}{link}", timeout=30) as page:
                assert page.status == 200
        finally:
            serving.terminate()
            serving.wait(30)
