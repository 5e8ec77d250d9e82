"""The parts put together as the settings say: store, bus, reader, follower, renderer, ways out.

    with open_pipeline(settings) as pipeline:
        pipeline.worker("articles", stop).run()

What is slow to load (vocabulary, templates) is loaded when first asked for, once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import structlog

from consumers.articles import ArticleHandler
from consumers.deliveries import DeliveryWorker
from consumers.stories import StoryHandler
from consumers.told import Told
from sokuho.bus import Bus, Lag, Record, members
from sokuho.buses import open_bus
from sokuho.codec import encode
from sokuho.configuration import Feed
from sokuho.errors import Reject, Retry
from sokuho.model import Article, Delivery, Message, Outcome, Subscription
from sokuho.settings import Settings
from sokuho.store import Parked, Store, open_store
from sokuho.store.switches import POLLING
from sokuho.worker import Policy, Worker

if TYPE_CHECKING:
    from sokuho.alerts.render import Renderer
    from sokuho.deliver.choose import Senders
    from sokuho.feeds.fetch import FeedClient
    from sokuho.feeds.report import FeedResult, PollReport
    from sokuho.reading.read import Reader
    from sokuho.stories.follow import Follower

log = structlog.get_logger(__name__)

ARTICLES, STORIES, DELIVERIES = "articles", "stories", "deliveries"
WORKERS = (ARTICLES, STORIES, DELIVERIES)
#: how long a poller that hangs on another machine keeps others away
POLLING_LEASE = timedelta(minutes=10)
#: how often a round over the feeds looks whether it was paused
PAUSE_SECONDS = 1.0


class NotPolled(Retry):
    """Another process polls the same feeds, or the operators paused polling."""


class Pipeline:
    """One process's share of the work. The bus's groups are named for the workers."""

    def __init__(self, settings: Settings, store: Store, bus: Bus) -> None:
        self.settings, self.store, self.bus, self.clock = settings, store, bus, store.clock
        self._name = members.join()

    # --- what is loaded once --------------------------------------------------------------------

    @cached_property
    def reader(self) -> Reader:
        from sokuho.vocabulary import load_reader

        return load_reader(self.settings.home, self.settings.topics)

    @cached_property
    def follower(self) -> Follower:
        from sokuho.following import load_follower

        return load_follower(self.settings.home)

    @cached_property
    def renderer(self) -> Renderer:
        from sokuho.outgoing import load_renderer

        return load_renderer(self.settings)

    @cached_property
    def senders(self) -> Senders:
        from sokuho.outgoing import load_senders

        return load_senders(self.settings)

    @cached_property
    def feed_client(self) -> FeedClient:
        from sokuho.feeds.fetch import FeedClient

        return FeedClient(self.settings.polling)

    @cached_property
    def letters(self) -> Callable[[Delivery], Message]:
        from sokuho.web.letters import LetterWriter

        return LetterWriter(self.settings, self.store, self.clock)

    # --- workers --------------------------------------------------------------------------------

    def worker(self, name: str, stop: threading.Event, wrote: Callable[[], None] = lambda: None) -> Worker:
        """The worker of the bus called `name`, articles or stories. `wrote` hears of new deliveries."""
        topics = self.settings.bus.topics
        policy = Policy(max_parked_in_a_row=self.settings.bus.max_parked_in_a_row)
        handle: Callable[[Record], None]
        together = None
        if name == ARTICLES:
            topic = topics.articles
            handle = ArticleHandler(
                self.store, self.bus, topics.stories, self.reader, self.follower, self.clock
            )
            together = handle.together
        else:
            from sokuho.following import load_rates

            topic = topics.stories
            handle = StoryHandler(self.store, load_rates(self.settings.home).latest(), self.clock, wrote)
        consumer = self.bus.consumer(topic, name)
        return Worker(name, consumer, handle, self.park, stop=stop, policy=policy, handle_all=together)

    def delivery_worker(self, stop: threading.Event) -> DeliveryWorker:
        return DeliveryWorker(
            self.store,
            self.renderer,
            self.senders,
            self.settings.delivering,
            self.clock,
            stop,
            lambda delivery: self.letters(delivery),  # loaded with the first that is asked for
        )

    def deliver(self, stop: threading.Event, kind: str | None = None) -> Told:
        """Send all that is due now, or what of it is of one kind. Returns what came of it."""
        worker = self.delivery_worker(stop)
        try:
            worker.deliver_all(kind)
        finally:
            worker.close()
        return worker.told

    def lag(self, group: str) -> list[Lag]:
        """How far the group is, by partition."""
        return [lag for lag in self.bus.lag() if lag.group == group]

    def behind(self, group: str) -> int:
        """How many records the group has not done."""
        return sum(lag.behind for lag in self.lag(group))

    def idle(self, group: str) -> bool:
        """Whether the group has done all there is; False for one that never met."""
        return bool(self.lag(group)) and not self.behind(group)

    # --- in and aside ---------------------------------------------------------------------------

    def poll(
        self,
        stop: threading.Event,
        *,
        due_only: bool = True,
        progress: Callable[[FeedResult], None] | None = None,
    ) -> PollReport:
        """Ask the feeds that are due (or all) and publish what is new; `progress` hears of each feed.

        Raises NotPolled while another process polls the same feeds (servers are asked once), and while the
        operators pause polling."""
        if pause := self.store.switches.paused().get(POLLING):
            since = f"{pause.since:%Y-%m-%d %H:%M} UTC"
            raise NotPolled(f"polling is paused since {since}: `sokuho resume polling`")
        if not self.store.leases.take("polling", self._name, self.clock(), POLLING_LEASE, members.gone):
            raise NotPolled("another process is polling these feeds")
        return self.ask(self.settings.feeds, stop.is_set, due_only=due_only, progress=progress)

    def ask(
        self,
        feeds: Sequence[Feed],
        stop: Callable[[], bool] = lambda: False,
        *,
        due_only: bool = True,
        progress: Callable[[FeedResult], None] | None = None,
    ) -> PollReport:
        """One round over these feeds. It ends when `stop` says so or polling is paused; what was not recorded
        until then is asked again."""
        from sokuho.feeds.poll import poll

        return poll(
            feeds,
            self.store.feeds,
            self.publish,
            self.clock(),
            self.feed_client,
            self.settings.polling,
            due_only=due_only,
            progress=progress,
            stop=self._or_paused(stop),
        )

    def _or_paused(self, stop: Callable[[], bool]) -> Callable[[], bool]:
        """`stop`, or the operators paused polling, which is looked up now and then."""
        looked, paused = 0.0, False

        def stops() -> bool:
            nonlocal looked, paused
            if not paused and time.monotonic() - looked >= PAUSE_SECONDS:
                paused = POLLING in self.store.switches.paused()
                looked = time.monotonic()
            return paused or stop()

        return stops

    def next_poll(self) -> datetime | None:
        """When the next of the enabled feeds is due; None where none will be."""
        from sokuho.feeds.schedule import first_due

        states = self.store.feeds.feed_states()
        return first_due(self.settings.feeds, states.get, self.clock())

    def publish(self, articles: Sequence[Article]) -> None:
        """Put articles on the bus; one that no bus takes is parked, so that the others go on."""
        topic = self.settings.bus.topics.articles
        records = [(article.id, encode(article)) for article in articles]
        try:
            self.bus.publish_all(topic, records)
        except Reject:
            for key, value in records:
                self._publish_or_park(topic, key, value)

    def park(self, record: Record, reason: str) -> None:
        """Put a record aside, on the bus and in the store; an article's outcome says so."""
        topics = self.settings.bus.topics
        origin = {"topic": record.topic, "partition": str(record.partition), "offset": str(record.offset)}
        self.bus.publish(topics.parked, record.key, record.value, {**origin, "reason": reason[:1000]})
        self._set_aside(record.topic, record.partition, record.offset, record.key, record.value, reason)

    def sync_subscriptions(self) -> None:
        """The store's subscriptions as the configuration has them. Raises ConfigError with the line."""
        from sokuho.subscribing import check_configured

        check_configured(self.settings)
        configured = [Subscription(**s.model_dump()) for s in self.settings.subscribers]
        self.store.subscriptions.sync(configured)

    def _publish_or_park(self, topic: str, key: str, value: bytes) -> None:
        try:
            self.bus.publish(topic, key, value)
        except Reject as e:
            log.error("not_published", article=key, error=str(e))
            # never on the bus, so its place is one of its own: below zero, told apart by the id
            self._set_aside(topic, -1, -1 - int(key[-12:], 16), key, value, str(e))

    def _set_aside(
        self, topic: str, partition: int, offset: int, key: str, value: bytes, reason: str
    ) -> None:
        with self.store.transaction() as tx:
            tx.parking.park(Parked(topic, partition, offset, key, value, reason, self.clock()))
            if topic == self.settings.bus.topics.articles:
                tx.articles.outcome(key, Outcome.PARKED, reason)

    def close(self) -> None:
        members.leave(self._name)
        if "feed_client" in self.__dict__:
            self.feed_client.close()
            self.store.leases.release("polling", self._name)


@contextmanager
def open_pipeline(settings: Settings, clock: Callable[[], datetime] | None = None) -> Iterator[Pipeline]:
    """Open store and bus, bring the subscriptions up to the configuration. The time is the store's unless
    there is a `clock`. Raises ConfigError."""
    with open_store(settings.store, home=settings.home, clock=clock) as store, open_bus(settings) as bus:
        pipeline = Pipeline(settings, store, bus)
        pipeline.sync_subscriptions()
        try:
            yield pipeline
        finally:
            pipeline.close()
