"""A home for Sokuho with the sample feeds and readers, for the Airflow that `make airflow` starts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sokuho import resources
from sokuho.demo.server import FeedServer
from sokuho.following import load_rates


def write_home(home: Path, feeds: FeedServer) -> None:
    """Configuration that asks `feeds`, also for exchange rates; written anew, as its port may differ."""
    config = home / "config"
    config.mkdir(parents=True, exist_ok=True)
    shipped = resources.defaults() / "config"
    lines = (shipped / "demo/feeds.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    # The broken one gets a host of its own, as it would have, and so a square of its own.
    hosts = ["localhost" if "gov-notices" in line else "127.0.0.1" for line in lines]
    named = [x.replace("{host}", f"{h}:{feeds.port}") for x, h in zip(lines, hosts, strict=True)]
    feeds.put("rates.xml", _rates_of(home).encode(), "text/xml")
    operating = (
        f"  rates_url: {feeds.url('rates.xml')}\n  rates_private: true\n  slack_channel: C0OPERATORS\n"
    )
    texts = {
        "feeds": "".join(named),
        "subscriptions": (shipped / "demo/subscriptions.yaml").read_text(encoding="utf-8"),
        "sokuho": f"operating:\n{operating}",
    }
    for name, text in texts.items():
        (config / f"{name}.yaml").write_text(text, encoding="utf-8")


def _rates_of(home: Path) -> str:
    """Today's file of reference rates as the source would write it, with the rates that are known."""
    known = load_rates(home).latest()
    dollar = 1 / known["EUR"]
    for_a_euro = {"USD": dollar} | {c: rate * dollar for c, rate in known.items() if c != "EUR"}
    cubes = "".join(f"<Cube currency='{c}' rate='{rate:.4f}'/>" for c, rate in for_a_euro.items())
    return f"<Cube><Cube time='{datetime.now(UTC):%Y-%m-%d}'>{cubes}</Cube></Cube>"
