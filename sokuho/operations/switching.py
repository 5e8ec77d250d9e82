"""The kill switch. While alerts are paused everything is read, followed and written down, and nothing leaves;
while polling is paused no feed is asked.

Resuming alerts sends what is still fresh and digests, which gather what came meanwhile. What should have left
longer ago is held back and listed: a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from sokuho import settings
from sokuho.errors import ConfigError
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.store.switches import ALERTS, POLLING, SWITCHES, Pause, Waiting

log = structlog.get_logger(__name__)

#: older than anything: no date can be reckoned with much more
ALL_HOURS = 1_000_000.0
REMEDY = "`sokuho deliveries settle ID --again` sends it after all"


@dataclass(frozen=True, slots=True)
class Paused:
    """`flying`: messages that were being handed to a provider and can't be called back."""

    what: str
    pause: Pause
    flying: tuple[str, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class Held:
    """A message that came too late to be sent by itself; `title` is the story's."""

    id: str
    subscription: str
    due: datetime
    title: str

    def __str__(self) -> str:
        return f"{self.id}  due {self.due:%Y-%m-%d %H:%M} UTC  {self.subscription}  {self.title}"


@dataclass(frozen=True, slots=True)
class Resumed:
    """`was` None: it was not paused. `sending` how many messages leave now."""

    what: str
    was: Pause | None
    sending: int = 0
    held: tuple[Held, ...] = ()


def run_switch(asked: Mapping[str, Any]) -> list[str]:
    """What the form of the DAG `kill_switch` asks for. Returns what was done, in lines."""
    act, what = asked.get("act"), str(asked.get("what"))
    with open_pipeline(settings.load()) as pipeline:
        if act == "show":
            return status(pipeline)
        if act == "pause":
            return told_of_pause(pause(pipeline, what, str(asked.get("reason") or "")))
        if act in ("resume", "show what resuming does"):
            fresh = asked.get("fresh_hours")
            done = resume(
                pipeline, what, fresh_hours=None if fresh is None else float(fresh), dry_run=act != "resume"
            )
            return told_of_resuming(done, dry_run=act != "resume")
    raise ConfigError(f"unknown choice {act!r}: show, pause, show what resuming does, resume")


def pause(pipeline: Pipeline, what: str, reason: str = "") -> Paused:
    """Safe to repeat. Raises ConfigError for something that can't be paused."""
    _known(what)
    found = pipeline.store.switches.pause(what, pipeline.clock(), reason)
    log.warning("paused", what=what, reason=found.reason)
    flying = [w.id for w in pipeline.store.switches.in_flight()] if what == ALERTS else []
    waiting = pipeline.store.switches.due(pipeline.clock()) if what == ALERTS else 0
    return Paused(what, found, tuple(flying), waiting)


def resume(
    pipeline: Pipeline, what: str, *, fresh_hours: float | None = None, dry_run: bool = False
) -> Resumed:
    """Hold back what should have left more than `fresh_hours` (`operating.fresh_hours` unless given) ago, and
    let the rest go, in one transaction. `dry_run` changes nothing. Raises ConfigError."""
    _known(what)
    store, now = pipeline.store, pipeline.clock()
    was = store.switches.paused().get(what)
    if what == POLLING or was is None:
        if not dry_run:
            store.switches.resume(what)
        return Resumed(what, was)
    hours = pipeline.settings.operating.fresh_hours if fresh_hours is None else min(fresh_hours, ALL_HOURS)
    with store.transaction() as tx:
        stale = tx.switches.stale(now - timedelta(hours=hours))
        if not dry_run:
            for waiting in stale:
                late = (now - waiting.due).total_seconds() / 3600
                error = f"{late:.0f} hours late when alerts were resumed"
                tx.switches.hold_back([waiting.id], error, now)
            tx.switches.resume(what)
        sending = tx.switches.due(now) - (len(stale) if dry_run else 0)
    if not dry_run:
        log.warning("resumed", what=what, sending=sending, held=len(stale))
    return Resumed(what, was, sending, _titled(pipeline, stale))


def status(pipeline: Pipeline) -> list[str]:
    """What is paused, a line each with what to do; "nothing is paused" if so."""
    paused = pipeline.store.switches.paused()
    return [said(name, pause) for name, pause in paused.items()] or ["nothing is paused"]


def said(what: str, pause: Pause) -> str:
    why = f" ({pause.reason})" if pause.reason else ""
    return f"{what} paused since {pause.since:%Y-%m-%d %H:%M} UTC{why}; `sokuho resume {what}` ends it"


def told_of_pause(done: Paused) -> list[str]:
    lines = [said(done.what, done.pause)]
    if done.what == POLLING:
        lines.append("no feed is asked; what feeds still show when polling is resumed is read then")
        return lines
    lines.append(f"everything is written down, nothing leaves; {done.waiting} messages wait")
    if done.flying:
        lines.append(f"{len(done.flying)} were on their way out already, and can't be called back:")
        lines += [f"  {name}" for name in done.flying]
    return lines


def told_of_resuming(done: Resumed, *, dry_run: bool = False) -> list[str]:
    if done.was is None:
        return [f"{done.what}: not paused"]
    begun = f"{done.what}, paused since {done.was.since:%Y-%m-%d %H:%M} UTC, "
    lines = [begun + ("would go on" if dry_run else "go on" if done.what == ALERTS else "goes on")]
    if done.what == ALERTS:
        lines.append(f"{done.sending} messages {'would leave' if dry_run else 'leave'} now")
        if done.held:
            lines.append(f"{len(done.held)} came too late and are held back; {REMEDY}:")
            lines += [f"  {held}" for held in done.held]
    return lines


def _known(what: str) -> None:
    if what not in SWITCHES:
        raise ConfigError(f"{what!r} can't be paused; use one of {', '.join(SWITCHES)}")


def _titled(pipeline: Pipeline, waiting: Sequence[Waiting]) -> tuple[Held, ...]:
    found = pipeline.store.stories.revisions({w.revision for w in waiting})
    titles = {r.id: next(iter(r.story.titles.values()), "") for r in found}
    return tuple(Held(w.id, w.subscription, w.due, titles.get(w.revision, w.revision)) for w in waiting)
