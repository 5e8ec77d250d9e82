"""SendGrid's event webhook: whether a request is SendGrid's, and what it reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sendgrid.helpers.eventwebhook import EventWebhook

from sokuho.errors import ConfigError, Reject

SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Event:
    """`id` is SendGrid's own, the same when it tells twice. `delivery` is ours, None where SendGrid does not
    say. `event` as SendGrid names it, but "blocked" for a bounce that may pass. `at` in UTC."""

    id: str
    event: str
    address: str
    delivery: str | None
    detail: str
    at: datetime


class Webhook:
    """`key` is the verification key as SendGrid shows it. Raises ConfigError for one that is none."""

    def __init__(self, key: str, max_age: timedelta) -> None:
        try:
            self._webhook = EventWebhook("".join(key.split()))
        except ValueError as e:
            raise ConfigError("SENDGRID_WEBHOOK_KEY is not a verification key: copy it again") from e
        self._max_age = max_age

    def genuine(self, body: bytes, signature: str, timestamp: str, now: datetime) -> bool:
        """Whether SendGrid signed this, and lately. The body must be as it came, byte by byte."""
        try:
            at = datetime.fromtimestamp(int(timestamp), UTC)
            if not timestamp.isascii() or abs(now - at) > self._max_age:
                return False
            return bool(self._webhook.verify_signature(body.decode(), signature, timestamp))
        except (ValueError, OverflowError, OSError):  # no number, no UTF-8, no base64
            return False


def events(body: bytes, now: datetime) -> list[Event]:
    """What a request reports; what is not of a shape we know is left out. Raises Reject if it is no list
    of events at all."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as e:
        raise Reject("not JSON") from e
    if not isinstance(data, list):
        raise Reject("not a list of events")
    return list(_known(data, now))


def _known(data: list[Any], now: datetime) -> Iterator[Event]:
    for item in data:
        if not isinstance(item, dict):
            continue
        event, address, unique = item.get("event"), item.get("email"), item.get("sg_event_id")
        if not (isinstance(event, str) and isinstance(address, str) and isinstance(unique, str)):
            continue
        if event == "bounce" and item.get("type") == "blocked":
            event = "blocked"
        delivery = item.get("delivery_id")
        yield Event(
            id=_clean(unique)[:200],
            event=_clean(event)[:32],
            address=_clean(address)[:320],
            delivery=_clean(delivery)[:64] if isinstance(delivery, str) else None,
            detail=_detail(item),
            at=_time(item.get("timestamp"), now),
        )


def _detail(item: dict[str, Any]) -> str:
    said = (item.get(name) for name in ("status", "reason", "response"))
    return _clean(" ".join(s for s in said if isinstance(s, str)))[:_LONGEST]


def _clean(text: str) -> str:
    """Without what a database or a terminal chokes on."""
    return "".join(c for c in text if c.isprintable())


def _time(value: Any, now: datetime) -> datetime:
    try:
        return min(datetime.fromtimestamp(value, UTC), now)
    except (TypeError, ValueError, OverflowError, OSError):
        return now
