"""`sokuho serve`: the pages under uvicorn, and beside them a worker that sends their letters."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog
import uvicorn
from fastapi import FastAPI

from sokuho.alerts.links import Links
from sokuho.deliver.sendgrid_events import Webhook
from sokuho.errors import ConfigError, SokuhoError
from sokuho.model import Delivery, Message
from sokuho.outgoing import signing_key
from sokuho.settings import Settings
from sokuho.store import Store
from sokuho.web.app import application
from sokuho.web.guard import Guard
from sokuho.web.letters import KINDS, templates
from sokuho.web.limits import Limit
from sokuho.web.site import Site
from sokuho.web.tokens import Tokens
from sokuho.wording import load_words

if TYPE_CHECKING:
    from consumers.deliveries import DeliveryWorker

log = structlog.get_logger(__name__)

#: how long letters and providers' events are kept: nobody needs them later, and they are about people
KEEP = timedelta(days=90)
SWEEP_SECONDS = 30.0
#: how often letters are looked for that other processes wrote
LOOK_SECONDS = 2.0
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
    try:
        return socket.create_server((host, port), backlog=128, family=_family(host))
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


class Postman:
    """Sends the pages' letters, whether or not `sokuho run` is at work; both may be."""

    def __init__(self, store: Store, worker: DeliveryWorker, clock: Callable[[], datetime]) -> None:
        self._store, self._worker, self._clock = store, worker, clock
        self._stop, self._woken = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="letters")

    def __enter__(self) -> Postman:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._woken.set()
        self._thread.join()
        self._worker.close()

    def wake(self) -> None:
        """A letter was written; from any thread."""
        self._woken.set()

    def _run(self) -> None:
        swept: datetime | None = None
        while not self._stop.is_set():
            self._woken.clear()
            try:
                now = self._clock()
                if swept is None or abs((now - swept).total_seconds()) >= SWEEP_SECONDS:
                    self._sweep(now)
                    swept = now
                for kind in KINDS:
                    while not self._stop.is_set() and self._worker.round(kind):
                        pass
            except SokuhoError as e:  # tried again; the log says what a person must mend
                log.warning("letters_wait", error=str(e))
            except Exception as e:
                log.error("letters_wait", exc_info=e)
            self._woken.wait(LOOK_SECONDS)

    def _sweep(self, now: datetime) -> None:
        self._worker.sweep()
        self._store.provider_events.settle(now)
        self._store.letters.forget(now - KEEP)
        self._store.provider_events.forget(now - KEEP)


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
