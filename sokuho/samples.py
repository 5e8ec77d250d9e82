"""A story that is no news: sent to try a subscription, rendered to try the templates."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sokuho import resources
from sokuho.codec import decode
from sokuho.model import Delivery, Receipt, Revision, Subscription, delivery_id
from sokuho.outgoing import load_renderer, load_senders
from sokuho.settings import Settings
from sokuho.wording import load_words


def send_sample(settings: Settings, subscription: Subscription, now: datetime) -> tuple[str, Receipt]:
    """Send the sample on the subscription's way; returns the way's name and its answer. Raises what
    senders raise. Sent again, it is another message: its id holds the time."""
    revision = sample(settings)
    stamp = now.strftime("%Y%m%dT%H%M%S%f")
    delivery = Delivery(
        id="t" + delivery_id(subscription.id, revision.story.id, stamp)[1:],
        subscription=subscription.id,
        story=f"{revision.story.id}-{stamp}",
        revision=revision.id,
        kind="alert",
        channel=subscription.channel,
        address=subscription.address,
        not_before=now,
    )
    way = load_senders(settings).pick(delivery)
    return way.name, way.send(load_renderer(settings).alert(revision, subscription, delivery))


def try_templates(settings: Settings) -> list[str]:
    """Render the sample in every language and form. Returns the languages; raises ConfigError, naming file
    and line, where a template or a word does not work."""
    revision, renderer = sample(settings), load_renderer(settings)
    languages = sorted(load_words(settings.home))
    for language in languages:
        for channel, address in (("email", "reader@example.com"), ("slack", "C1")):
            reader = Subscription("sample", channel, address, language)
            row = Delivery(
                "d", reader.id, revision.story.id, revision.id, "alert", channel, address, revision.at
            )
            renderer.alert(revision, reader, row)
            period = revision.at.date().isoformat()
            daily, digest = replace(reader, cadence="daily"), replace(row, kind="digest", revision=period)
            renderer.digest([revision], daily, digest)
    return languages


def sample(settings: Settings) -> Revision:
    """The story that `sokuho subscriptions test` sends."""
    path = resources.find(settings.home, "templates/samples/revision.json")
    return decode(resources.read_text(path).encode(), Revision)
