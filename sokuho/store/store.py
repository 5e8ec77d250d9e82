"""The store: everything that Sokuho remembers, in SQLite or PostgreSQL.

    with open_store("sqlite:///var/sokuho.db") as store:
        store.feeds.feed_state("reuters")                  # each call a transaction of its own
        with store.transaction() as tx:                    # several together: all or nothing
            tx.stories.save_story(story, state, keys)
            tx.articles.outcome(article.id, Outcome.JOINED, "repeats the story", story.id)

Safe to use from several threads and processes. Database errors come out as ConfigError (the person's
to mend: permissions, full disk, wrong file) or Retry (busy, not reachable).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self
from urllib.parse import quote

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from sokuho.store import migrations
from sokuho.store.alarms import Alarms
from sokuho.store.alerts import Alerts
from sokuho.store.articles import Articles
from sokuho.store.clock import ServerClock, utc_now
from sokuho.store.deliveries import Deliveries
from sokuho.store.dialect import make_engine, server_time
from sokuho.store.digests import Digests
from sokuho.store.feeds import Feeds
from sokuho.store.handle import Alone, Handle, Joined
from sokuho.store.leases import Leases
from sokuho.store.letters import Letters
from sokuho.store.parking import Parking
from sokuho.store.provider_events import ProviderEvents
from sokuho.store.retention import Retention
from sokuho.store.stories import Stories
from sokuho.store.subscriptions import Subscriptions
from sokuho.store.suppressions import Suppressions
from sokuho.store.switches import Switches


class Parts:
    """The store by what it is about."""

    def __init__(self, handle: Handle, clock: Callable[[], datetime]) -> None:
        self.articles = Articles(handle, clock)
        self.feeds = Feeds(handle, self.articles)
        self.stories = Stories(handle)
        self.deliveries = Deliveries(handle, clock)
        self.alerts = Alerts(handle)
        self.digests = Digests(handle)
        self.subscriptions = Subscriptions(handle)
        self.letters = Letters(handle)
        self.suppressions = Suppressions(handle)
        self.provider_events = ProviderEvents(handle)
        self.parking = Parking(handle)
        self.leases = Leases(handle)
        self.switches = Switches(handle)
        self.alarms = Alarms(handle)
        self.retention = Retention(handle)


class Store(Parts):
    def __init__(self, engine: Engine, place: str, clock: Callable[[], datetime] | None) -> None:
        self._engine, self.place = engine, place
        self._handle = Alone(engine, place)
        self.clock = clock or (utc_now if engine.dialect.name == "sqlite" else ServerClock(self._server_time))
        super().__init__(self._handle, self.clock)

    @contextmanager
    def transaction(self) -> Iterator[Parts]:
        """The parts, all in one write transaction: committed on leaving, rolled back on an error."""
        with self._handle.write() as connection:
            yield Parts(Joined(connection), self.clock)

    @contextmanager
    def snapshot(self) -> Iterator[Parts]:
        """The parts, to be read at one moment and in one go."""
        with self._handle.read() as connection:
            yield Parts(Joined(connection), self.clock)

    def _server_time(self) -> datetime:
        with self._handle.read() as connection:
            return server_time(connection)

    def clock_behind(self) -> timedelta:
        """How far this machine's clock is behind the server's; none for a file, which has no clock."""
        if self._engine.dialect.name == "sqlite":
            return timedelta(0)
        return self._server_time() - utc_now()

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(url: str, *, home: Path | None = None, clock: Callable[[], datetime] | None = None) -> Store:
    """Open the store at `url`, making it or bringing it up to date where needed.

    A relative SQLite path counts from `home`. `clock` stamps rows whose caller gives no time; without one it
    is the machine's, for many machines on PostgreSQL its server's. Raises
    ConfigError, with what to do, where the store cannot be written, is not a store of Sokuho, or was
    written by a newer Sokuho; Retry where a database server cannot be reached.
    """
    url = _from_home(url, home)
    engine = make_engine(url)
    shown = make_url(url)
    place = shown.database or url if engine.dialect.name == "sqlite" else shown.render_as_string(True)
    try:
        migrations.bring_up(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, place, clock)


def _from_home(url: str, home: Path | None) -> str:
    prefix = "sqlite:///"
    path = url.removeprefix(prefix)
    if home is None or path == url or path.startswith(("/", ":", "file:")):
        return url
    # a question mark would begin options, and %25 be read as %: the store would lie elsewhere
    return f"{prefix}{quote(str(home))}/{path}"
