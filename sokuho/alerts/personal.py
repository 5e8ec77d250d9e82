"""What of a mail is one reader's own: why they get it, how often, how they leave. A mail that goes to many is
rendered once with marks in these places; what stands there is filled in for each reader."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256

from markupsafe import escape

from sokuho.alerts.figures import Words
from sokuho.alerts.headers import mail_headers
from sokuho.alerts.links import Links
from sokuho.alerts.reasons import reason
from sokuho.alerts.rules import Ground
from sokuho.alerts.untrusted import shorten
from sokuho.model import Delivery, Person, Subscription

#: characters; providers take about 10,000 bytes of what is a reader's own
REASON_LIMIT = 800
_OWN = ("why", "cadence", "view", "unsubscribe")


class Marks:
    """The marks of a mail about `what`, none for our pages where links cannot be signed. They hold what only
    the key gives, so that no text of a feed is one."""

    def __init__(self, links: Links, what: str) -> None:
        told = hmac.new(links.key, what.encode(), sha256).hexdigest()[:16]
        left_out = () if links.key else ("view", "unsubscribe")
        names = [name for name in _OWN if name not in left_out]
        self.html = {name: f"own-{name}-h-{told}" for name in names} | dict.fromkeys(left_out, "")
        self.text = {name: f"own-{name}-t-{told}" for name in names} | dict.fromkeys(left_out, "")

    def fills(self, own: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Each mark with what stands in its place."""
        html = [(mark, str(escape(own[name]))) for name, mark in self.html.items() if mark]
        return (*html, *((mark, own[name]) for name, mark in self.text.items() if mark))


def person(
    marks: Marks,
    subscription: Subscription,
    delivery: Delivery,
    grounds: Sequence[Ground] | None,
    topic: str,
    words: Words,
    links: Links,
    mail_from: str,
) -> Person:
    """A reader of a mail. `grounds` None: all that the subscription asks for is named."""
    own = {
        "why": shorten(reason(subscription, grounds, words), REASON_LIMIT),
        "cadence": cadence(subscription, words),
        "view": links.view(delivery.id) or "",
        "unsubscribe": links.unsubscribe(subscription.id) or "",
    }
    headers = mail_headers(subscription, delivery, topic, links, mail_from)
    return Person(delivery.id, delivery.address, headers, marks.fills(own))


def cadence(subscription: Subscription, words: Words) -> str:
    return str(words["why"]["cadence"].format(cadence=words["cadences"][subscription.cadence]))
