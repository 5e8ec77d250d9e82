"""Mail headers of an alert or digest: how to leave the list, and where the mail stands in its thread."""

from __future__ import annotations

import re
from email.utils import parseaddr
from functools import lru_cache

from sokuho.alerts.links import Links
from sokuho.alerts.untrusted import header
from sokuho.model import Delivery, Subscription, digest_id

Headers = tuple[tuple[str, str], ...]


def mail_headers(
    subscription: Subscription, delivery: Delivery, topic: str, links: Links, mail_from: str
) -> Headers:
    """List-Id, List-Unsubscribe, Message-ID and threading. A story's first mail to a subscription has
    the thread's own id; what follows refers to it, and mail programs show one conversation."""
    address = _address(mail_from)
    domain = address.rpartition("@")[2] or "localhost"
    found = [
        ("List-Id", f"<{_label(topic)}.alerts.{domain}>"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Sokuho-Delivery", header(delivery.id)),
    ]
    found += _unsubscribe(subscription, links, address)
    root = f"<{digest_id(subscription.id, delivery.story)}.{_label(delivery.story)}@{domain}>"
    if delivery.kind == "alert" and delivery.revision.endswith(".1"):
        return (*found, ("Message-ID", root))
    found.append(("Message-ID", f"<{_label(delivery.id)}@{domain}>"))
    if delivery.kind == "alert":
        found += [("In-Reply-To", root), ("References", root)]
    return tuple(found)


@lru_cache(maxsize=16)
def _address(mail_from: str) -> str:
    return parseaddr(mail_from)[1]


def _unsubscribe(subscription: Subscription, links: Links, address: str) -> list[tuple[str, str]]:
    """One click (RFC 8058) where a signed link can be made; else by mail."""
    by_mail = f"<mailto:{address}?subject=unsubscribe%20{_label(subscription.id)}>"
    url = links.unsubscribe(subscription.id)
    if url is None:
        return [("List-Unsubscribe", by_mail)]
    return [
        ("List-Unsubscribe", f"<{url}>, {by_mail}"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]


def _label(text: str) -> str:
    """Only what may stand in a Message-ID or List-Id."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", text).strip(".-") or "none"
