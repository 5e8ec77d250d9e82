"""`sokuho pause` and `sokuho resume`: the kill switch."""

from __future__ import annotations

from typing import Annotated

import typer

from sokuho.cli.shared import opened, plain


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Operating")(pause)
    app.command(rich_help_panel="Operating")(resume)


def pause(
    what: Annotated[str, typer.Argument(help="alerts or polling")] = "alerts",
    reason: Annotated[str, typer.Option(help="Why: others see it in `sokuho doctor` and in Airflow.")] = "",
) -> None:
    """Stop what leaves, at once and on every machine.

    alerts: everything is read and written down, and no mail, digest or message leaves until you resume.
    polling: no feed is asked.

    Example:  sokuho pause alerts --reason "wrong amounts since 09:00"
    """
    from sokuho.operations import switching

    with opened(quiet=True) as pipeline:
        _print(switching.told_of_pause(switching.pause(pipeline, what, reason)))


def resume(
    what: Annotated[
        str | None, typer.Argument(help="alerts or polling; all that is paused if left out")
    ] = None,
    fresh_hours: Annotated[
        float | None,
        typer.Option(
            "--fresh-hours",
            min=0,
            help="Hold back what should have left longer ago (default: operating.fresh_hours); 0: all.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would leave and what not.")
    ] = False,
) -> None:
    """Go on: send what is still fresh, and list what came too late, with what to do about it.

    Digests are sent whenever they were due: they gather what came meanwhile.

    Example:  sokuho resume alerts --dry-run
    """
    from sokuho.operations import switching

    with opened(quiet=True) as pipeline:
        for name in [what] if what else pipeline.store.switches.paused():
            done = switching.resume(pipeline, name, fresh_hours=fresh_hours, dry_run=dry_run)
            _print(switching.told_of_resuming(done, dry_run=dry_run))
        if not dry_run or not pipeline.store.switches.paused():
            _print(switching.status(pipeline))


def _print(lines: list[str]) -> None:
    for line in lines:
        print(plain(line))
