"""`sokuho doctor`."""

from __future__ import annotations

import typer

from sokuho.cli.shared import MARKS


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Operating")(doctor)


def doctor() -> None:
    """Check all that the work stands on and say what to do: configuration, vocabulary, store, bus, keys,
    templates and feeds.

    Exits with 1 if something does not work.

    Example:  sokuho doctor
    """
    from rich.console import Console
    from rich.markup import escape

    from sokuho.doctor import Grade, examine

    console = Console(highlight=False, soft_wrap=True)
    bad = 0
    for finding in examine():
        bad += finding.grade is Grade.BAD
        console.print(f"{MARKS[finding.grade]} {finding.about:14} {escape(finding.detail)}")
        if finding.remedy:
            console.print(f"  {'':14} → {escape(finding.remedy)}", style="dim")
    if bad:
        raise typer.Exit(1)
