"""`sokuho serve`: the pages as the settings say, under uvicorn."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import uvicorn
from fastapi import FastAPI

from sokuho.alerts.links import Links
from sokuho.deliver.sendgrid_events import Webhook
from sokuho.errors import ConfigError
from sokuho.model import Delivery, Message
from sokuho.outgoing import signing_key
from sokuho.settings import Settings
from sokuho.store import Store
from sokuho.web.app import application
from sokuho.web.guard import Guard
from sokuho.web.letters import templates
from sokuho.web.limits import Limit
from sokuho.web.site import Site
from sokuho.web.tokens import Tokens
from sokuho.wording import load_words

STOP_SECONDS = 5


def build(
    settings: Settings,
    store: Store,
    clock: Callable[[], datetime],
    view: Callable[[Delivery], Message | None] = lambda delivery: None,
    wrote: Callable[[], None] = lambda: None,
) -> tuple[Guard, FastAPI]:
    """The application as the settings say. Raises ConfigError."""
    key, serving = signing_key(settings), settings.serving
    site = Site(
        store=store,
        links=Links(settings.delivering.base_url, key),
        tokens=Tokens(key, clock),
        templates=templates(settings),
        words=load_words(settings.home),
        serving=serving,
        topics=settings.topics,
        clock=clock,
        view=view,
        wrote=wrote,
        limit=Limit(serving.per_client, timedelta(minutes=serving.per_client_minutes), clock),
    )
    secret = settings.secrets.sendgrid_webhook_key
    age = timedelta(seconds=serving.webhook_age_seconds)
    return application(site, Webhook(secret.get_secret_value(), age) if secret else None)


def listen(host: str, port: int, choice: str = "--host or --port") -> socket.socket:
    """A socket that has its port, but nobody answers yet. Port 0: any. Raises ConfigError; `choice` says
    where another place is chosen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), backlog=128, family=family)
    except OSError as e:
        why = (e.strerror or str(e)).partition(" (while")[0]  # it would tell the address again
        raise ConfigError(f"cannot listen on {host}:{port} ({why}): choose another {choice}") from e


def serve(app: Guard, listening: socket.socket, stop: threading.Event, proxies: str = "127.0.0.1") -> None:
    """Answer until `stop` is set. `proxies`: addresses of servers in front, which say who a client is."""
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,  # addresses of pages hold signed tokens
            server_header=False,
            forwarded_allow_ips=proxies,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=STOP_SECONDS,
            limit_concurrency=500,
            lifespan="off",
            http="h11",  # one and the same, whatever else is installed
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="web")
    thread.start()
    try:
        while not stop.wait(0.5) and thread.is_alive():
            pass
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
