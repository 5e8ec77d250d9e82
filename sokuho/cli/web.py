"""`sokuho serve`: the pages for readers. `sokuho suppressions`: addresses that get nothing more."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sokuho.cli.shared import opened_store
from sokuho.errors import ConfigError

if TYPE_CHECKING:
    from sokuho.settings import Settings

suppressions = typer.Typer(no_args_is_help=True, help="Addresses that get nothing more.")


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Running")(serve)
    app.add_typer(suppressions, name="suppressions", rich_help_panel="Operating")


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8800,
    proxies: Annotated[
        str, typer.Option(help="Addresses of servers in front, whose word on who a client is counts.")
    ] = "127.0.0.1",
) -> None:
    """Serve the readers' pages until Ctrl-C: sign-up, preferences, unsubscribing, mails in the browser, and
    SendGrid's events. Sends the mails with links itself. Put a server with TLS in front of it.

    Links in mails begin with `base_url` of config/sokuho.yaml.

    Example:  sokuho serve --port 8800
    """
    from sokuho import settings

    serve_pages(settings.load(), host, port, proxies)


def serve_pages(conf: Settings, host: str, port: int, proxies: str, choice: str = "--host or --port") -> None:
    """The pages over the store of these settings, until Ctrl-C or SIGTERM. `choice`: see `server.listen`."""
    import threading
    from functools import partial

    from sokuho.pipeline import open_pipeline
    from sokuho.signals import stopping
    from sokuho.web import server
    from sokuho.web.postman import Postman
    from sokuho.web.viewing import again

    stop = threading.Event()
    with open_pipeline(conf) as pipeline:
        worker = pipeline.delivery_worker(stop)
        postman = Postman(pipeline.store, worker, pipeline.clock)
        view = partial(again, pipeline.store, pipeline.renderer)
        app, _ = server.build(conf, pipeline.store, pipeline.clock, view, postman.wake)
        listening = server.listen(host, port, choice)
        shown = f"[{host}]" if ":" in host else host
        where = f"http://{shown}:{listening.getsockname()[1]}"
        with postman, stopping(stop):
            print(f"sokuho: serving on {where}; Ctrl-C stops", file=sys.stderr, flush=True)
            server.serve(app, listening, stop, proxies)


@suppressions.command("list")
def list_() -> None:
    """Show the addresses that get nothing more, the latest first, and why.

    Example:  sokuho suppressions list
    """
    from sokuho.alerts.untrusted import plain

    with opened_store() as store:
        suppressed = store.suppressions.list_suppressions()
        if not suppressed:
            print("no address is suppressed")
        for found in suppressed:
            print(f"{found.at:%Y-%m-%d %H:%M}  {found.reason:<11} {plain(found.address)}  {found.detail}")


@suppressions.command()
def add(
    address: Annotated[str, typer.Argument()],
    why: Annotated[str, typer.Option(help="For those who look it up.")] = "",
) -> None:
    """Send nothing more to an address, whatever its subscriptions say.

    Example:  sokuho suppressions add someone@example.com --why "asked by phone"
    """
    from sokuho.deliver.envelope import is_address

    if not is_address(address):
        raise ConfigError(f"not an e-mail address: {address!r}")
    with opened_store() as store:
        new = store.suppressions.suppress(address, "operator", why, store.clock())
    print(f"{address}: {'suppressed' if new else 'was suppressed before'}")


@suppressions.command()
def lift(address: Annotated[str, typer.Argument()]) -> None:
    """Let an address have mail again. SendGrid keeps lists of its own: look there, too.

    Example:  sokuho suppressions lift someone@example.com
    """
    with opened_store() as store:
        if not store.suppressions.lift(address):
            raise ConfigError(f"{address} is not suppressed; see sokuho suppressions list")
    print(f"{address}: gets mail again")
