"""Telling the operators of problems: once when one lasts, once when it is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from sokuho import settings
from sokuho.codec import parse_time
from sokuho.model import Message
from sokuho.operations.away import Away
from sokuho.operations.watching import STORE, Problem
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.settings import Settings
from sokuho.store.alarms import Alarm

log = structlog.get_logger(__name__)

#: what fits into one message; a provider's outage can break every feed at once
MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class Verdict:
    """`memory` is handed to the next judging; `begun` and `over` are what the operators hear."""

    memory: dict[str, Alarm]
    begun: tuple[str, ...]
    over: tuple[str, ...]


def judge(memory: Mapping[str, Alarm], problems: Iterable[Problem], repeats: int) -> Verdict:
    """What is told now: a problem once, when it was seen `repeats` times in a row; its end once, if its
    beginning was told. `memory` is the last verdict's."""
    kept: dict[str, Alarm] = {}
    begun: list[str] = []
    for problem in problems:
        before = memory.get(problem.key, Alarm("", 0, False))
        seen = before.seen + 1
        told = before.told or seen >= repeats
        if told and not before.told:
            begun.append(problem.text)
        kept[problem.key] = Alarm(problem.text, seen, told)
    over = [was.text for key, was in memory.items() if was.told and key not in kept]
    return Verdict(kept, tuple(begun), tuple(over))


def run_tell(look: Mapping[str, Any]) -> dict[str, list[str]]:
    """Tell the operators' channel what begins and ends by this look. Returns both.

    The memory is in the store; that the store itself is away is remembered in a file. What could not be
    told raises, and the old memory stays, so that it is told the next time.
    """
    conf = settings.load()
    problems = [Problem(p["key"], p["text"]) for p in look["problems"]]
    away = [problem for problem in problems if problem.key == STORE]
    memory, at = Away(conf.home), parse_time(look["at"])
    verdict = judge(memory.recall(), away, conf.operating.repeats)
    send(conf, verdict, at)
    memory.remember(verdict.memory)
    if not away:
        with open_pipeline(conf) as pipeline:
            found = tell(pipeline, problems, at)
        verdict = Verdict(found.memory, verdict.begun + found.begun, verdict.over + found.over)
    return {"begun": list(verdict.begun), "over": list(verdict.over)}


def tell(pipeline: Pipeline, problems: Sequence[Problem], at: datetime) -> Verdict:
    """Judge a look, tell, remember. One that was judged before, or is older than the last (a task that was
    cleared, a run made up for), changes nothing and tells nothing."""
    conf, alarms = pipeline.settings, pipeline.store.alarms
    last = alarms.looked()
    if last is not None and at <= last:
        return Verdict(alarms.all(), (), ())
    verdict = judge(alarms.all(), problems, conf.operating.repeats)
    send(conf, verdict, at)
    alarms.remember(verdict.memory, at)
    return verdict


def send(conf: Settings, verdict: Verdict, at: datetime) -> None:
    """One Slack message, through the same way out as the readers' messages, where a channel is set. It leaves
    while alerts are paused, too. Raises Retry, Reject."""
    if not conf.operating.slack_channel or not (verdict.begun or verdict.over):
        return
    from sokuho.alerts.untrusted import mrkdwn
    from sokuho.outgoing import load_senders

    lines = [f":red_circle: {mrkdwn(text)}" for text in verdict.begun]
    lines += [f":large_green_circle: over: {mrkdwn(text)}" for text in verdict.over]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"and {len(lines) - MOST_LINES} more: see the DAG watch"]
    message = Message(
        delivery_id=f"watch-{at:%Y%m%d-%H%M%S}",
        channel="slack",
        address=conf.operating.slack_channel,
        subject="Sokuho watch",
        text="\n".join(lines),
    )
    load_senders(conf).pick(message).send(message)
    log.info("operators_told", begun=len(verdict.begun), over=len(verdict.over))
