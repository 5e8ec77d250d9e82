"""What only the local bus has: its file, its leases, its memory of time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from sokuho.bus import Lost, members
from sokuho.bus.local import LocalBus, partition
from sokuho.errors import ConfigError

TOPIC = "sokuho.articles"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_key_stands_in_the_same_partition_everywhere() -> None:
    assert partition("a0000000000000001", 6) == partition("a0000000000000001", 6)
    assert len({partition(f"a{i}", 6) for i in range(100)}) == 6


def test_a_silent_member_is_replaced_and_its_commit_refused(tmp_path: Path) -> None:
    clock = Clock()
    with LocalBus(tmp_path / "b.db", partitions=1, lease=30, clock=clock) as bus:
        bus.publish(TOPIC, "k", b"1")
        slow = bus.consumer(TOPIC, "g")
        (record,) = slow.poll(0)
        quick = bus.consumer(TOPIC, "g")
        assert quick.poll(0) == []
        clock.now += 31
        assert [r.value for r in quick.poll(0)] == [b"1"]
        with pytest.raises(Lost):
            slow.commit(record)
        quick.commit(record)
        assert slow.poll(0) == []


def test_a_place_taken_while_the_clock_was_ahead_does_not_hold_a_partition(tmp_path: Path) -> None:
    clock = Clock()
    with LocalBus(tmp_path / "b.db", partitions=1, lease=30, clock=clock) as bus:
        bus.publish(TOPIC, "k", b"1")
        clock.now += 86400
        left = bus.consumer(TOPIC, "g")
        assert left.poll(0)
        clock.now -= 86400
        other = bus.consumer(TOPIC, "g")
        assert [r.value for r in other.poll(0)] == [b"1"], "whoever had it may never come back"


def test_who_lives_through_a_jump_of_the_clock_keeps_its_place(tmp_path: Path) -> None:
    clock = Clock()
    with LocalBus(tmp_path / "b.db", partitions=1, lease=30, clock=clock) as bus:
        clock.now += 86400
        consumer = bus.consumer(TOPIC, "g")
        consumer.poll(0)
        clock.now -= 86400
        consumer.poll(0)
        assert bus.consumer(TOPIC, "g").poll(0) == []
        assert consumer.partitions == {0}


def test_a_dead_process_is_replaced_at_once(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    code = (
        "import os; from pathlib import Path; from sokuho.bus.local import LocalBus\n"
        f"bus = LocalBus(Path({str(path)!r}), partitions=2)\n"
        f"bus.publish({TOPIC!r}, 'k', b'1')\n"
        f"assert bus.consumer({TOPIC!r}, 'g').poll(0)\n"
        "os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    with LocalBus(path) as bus:
        assert [r.value for r in bus.consumer(TOPIC, "g").poll(0)] == [b"1"]


def test_records_outlive_the_process_even_in_the_middle_of_a_batch(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    code = (
        "import os; from pathlib import Path; from sokuho.bus.local import LocalBus\n"
        f"bus = LocalBus(Path({str(path)!r}), partitions=2)\n"
        f"bus.publish({TOPIC!r}, 'k', b'whole')\n"
        "def batch():\n    yield 'k', b'half'\n    os._exit(9)\n"
        f"bus.publish_all({TOPIC!r}, batch())"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    with LocalBus(path) as bus:
        assert [r.value for r in bus.consumer(TOPIC, "g").poll(0)] == [b"whole"]


def test_partitions_stay_as_they_were_made(tmp_path: Path) -> None:
    with LocalBus(tmp_path / "b.db", partitions=2) as bus:
        bus.publish(TOPIC, "k", b"1")
    with LocalBus(tmp_path / "b.db", partitions=8) as bus:
        assert bus.ensure(TOPIC) == 2


def test_prune_keeps_what_a_group_has_not_done(tmp_path: Path) -> None:
    clock = Clock()
    with LocalBus(tmp_path / "b.db", partitions=1, clock=clock) as bus:
        bus.publish_all(TOPIC, [("k", str(i).encode()) for i in range(4)])
        consumer = bus.consumer(TOPIC, "g")
        consumer.commit(consumer.poll(0)[1])
        assert bus.prune(timedelta(days=14)) == 0
        clock.now += timedelta(days=15).total_seconds()
        assert bus.prune(timedelta(days=14), dry_run=True) == 2
        assert bus.prune(timedelta(days=14)) == 2
        consumer.close()
        again = bus.consumer(TOPIC, "g")
        assert [(r.offset, r.value) for r in again.poll(0)] == [(2, b"2"), (3, b"3")]
        bus.publish(TOPIC, "k", b"4")
        assert [r.offset for r in again.poll(0)] == [4]
        late = bus.consumer(TOPIC, "late")
        assert sum(lag.behind for lag in bus.lag() if lag.group == "late") == 3
        assert len(late.poll(0)) == 3


def test_three_members_share_all_partitions(tmp_path: Path) -> None:
    with LocalBus(tmp_path / "b.db", partitions=7) as bus:
        consumers = [bus.consumer(TOPIC, "g") for _ in range(3)]
        for _ in range(3):
            for consumer in consumers:
                consumer.poll(0)
        held = [part for consumer in consumers for part in consumer.partitions]
        assert sorted(held) == list(range(7))
        assert all(len(consumer.partitions) >= 2 for consumer in consumers)
        consumers[0].close()
        for _ in range(3):
            for consumer in consumers[1:]:
                consumer.poll(0)
        held = [part for consumer in consumers[1:] for part in consumer.partitions]
        assert sorted(held) == list(range(7))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE bus SET version = 99", "version 99.*update Sokuho"),
        ("DROP TABLE bus", "not a bus of Sokuho"),
    ],
)
def test_a_file_that_is_not_ours_is_refused(tmp_path: Path, damage: str, words: str) -> None:
    LocalBus(tmp_path / "b.db").close()
    with sqlite3.connect(tmp_path / "b.db") as sql:
        sql.execute(damage)
    sql.close()
    with pytest.raises(ConfigError, match=words):
        LocalBus(tmp_path / "b.db")


def test_garbage_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b.db").write_bytes(b"garbage " * 500)
    with pytest.raises(ConfigError, match="not a bus"):
        LocalBus(tmp_path / "b.db")
    with pytest.raises(ConfigError, match="cannot be opened"):
        LocalBus(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="folder"):
        LocalBus(tmp_path / "file" / "b.db")


def test_who_is_gone() -> None:
    name = members.join()
    assert not members.gone(name)
    members.leave(name)
    assert members.gone(name)
    assert not members.gone("another-host/1/x")
    assert not members.gone("nonsense")
    dead = subprocess.run(
        [sys.executable, "-c", "from sokuho.bus import members; print(members.join())"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert members.gone(dead)
