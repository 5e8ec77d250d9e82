"""Machines whose clocks are wrong, or jump: no message twice, none lost, and the store's time for all."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from sokuho.errors import Retry
from sokuho.model import DeliveryState, Message, Receipt
from sokuho.store import Store, open_store
from sokuho.store.clock import FRESH_SECONDS, ServerClock, utc_now
from tests.consumers.desk import RULES, Desk, Provider
from tests.made import NOW, Clock

JUMPS = [timedelta(hours=-1), timedelta(days=400)]


class Server:
    """A machine that asks a server for the time: `local` is its own clock, `steady` what does not jump."""

    def __init__(self) -> None:
        self.time, self.local, self.steady, self.asked, self.away = Clock(), Clock(), 1000.0, 0, False
        self.clock = ServerClock(self.ask, lambda: self.steady, self.local)

    def ask(self) -> datetime:
        self.asked += 1
        if self.away:
            raise Retry("the store cannot be reached")
        return self.time()

    def go(self, seconds: float) -> None:
        self.steady += seconds
        self.time.go(seconds=seconds)
        self.local.go(seconds=seconds)


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_jump_of_the_machines_clock_does_not_count_and_is_said_once(jump: timedelta) -> None:
    server = Server()
    server.clock()
    with capture_logs() as logs:
        server.local.now += jump
        for _ in range(10):
            server.go(seconds=20)
            assert server.clock() == server.time.now
        server.local.now -= jump
        server.go(FRESH_SECONDS)
        server.clock()
    assert [(line["event"], line["note"][:4]) for line in logs] == [
        ("this_clock_is_wrong", "the "),
        ("this_clock_is_wrong", "mend"),
    ]
    assert logs[0]["slow_by_seconds"] == -jump.total_seconds()
    assert server.asked < 7


def test_while_the_server_is_away_its_time_is_counted_on() -> None:
    server = Server()
    server.clock()
    server.away = True
    server.local.go(days=3)
    server.go(seconds=500)
    assert server.clock() == server.time.now
    assert server.asked == 2


def test_a_server_that_was_away_at_first_is_asked_until_it_answers() -> None:
    server = Server()
    server.away = True
    server.local.go(days=3)
    assert server.clock() == server.local.now, "there is nothing else to go by"
    server.away = False
    assert server.clock() == server.time.now


def test_a_jump_of_the_servers_own_clock_is_followed_and_said() -> None:
    server = Server()
    server.clock()
    server.time.go(hours=1)
    server.local.go(hours=1)
    server.go(FRESH_SECONDS)
    with capture_logs() as logs:
        assert server.clock() == server.time.now
    assert [(line["event"], line["seconds"]) for line in logs] == [("the_stores_clock_jumped", 3600.0)]


def test_a_store_of_many_machines_tells_the_time(url: str) -> None:
    with open_store(url) as store:
        assert abs(store.clock() - utc_now()) < timedelta(seconds=10)
        assert isinstance(store.clock, ServerClock) == url.startswith("postgresql")
        assert abs(store.clock_behind()) < timedelta(seconds=10)


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_message_is_put_off_by_the_stores_time(store: Store, tmp_path: Path, jump: timedelta) -> None:
    server = Server()
    desk = Desk(store, server.clock, tmp_path)  # type: ignore[arg-type]
    delivery = desk.tell()
    server.local.now += jump
    desk.mail.answers = [Retry("429")]
    desk.worker.deliver_all()
    assert desk.row(delivery).not_before <= NOW + timedelta(seconds=RULES.backoff_seconds * 2)
    server.go(seconds=RULES.backoff_seconds * 2)
    desk.worker.deliver_all()
    assert desk.state(delivery) is DeliveryState.SENT


# --- even where each machine goes by its own clock ----------------------------------------------------


class WatchedProvider(Provider):
    """While it sends, another machine takes up what it holds for left behind."""

    other: Desk

    def send(self, message: Message) -> Receipt:
        self.other.worker.deliver_all()
        return super().send(message)


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_what_another_clock_holds_for_left_behind_is_sent_once(
    store: Store, clock: Clock, tmp_path: Path, jump: timedelta
) -> None:
    desk, other = Desk(store, clock, tmp_path), Desk(store, Clock(clock.now + jump), tmp_path)
    desk.mail = watched = WatchedProvider()
    watched.other = other
    desk.worker = desk.hire()
    delivery = desk.tell()
    desk.worker.deliver_all()
    assert len(desk.mail.got) == 1
    assert not other.mail.got
    assert desk.state(delivery) is DeliveryState.SENT, "who sent it knows better than who found it"


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_what_is_claimed_by_two_is_begun_by_one(
    store: Store, clock: Clock, tmp_path: Path, jump: timedelta
) -> None:
    desk, other = Desk(store, clock, tmp_path), Desk(store, Clock(clock.now + jump), tmp_path)
    desk.tell()
    [mine] = store.deliveries.claim(clock.now, timedelta(seconds=60), 10, desk.worker._name)
    other.worker.deliver_all()
    desk.worker._deliver(mine, leads=False)
    assert len(desk.mail.got) + len(other.mail.got) == 1
