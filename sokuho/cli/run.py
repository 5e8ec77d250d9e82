"""`sokuho run` and its parts: one worker alone, digests, replays, what became of deliveries."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sokuho.cli.opening import opened_store

if TYPE_CHECKING:
    import threading

    from sokuho.pipeline import Pipeline
    from sokuho.run import Summary
    from sokuho.settings import Settings

deliveries_app = typer.Typer(no_args_is_help=True, help="What was sent to whom, and what was not.")

RUNNING, OPERATING = "Running", "Operating"
#: feeds that are named in a line
_NAMED = 8


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel=RUNNING)(run)
    app.command(rich_help_panel=RUNNING)(work)
    app.command(rich_help_panel=RUNNING)(digest)
    app.command(rich_help_panel=OPERATING)(replay)
    app.add_typer(deliveries_app, name="deliveries", rich_help_panel=OPERATING)


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
    """One worker until it is told to stop; also behind `python -m consumers.articles` and its siblings."""
    import threading

    from sokuho.errors import ConfigError
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
    from sokuho import replaying
    from sokuho.errors import ConfigError

    with opened() as pipeline:
        if listed:
            for item in pipeline.store.parking.list_parked(limit=1000):
                when = item.at.isoformat(timespec="seconds")
                print(
                    f"{when}  {item.topic}/{item.partition}/{item.offset}  {item.key}  {_plain(item.reason)}"
                )
            print(f"{pipeline.store.parking.count()} parked")
        elif since is None and until is not None:
            raise ConfigError("--until needs --since: a span has a beginning")
        elif since is None:
            count, refused = replaying.parked(pipeline)
            print(f"{count} parked records put on the bus again")
            if refused:
                print(f"{len(refused)} stay parked: {_plain(refused[0])}")
        else:
            end = until.replace(tzinfo=UTC) if until else pipeline.clock()
            count = replaying.span(pipeline, since.replace(tzinfo=UTC), end)
            print(f"{count} articles put on the bus again")


@deliveries_app.command("list")
def list_deliveries(
    state: Annotated[str | None, typer.Option(help="pending, sent, failed, withheld or unknown")] = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="Short for --state unknown.")] = False,
    subscription: Annotated[str | None, typer.Option(help="Of one subscription only.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many at most.")] = 50,
) -> None:
    """Show deliveries, the latest first.

    Unknown ones may or may not have reached their reader (the line was cut after sending): look at the
    provider's log, then `sokuho deliveries settle`. Withheld ones were not to be sent any more: their reader
    had left, their story was muted, they came too late.

    Example:  sokuho deliveries list --unknown
    """
    from sokuho.errors import ConfigError
    from sokuho.model import WITHHELD, DeliveryState

    wanted, states = "unknown" if unknown else state, (*DeliveryState, "withheld")
    if wanted not in (None, *states):
        raise ConfigError(f"no state {wanted!r}; use one of {', '.join(states)}")
    withheld = None if wanted is None else wanted == "withheld"
    with opened() as pipeline:
        rows = pipeline.store.deliveries.list_deliveries(
            state=DeliveryState.FAILED if withheld else DeliveryState(wanted) if wanted else None,
            withheld=withheld,
            subscription=subscription,
            limit=limit,
        )
        for row in rows:
            due = f" due {row.not_before:%Y-%m-%d %H:%M} UTC" if row.state == "pending" else ""
            error = f"  {_plain(row.error.removeprefix(WITHHELD))}" if row.error else ""
            print(f"{row.id}  {row.outcome:8}{due}  {row.subscription}  {row.revision}{error}")
        counts = pipeline.store.deliveries.count()
        print(", ".join(f"{n} {name}" for name, n in sorted(counts.items())) or "no deliveries yet")


@deliveries_app.command("show")
def show_delivery(
    delivery_id: Annotated[str, typer.Argument(help="As `sokuho deliveries list` shows it.")],
) -> None:
    """Show one delivery: to whom, about what, what became of it, and what the provider reported since.

    Example:  sokuho deliveries show d0123456789abcdef
    """
    from sokuho.errors import ConfigError

    with opened_store() as store:
        found = store.deliveries.delivery(delivery_id)
        events = store.provider_events.of_delivery(delivery_id)
    if found is None:
        raise ConfigError(f"no delivery {delivery_id!r}; `sokuho deliveries list` shows their ids")
    facts = {
        "to": f"{found.channel} {found.address}, subscription {found.subscription}",
        "about": f"{found.kind} {found.revision}",
        "state": f"{found.outcome}, {found.attempts} attempts",
        "not before": f"{found.not_before:%Y-%m-%d %H:%M} UTC",
        "provider's id": found.provider_id,
        "error": found.error,
    }
    for name, value in facts.items():
        if value:
            print(f"{name:<14} {_plain(value)}")
    for event in events:
        print(f"{event.at:%Y-%m-%d %H:%M} UTC  {_plain(f'{event.event} {event.detail}')}")


@deliveries_app.command("settle")
def settle(
    delivery_id: Annotated[str, typer.Argument(help="As `sokuho deliveries list` shows it.")],
    sent: Annotated[bool, typer.Option("--sent", help="It did reach the reader.")] = False,
    again: Annotated[bool, typer.Option("--again", help="It did not: send it again.")] = False,
) -> None:
    """Say what became of a delivery whose outcome is unknown, or send a failed one again.

    Example:  sokuho deliveries settle d0123456789abcdef --again
    """
    from sokuho.errors import ConfigError
    from sokuho.model import DeliveryState, Receipt

    if sent == again:
        raise ConfigError("say either --sent or --again")
    with opened() as pipeline:
        table = pipeline.store.deliveries
        found = table.delivery(delivery_id)
        if found is None or found.state not in (DeliveryState.UNKNOWN, DeliveryState.FAILED):
            state = found.state if found else "not in the store"
            raise ConfigError(f"{delivery_id} is {state}; only unknown and failed deliveries can be settled")
        if sent:
            table.mark_sent(delivery_id, Receipt(None), pipeline.clock())
        else:
            table.reopen(delivery_id, pipeline.clock())
        print(f"{delivery_id}: {'sent' if sent else 'will be sent again'}")


# --- what the commands share --------------------------------------------------------------------


@contextmanager
def opened(*, quiet: bool = False) -> Iterator[Pipeline]:
    """The pipeline of the settings, with logs set up; `quiet`: errors only, unless set otherwise."""
    from sokuho.pipeline import open_pipeline

    with open_pipeline(set_up(quiet=quiet)) as pipeline:
        yield pipeline


def set_up(*, quiet: bool = False) -> Settings:
    """The settings, with logs set up as they say."""
    from sokuho import logs, settings

    conf = settings.load()
    keys = [secret.get_secret_value() for _, secret in conf.secrets if secret]
    level = "error" if quiet and conf.log_level == "info" else conf.log_level
    logs.setup(level, secrets=keys)
    return conf


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
        print(f"  {what}: {_plain(problem)}")


def _with_progress(pipeline: Pipeline, stop: threading.Event, *, due_only: bool) -> Summary:
    from sokuho import run as running

    if not sys.stderr.isatty():
        return running.once(pipeline, stop, due_only=due_only)
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        return running.once(pipeline, stop, due_only=due_only, progress=status.update)


def _plain(text: str) -> str:
    """Words that came from outside, fit for a terminal."""
    from sokuho.alerts.untrusted import plain

    return plain(text, 300)
