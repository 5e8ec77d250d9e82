"""Reference rates: read, believed or not, kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from sokuho.errors import Reject, Retry
from sokuho.following import load_rates
from sokuho.operations.rates import read_ecb, refresh


def daily(yen: float = 170.0, dollar: float = 1.16, day: str = "2026-11-20") -> str:
    return (
        f"<Cube><Cube time='{day}'><Cube currency='USD' rate='{dollar}'/>"
        f"<Cube currency='JPY' rate='{yen}'/><Cube currency='GBP' rate='0.87'/></Cube></Cube>"
    )


def test_rates_for_a_euro_become_rates_for_a_dollar() -> None:
    day, rates = read_ecb(daily(yen=174.0, dollar=1.16))
    assert day == "2026-11-20"
    assert rates == {"JPY": 150.0, "GBP": 0.75, "EUR": 0.8621}


@pytest.mark.parametrize("text", ["", "<html>not found</html>", "<Cube time='2026-11-20'/>", daily(dollar=0)])
def test_something_else_is_refused(text: str) -> None:
    with pytest.raises(Reject, match="not the daily file"):
        read_ecb(text)


def test_fetched_rates_stand_after_the_shipped_ones(tmp_path: Path) -> None:
    before = load_rates(tmp_path).latest()
    said = refresh(tmp_path, lambda: daily(yen=before["JPY"] * 1.1 * 1.16))
    after = load_rates(tmp_path)
    assert after.latest()["JPY"] == pytest.approx(before["JPY"] * 1.1, rel=1e-3)
    assert after.rates["JPY"].items() >= load_rates(Path("/nowhere")).rates["JPY"].items()
    assert "JPY" in said
    assert refresh(tmp_path, lambda: daily(yen=before["JPY"] * 1.1 * 1.16)) == {}


def test_days_fetched_before_are_kept(tmp_path: Path) -> None:
    yen = load_rates(tmp_path).latest()["JPY"] * 1.16
    refresh(tmp_path, lambda: daily(yen=yen, day="2026-11-20"))
    refresh(tmp_path, lambda: daily(yen=yen * 1.01, day="2026-12-01"))
    assert {"2026-11-20", "2026-12-01"} <= set(load_rates(tmp_path).rates["JPY"])


def test_a_rate_that_jumps_is_not_believed(tmp_path: Path) -> None:
    before = load_rates(tmp_path).latest()
    with pytest.raises(Reject, match=r"JPY .* is not believed"):
        refresh(tmp_path, lambda: daily(yen=before["JPY"] * 3))
    assert load_rates(tmp_path).latest() == before


def test_a_source_that_does_not_answer_changes_nothing(tmp_path: Path) -> None:
    def away() -> str:
        raise Retry("HTTP 503")

    with pytest.raises(Retry):
        refresh(tmp_path, away)
    assert not (tmp_path / "var").exists()
