"""What several test files share: one real broker for the whole run, a real browser, and the shipped
vocabulary, which is read once."""

from __future__ import annotations

import gc
import os
import sys
import uuid
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
import structlog
from hypothesis import settings
from playwright.sync_api import Browser

from sokuho import following, resources, vocabulary
from sokuho.bus.kafka import KafkaBus, Topic, Tuning
from tools.broker import Broker, Tansu, start_any
from tools.browser import NEEDED, chromium, opened

# What takes long on a machine with other work is no mistake; how fast things are belongs to `make bench`.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

#: short, since the broker is on this machine; long enough for a machine that is busy with other work
QUICK = Tuning(
    bootstrap=10,
    request=10,
    delivery=10,
    block=10,
    session=6,
    heartbeat=0.3,
    fetch_wait=0.02,
    idle_check=0.5,
    metadata_age=5,
    reconnect=0.2,
)


#: who may log in at the broker's other door, and their passwords
KAFKA_USERS = {"allowed": "of-the-allowed", "stranger": "of-the-stranger"}

#: files of few long tests: begun first, so that no process is left alone with one at the end
LONG = (
    "tests/dags/test_scheduler.py",
    "tests/test_crash.py",
    "tests/test_deployment.py",
    "tests/dags/test_dags.py",
)


T = TypeVar("T")


def _once(load: Callable[[Path], T]) -> Callable[[Path], T]:
    """`load`, which is really called once for all homes that have no lists of their own: nothing changes
    what it gives, and hundreds of tests would each wait a third of a second for the same."""
    shipped = cache(lambda: load(resources.defaults()))

    def loaded(home: Path) -> T:
        own = home / vocabulary.LISTS
        return load(home) if own.is_dir() and home.resolve() != resources.defaults() else shipped()

    return loaded


def pytest_configure() -> None:
    vocabulary.load_lexicon = _once(vocabulary.load_lexicon)
    following.load_places = _once(following.load_places)
    following.load_names = _once(following.load_names)
    # processes that tests start keep what they compile, as under `make test`: twice as quick to start
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # what is logged of an error, in plain lines: drawn in colours with all variables, it takes a second
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        file = item.nodeid.split("::")[0]
        return LONG.index(file) if file in LONG else len(LONG)

    items.sort(key=place)


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium. Where there is none the run says what to install, and tests that need it are marked as
    expected failures, never left out in silence; under CI they fail."""
    if chromium() is None:
        plugins = request.config.pluginmanager
        with plugins.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"Browser tests did not run: {NEEDED}", file=sys.stderr, flush=True)
        if os.environ.get("CI"):
            pytest.fail(NEEDED)
        pytest.xfail(NEEDED)
    with opened() as browser:
        yield browser


@pytest.fixture(scope="session")
def kafka_broker(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Broker]:
    """Apache Kafka in a process of its own, or what stands in for it: the run says which."""
    broker = start_any(tmp_path_factory.mktemp("kafka"), KAFKA_USERS)
    plugins = request.config.pluginmanager
    with plugins.getplugin("capturemanager").global_and_fixture_disabled():
        reporter = plugins.getplugin("terminalreporter")  # none in a process of several that share the tests
        if reporter:
            reporter.ensure_newline()
        print(f"Kafka tests run on {broker.name}", file=sys.stdout if reporter else sys.stderr, flush=True)
    yield broker
    broker.stop()
    _collect_sockets()


#: what the stand-in does otherwise than Apache Kafka; these fail visibly there (xfail), never silently
TANSU_CANNOT = {
    "test_who_leaves_is_replaced": "Tansu loses a member that joins while another leaves",
    "test_a_partition_is_read_by_one_member_at_a_time": "Tansu does not finish a cooperative rebalance",
    "test_seek_beyond_the_end_waits_for_what_comes": "Tansu does not look up offsets by time as Kafka does",
    "test_lag_counts_what_a_group_has_not_done": "Tansu's end offsets are too low after batches",
}


@pytest.fixture
def apache_kafka(kafka_broker: Broker) -> Broker:
    """The broker, for tests of what only Apache Kafka does."""
    if isinstance(kafka_broker, Tansu):
        pytest.xfail("only Apache Kafka does this")
    return kafka_broker


@pytest.fixture
def kafka_topic() -> str:
    """A topic name that no other test uses."""
    return f"t-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def make_kafka_bus(request: pytest.FixtureRequest, kafka_broker: Broker) -> Iterator[Callable[..., KafkaBus]]:
    """`make_kafka_bus("name", partitions=3)`: a bus whose topics exist; closed after the test."""
    if isinstance(kafka_broker, Tansu) and (reason := TANSU_CANNOT.get(request.node.originalname)):
        pytest.xfail(reason)
    made: list[KafkaBus] = []

    def make(*names: str, partitions: int = 3, create: bool = True, tuning: Tuning = QUICK) -> KafkaBus:
        topics = [Topic(name, partitions=partitions) for name in names]
        bus = KafkaBus(kafka_broker.address, topics, tuning=tuning)
        made.append(bus)
        if create:
            bus.create_topics()
        return bus

    yield make
    for bus in made:
        bus.close()
    _collect_sockets()


def _collect_sockets() -> None:
    """kafka-python leaves the sockets of failed connections to the garbage collector."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
