"""`sokuho serve`: the pages that links in mails lead to."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel="Running")(serve)


def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on", min=0, max=65535)] = 8080,
) -> None:
    """Answer the unsubscribe links of mails, until Ctrl-C. Put a server with TLS in front of it.

    Links in mails begin with `base_url` of config/sokuho.yaml.

    [bold]Example[/bold]   sokuho serve --port 8080
    """
    import threading

    from sokuho import settings
    from sokuho.signals import stopping
    from sokuho.store import open_store
    from sokuho.store.store import utc_now
    from sokuho.web import server

    conf = settings.load()
    stop = threading.Event()
    with open_store(conf.store, home=conf.home) as store:
        listening = server.listen(server.pages(conf, store.subscriptions, utc_now), host, port)
        where = f"http://{host}:{listening.server_port}"
        print(f"sokuho: serving on {where}; Ctrl-C stops", file=sys.stderr, flush=True)
        with stopping(stop):
            server.serve(listening, stop)
