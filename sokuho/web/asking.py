"""Writing down that a mail with a link is to be sent, before anything is sent."""

from __future__ import annotations

import secrets
from datetime import timedelta

import structlog

from sokuho.model import Delivery, Subscription, delivery_id, reader_id
from sokuho.store.letters import STORY, Letter
from sokuho.web import forms
from sokuho.web.site import Site

log = structlog.get_logger(__name__)


def ask(site: Site, kind: str, address: str, subscription: Subscription | None) -> None:
    """Write the letter and its delivery down, in one transaction. Whether there is anybody to send it to
    does not show: the letter is written in any case."""
    now = site.clock()
    mailbox = forms.mailbox(address)
    letter = Letter("l" + secrets.token_hex(16), kind, address, mailbox, subscription, now)
    delivery = Delivery(
        id=delivery_id(letter.id, STORY, letter.id),
        subscription=letter.id,
        story=STORY,
        revision=letter.id,
        kind=kind,
        channel="email",
        address=address,
        not_before=now,
    )
    with site.store.transaction() as tx:
        reason = None
        if tx.letters.count(mailbox, now - timedelta(hours=1)) >= site.serving.per_mailbox:
            reason = "too many for this mailbox"
        elif kind == "preferences" and tx.subscriptions.subscription(reader_id(address)) is None:
            reason = "no subscription of this address"
        elif tx.suppressions.why(address):
            reason = "suppressed"
        tx.letters.add(letter)
        if reason is None:
            tx.deliveries.add_deliveries([delivery])
    log.info("letter", kind=kind, letter=letter.id, left_out=reason)
    if reason is None:
        site.wrote()
