"""`sokuho demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from sokuho.demo.show import Row, Shown


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Trying")(demo)


def demo(
    later: Annotated[
        bool, typer.Option("--later", help="Serve later reports too: one update follows.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget earlier runs of the demo first.")] = False,
) -> None:
    """The whole job on sample feeds served on this machine; messages go to outbox/.

    A second run finds the feeds unchanged and sends nothing.

    [bold]Example[/bold]   sokuho demo; sokuho demo --later
    """
    from rich.console import Console

    from sokuho import logs
    from sokuho.demo.show import demo as run_demo

    logs.setup("error")
    console = Console(highlight=False)
    with console.status("starting") as status:
        shown = run_demo(later=later, fresh=fresh, progress=status.update)
    if shown.rows:
        console.print(_table(shown.rows))
    _report(shown)


def _table(rows: tuple[Row, ...]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True, expand=True)
    for name, ratio in (
        ("story", 5),
        ("figure", 2),
        ("projects", 6),
        ("parties", 4),
        ("stage", 2),
        ("sources", 3),
        ("told", 3),
    ):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        view = row.view
        projects = "\n".join(
            " · ".join(x for x in (p.amount or "no figure", p.sector, p.location) if x) for p in view.projects
        )
        figure = view.figure or view.computed or "not stated"
        cells = (
            view.title,
            figure,
            projects,
            view.who,
            view.stage,
            "\n".join(place.outlet for place in view.outlets),
            "\n".join(f"{name} ×{n}" if n > 1 else name for name, n in row.told.items()) or "nobody",
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _report(shown: Shown) -> None:
    from sokuho.cli.run import report

    summary = shown.summary
    report(summary)
    if summary.sent:
        print(f"look into {shown.settings.outbox}/")
    elif not summary.new:
        print(f"every feed that can be read is unchanged ({summary.unchanged} × 304): nothing was sent")
