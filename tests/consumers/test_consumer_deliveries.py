"""Deliveries to readers: each message once, later if need be, and never a guess about its fate."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consumers.deliveries import DeliveryWorker
from sokuho.deliver.choose import Senders
from sokuho.deliver.outbox import Outbox
from sokuho.errors import Busy, ConfigError, Reject, Retry, Unknown
from sokuho.model import Delivery, DeliveryState, Message, Novelty, Receipt, Revision, Subscription
from sokuho.outgoing import load_renderer
from sokuho.settings import Delivering, load
from sokuho.store import Store
from tests import made
from tests.made import NOW, Clock

RULES = Delivering(lease_seconds=60, max_attempts=3, backoff_seconds=10, backoff_max_seconds=100)


class Provider:
    """A way out that does as it is told, message by message."""

    name = "sendgrid"
    repeatable = False

    def __init__(self) -> None:
        self.answers: list[Exception] = []
        self.got: list[Message] = []

    def send(self, message: Message) -> Receipt:
        if self.answers:
            raise self.answers.pop(0)
        self.got.append(message)
        return Receipt(f"p{len(self.got)}", message.thread or f"t{len(self.got)}")


class Desk:
    """A delivery worker with its surroundings."""

    def __init__(self, store: Store, clock: Clock, home: Path) -> None:
        self.store, self.clock, self.home = store, clock, home
        self.mail, self.slack = Provider(), Provider()
        self.slack.name = "slack"
        self.stop = threading.Event()
        self.worker = self.hire()

    def hire(self, **ways: object) -> DeliveryWorker:
        settings = load({"SOKUHO_HOME": str(self.home), "SOKUHO_SIGNING_KEY": "k" * 32})
        outbox = Outbox(self.home / "outbox", settings.delivering.mail_from, self.clock)
        senders = Senders(outbox, **{"sendgrid": self.mail, "slack": self.slack, **ways})  # type: ignore[arg-type]
        return DeliveryWorker(self.store, load_renderer(settings), senders, RULES, self.clock, self.stop)

    def tell(self, number: int = 1, to: Subscription | None = None, **changes: object) -> Delivery:
        """A revision for a reader: one row, due now."""
        to = to or made.subscription()
        self.store.subscriptions.add(to)
        revision = self.note(number)
        delivery = made.delivery(to, revision, **changes)
        self.store.deliveries.add_deliveries([delivery])
        return delivery

    def note(self, number: int = 1, story: int = 1) -> Revision:
        revision = made.revision(
            made.story(made.article(story), number), Novelty.NEW if number == 1 else Novelty.UPDATE
        )
        with self.store.transaction() as tx:
            tx.stories.save_story(revision.story, b"", [])
            tx.stories.add_revision(revision)
        return revision

    def row(self, delivery: Delivery) -> Delivery:
        found = self.store.deliveries.delivery(delivery.id)
        assert found is not None
        return found

    def state(self, delivery: Delivery) -> DeliveryState:
        return self.row(delivery).state


@pytest.fixture
def desk(store: Store, clock: Clock, tmp_path: Path) -> Desk:
    return Desk(store, clock, tmp_path)


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


def test_who_left_is_not_written_to(desk: Desk) -> None:
    delivery = desk.tell()
    desk.store.subscriptions.stop("desk", NOW)
    desk.worker.deliver_all()
    assert desk.mail.got == []
    assert desk.row(delivery).error == "withheld: no longer subscribed"


@pytest.mark.parametrize("by", ["config", "command"])
def test_what_waits_goes_where_the_reader_is_by_then(desk: Desk, by: str) -> None:
    reader = made.subscription()
    if by == "config":
        desk.store.subscriptions.sync([reader])
    first, second = desk.note(1), desk.note(1, story=2)
    rows = [made.delivery(reader, revision) for revision in (first, second)]
    desk.store.deliveries.add_deliveries(rows)
    moved = replace(reader, address="new@readers.example")
    desk.store.subscriptions.sync([moved]) if by == "config" else desk.store.subscriptions.add(moved)
    desk.worker.deliver_all()
    assert {m.address for m in desk.mail.got} == {"new@readers.example"}
    assert len(desk.mail.got) == 2


def test_what_waits_goes_the_way_that_the_reader_has_by_then(desk: Desk) -> None:
    delivery = desk.tell()
    desk.store.subscriptions.add(made.subscription(channel="slack", address="C1"))
    desk.worker.deliver_all()
    assert desk.mail.got == []
    [message] = desk.slack.got
    assert (message.delivery_id, message.address) == (delivery.id, "C1")


def test_what_was_sent_stays_written_as_it_was_sent(desk: Desk) -> None:
    delivery = desk.tell()
    desk.worker.deliver_all()
    desk.store.subscriptions.add(made.subscription(address="new@readers.example"))
    assert desk.row(delivery).address == "desk@readers.example"


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


def test_a_muted_story_is_not_told(desk: Desk) -> None:
    delivery = desk.tell()
    desk.store.stories.mute(delivery.story)
    desk.worker.deliver_all()
    assert desk.mail.got == []
    assert desk.row(delivery).error == "withheld: the story was muted"


def test_what_is_withheld_is_no_failure(desk: Desk) -> None:
    muted, lost = desk.tell(), desk.tell(2)
    desk.store.stories.mute(muted.story)
    with desk.store.transaction() as tx:  # what it should tell is gone, which nobody asked for
        gone = replace(lost, id="d-gone", revision="s-gone.1", story="s-gone")
        tx.deliveries.add_deliveries([gone])
    desk.worker.deliver_all()
    told = desk.worker.told
    assert (told.withheld, told.failed) == (desk.store.deliveries.count()["withheld"], 1)
    assert list(told.problems) == [f"delivery {gone.id}"]
    failed, why = desk.store.deliveries.given_up(NOW)
    assert (failed, why) == (1, "revision s-gone.1 is not in the store")


def test_a_digest_tells_everything_once(desk: Desk) -> None:
    reader = made.subscription("daily", cadence="daily")
    digest = desk.tell(1, reader, kind="digest", story="digest", revision="2026-02-18")
    for story in (1, 2):
        desk.store.digests.add_items(["daily"], desk.note(story=story).id, NOW)
    desk.mail.answers = [Retry("500")]
    desk.worker.deliver_all()
    desk.store.digests.add_items(["daily"], desk.note(story=3).id, NOW)
    desk.clock.go(seconds=100)
    desk.worker.deliver_all("digest")
    (message,) = desk.mail.got
    assert desk.state(digest) is DeliveryState.SENT
    assert all(made.article(n).title in message.text for n in (1, 2, 3))
    assert desk.store.digests.waiting() == {}


def test_a_digest_with_nothing_left_is_not_sent(desk: Desk) -> None:
    reader = made.subscription("daily", cadence="daily")
    digest = desk.tell(1, reader, kind="digest", story="digest", revision="2026-02-18")
    item = desk.note()
    desk.store.digests.add_items(["daily"], item.id, NOW)
    desk.store.stories.mute(item.story.id)
    desk.worker.deliver_all()
    assert desk.mail.got == []
    assert desk.row(digest).error == "withheld: nothing left to tell"


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
