"""The command line. One file a group of commands; each imports what it needs when it runs, so that
`sokuho --help` is quick."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated

import typer

from sokuho.errors import ConfigError, SokuhoError

app = typer.Typer(
    name="sokuho",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: importing Rich alone takes longer than the help may
    context_settings={"help_option_names": ["-h", "--help"]},
)

#: files of commands, in the order of the help
GROUPS = (
    *("demo", "run", "deliveries", "switch", "reading", "stories", "feeds", "subscriptions", "web", "bus"),
    "doctor",
)
#: characters of a command's line in a list of commands
LINE = 60


def _in_a_line(typed: typer.Typer) -> None:
    """Shorten what each command does to whole clauses, for lists of commands: typer would cut it anywhere."""
    for command in typed.registered_commands:
        says = " ".join((command.callback.__doc__ or "" if command.callback else "").split())
        first = says.partition(". ")[0].rstrip(".")
        ends = [i for i, c in enumerate(first[:LINE]) if c in ";:" and i > LINE // 3]
        ends = ends or [i for i, c in enumerate(first[:LINE]) if c == ","]
        command.short_help = (first[: ends[-1]] if len(first) > LINE and ends else first) + "."
    for inner in typed.registered_groups:
        if inner.typer_instance:
            _in_a_line(inner.typer_instance)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"sokuho {version('sokuho')}")
        raise typer.Exit


@app.callback()
def _all(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """News flashes on Japan-US energy and AI investment, every figure with its sentence."""


for group in GROUPS:
    import_module(f"sokuho.cli.{group}").register(app)
_in_a_line(app)


def main() -> None:
    """Run a command; mistakes of the user exit with 2 and say what to do, failures with 1."""
    if isinstance(sys.stdout, TextIOWrapper):
        # a terminal of another encoding shows 電力 as \u96fb\u529b; a title would end the command otherwise
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except ConfigError as e:
        sys.exit(say(str(e), 2))
    except SokuhoError as e:
        sys.exit(say(str(e), 1))
    except BrokenPipeError:
        sys.exit(0)
    except OSError as e:
        if e.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        sys.stdout = None  # its buffer has nowhere to go, and would be flushed once more at exit
        sys.exit(
            say(f"cannot write {e.filename or 'the output'}: {e.strerror}; make room and run it again", 2)
        )


def say(message: str, code: int) -> int:
    """A line for a person, and the code to leave with."""
    print(f"sokuho: {message}", file=sys.stderr)
    return code
