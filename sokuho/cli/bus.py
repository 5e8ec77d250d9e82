"""`sokuho bus`: the topics, and how far the consumers are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from sokuho.bus import Lag
    from sokuho.bus.kafka import TopicState

bus = typer.Typer(no_args_is_help=True, help="The topics of the bus, and how far the consumers are.")


def register(app: typer.Typer) -> None:
    app.add_typer(bus, name="bus", rich_help_panel="Operating")


@bus.command()
def init() -> None:
    """Make the topics that are missing on Kafka; change nothing on those that are there.

    Safe to run again. The local bus makes its topics itself.

    Example:  SOKUHO_KAFKA=127.0.0.1:9092 sokuho bus init
    """
    from sokuho import settings
    from sokuho.bus.kafka import KafkaBus
    from sokuho.buses import open_bus

    console = _console()
    with open_bus(settings.load()) as opened:
        if not isinstance(opened, KafkaBus):
            console.print("the local bus makes its topics when they are first used; nothing to do")
            return
        for state in opened.create_topics():
            console.print(_topic_line(state, missing="made"))


@bus.command()
def status() -> None:
    """Compare the topics with the configuration; show what each group has not done, by partition.

    Exits with 1 if a topic is missing or differs.

    Example:  sokuho bus status
    """
    from sokuho import settings
    from sokuho.bus.kafka import KafkaBus
    from sokuho.buses import open_bus

    conf = settings.load()
    console = _console()
    differs = False
    with open_bus(conf) as opened:
        if isinstance(opened, KafkaBus):
            console.print(f"Kafka at {conf.bus.servers}")
            states = opened.compare_topics()
            for state in states:
                console.print(_topic_line(state, missing="[red]missing[/]: run `sokuho bus init`"))
            differs = any(not state.exists or state.differences for state in states)
        else:
            console.print("local bus: tables in SQLite, one machine")
        _print_lag(console, opened.lag())
    if differs:
        raise typer.Exit(1)


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def _topic_line(state: TopicState, missing: str) -> str:
    name = state.topic.name
    if not state.exists:
        return f"  {name}  {missing}"
    if state.differences:
        return f"  {name}  [yellow]differs[/]: {'; '.join(state.differences)}"
    return f"  {name}  as configured"


def _print_lag(console: Any, lags: Sequence[Lag]) -> None:
    from rich.table import Table

    if not lags:
        console.print("no group has read anything yet")
        return
    table = Table("group", "topic", "partition", "done", "end", "behind", box=None, pad_edge=False)
    for column in table.columns[2:]:
        column.justify = "right"
    for lag in lags:
        behind = f"[yellow]{lag.behind:,}[/]" if lag.behind else "0"
        table.add_row(lag.group, lag.topic, str(lag.partition), f"{lag.committed:,}", f"{lag.end:,}", behind)
    console.print(table)
    console.print(f"behind in all: {sum(lag.behind for lag in lags):,}")
