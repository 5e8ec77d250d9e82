"""`sokuho deliveries show` tells all that is known of one message."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sokuho.cli import app
from sokuho.errors import ConfigError
from sokuho.store import open_store
from sokuho.store.provider_events import ProviderEvent
from tests import made
from tests.made import NOW


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOKUHO_HOME", str(tmp_path))
    monkeypatch.delenv("SOKUHO_STORE", raising=False)
    return tmp_path


def test_a_delivery_with_what_its_provider_reported(home: Path) -> None:
    told = made.delivery(made.subscription("desk"), made.revision(made.story(made.article())))
    with open_store("sqlite:///var/sokuho.db", home=home) as store:
        store.deliveries.add_deliveries([replace(told, id="d1")])
        store.deliveries.mark_failed("d1", "550 \x1b[2J gone", NOW)
        store.provider_events.add([ProviderEvent("e1", "d1", "bounce", "no such mailbox", NOW)])
    shown = CliRunner().invoke(app, ["deliveries", "show", "d1"], catch_exceptions=False).stdout
    for said in ("subscription desk", "failed", "gone", "bounce no such mailbox"):
        assert said in shown
    assert "\x1b" not in shown


def test_an_unknown_delivery_is_said(home: Path) -> None:
    with pytest.raises(ConfigError, match="deliveries list"):
        CliRunner().invoke(app, ["deliveries", "show", "d0"], catch_exceptions=False)
