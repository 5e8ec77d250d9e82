"""Mails that go to many readers at once: which rows belong together, and what they are sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from consumers.standing import for_reader, standing, told_of
from sokuho.alerts.digest import choose
from sokuho.deliver.sender import BulkSender
from sokuho.errors import Needless, Reject
from sokuho.model import Bulk, Delivery, Revision, Subscription
from sokuho.store import Parts, Store

if TYPE_CHECKING:
    from sokuho.alerts.render import Renderer
    from sokuho.deliver.choose import Senders


class Shots(NamedTuple):
    """`bulks`: mails ready to be sent. `refused`: rows that nothing is sent for, and why."""

    bulks: list[Bulk]
    refused: list[tuple[Delivery, Reject]]


def bulk_way(senders: Senders, delivery: Delivery) -> BulkSender | None:
    """The way out that takes this row together with others like it; None where there is none."""
    if delivery.kind != "alert" or delivery.channel != "email":
        return None
    way = senders.pick(delivery)
    return cast(BulkSender, way) if _takes_many(type(way)) else None


@cache
def _takes_many(kind: type) -> bool:
    return all(hasattr(kind, name) for name in ("send_bulk", "bulk_limit"))  # what isinstance asks, slowly


def grouped(due: Sequence[Delivery], senders: Senders, apart: Collection[str] = ()) -> list[list[Delivery]]:
    """Rows in their order, those of one revision that one request can take as one group; those `apart` (ids)
    alone."""
    groups: dict[str, list[Delivery]] = {}
    for delivery in due:
        way = None if delivery.id in apart else bulk_way(senders, delivery)
        key = f"{way.name} {delivery.revision}" if way else delivery.id
        groups.setdefault(key, []).append(delivery)
    return list(groups.values())


def reader(parts: Parts, delivery: Delivery) -> Subscription:
    """Who a row is for. Raises Needless where they get nothing more."""
    subscription = parts.subscriptions.subscription(delivery.subscription)
    if subscription is None or not subscription.active:
        raise Needless("no longer subscribed")
    if found := parts.suppressions.why(delivery.address):
        raise Needless(f"the address gets no more mail: {found.reason}")
    return subscription


def revision(parts: Parts, ids: Sequence[str], subscription: str) -> Revision:
    """The revisions of a story that one message tells, as one: the newest, with all that changed. Raises
    Reject where one is gone, Needless where nothing of them is to be told any more."""
    found = parts.stories.revisions(ids)
    if missing := set(ids).difference(r.id for r in found):
        raise Reject(f"revision {min(missing)} is not in the store")
    told: list[Revision] = []
    for one in found:
        try:
            told.append(for_reader(parts, one, subscription))
        except Needless:
            if len(found) == 1:
                raise
    if not told:
        raise Needless("nothing of it is to be told any more: its story was mended")
    return told[0] if len(told) == 1 else choose(told)[0]


def prepare(store: Store, renderer: Renderer, rows: Sequence[Delivery], limit: int) -> Shots:
    """The mails of one revision for the readers of these rows, as they are subscribed at this moment.
    Raises ConfigError for a template that does not work."""
    refused: list[tuple[Delivery, Reject]] = []
    with store.snapshot() as parts:
        revision = parts.stories.revision(rows[0].revision)
        if revision is None:
            why = Reject(f"revision {rows[0].revision} is not in the store")
            return Shots([], [(row, why) for row in rows])
        try:
            revision, gone = standing(parts, revision)
        except Needless as e:
            return Shots([], [(row, e) for row in rows])
        if gone is not None:
            told = told_of(parts, gone, [row.subscription for row in rows])
            refused += [(row, Needless(gone.why)) for row in rows if row.subscription in told]
            rows = [row for row in rows if row.subscription not in told]
        readers = list(_readers(parts, rows, refused))
    alike: dict[tuple[str, ...], list[tuple[Subscription, Delivery]]] = {}
    for subscription, row in readers:
        alike.setdefault(renderer.alike(subscription), []).append((subscription, row))
    bulks: list[Bulk] = []
    for same in alike.values():
        for part in _once_each(same, limit):
            try:
                bulks.append(renderer.bulk(revision, part))
            except Reject as e:
                refused += [(row, e) for _, row in part]
    return Shots(bulks, refused)


def _readers(
    parts: Parts, rows: Sequence[Delivery], refused: list[tuple[Delivery, Reject]]
) -> Iterator[tuple[Subscription, Delivery]]:
    subscriptions = parts.subscriptions.named([row.subscription for row in rows])
    suppressed = parts.suppressions.among([row.address for row in rows])
    for row in rows:
        subscription = subscriptions.get(row.subscription)
        if subscription is None or not subscription.active:
            refused.append((row, Needless("no longer subscribed")))
        elif found := suppressed.get(row.address.lower()):
            refused.append((row, Needless(f"the address gets no more mail: {found.reason}")))
        else:
            yield subscription, row


def _once_each(
    readers: Sequence[tuple[Subscription, Delivery]], limit: int
) -> list[list[tuple[Subscription, Delivery]]]:
    """In parts of at most `limit`, no address twice in one."""
    parts: list[list[tuple[Subscription, Delivery]]] = []
    used: list[set[str]] = []
    first_with_room = 0
    for reader in readers:
        address = reader[1].address.lower()
        at = first_with_room
        while at < len(parts) and (len(parts[at]) >= limit or address in used[at]):
            at += 1
        if at == len(parts):
            parts.append([])
            used.append(set())
        parts[at].append(reader)
        used[at].add(address)
        while first_with_room < len(parts) and len(parts[first_with_room]) >= limit:
            first_with_room += 1
    return parts
