"""What became of every article, revision and delivery: counted in the store, on the bus, at the stand-ins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bench.many.cluster import Cluster
from bench.many.news import is_on_topic
from sokuho.alerts.rules import Matcher
from sokuho.bus import Bus
from sokuho.following import load_rates
from sokuho.model import Article, Delivery, DeliveryState, Outcome, Receipt
from sokuho.store import Store
from sokuho.store.clock import utc_now

ALL = 1_000_000


def left(store: Store, bus: Bus, articles: int) -> list[str]:
    """What is still to be done, in words; empty at the end. Raises Retry while a server is away."""
    found = []
    if (ended := sum(store.articles.count().values())) < articles:
        found.append(f"{articles - ended:,} articles without an outcome")
    if behind := sum(lag.behind for lag in bus.lag()):
        where = [f"{lag.topic}/{lag.partition}: {lag.behind}" for lag in bus.lag() if lag.behind]
        found.append(f"{behind:,} records behind ({', '.join(where)})")
    if waiting := len(store.stories.unpublished()):
        found.append(f"{waiting} revisions not published")
    if pending := store.deliveries.waiting():
        found.append(f"{pending:,} deliveries not sent")
    return found


def count(store: Store, many: Cluster, news: Sequence[Article]) -> list[str]:
    """Prints the counts. Returns every way in which the promise is broken, in words."""
    told = many.told()
    faults = ", ".join(f"{n} {name}" for name, n in sorted(told["requests"].items()))
    print(f"requests that reached the stand-ins: {faults}")
    found = _articles(store, news)
    rows = store.deliveries.list_deliveries(limit=ALL)
    found += _rows(store, many, rows)
    found += _messages(rows, told["deliveries"])
    if not found:
        _settle(store, rows, told["deliveries"])
    return found


def _articles(store: Store, news: Sequence[Article]) -> list[str]:
    ended = store.articles.list_ended(limit=ALL)
    counts = Counter(str(each.outcome) for each in ended)
    shown = ", ".join(f"{name} {n:,}" for name, n in sorted(counts.items()))
    print(f"articles: {len(ended):,} outcomes for {len(news):,} ({shown})")
    found = []
    ids = [each.article for each in ended]
    if lost := {article.id for article in news} - set(ids):
        found.append(f"{len(lost)} articles have no outcome: {sorted(lost)[:5]}")
    if len(set(ids)) != len(ids) or set(ids) - {article.id for article in news}:
        found.append("there are more outcomes than articles")
    if counts[Outcome.PARKED]:
        found.append(f"{counts[Outcome.PARKED]} articles were parked")
    told = {each.article for each in ended if each.outcome in (Outcome.ALERTED, Outcome.JOINED)}
    on_topic = {article.id for article in news if is_on_topic(article.id)}
    if missed := on_topic - told:
        found.append(f"{len(missed)} articles on topic are in no story: {sorted(missed)[:5]}")
    return found


def _rows(store: Store, many: Cluster, rows: Sequence[Delivery]) -> list[str]:
    """Each revision matched anew with each subscription: one row for each pair, and no other."""
    rates = load_rates(many.home).latest()
    readers = store.subscriptions.list_subscriptions(active=True)
    revisions = [r for s in store.stories.list_stories(limit=ALL) for r in store.stories.revisions_of(s.id)]
    expected = {(s.id, r.story.id, r.id) for r in revisions for s in readers if Matcher(r, rates).grounds(s)}
    written = Counter((row.subscription, row.story, row.revision) for row in rows)
    states = Counter(str(row.state) for row in rows)
    shown = ", ".join(f"{name} {n:,}" for name, n in sorted(states.items()))
    stories = len({r.story.id for r in revisions})
    print(f"stories: {stories}, with {len(revisions)} revisions, for {len(readers)} subscriptions")
    print(f"deliveries: {len(rows):,} rows for {len(expected):,} matches ({shown})")
    found = []
    if missing := expected - set(written):
        found.append(f"{len(missing)} matches have no row: {sorted(missing)[:3]}")
    if more := set(written) - expected:
        found.append(f"{len(more)} rows that nothing asked for: {sorted(more)[:3]}")
    if double := [key for key, n in written.items() if n > 1]:
        found.append(f"{len(double)} rows are there twice: {double[:3]}")
    open_ = [row for row in rows if row.state not in (DeliveryState.SENT, DeliveryState.UNKNOWN)]
    if open_:
        found.append(f"{len(open_)} are neither sent nor unknown, such as {open_[0].id}: {open_[0].error}")
    return found


def _messages(rows: Sequence[Delivery], told: dict[str, dict[str, float]]) -> list[str]:
    """What is marked sent reached the stand-in once; the others were cut off, and are listed."""
    found = []
    sent = [row for row in rows if row.state is DeliveryState.SENT]
    unknown = [row for row in rows if row.state is DeliveryState.UNKNOWN]
    took = _taken(rows, told)
    times = Counter(took[row.id] for row in sent)
    print(f"sent: {times[1]:,} of {len(sent):,} reached the stand-ins exactly once")
    taken = sum(1 for row in unknown if took[row.id])
    print(f"unknown: {len(unknown)}, of which the stand-ins had taken {taken}")
    for row in sorted(unknown, key=lambda row: row.id):
        reached = "taken" if took[row.id] else "not taken"
        print(f"  {row.id}  {row.subscription:8} {reached:9}  {row.error}")
    if len(sent) != times[1]:
        found.append(f"messages marked sent that reached the stand-ins otherwise than once: {dict(times)}")
    if double := [row.id for row in unknown if took[row.id] > 1]:
        found.append(f"{len(double)} unknown ones were taken more than once: {double[:3]}")
    if not_answered := [i for i, t in told.items() if t["clear"] and i in {row.id for row in unknown}]:
        # answered with yes, and the worker was killed before it could write that down
        print(f"  of these, {len(not_answered)} were answered; the worker died before it noted the answer")
    if strangers := set(told) - {row.id for row in rows}:
        found.append(f"{len(strangers)} messages reached the stand-ins that no row asked for")
    return found


def _taken(rows: Sequence[Delivery], told: dict[str, dict[str, float]]) -> dict[str, int]:
    """How often each row's message was taken. What of one story waits for one reader is told in one message,
    which carries the id of the first row only; the others have its receipt."""
    shared: dict[tuple[object, ...], int] = {}
    for row in rows:
        if row.id in told:
            shared[row.subscription, row.story, row.state, row.provider_id] = int(told[row.id]["taken"])
    return {
        row.id: int(told[row.id]["taken"])
        if row.id in told
        else shared.get((row.subscription, row.story, row.state, row.provider_id), 0)
        for row in rows
    }


def _settle(store: Store, rows: Sequence[Delivery], told: dict[str, dict[str, float]]) -> None:
    """What an operator does with the unknown ones: `sokuho deliveries settle`, by the provider's log."""
    took = _taken(rows, told)
    for row in rows:
        if row.state is not DeliveryState.UNKNOWN:
            continue
        if took[row.id]:
            store.deliveries.mark_sent(row.id, Receipt(None), utc_now())
        else:
            store.deliveries.reopen(row.id, utc_now())


def count_settled(store: Store, many: Cluster) -> list[str]:
    """After settling: every row is sent, and every message reached the stand-ins once."""
    told = many.told()["deliveries"]
    rows = store.deliveries.list_deliveries(limit=ALL)
    took = _taken(rows, told)
    once = [row for row in rows if row.state is DeliveryState.SENT and took[row.id] == 1]
    print(f"unknown ones settled by the stand-ins' log: {len(once):,} of {len(rows):,} messages came once")
    return [] if len(once) == len(rows) else [f"{len(rows) - len(once)} messages came not at all, or twice"]
