"""`sokuho serve` and `sokuho suppressions`, as commands."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from sokuho.model import reader_id
from sokuho.store import open_store
from tests.web.conftest import sign_up
from tools.process import wait_until

pytestmark = pytest.mark.slow
SOKUHO = str(Path(sys.executable).with_name("sokuho"))


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/feeds.yaml").write_text("feeds: []\n")
    (tmp_path / "config/subscriptions.yaml").write_text(
        "subscriptions: [{id: me, channel: email, address: me@example.com}]\n"
    )
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SOKUHO", "SENDGRID", "SLACK"))}
    return clean | {"SOKUHO_HOME": str(tmp_path)}


def run(environ: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([SOKUHO, *arguments], env=environ, capture_output=True, text=True, check=True)
    return done.stdout


@contextmanager
def serving(environ: dict[str, str]) -> Iterator[httpx.Client]:
    command = [SOKUHO, "serve", "--port", "0"]
    process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        line = process.stderr.readline()
        where = re.search(r"http://[\d.:]+", line)
        assert where, line
        with httpx.Client(base_url=where[0], trust_env=False, timeout=30) as client:
            yield client
    finally:
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[1]
    assert process.returncode == 0, said
    assert "/unsubscribe/" not in said  # links hold tokens, and logs are read by others
    assert "/confirm/" not in said


def test_links_of_mails_lead_to_the_pages(environ: dict[str, str], tmp_path: Path) -> None:
    """As a reader: the link of a mail in the outbox, followed and clicked."""
    run(environ, "subscriptions", "test", "me")
    mail = next((tmp_path / "outbox").glob("*.txt")).read_text()
    link = re.search(r"http://127\.0\.0\.1:8800(/unsubscribe/\S+)", mail)
    assert link
    with serving(environ) as web:
        assert web.get(link[1]).status_code == 200
        assert "unsubscribed" in web.post(link[1]).text
    with open_store(f"sqlite:///{tmp_path}/var/sokuho.db") as store:
        found = store.subscriptions.subscription("me")
    assert found is not None
    assert not found.active


def test_confirmation_mails_need_no_other_process(environ: dict[str, str], tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    with serving(environ) as web:
        sign_up(web)
        assert wait_until(lambda: any(outbox.glob("*.txt")), 20)
        link = re.search(r":8800(/confirm/\S+)", next(outbox.glob("*.txt")).read_text())
        assert link
        assert "You are subscribed" in web.post(link[1]).text
    listed = run(environ, "subscriptions", "list", "--json")
    assert reader_id("reader@example.com") in listed


def test_suppressions_by_hand(environ: dict[str, str]) -> None:
    command = [SOKUHO, "suppressions", "add", "me at example"]
    mistyped = subprocess.run(command, env=environ, capture_output=True, check=False)
    assert (mistyped.returncode, b"not an e-mail address" in mistyped.stderr) == (2, True)
    run(environ, "suppressions", "add", "Me@example.com", "--why", "asked by phone")
    assert "me@example.com  asked by phone" in run(environ, "suppressions", "list")
    run(environ, "suppressions", "lift", "me@example.com")
    assert run(environ, "suppressions", "list") == "no address is suppressed\n"
