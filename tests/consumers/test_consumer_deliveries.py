"""Deliveries to readers: each message once, later if need be, and never a guess about its fate."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from sokuho.errors import Busy, ConfigError, Reject, Retry, Unknown
from sokuho.model import DeliveryState, Message, Receipt
from tests import made
from tests.consumers.desk import RULES, Desk
from tests.made import NOW


def test_a_due_row_is_sent_once(desk: Desk) -> None:
    delivery = desk.tell()
    desk.worker.deliver_all()
    desk.worker.deliver_all()
    assert [m.delivery_id for m in desk.mail.got] == [delivery.id]
    assert desk.row(delivery).provider_id == "p1"
    assert desk.worker.told.sent == 1


def test_a_busy_provider_is_asked_again_and_left_alone_meanwhile(desk: Desk) -> None:
    first = desk.tell()
    second = desk.tell(to=made.subscription("other"))
    desk.mail.answers = [Retry("429", after=300)]
    desk.worker.deliver_all()
    assert desk.mail.got == []
    assert desk.row(first).attempts + desk.row(second).attempts == 1
    desk.clock.go(seconds=299)
    desk.worker.deliver_all()
    assert desk.mail.got == []
    desk.clock.go(seconds=2)
    desk.worker.deliver_all()
    assert len(desk.mail.got) == 2


def test_a_busy_provider_that_does_not_say_how_long_is_left_alone_for_a_back_off(
    desk: Desk,
) -> None:
    rows = [desk.tell(to=made.subscription(f"r{n}")) for n in range(3)]
    desk.mail.answers = [Busy("429")] * 2
    desk.worker.deliver_all()
    assert sum(desk.row(row).attempts for row in rows) == 1
    desk.clock.go(seconds=RULES.backoff_seconds + 1)
    desk.worker.deliver_all()
    assert (sum(desk.row(row).attempts for row in rows), desk.mail.got) == (2, [])
    desk.clock.go(seconds=RULES.backoff_seconds * 2 + 1)
    desk.worker.deliver_all()
    assert len(desk.mail.got) == 3


def test_a_failure_of_one_message_keeps_no_other_waiting(desk: Desk) -> None:
    rows = [desk.tell(to=made.subscription(f"r{n}")) for n in range(3)]
    desk.mail.answers = [Retry("500")]
    desk.worker.deliver_all()
    assert sorted(desk.state(row) for row in rows) == ["pending", "sent", "sent"]


def test_attempts_back_off_and_end(desk: Desk) -> None:
    delivery = desk.tell()
    desk.mail.answers = [Retry("500")] * 3
    waits = []
    while desk.state(delivery) is DeliveryState.PENDING:
        desk.worker.deliver_all()
        waits.append((desk.row(delivery).not_before - desk.clock.now).total_seconds())
        desk.clock.go(seconds=1000)
    assert waits[:2] == [10, 20]
    assert desk.state(delivery) is DeliveryState.FAILED
    assert "3 attempts" in str(desk.row(delivery).error)


def test_a_refusal_is_final(desk: Desk) -> None:
    delivery = desk.tell()
    desk.mail.answers = [Reject("no such address")]
    desk.worker.deliver_all()
    assert desk.state(delivery) is DeliveryState.FAILED
    assert desk.worker.told.problems == {f"delivery {delivery.id}": "no such address"}


@pytest.mark.parametrize("error", [Unknown("timed out after sending"), ZeroDivisionError("a fault")])
def test_what_may_have_been_sent_is_never_sent_again_by_itself(desk: Desk, error: Exception) -> None:
    delivery = desk.tell()
    desk.mail.answers = [error]
    desk.worker.deliver_all()
    desk.clock.go(days=1)
    desk.worker.deliver_all()
    assert desk.state(delivery) is DeliveryState.UNKNOWN
    assert desk.mail.got == []
    desk.store.deliveries.reopen(delivery.id, desk.clock.now)
    desk.worker.deliver_all()
    assert len(desk.mail.got) == 1


def test_a_config_error_stops_and_loses_nothing(desk: Desk) -> None:
    delivery = desk.tell()
    desk.mail.answers = [ConfigError("the key is not accepted")]
    with pytest.raises(ConfigError, match="key"):
        desk.worker.deliver_all()
    assert desk.state(delivery) is DeliveryState.PENDING
    desk.clock.go(seconds=100)
    desk.hire().deliver_all()
    assert desk.state(delivery) is DeliveryState.SENT


def test_a_broken_template_stops_and_loses_nothing(desk: Desk) -> None:
    delivery = desk.tell()
    broken = desk.home / "templates/email/alert.txt"
    broken.parent.mkdir(parents=True)
    broken.write_text("{{ nothing_like_this }}")
    with pytest.raises(ConfigError, match=r"alert\.txt"):
        desk.hire().deliver_all()
    assert desk.state(delivery) is DeliveryState.PENDING
    broken.unlink()
    desk.hire().deliver_all()
    assert desk.state(delivery) is DeliveryState.SENT


def test_a_dead_worker_at_a_provider_leaves_an_unknown(desk: Desk) -> None:
    delivery = desk.tell()
    lease = timedelta(seconds=60)
    desk.store.deliveries.claim(NOW, lease, 1, "dead")
    desk.store.deliveries.start_all([delivery.id], "dead", NOW, lease, "sendgrid")
    desk.clock.go(seconds=61)
    desk.worker.deliver_all()
    assert desk.state(delivery) is DeliveryState.UNKNOWN
    assert desk.mail.got == []


def test_a_dead_worker_at_the_outbox_does_no_harm(desk: Desk) -> None:
    delivery = desk.tell()
    lease = timedelta(seconds=60)
    desk.store.deliveries.claim(NOW, lease, 1, "dead")
    desk.store.deliveries.start_all([delivery.id], "dead", NOW, lease, "outbox")
    desk.clock.go(seconds=61)
    desk.hire(sendgrid=None).deliver_all()
    assert desk.state(delivery) is DeliveryState.SENT
    assert len(list((desk.home / "outbox").glob("*.eml"))) == 1


def test_an_update_is_told_in_the_thread_of_the_first(desk: Desk) -> None:
    reader = made.subscription("team", channel="slack", address="C1")
    desk.tell(1, reader)
    desk.worker.deliver_all()
    desk.tell(2, reader)
    desk.worker.deliver_all()
    assert [m.thread for m in desk.slack.got] == [None, "t1"]


def test_what_waits_together_is_told_together(desk: Desk) -> None:
    """Two changes of one story that are due at one moment are one message, and each keeps its row."""
    reader = made.subscription("team", channel="slack", address="C1")
    rows = [desk.tell(number, reader) for number in (1, 2, 3)]
    desk.worker.deliver_all()
    assert len(desk.slack.got) == 1
    assert [desk.state(row) for row in rows] == [DeliveryState.SENT] * 3
    assert desk.worker.told.sent == 1


def test_a_store_that_is_away_is_asked_less_and_less_often(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def away() -> None:
        raise Retry("the store cannot be reached")

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        if len(waits) == 9:
            monkeypatch.undo()
        if len(waits) == 10:
            desk.stop.set()
        return False

    worker = desk.worker
    monkeypatch.setattr(desk.store.deliveries, "next_due", away)
    worker._nudged.wait = wait  # type: ignore[method-assign,assignment]
    worker.run()
    assert waits == [0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 15.0, 15.0, 15.0, 0.2]


def test_a_full_disk_holds_the_outbox_but_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    delivery = desk.tell()
    worker = desk.hire(sendgrid=None)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("sokuho.deliver.outbox.os.fsync", full)
        for _ in range(5):
            worker.deliver_all()
            desk.clock.go(seconds=200)
    assert desk.state(delivery) is DeliveryState.PENDING
    assert "outbox" in worker.told.problems
    worker.deliver_all()
    assert desk.state(delivery) is DeliveryState.SENT


def test_stop_gives_back_what_was_claimed(desk: Desk) -> None:
    for n in range(4):
        desk.tell(to=made.subscription(f"r{n}"))
    original: Callable[[Message], Receipt] = desk.mail.send

    def send(message: Message) -> Receipt:
        desk.stop.set()
        return original(message)

    desk.mail.send = send  # type: ignore[method-assign]
    desk.worker.deliver_all()
    assert len(desk.mail.got) == 1
    desk.mail.send = original  # type: ignore[method-assign]
    desk.stop.clear()
    desk.hire().deliver_all()
    assert len(desk.mail.got) == 4


def test_two_workers_at_once_send_each_message_once(desk: Desk) -> None:
    for n in range(30):
        desk.tell(to=made.subscription(f"r{n}"))
    threads = [threading.Thread(target=desk.hire().deliver_all) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({m.delivery_id for m in desk.mail.got}) == len(desk.mail.got) == 30


def test_run_hears_of_new_rows_and_stops(desk: Desk) -> None:
    thread = threading.Thread(target=desk.worker.run)
    thread.start()
    sent = threading.Event()
    original: Callable[[Message], Receipt] = desk.mail.send

    def send(message: Message) -> Receipt:
        sent.set()
        return original(message)

    desk.mail.send = send  # type: ignore[method-assign]
    desk.tell()
    desk.worker.wake()
    assert sent.wait(20)
    desk.stop.set()
    desk.worker.wake()
    thread.join(20)
    assert not thread.is_alive()
