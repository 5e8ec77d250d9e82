"""Reference exchange rates from a configured source, laid over the shipped, dated ones."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from sokuho import settings
from sokuho.errors import Reject, Retry
from sokuho.following import load_rates
from sokuho.settings import Settings

#: a rate that differs from the last one by more is not believed
LARGEST_STEP = 0.25
_DAY = re.compile(r"""time=['"](\d{4}-\d{2}-\d{2})['"]""")
_RATE = re.compile(r"""currency=['"]([A-Z]{3})['"]\s+rate=['"](\d+(?:\.\d+)?)['"]""")


def run_refresh() -> dict[str, str]:
    """Fetch today's rates and keep them in `var/rates.yaml`. Returns what changed, in words.

    Raises Retry where the source does not answer, Reject where what it says is not believed; the
    rates stay as they are then.
    """
    conf = settings.load()
    return refresh(conf.home, lambda: fetch(conf))


def refresh(home: Path, get: Callable[[], str]) -> dict[str, str]:
    known = load_rates(home)
    day, fresh = read_ecb(get())
    latest = known.latest()
    kept: dict[str, dict[str, float]] = {}
    said: dict[str, str] = {}
    for currency, before in latest.items():
        rate = fresh.get(currency)
        if rate is None:
            continue
        if abs(rate / before - 1) > LARGEST_STEP:
            raise Reject(
                f"{currency} {rate:g} for a dollar after {before:g} is not believed; nothing changed"
            )
        kept[currency] = {day: rate}
        if rate != before:
            said[currency] = f"{before:g} -> {rate:g}"
    if not kept:
        raise Reject("the source names none of our currencies; nothing changed")
    _write(home / "var/rates.yaml", kept)
    return said


def read_ecb(text: str) -> tuple[str, Mapping[str, float]]:
    """The European Central Bank's daily file: the day, and units of each currency for one US dollar.

    Raises Reject where it is not such a file.
    """
    day = _DAY.search(text)
    for_a_euro = {currency: float(rate) for currency, rate in _RATE.findall(text)}
    dollar = for_a_euro.pop("USD", 0)
    if day is None or not dollar:
        raise Reject("this is not the daily file of reference rates (no day, or no US dollar)")
    rates = {currency: round(rate / dollar, 4) for currency, rate in for_a_euro.items()}
    return day[1], rates | {"EUR": round(1 / dollar, 4)}


def fetch(conf: Settings) -> str:
    """The source's text, within the limits that hold for feeds. Raises Retry, Reject."""
    from sokuho.feeds.fetch import Answer, FeedClient

    url = conf.operating.rates_url
    with FeedClient(conf.polling) as client:
        answer = client.get(url, allow_private=conf.operating.rates_private)
    if not isinstance(answer, Answer):
        raise (Retry if answer.passing else Reject)(f"rates from {url}: {answer.detail}")
    if answer.status != 200:
        raise Retry(f"rates from {url}: HTTP {answer.status}")
    return answer.body.decode(errors="replace")


def _write(path: Path, rates: Mapping[str, Mapping[str, float]]) -> None:
    """The days kept before stay; the file is replaced as a whole."""
    before = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    kept = {c: dict(months) for c, months in ((before or {}).get("rates") or {}).items()}
    for currency, months in rates.items():
        kept[currency] = {**kept.get(currency, {}), **months}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    draft.write_text(
        "# Written by refresh_rates; it stands after config/rates.yaml.\n" + yaml.safe_dump({"rates": kept})
    )
    draft.replace(path)
