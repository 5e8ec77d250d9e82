"""The pages on a real server, over a real store; the clock is the tests' own."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from consumers.deliveries import DeliveryWorker
from sokuho.alerts.links import Links
from sokuho.configuration import Bus, Delivering, Polling, Serving
from sokuho.model import Delivery, Message, Subscription, reader_id
from sokuho.outgoing import load_renderer, load_senders
from sokuho.settings import Secrets, Settings
from sokuho.store import Store, open_store
from sokuho.store.subscriptions import PAGES
from sokuho.web import server
from sokuho.web.letters import LetterWriter
from sokuho.web.tokens import Tokens
from sokuho.web.viewing import again
from tests.made import lay_store

KEY = "a key"
LINKS = Links("http://127.0.0.1:8800", KEY.encode())


@dataclass
class Clock:
    now: datetime = datetime(2026, 2, 17, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


def settings(home: Path, serving: Serving | None = None, **secrets: str) -> Settings:
    return Settings(
        home=home, store="", bus=Bus(), polling=Polling(), delivering=Delivering(),
        serving=serving or Serving(per_client=1000), topics=("japan-us-energy-ai",), feeds=(), subscribers=(),
        secrets=Secrets(signing_key=KEY, **secrets),  # type: ignore[arg-type]
    )  # fmt: skip


@dataclass
class House:
    """One machine: the pages' application, the store, and the worker that sends into the outbox."""

    home: Path
    store: Store
    clock: Clock
    conf: Settings
    api: FastAPI
    app: object
    worker: DeliveryWorker

    @property
    def tokens(self) -> Tokens:
        return Tokens(KEY.encode(), self.clock)

    def deliver(self) -> None:
        self.worker.deliver_all()

    def mails(self) -> list[str]:
        """The texts in the outbox, oldest first."""
        found = sorted(self.conf.outbox.glob("*.txt"), key=lambda p: p.stat().st_mtime_ns)
        return [p.read_text() for p in found]

    def reader(self, address: str = "reader@example.com", **more: object) -> Subscription:
        """One who signed up and confirmed."""
        made = Subscription(reader_id(address), "email", address, **more)  # type: ignore[arg-type]
        self.store.subscriptions.add(made, PAGES)
        return made

    def active(self, name: str) -> bool:
        found = self.store.subscriptions.subscription(name)
        return found is not None and found.active


def make_house(home: Path, conf: Settings, clock: Clock, store: Store) -> House:
    renderer = load_renderer(conf)
    letters = LetterWriter(conf, store, clock)

    def view(delivery: Delivery) -> Message | None:
        return again(store, renderer, delivery)

    app, api = server.build(conf, store, clock, view)
    senders, stop = load_senders(conf), threading.Event()
    worker = DeliveryWorker(store, renderer, senders, conf.delivering, clock, stop, letters)
    return House(home, store, clock, conf, api, app, worker)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def serving() -> Serving:
    return Serving(per_client=1000)


@pytest.fixture
def secrets() -> dict[str, str]:
    return {}


@pytest.fixture
def house(tmp_path: Path, clock: Clock, serving: Serving, secrets: dict[str, str]) -> Iterator[House]:
    lay_store(tmp_path / "var/sokuho.db")
    with open_store(f"sqlite:///{tmp_path}/var/sokuho.db", home=tmp_path, clock=clock) as store:
        made = make_house(tmp_path, settings(tmp_path, serving, **secrets), clock, store)
        yield made
        made.worker.close()


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """Where uvicorn serves the house's pages."""
    listening = server.listen("127.0.0.1", 0)
    stop = threading.Event()
    thread = threading.Thread(target=server.serve, args=(house.app, listening, stop))
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    stop.set()
    thread.join()


@pytest.fixture
def web(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, trust_env=False) as client:
        yield client


def form_of(web: httpx.Client, path: str = "/") -> str:
    """The token of a form, as a browser gets it, with its cookie."""
    found = re.search(r'name="form" value="([^"]+)"', web.get(path).text)
    assert found
    return found[1]


def sign_up(web: httpx.Client, address: str = "reader@example.com", **more: object) -> httpx.Response:
    chosen = {"novelties": ["new", "update"], "timezone": "Asia/Tokyo", "address": address} | more
    return web.post("/", data={"form": form_of(web), **chosen})


def link_in(mail: str, kind: str) -> str:
    """The path of the link in a mail."""
    found = re.search(rf"http://127\.0\.0\.1:8800(/{kind}/\S+)", mail)
    assert found, mail
    return found[1]
