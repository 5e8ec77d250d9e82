"""The doctor opens what the work needs, and says what to do where it cannot."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sokuho.doctor import Finding, Grade, clock, examine


def _about(home: Path, name: str) -> list[Finding]:
    return [f for f in examine({"SOKUHO_HOME": str(home)}) if f.about == name]


def test_the_local_bus_is_opened(tmp_path: Path) -> None:
    assert [f.grade for f in _about(tmp_path, "bus")] == [Grade.OK]


def test_a_file_that_is_no_bus_is_found(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var/sokuho-bus.db").write_text("no database at all")
    (found,) = _about(tmp_path, "bus")
    assert found.grade is Grade.BAD
    assert "sokuho-bus.db: this file is not a bus of Sokuho" in found.detail


@pytest.mark.parametrize(("behind", "said"), [(90, "90 s behind"), (-3600, "3,600 s ahead of")])
def test_a_clock_that_is_not_the_stores_is_found(behind: int, said: str) -> None:
    (found,) = clock(timedelta(seconds=behind))
    assert (found.about, found.grade) == ("clock", Grade.NOTE)
    assert said in found.detail
    assert "NTP" in found.remedy


def test_a_clock_that_is_right_is_not_mentioned(tmp_path: Path) -> None:
    assert list(clock(timedelta(seconds=-2))) == []
    assert _about(tmp_path, "clock") == []


def test_a_variable_that_nothing_reads_is_found(tmp_path: Path) -> None:
    env = {"SOKUHO_HOME": str(tmp_path), "SOKUHO_STROE": "sqlite:///x.db", "SOKUHO_PROXIES": "127.0.0.1"}
    (found,) = [f for f in examine(env) if f.about == "environment"]
    assert (found.grade, found.detail) == (Grade.NOTE, "nothing reads SOKUHO_STROE")
    assert found.remedy == "did you mean SOKUHO_STORE?"


def test_a_store_that_is_away_is_told_once(tmp_path: Path) -> None:
    env = {"SOKUHO_HOME": str(tmp_path), "SOKUHO_STORE": "postgresql+psycopg://a:secret@127.0.0.1:1/x"}
    found = [f for f in examine(env) if f.grade is Grade.BAD]
    assert [f.about for f in found] == ["store"]
    assert found[0].remedy == "start its server, or mend SOKUHO_STORE"
    assert "\n" not in found[0].detail
    assert "secret" not in found[0].detail


def test_the_rules_of_following_are_read(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/following.yaml").write_text("max_reports: many\n")
    assert any("following.yaml:1" in f.detail for f in _about(tmp_path, "vocabulary"))


def test_an_outbox_that_is_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("")
    assert any("is a file" in f.detail and f.grade is Grade.BAD for f in _about(tmp_path, "disk"))
