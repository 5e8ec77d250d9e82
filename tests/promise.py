"""What must hold after any number of crashes: nothing lost, nothing doubled."""

from __future__ import annotations

import email
import email.policy
import json
from collections import Counter
from pathlib import Path

from sokuho.bus.local import LocalBus
from sokuho.model import DeliveryState, Outcome
from sokuho.store import Store, open_store
from tests.newsstand import Stand


def troubles(home: Path, stand: Stand, readers: int = 2) -> list[str]:
    """Every way in which the promise is broken, in words; empty if it is kept."""
    with open_store("sqlite:///var/sokuho.db", home=home) as store:
        found = [*_of_articles(store, stand), *_of_stories(store, stand, readers), *_of_outbox(store, home)]
    with LocalBus(home / "var/sokuho-bus.db") as bus:
        found += [f"{lag.group} is behind by {lag.behind}" for lag in bus.lag() if lag.behind]
    return found


def _of_articles(store: Store, stand: Stand) -> list[str]:
    counts = store.articles.count()
    items = sum(len(items) for items in stand.feeds.values())
    found = []
    if sum(counts.values()) != items:
        found.append(f"{items} items, but outcomes {counts}")
    if counts.get(Outcome.PARKED):
        found.append(f"{counts[Outcome.PARKED]} parked")
    return found


def _of_stories(store: Store, stand: Stand, readers: int) -> list[str]:
    deals = {item.key for items in stand.feeds.values() for item in items if item.core}
    stories = store.stories.list_stories(limit=1000)
    found = []
    if len(stories) != len(deals):
        found.append(f"{len(deals)} deals, but {len(stories)} stories")
    if left := store.stories.unpublished():
        found.append(f"{len(left)} revisions not published")
    rows = store.deliveries.list_deliveries(limit=100_000)
    revisions = [r for story in stories for r in store.stories.revisions_of(story.id)]
    told = Counter((row.subscription, row.revision) for row in rows)
    if len(told) != len(rows) or len(rows) != len(revisions) * readers:
        found.append(f"{len(revisions)} revisions for {readers} readers, but {len(rows)} deliveries")
    states = Counter(row.state for row in rows)
    if set(states) - {DeliveryState.SENT}:
        found.append(f"deliveries {dict(states)}")
    return found


def _of_outbox(store: Store, home: Path) -> list[str]:
    rows = store.deliveries.list_deliveries(limit=100_000)
    names = {path.name for path in (home / "outbox").iterdir()}
    ends = {"email": (".eml", ".html", ".txt"), "slack": (".json", ".txt")}
    expected = {row.id + end for row in rows for end in ends[row.channel]}
    found = []
    if expected - names:
        found.append(f"{len(expected - names)} files missing from the outbox")
    if drafts := {name for name in names - expected if not name.endswith(".tmp")}:
        found.append(f"{len(drafts)} files in the outbox that nobody asked for")
    for row in rows:
        path = home / "outbox" / (row.id + ends[row.channel][0])
        if path.name not in names:
            continue
        if row.channel == "email":
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if mail["To"] != row.address or mail.get_body(("html",)) is None:
                found.append(f"{path.name} is not whole")
        elif json.loads(path.read_bytes())["channel"] != row.address:
            found.append(f"{path.name} is not whole")
    return found
