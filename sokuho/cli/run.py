"""`sokuho run` and its parts: one worker alone, digests, replays."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sokuho.cli.shared import opened, plain, set_up
from sokuho.errors import ConfigError

if TYPE_CHECKING:
    import threading

    from sokuho.pipeline import Pipeline
    from sokuho.run import Summary

#: feeds that are named in a line
_NAMED = 8


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Running")(run)
    app.command(rich_help_panel="Running")(work)
    app.command(rich_help_panel="Running")(digest)
    app.command(rich_help_panel="Operating")(replay)


def run(
    once: Annotated[bool, typer.Option("--once", help="One round, then a summary.")] = False,
    now: Annotated[
        bool, typer.Option("--now", help="With --once: ask all feeds, also those not due yet.")
    ] = False,
) -> None:
    """Poll the feeds, read, follow, alert and deliver, on this machine, until Ctrl-C.

    Ctrl-C finishes the article in hand; whatever is left is done at the next start.

    Example:  sokuho run --once
    """
    import threading

    from sokuho import run as running
    from sokuho.signals import stopping

    stop = threading.Event()
    # a person at a terminal sees the progress and the summary of one round; its log would be in the way
    with opened(quiet=once and sys.stderr.isatty()) as pipeline:
        if once:
            with stopping(stop):
                summary = _with_progress(pipeline, stop, due_only=not now)
            report(summary)
            if stop.is_set():
                raise typer.Exit(130)
            raise typer.Exit(2 if summary.mend else 0)
        loop = running.Running(pipeline, stop)
        with stopping(stop, loop.wake):
            print("sokuho: running; Ctrl-C stops after the article in hand", file=sys.stderr)
            loop.forever()


def work(
    name: Annotated[str, typer.Argument(help="articles, stories or deliveries")],
    metrics_port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Serve metrics (Prometheus) and health here; 0: a free port."),
    ] = None,
) -> None:
    """Run one worker alone: any number of them, on one machine or many, share the work.

    SIGTERM or Ctrl-C finishes what is in hand and leaves the group. While Kafka or the store are away the
    worker waits for them.

    Example:  sokuho work articles --metrics-port 9100
    """
    work_main(name, metrics_port)


def work_main(name: str, metrics_port: int | None = None) -> None:
    """One worker until it is told to stop."""
    import threading

    from sokuho.pipeline import WORKERS
    from sokuho.signals import stopping
    from sokuho.working import work as work_on

    if name not in WORKERS:
        raise ConfigError(f"no worker is called {name!r}; use one of {', '.join(WORKERS)}")
    stop, wakers = threading.Event(), list[Callable[[], None]]()

    def wake() -> None:
        for each in wakers:
            each()

    with stopping(stop, wake):
        work_on(set_up(), name, stop, wakers.append, metrics_port)


def consumer(name: str) -> None:
    """`python -m consumers.NAME`: the same as `sokuho work NAME`."""
    import argparse

    parser = argparse.ArgumentParser(
        prog=f"python -m consumers.{name}",
        description=f"One worker until it is told to stop: the same as `sokuho work {name}`.",
    )
    parser.add_argument("--metrics-port", type=int, metavar="N", help="serve /metrics and /healthz there")
    work_main(name, parser.parse_args().metrics_port)


def digest(
    date: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="Send the digests up to this date now."),
    ] = None,
) -> None:
    """Build and send the digests that are due, or those of all dates up to DATE though not due yet.

    A digest that was sent is never sent again.

    Example:  sokuho digest --date 2026-11-22
    """
    import threading

    from sokuho.signals import stopping

    stop = threading.Event()
    with opened() as pipeline:
        if date is not None:
            pipeline.store.deliveries.hasten("digest", date.date().isoformat(), pipeline.clock())
        with stopping(stop):
            told = pipeline.deliver(stop, "digest")
        withheld = f", withheld {told.withheld}" if told.withheld else ""
        print(f"digests sent {told.sent}, failed {told.failed}{withheld}, unknown {told.unknown}")
        for what, problem in told.problems.items():
            print(f"  {what}: {problem}")


def replay(
    listed: Annotated[bool, typer.Option("--list", help="Show what is parked, change nothing.")] = False,
    since: Annotated[
        datetime | None, typer.Option("--since", help="Read the articles fetched since then again (UTC).")
    ] = None,
    until: Annotated[datetime | None, typer.Option("--until", help="… and before then (UTC).")] = None,
) -> None:
    """Put parked records, or a span of articles, on the bus again.

    Of a span, articles that were off topic are read anew (the vocabulary may have grown); those that
    belong to a story stay as they are, so nobody is told twice. The workers do the rest.

    Example:  sokuho replay --since 2026-11-20
    """
    from sokuho.operations import replaying

    with opened() as pipeline:
        if listed:
            for item in pipeline.store.parking.list_parked(limit=1000):
                when = item.at.isoformat(timespec="seconds")
                print(
                    f"{when}  {item.topic}/{item.partition}/{item.offset}  {item.key}  {plain(item.reason)}"
                )
            print(f"{pipeline.store.parking.count()} parked")
        elif since is None and until is not None:
            raise ConfigError("--until needs --since: a span has a beginning")
        elif since is None:
            count, refused = replaying.all_parked(pipeline)
            print(f"{count} parked records put on the bus again")
            if refused:
                print(f"{len(refused)} stay parked: {plain(refused[0])}")
        else:
            end = until.replace(tzinfo=UTC) if until else pipeline.clock()
            count = replaying.span(pipeline, since.replace(tzinfo=UTC), end)
            print(f"{count} articles put on the bus again")


def report(summary: Summary) -> None:
    """The summary of a round, for a person or a log."""
    asked = f"feeds {summary.polled} polled, {summary.unchanged} unchanged, {summary.not_due} not due"
    print(f"{asked}, {len(summary.put_off)} put off" if summary.put_off else asked)
    if summary.put_off:
        names = ", ".join(summary.put_off[:_NAMED]) + (" ..." if len(summary.put_off) > _NAMED else "")
        print(f"  put off: {names}: their host did not answer; asked again in the next round")
    print(f"articles {summary.new} new, {summary.core} on topic, {summary.parked} parked")
    told = f"alerts {summary.sent} sent"
    for count, name in (
        (summary.failed, "failed"),
        (summary.withheld, "withheld"),
        (summary.unknown, "unknown"),
        (summary.waiting, "waiting"),
    ):
        told += f", {count} {name}" if count else ""
    if summary.waiting and summary.next_due:
        told += f" (next {summary.next_due:%Y-%m-%d %H:%M} UTC)"
    silent = not (summary.sent or summary.failed or summary.withheld or summary.unknown or summary.waiting)
    print(f"{told}: nothing new to tell" if silent else told)
    for what, problem in sorted(summary.problems.items()):
        print(f"  {what}: {plain(problem)}")


def _with_progress(pipeline: Pipeline, stop: threading.Event, *, due_only: bool) -> Summary:
    from sokuho import run as running

    if not sys.stderr.isatty():
        return running.once(pipeline, stop, due_only=due_only)
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        return running.once(pipeline, stop, due_only=due_only, progress=status.update)
