"""`sokuho doctor`: checks everything that Sokuho depends on and says how to mend what is wrong.

Each check is a function of the settings that returns findings; one that raises is a finding too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sokuho import resources, settings
from sokuho.errors import ConfigError, Retry, SokuhoError
from sokuho.model import Subscription
from sokuho.settings import Settings

if TYPE_CHECKING:
    from sokuho.store import Store

LEAST_FREE_BYTES = 200_000_000


class Grade(StrEnum):
    OK = "ok"
    NOTE = "note"  # works, but a person should know
    BAD = "bad"  # does not work


@dataclass(frozen=True, slots=True)
class Finding:
    """`remedy` says what to do; empty where there is nothing to do."""

    about: str
    grade: Grade
    detail: str
    remedy: str = ""


#: checks that ask the store, which is told once where it does not answer
_OF_THE_STORE = frozenset({"paused", "feeds"})
#: what to start, or which setting to mend, where a server does not answer
_SERVERS = {"store": ("its server", "SOKUHO_STORE"), "bus": ("Kafka", "SOKUHO_KAFKA")}

Check = Callable[[Settings], Iterable[Finding]]


def examine(environ: dict[str, str] | None = None) -> Iterator[Finding]:
    """All findings, as they come. A configuration that cannot be read ends it."""
    try:
        conf = settings.load(environ)
    except ConfigError as e:
        yield Finding("configuration", Grade.BAD, str(e), "mend the line named here")
        return
    yield Finding("configuration", Grade.OK, f"home {conf.home}, {len(conf.feeds)} feeds")
    yield from _misspelt(settings.unread(environ))
    checks = {
        "vocabulary": _vocabulary,
        "store": _store,
        "paused": _paused,
        "disk": _disk,
        "bus": _bus,
        "templates": _templates,
        "subscriptions": _subscriptions,
        "ways out": _keys,
        "feeds": _feeds,
    }
    away = False
    for about, check in checks.items():
        if away and about in _OF_THE_STORE:
            yield Finding(about, Grade.NOTE, "not looked at: what is known of them is in the store")
            continue
        for finding in _guarded(about, check, conf):
            yield finding
            away = away or (about == "store" and finding.grade is Grade.BAD)


def _guarded(about: str, check: Check, conf: Settings) -> Iterator[Finding]:
    try:
        yield from check(conf)
    except SokuhoError as e:
        server = _SERVERS.get(about) if isinstance(e, Retry) else None
        remedy = f"start {server[0]}, or mend {server[1]}" if server else "mend what the message names"
        yield Finding(about, Grade.BAD, " ".join(str(e).split()), remedy)


def _misspelt(names: Iterable[str]) -> Iterator[Finding]:
    """Variables that look like ours, and nothing reads."""
    for name in names:
        near = get_close_matches(name, settings.ENVIRONMENT, 1)
        remedy = f"did you mean {near[0]}?" if near else "remove it: config/env.example names all"
        yield Finding("environment", Grade.NOTE, f"nothing reads {name}", remedy)


def _vocabulary(conf: Settings) -> Iterator[Finding]:
    from sokuho.following import load_follower
    from sokuho.vocabulary import load_reader

    load_reader(conf.home, conf.topics)
    load_follower(conf.home)
    yield Finding("vocabulary", Grade.OK, f"topics {', '.join(conf.topics)}")


def _opened(conf: Settings) -> Store:
    from sokuho.store import open_store

    return open_store(conf.store, home=conf.home)


def _store(conf: Settings) -> Iterator[Finding]:
    with _opened(conf) as store:
        yield Finding("store", Grade.OK, store.place)
        yield from clock(store.clock_behind())
        unknown = store.deliveries.count().get("unknown", 0)
        if unknown:
            remedy = "see `sokuho deliveries list --unknown`"
            yield Finding("deliveries", Grade.NOTE, f"{unknown} with unknown outcome", remedy)
        failed, why = store.deliveries.given_up(store.clock() - timedelta(days=1))
        if failed:
            detail = f"{failed} failed within a day, the last: {why}"
            yield Finding("deliveries", Grade.NOTE, detail, "see `sokuho deliveries list --state failed`")
        parked = store.parking.count()
        if parked:
            yield Finding("parked", Grade.NOTE, f"{parked} messages set aside", "see `sokuho replay --list`")


def clock(behind: timedelta) -> Iterator[Finding]:
    """What to say where this machine's clock is not the store's."""
    from sokuho.store.clock import TOLERANCE

    if abs(behind) > TOLERANCE:
        side = "behind" if behind > timedelta(0) else "ahead of"
        yield Finding(
            "clock",
            Grade.NOTE,
            f"this machine's is {abs(behind).total_seconds():,.0f} s {side} the store's, whose time counts",
            "set it by NTP (`timedatectl set-ntp true`, or chrony): times in logs are wrong until then",
        )


def _paused(conf: Settings) -> Iterator[Finding]:
    with _opened(conf) as store:
        for what, pause in store.switches.paused().items():
            why = f" ({pause.reason})" if pause.reason else ""
            detail = f"{what} since {pause.since:%Y-%m-%d %H:%M} UTC{why}"
            if what == "alerts":
                detail += f"; {store.switches.due(store.clock())} messages wait"
            yield Finding("paused", Grade.NOTE, detail, f"`sokuho resume {what}` when that is mended")


def _disk(conf: Settings) -> Iterator[Finding]:
    place = next(p for p in (conf.outbox, *conf.outbox.parents) if p.exists())
    free = shutil.disk_usage(place).free
    grade = Grade.OK if free >= LEAST_FREE_BYTES else Grade.BAD
    remedy = "" if grade is Grade.OK else "make room: alerts wait while nothing can be written"
    yield Finding("disk", grade, f"{free / 1e9:.1f} GB free at {place}", remedy)
    if not place.is_dir():
        wrong = f"the outbox cannot be made: {place} is a file"
        yield Finding("disk", Grade.BAD, wrong, "remove it, or set `delivering.outbox` elsewhere")
    elif not os.access(place, os.W_OK):
        yield Finding("disk", Grade.BAD, f"{place} cannot be written", "check its permissions: alerts wait")


def _bus(conf: Settings) -> Iterator[Finding]:
    from sokuho.buses import open_bus

    with open_bus(conf) as bus:
        behind = sum(lag.behind for lag in bus.lag())
    kind = "tables in SQLite, one machine" if conf.bus.kind == "local" else f"Kafka at {conf.bus.servers}"
    yield Finding("bus", Grade.OK, f"{kind}, {behind} records waiting")


def _templates(conf: Settings) -> Iterator[Finding]:
    from sokuho import samples

    own = conf.home / "templates"
    shipped = resources.defaults() / "templates"
    where = "own and shipped" if own.is_dir() and own != shipped else "shipped"
    languages = samples.try_templates(conf)
    yield Finding("templates", Grade.OK, f"{where}, in {', '.join(languages)}")


def _subscriptions(conf: Settings) -> Iterator[Finding]:
    from sokuho import subscribing

    for subscriber in conf.subscribers:
        for mistake in subscribing.mistakes(conf, Subscription(**subscriber.model_dump())):
            remedy = "mend it in config/subscriptions.yaml"
            yield Finding("subscriptions", Grade.BAD, f"{subscriber.id}: {mistake}", remedy)
    count = len(conf.subscribers)
    if count:
        yield Finding("subscriptions", Grade.OK, f"{count} configured")
    else:
        remedy = "add one: `sokuho subscriptions add --help`"
        yield Finding("subscriptions", Grade.NOTE, "nobody would be told", remedy)


def _keys(conf: Settings) -> Iterator[Finding]:
    yield _way_out("e-mail", conf.secrets.sendgrid_api_key is not None, "SENDGRID_API_KEY", conf.outbox)
    slack = conf.secrets.slack_bot_token is not None or conf.secrets.slack_webhook_url is not None
    yield _way_out("slack", slack, "SLACK_BOT_TOKEN or SLACK_WEBHOOK_URL", conf.outbox)


def _way_out(about: str, ready: bool, key: str, outbox: Path) -> Finding:
    if ready:
        return Finding(about, Grade.OK, f"{key} is set")
    return Finding(about, Grade.NOTE, f"messages go to {outbox}", f"set {key} to send in earnest")


def _feeds(conf: Settings) -> Iterator[Finding]:
    enabled = [feed for feed in conf.feeds if feed.enabled]
    if not enabled:
        yield Finding("feeds", Grade.BAD, "no feed is enabled", "enable one in config/feeds.yaml")
        return
    with _opened(conf) as store:
        states = store.feeds.feed_states()
    failing = [f.name for f in enabled if f.name in states and states[f.name].failures]
    asked = [s.last_polled for s in states.values() if s.last_polled]
    last = f"last polled {_ago(max(asked))}" if asked else "never polled yet"
    grade = Grade.NOTE if failing else Grade.OK
    detail = f"{len(enabled)} of {len(conf.feeds)} enabled, {last}"
    if failing:
        detail += f"; failing: {', '.join(failing)}"
    yield Finding("feeds", grade, detail, "see `sokuho feeds list`" if failing else "")


def _ago(when: datetime) -> str:
    minutes = (datetime.now(UTC) - when).total_seconds() / 60
    return f"{minutes:.0f} minutes ago" if minutes < 120 else f"{minutes / 60:.0f} hours ago"
