"""`sokuho demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from sokuho.demo.show import Row, Shown

WIDE = 140
COLUMNS = (
    ("story", 5),
    ("figure", 2),
    ("projects", 6),
    ("parties", 4),
    ("stage", 2),
    ("sources", 3),
    ("told", 3),
)
NARROW = (("story, stage, parties, sources", 5), ("headline figure, projects, told", 4))


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Trying")(demo)


def demo(
    later: Annotated[
        bool, typer.Option("--later", help="Serve later reports too: one update follows.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget earlier runs of the demo first.")] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Then serve the pages that its mails link to, until Ctrl-C.")
    ] = False,
) -> None:
    """The whole job on sample feeds served on this machine; messages go to outbox/.

    A second run finds the feeds unchanged and sends nothing.

    Example:  sokuho demo

    Example:  sokuho demo --later

    Example:  sokuho demo --serve
    """
    from rich.console import Console

    from sokuho import logs
    from sokuho.demo.show import demo as run_demo

    logs.setup("error")
    console = Console(highlight=False)
    with console.status("starting") as status:
        shown = run_demo(later=later, fresh=fresh, progress=status.update)
    if shown.rows:
        console.print(_table(shown.rows, console.width))
    _report(shown, later, serve)
    if serve:
        from urllib.parse import urlsplit

        from sokuho.cli.web import serve_pages

        place = urlsplit(shown.settings.delivering.base_url)
        host, port = place.hostname or "127.0.0.1", place.port or 8800
        serve_pages(shown.settings, host, port, "127.0.0.1", "delivering.base_url in config/sokuho.yaml")


def _table(rows: tuple[Row, ...], width: int) -> Table:
    """A column for each thing to know; on a narrow terminal two columns that hold the same."""
    from rich.table import Table

    wide = width >= WIDE
    table = Table(show_lines=True, expand=True)
    columns = COLUMNS if wide else NARROW
    for name, ratio in columns:
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        table.add_row(*(_cells(row) if wide else _few_cells(row)))
    return table


def _cells(row: Row) -> tuple[str, ...]:
    from rich.markup import escape

    view = row.view
    projects = "\n".join(
        " · ".join(x for x in (p.amount or "no figure", p.sector or p.name, p.location) if x)
        for p in view.projects
    )
    figure = view.figure or "not stated"
    if view.computed:
        figure += f"\n{view.computed} (computed sum)"
    sources = "\n".join(place.outlet for place in view.outlets)
    told = "\n".join(f"{name} ×{n}" if n > 1 else name for name, n in row.told.items()) or "nobody"
    return tuple(map(escape, (view.title, figure, projects, view.who, view.stage, sources, told)))


def _few_cells(row: Row) -> tuple[str, str]:
    title, figure, projects, who, stage, sources, told = _cells(row)
    story = f"[bold]{title}[/]\n{' · '.join(x for x in (stage, who) if x)}\n[dim]{_line(sources)}[/]"
    return story, f"[bold]{figure}[/]\n{projects}\n[dim]told: {_line(told)}[/]"


def _line(cell: str) -> str:
    return cell.replace("\n", ", ")


def _called() -> str:
    """How a shell finds this command: by its name, or in the folder that `make setup` made."""
    import shutil
    import sys
    from pathlib import Path

    beside = Path(sys.executable).with_name("sokuho")
    if shutil.which("sokuho") or not beside.exists():
        return "sokuho"
    here = Path.cwd()
    return str(beside.relative_to(here) if beside.is_relative_to(here) else beside)


def _report(shown: Shown, later: bool, served: bool) -> None:
    from sokuho.cli.run import report

    summary = shown.summary
    report(summary)
    if summary.problems:
        print("(two of the sample feeds are broken on purpose: this is how trouble is told)")
    if summary.sent:
        me = _called()
        print(f"look into {shown.settings.outbox}/: open its index.html in a browser")
        print("then try:")
        if not later:
            print(f"  {me} demo --later   # an update follows")
        if not served:
            print(f"  {me} demo --serve   # for the links in the mails")
        print(f"  SOKUHO_STORE={shown.settings.store} {me} stories list")
    elif not summary.new:
        print(f"every feed that can be read is unchanged ({summary.unchanged} × 304): nothing was sent")
