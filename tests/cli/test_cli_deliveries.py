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


def test_what_is_withheld_is_listed_apart_from_what_failed(home: Path) -> None:
    told = made.delivery(made.subscription("desk"), made.revision(made.story(made.article())))
    with open_store("sqlite:///var/sokuho.db", home=home) as store:
        rows = [replace(told, id=f"d{n}", subscription=f"r{n}") for n in range(3)]
        store.deliveries.add_deliveries(rows)
        store.deliveries.mark_failed("d0", "no such mailbox", NOW)
        for row in rows[1:]:
            store.deliveries.withhold(row.id, "the story was muted", NOW)
    run = CliRunner().invoke
    shown = {s: run(app, ["deliveries", "list", "--state", s]).stdout for s in ("failed", "withheld")}
    assert "d0  failed " in shown["failed"]
    assert "d1" not in shown["failed"]
    assert "d1  withheld  r1" in shown["withheld"]
    assert "d0" not in shown["withheld"]
    assert all("1 failed, 2 withheld" in text for text in shown.values())


def test_an_unknown_delivery_is_said(home: Path) -> None:
    with pytest.raises(ConfigError, match="deliveries list"):
        CliRunner().invoke(app, ["deliveries", "show", "d0"], catch_exceptions=False)
