"""`POST /webhooks/sendgrid`: what SendGrid reports of mails after taking them.

A mail that came back, was dropped, or was called spam ends all mail to its address at once. What is told
of a delivery is noted, and settles deliveries of which we did not know whether they were sent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from sokuho.deliver.sendgrid_events import SIGNATURE, TIMESTAMP, Event, Webhook, events
from sokuho.errors import Reject
from sokuho.store import Store
from sokuho.store.provider_events import ProviderEvent

log = structlog.get_logger(__name__)

#: events that end all mail to an address, and the reason that is kept
ENDING = {
    "bounce": "bounce",
    "dropped": "dropped",
    "spamreport": "spamreport",
    "unsubscribe": "unsubscribe",
    "group_unsubscribe": "unsubscribe",
}
#: reasons of "dropped" that say nothing of the address
OUR_FAULT = ("smtpapi", "spam content", "quota")
_WORDS = {
    204: "Noted.",
    400: "Signed, but no list of events.",
    403: "Not signed by SendGrid, or too long ago.",
    503: "The store is away; send it again.",
}


def routes(store: Store, webhook: Webhook | None, clock: Callable[[], datetime]) -> APIRouter:
    """`webhook` None: no verification key is set, and nothing is believed."""
    router = APIRouter(default_response_class=Response)

    @router.post(
        "/webhooks/sendgrid",
        status_code=204,
        responses={status: {"description": words} for status, words in _WORDS.items()},
    )
    async def sendgrid(request: Request) -> Response:
        body, now = await request.body(), clock()
        signature, timestamp = request.headers.get(SIGNATURE, ""), request.headers.get(TIMESTAMP, "")
        if webhook is None:
            log.warning("event_without_key", see="SENDGRID_WEBHOOK_KEY")
            return Response(status_code=403)
        if not webhook.genuine(body, signature, timestamp, now):
            log.warning("event_not_genuine", bytes=len(body))
            return Response(status_code=403)
        try:
            told = events(body, now)
        except Reject as e:
            log.warning("event_not_readable", error=str(e))
            return Response(status_code=400)
        await run_in_threadpool(note, store, told, now)
        return Response(status_code=204)

    return router


def note(store: Store, told: list[Event], now: datetime) -> None:
    """Write down what was told, all of it or nothing. Told again, it changes nothing."""
    known = [ProviderEvent(e.id, e.delivery, e.event, e.detail, e.at) for e in told if e.delivery is not None]
    with store.transaction() as tx:
        tx.provider_events.add(known)
        for event in told:
            reason = _ends(event)
            if reason and tx.suppressions.suppress(event.address, reason, event.detail, now):
                log.info("suppressed", reason=reason, delivery=event.delivery)
    settled = store.provider_events.settle(now)
    if settled:
        log.info("settled", deliveries=settled)


def _ends(event: Event) -> str | None:
    if event.event == "dropped" and any(words in event.detail.lower() for words in OUR_FAULT):
        return None
    return ENDING.get(event.event)
