"""Digests: send what is due, each subscription in its own time zone; send one again by hand."""

from __future__ import annotations

import threading
from dataclasses import replace

from sokuho import settings
from sokuho.errors import ConfigError
from sokuho.model import Delivery, DeliveryState, delivery_id
from sokuho.pipeline import Pipeline, open_pipeline
from sokuho.store.digests import AGAIN


def run_digests() -> dict[str, int]:
    """Send every digest that is due. Returns counts: sent, failed, withheld, unknown, postponed."""
    with open_pipeline(settings.load()) as pipeline:
        return send_due(pipeline)


def send_due(pipeline: Pipeline) -> dict[str, int]:
    """Idempotent: a digest is one row for a subscription and period, which somebody claims once.

    Delivery consumers send due digests, too; whoever claims a row first sends it.
    """
    told = pipeline.deliver(threading.Event(), "digest")
    return {
        "sent": told.sent,
        "failed": told.failed,
        "withheld": told.withheld,
        "unknown": told.unknown,
        "postponed": told.postponed,
    }


def again(pipeline: Pipeline, subscription: str, period: str) -> str:
    """A new message that tells what that digest told, and nothing of what waits for the next one.

    Raises ConfigError where there was no such digest, or where it has not been dealt with yet.
    """
    now = pipeline.clock()
    with pipeline.store.transaction() as tx:
        old = tx.deliveries.delivery(delivery_id(subscription, "digest", period))
        if old is None:
            raise ConfigError(f"subscription {subscription!r} had no digest of {period!r}")
        if old.state is DeliveryState.PENDING:
            raise ConfigError(f"the digest of {period} for {subscription} has not been sent yet")
        # The mail shows the period, and what it told is found by it; so the new row differs in its story.
        name = f"{AGAIN} {now:%Y-%m-%dT%H:%M:%S}"
        new: Delivery = replace(
            old,
            id=delivery_id(subscription, name, period),
            story=name,
            not_before=now,
            state=DeliveryState.PENDING,
            attempts=0,
            provider_id=None,
            thread=None,
            error=None,
        )
        tx.deliveries.add_deliveries([new])
    return new.id
